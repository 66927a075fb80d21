"""Keystone's first user, project and endpoint, with the password that clouds.yaml names."""
import subprocess

import yaml

with open("/run/devcloud/clouds.yaml") as file:
    auth = yaml.safe_load(file)["clouds"]["devcloud"]["auth"]
urls = [argument for kind in ("admin", "internal", "public") for argument in (f"--bootstrap-{kind}-url", "http://127.0.0.1:5000/v3/")]
subprocess.run(["keystone-manage", "bootstrap", "--bootstrap-password", auth["password"], "--bootstrap-region-id", "RegionOne", *urls],
               check=True)
