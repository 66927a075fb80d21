"""A nova driver whose servers are namespaces: a network on br-int, and a root of their own with the real cloud-init."""
from nova.virt.namespaces.driver import NamespaceDriver

__all__ = ["NamespaceDriver"]
