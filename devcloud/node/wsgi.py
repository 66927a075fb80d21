"""Loads an API's own WSGI file (DEVCLOUD_WSGI_FILE) in each of its uwsgi workers.

The second workers wait until the cloud is healthy: while it starts, they would take the processors
from the services that everyone waits for.
"""
import os
import time

import uwsgi

PATH = os.environ["DEVCLOUD_WSGI_FILE"]
deadline = time.monotonic() + 180
while uwsgi.worker_id() > 1 and not os.path.exists("/run/devcloud/healthy") and time.monotonic() < deadline:
    time.sleep(0.5)
with open(PATH) as file:
    exec(compile(file.read(), PATH, "exec"))  # defines `application`
