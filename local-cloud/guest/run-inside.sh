#!/bin/sh
# Runs a command in a server from the node: run-inside.sh SERVER-UUID COMMAND...
directory=/var/lib/nova/instances/$1
pid=$(cat "$directory/init.pid" 2>/dev/null)
if [ -z "$pid" ] || [ ! -d "/proc/$pid" ]; then
	echo "no server $1 runs here" >&2
	exit 125
fi
shift
if [ -e "$directory/machine" ]; then
	[ -t 0 ] && exec python3 /opt/devcloud/vm/console.py "$directory"
	exec python3 /opt/devcloud/vm/run_inside.py "$directory" "$@"
fi
exec nsenter --target "$pid" --mount --pid --net --uts --ipc --root --wd -- \
	env -u OS_CLOUD -u OS_CLIENT_CONFIG_FILE "$@"
