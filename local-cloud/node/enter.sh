#!/bin/sh
# The first process of a node, in new pid, mount, uts and ipc namespaces of the host: builds the
# node's root and moves into it. All mounts live in this mount namespace and go with it.
#
#   enter.sh RUN_DIR NODE_TREE GUEST_TREE overlay|plain UNIT-FILE...
set -eu
run_dir=$1 node_tree=$2 guest_tree=$3 mode=$4
shift 4

# Before /proc is mounted anew, it still shows the host's number of this process.
read -r host_pid _ </proc/self/stat
echo "$host_pid" >"$run_dir/init.pid.new"
mv "$run_dir/init.pid.new" "$run_dir/init.pid"

mount --make-rprivate /
if [ "$mode" = overlay ]; then
	# The writable layer is memory: nothing of it can be left behind.
	mount -t tmpfs -o mode=755,size=80% devcloud-layer "$run_dir/mnt"
	mkdir "$run_dir/mnt/upper" "$run_dir/mnt/work" "$run_dir/mnt/root"
	root=$run_dir/mnt/root
	mount -t overlay -o "lowerdir=$node_tree,upperdir=$run_dir/mnt/upper,workdir=$run_dir/mnt/work" devcloud "$root"
else
	root=$run_dir/mnt
	mount --bind "$node_tree" "$root"
fi

cd "$root"
mkdir -p opt/devcloud srv/guest var/log/devcloud
mount -t proc proc proc
mount -t tmpfs -o mode=755 devcloud-run run
mount -t tmpfs -o mode=1777 devcloud-tmp tmp
mount -t tmpfs -o mode=755,nosuid devcloud-dev dev
mkdir dev/pts dev/shm dev/net run/devcloud
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 devcloud-shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
device() { mknod -m 666 "dev/$1" c "$2" "$3" || { : >"dev/$1" && mount --bind "/dev/$1" "dev/$1"; }; }
device null 1 3
device zero 1 5
device full 1 7
device random 1 8
device urandom 1 9
device tty 5 0
device net/tun 10 200
[ ! -e /dev/kvm ] || device kvm 10 232

mount --bind "$run_dir" run/devcloud
mount --bind "$run_dir/log" var/log/devcloud
mount --bind "$run_dir/opt" opt/devcloud
if [ -d "$guest_tree" ]; then
	mount --bind "$guest_tree" srv/guest
	mount -o remount,bind,ro srv/guest
fi
if [ -d "${DEVCLOUD_VM_TREES:-}" ]; then
	mkdir -p srv/vm
	mount --bind "$DEVCLOUD_VM_TREES" srv/vm
	mount -o remount,bind,ro srv/vm
fi
# A server's writable layer must not lie on an overlay.
mkdir -p var/lib/nova/instances
mount -t tmpfs -o mode=755 devcloud-servers var/lib/nova/instances

hostname devcloud
mkdir -p run/host
pivot_root . run/host
umount -l /run/host
rmdir /run/host
exec /bin/sh /opt/devcloud/boot.sh "$@"
