#!/bin/sh
# Runs a command in a server from the node: run-inside.sh SERVER-UUID COMMAND...
pid=$(cat "/var/lib/nova/instances/$1/init.pid" 2>/dev/null) && [ -d "/proc/$pid" ] || {
	echo "no server $1 runs here" >&2
	exit 125
}
shift
exec nsenter --target "$pid" --mount --pid --net --uts --ipc --root --wd -- \
	env -u OS_CLOUD -u OS_CLIENT_CONFIG_FILE "$@"
