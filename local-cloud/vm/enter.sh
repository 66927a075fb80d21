#!/bin/sh
# The first process of a server that is a virtual machine, in pid, mount, uts and ipc namespaces of its own and in
# the server's network: bridges its ports to QEMU and becomes QEMU, from the hypervisor's tree.
#
#   enter.sh SERVER_DIR HOSTNAME
# shellcheck disable=SC1091,SC2154 # the file `machine` is made at run time
set -eu
server_dir=$1 name=$2
# memory_mb, vcpus, disk_gb, uuid: what nova's flavor gives (see nova_driver/guest.py)
. "$server_dir/machine"

# Before /proc is mounted anew, it still shows the node's number of this process.
read -r pid _ </proc/self/stat
echo "$pid" >"$server_dir/init.pid"

mount --make-rprivate /
mount -t sysfs sysfs /sys

# Each port gets a bridge to a tap. The port's own address belongs to the machine's card, so that the port must have
# another: a bridge takes what is addressed to one of its ports for its own.
cards=
for path in /sys/class/net/eth*; do
	port=${path##*/} number=${path##*/eth}
	address=$(cat "$path/ifalias")
	if [ -z "$address" ]; then
		address=$(cat "$path/address")
		ip link set "$port" alias "$address" address "02:${address#*:}"
	fi
	if [ ! -e "/sys/class/net/tap$number" ]; then
		ip tuntap add dev "tap$number" mode tap vnet_hdr
		ip link add "br$number" type bridge mcast_snooping 0
	fi
	for device in "$port" "tap$number" "br$number"; do
		sysctl -qw "net.ipv6.conf.$device.disable_ipv6=1"
		ip link set "$device" up
	done
	ip link set "$port" master "br$number"
	ip link set "tap$number" master "br$number"
	cards="$cards -netdev tap,id=net$number,ifname=tap$number,script=no,downscript=no
		-device virtio-net-pci,netdev=net$number,mac=$address,romfile="
done

# The hypervisor's root: its tree, the machine's directory on /srv, kernel and disk on /mnt.
mkdir -p "$server_dir/root"
cd "$server_dir/root"
mount --bind /srv/vm/hypervisor .
cd "$server_dir/root"
mount --bind "$server_dir" srv
mount --bind /srv/vm mnt
mount -t tmpfs -o mode=1777 hypervisor-tmp tmp
mount -t tmpfs -o mode=755,nosuid hypervisor-dev dev
mkdir dev/net
for device in null zero urandom random net/tun kvm; do
	[ -e "/dev/$device" ] || continue
	: >"dev/$device"
	mount --bind "/dev/$device" "dev/$device"
done
mount -t proc proc proc

[ -e srv/disk.qcow2 ] || chroot . qemu-img create -q -f qcow2 -b /mnt/disk.raw -F raw /srv/disk.qcow2 "${disk_gb}G"
drive() { echo "-drive file=/srv/$1,format=$2,if=virtio,cache=unsafe"; }
drives=$(drive disk.qcow2 qcow2)
if [ -d srv/upper/var/lib/cloud/seed/config_drive ]; then
	[ -e srv/config.iso ] || chroot . genisoimage -quiet -V config-2 -J -R -o /srv/config.iso /srv/upper/var/lib/cloud/seed/config_drive
	drives="$drives $(drive config.iso raw),readonly=on"
fi
rm -f srv/agent.sock srv/console.sock

# A /dev/kvm without the processor's own extensions is that of a guest which can't run an ordinary kernel.
accelerator=tcg,thread=multi
[ -e dev/kvm ] && grep -qwE 'vmx|svm' proc/cpuinfo && accelerator=kvm

# shellcheck disable=SC2086 # lists of words
exec chroot . env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 qemu-system-x86_64 -name "$name" -uuid "$uuid" \
	-machine q35 -accel "$accelerator" -cpu max -smp "$vcpus" -m "$memory_mb" -nodefaults -no-user-config -display none \
	-smbios type=1,manufacturer=OpenStack,product='OpenStack Nova' \
	-kernel /mnt/vmlinuz -initrd /mnt/initrd.img -append 'root=/dev/vda rw console=ttyS0 net.ifnames=0 quiet' \
	$drives $cards -device virtio-rng-pci \
	-chardev socket,id=console,path=/srv/console.sock,server=on,wait=off,logfile=/srv/console.log,logappend=on \
	-serial chardev:console \
	-device virtio-serial -chardev socket,id=agent,path=/srv/agent.sock,server=on,wait=off \
	-device virtserialport,chardev=agent,name=org.qemu.guest_agent.0
