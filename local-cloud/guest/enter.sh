#!/bin/sh
# The first process of a server, in pid, mount, uts and ipc namespaces of its own and in the
# server's network: builds its root (overlay on the guest tree) and boots it.
#
#   enter.sh SERVER_DIR HOSTNAME          on a terminal, the console
set -eu
server_dir=$1 name=$2
console=$(readlink /proc/self/fd/0)

# Before /proc is mounted anew, it still shows the node's number of this process.
read -r pid _ </proc/self/stat
echo "$pid" >"$server_dir/init.pid"

mount --make-rprivate /
mkdir -p "$server_dir/upper" "$server_dir/work" "$server_dir/root"
mount -t overlay -o "lowerdir=/opt/devcloud/guest/root:/srv/guest,upperdir=$server_dir/upper,workdir=$server_dir/work" \
	server "$server_dir/root"
cd "$server_dir/root"

mount -t tmpfs -o mode=755 server-run run
mount -t tmpfs -o mode=1777 server-tmp tmp
mount -t tmpfs -o mode=755,nosuid server-dev dev
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 server-shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for device in null zero full random urandom tty; do
	: >"dev/$device"
	mount --bind "/dev/$device" "dev/$device"
done
: >dev/console
mount --bind "$console" dev/console
mount -t sysfs -o ro sysfs sys

# What a server may set is its own network; the rest of /proc/sys is the machine's.
mount -t proc proc proc
mkdir run/proc
mount -t proc proc run/proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount --bind run/proc/sys/net proc/sys/net
umount -l run/proc
rmdir run/proc
[ ! -e proc/sysrq-trigger ] || mount --bind dev/null proc/sysrq-trigger

hostname "$name"
mkdir -p run/node
pivot_root . run/node
umount -l /run/node
rmdir /run/node
# cloud-init knows its platform by product_name, where there is no DMI.
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 PYTHONWARNINGS=ignore \
	product_name='OpenStack Nova' container=devcloud \
	setpriv --bounding-set=-sys_module,-sys_time,-sys_rawio,-sys_boot,-mknod -- tini -- /usr/local/sbin/guest-boot
