"""Loads an API's own WSGI file in each of its uwsgi workers.

    DEVCLOUD_WSGI_FILES     {"<port>": "<file>"}: one process serves several ports of one program
    DEVCLOUD_WSGI_WITHOUT   modules that the program imports and this cloud has no use for

The second workers wait until the cloud is healthy: while it starts, they would take the processors
from the services that everyone waits for.
"""
import gc
import json
import os
import sys
import time
import types

import uwsgi


class Unused(types.ModuleType):
    """A module whose names exist, and fail when something uses them after all."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {"__init__": self.refuse})

    def refuse(self, *_):
        raise NotImplementedError(f"the local cloud runs without {self.__name__}")


def load(path):
    with open(path) as file:
        scope = {"__name__": "wsgi", "__file__": path}
        exec(compile(file.read(), path, "exec"), scope)
    return scope["application"]


def application(environ, start_response):
    return APPLICATIONS[environ["SERVER_PORT"]](environ, start_response)


deadline = time.monotonic() + 180
while uwsgi.worker_id() > 1 and not os.path.exists("/run/devcloud/healthy") and time.monotonic() < deadline:
    time.sleep(0.5)
# As for "python3 -c": the entry points of the packages are cached by interpreter and path, and uwsgi's own
# path has the root directory in it, which is another one at each start.
sys.executable = "/usr/bin/python3"
sys.path[:] = ["", *(path for path in sys.path if path not in ("", "."))]
for module in json.loads(os.environ["DEVCLOUD_WSGI_WITHOUT"]):
    sys.modules[module] = Unused(module)
gc.disable()  # nothing that an import makes is garbage, and looking for it takes a fifth of the time
APPLICATIONS = {port: load(path) for port, path in json.loads(os.environ["DEVCLOUD_WSGI_FILES"]).items()}
gc.freeze()
gc.enable()
