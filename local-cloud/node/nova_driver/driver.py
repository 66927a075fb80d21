"""The driver's methods that nova calls; what is not here is nova's own fake driver."""
from nova import exception
from nova.api.metadata import base as instance_metadata
from nova.virt import configdrive, fake
from nova.virt import node as virt_node
from nova.virt.namespaces import guest, network


class NamespaceDriver(fake.FakeDriver):
    vcpus = 200
    memory_mb = 200_000
    local_gb = 20_000

    # The fake driver never writes the node's compute_id and so can't start on a database it has seen.
    def get_nodenames_by_uuid(self, refresh=False):
        return {virt_node.get_local_node_uuid(): self.get_available_nodes()[0]}

    def get_available_resource(self, nodename):
        resources = super().get_available_resource(nodename)
        if resources:
            resources["uuid"] = virt_node.get_local_node_uuid()
        return resources

    def spawn(self, context, instance, image_meta, injected_files, admin_password, allocations, network_info=None,
              block_device_info=None, power_on=True, accel_info=None):
        super().spawn(context, instance, image_meta, injected_files, admin_password, allocations, network_info,
                      block_device_info, power_on, accel_info)
        if configdrive.required_by(instance):
            metadata = instance_metadata.InstanceMetadata(instance, content=injected_files, network_info=network_info)
            guest.seed_config_drive(instance.uuid, metadata.metadata_for_config_drive())
        self._boot(instance, network_info)

    def _boot(self, instance, network_info):
        network.ensure_namespace(instance.uuid)
        for vif in network_info or []:
            network.plug(instance.uuid, vif)
        if guest.are_machines():
            guest.describe_machine(instance.uuid, instance.flavor)
        guest.start(instance.uuid, instance.hostname or "server")

    def destroy(self, context, instance, network_info, block_device_info=None, destroy_disks=True,
                destroy_secrets=True):
        guest.remove(instance.uuid)
        try:
            for vif in network_info or []:
                network.unplug(instance.uuid, vif["id"])
        finally:
            # What the switch did not let go of, the next server on the port takes over.
            network.delete_namespace(instance.uuid)
            super().destroy(context, instance, network_info, block_device_info, destroy_disks, destroy_secrets)

    def power_off(self, instance, timeout=0, retry_interval=0):
        guest.stop(instance.uuid)
        super().power_off(instance, timeout, retry_interval)

    def power_on(self, context, instance, network_info, block_device_info=None, accel_info=None, share_info=None):
        super().power_on(context, instance, network_info, block_device_info)
        self._boot(instance, network_info)

    def reboot(self, context, instance, network_info, reboot_type, block_device_info=None, bad_volumes_callback=None,
               accel_info=None, share_info=None):
        guest.stop(instance.uuid)
        self._boot(instance, network_info)

    def attach_interface(self, context, instance, image_meta, vif):
        if guest.are_machines():
            raise exception.InterfaceAttachFailed(instance_uuid=instance.uuid)
        super().attach_interface(context, instance, image_meta, vif)
        if name := network.plug(instance.uuid, vif):
            # A real image learns of the new card from its kernel; dhcpcd without udev must be told.
            guest.run_inside(instance.uuid, "dhcpcd", "-n", name)

    def detach_interface(self, context, instance, vif):
        super().detach_interface(context, instance, vif)
        network.unplug(instance.uuid, vif["id"])

    def get_console_output(self, context, instance):
        return guest.console_output(instance.uuid)
