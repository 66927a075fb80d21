"""Keystone's first user, project and endpoint, with the password that clouds.yaml names."""
import os
import subprocess

import yaml

with open(os.environ["OS_CLIENT_CONFIG_FILE"]) as file:
    auth = yaml.safe_load(file)["clouds"]["devcloud"]["auth"]
urls = [argument for kind in ("admin", "internal", "public") for argument in (f"--bootstrap-{kind}-url", "http://127.0.0.1:5000/v3/")]
# Everybody may read arguments, a trace prints them, and a password may begin as an option does.
subprocess.run(["keystone-manage", "bootstrap", "--bootstrap-region-id", "RegionOne", *urls],
               env={**os.environ, "OS_BOOTSTRAP_PASSWORD": auth["password"]}, check=True)
