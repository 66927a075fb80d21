#!/bin/sh
# Second stage of a node's first process: inside the node's root, still in the host's network.
#
#   boot.sh UNIT-FILE...
set -eu
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 PYTHONWARNINGS=ignore
export OS_CLIENT_CONFIG_FILE=/run/devcloud/clouds.yaml OS_CLOUD=devcloud
# shellcheck disable=SC3045 # dash and bash know -S and -H
ulimit -S -n 65536 2>/dev/null || ulimit -S -n "$(ulimit -H -n)" # where the host allows less

# The forwarder takes its sockets in the host's network before it follows us into our own.
if [ "$DEVCLOUD_ADDRESS" != 127.0.0.1 ]; then
	python3 /opt/devcloud/forward.py "$DEVCLOUD_ADDRESS" 5000 8774 8778 9292 9696 >>/var/log/devcloud/forward.out 2>&1 &
fi

exec unshare --net -- /bin/sh -euc '
	mount -t sysfs sysfs /sys
	ip link set lo up
	sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0
	mkdir -p /run/mysqld /run/openvswitch /run/ovn /run/lock /run/netns /var/lib/devcloud/lock
	mount --bind /run/netns /run/netns
	mount --make-shared /run/netns
	chown mysql:mysql /run/mysqld
	chmod 1777 /var/log/devcloud
	date +%s.%N >/run/devcloud/booted
	exec tini -- python3 /opt/devcloud/supervise.py "$@"' boot "$@"
