"""What openstacksdk makes of the cases: the body of its login, region, interface, certificates. See README.md."""

import json
import os
import subprocess
import sys
import tempfile
import warnings

import yaml


def read_here():
    """The login of the current folder and environment, as one JSON object."""
    warnings.simplefilter("ignore")
    import openstack.config
    import requests_mock

    region = openstack.config.OpenStackConfig().get_one()
    session = region.get_session()
    asked = []
    with requests_mock.Mocker() as mock:

        def discover(request, context):
            base = request.url.split("?")[0].rstrip("/").removesuffix("/v3").removesuffix("/v2.0")
            version = {"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": f"{base}/v3/"}]}
            return {"version": version} if request.path.endswith("/v3") else {"versions": {"values": [version]}}

        def token(request, context):
            asked.append((request.url.removesuffix("/auth/tokens"), request.json()["auth"]))
            context.status_code = 401
            return {"error": {"message": "", "code": 401}}

        mock.get(requests_mock.ANY, json=discover)
        mock.post(requests_mock.ANY, json=token)
        try:
            session.get_token()
        except Exception as error:
            if not asked:
                raise error
    url, auth = asked[0]
    return {
        "authUrl": url,
        "auth": auth,
        "region": region.region_name or None,
        "interface": (region.get_interface() or "public").removesuffix("URL"),
        "verify": session.verify if isinstance(session.verify, bool) else True,
        "ca": session.verify if isinstance(session.verify, str) else None,
        "cert": list(session.cert) if session.cert else None,
    }


def read_case(case):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (case.get("files") or {}).items():
            with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
                file.write(text)
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", **(case.get("variables") or {})}
        run = subprocess.run([sys.executable, __file__, "here"], cwd=folder, env=environment, capture_output=True, text=True)
        if run.returncode != 0:
            return {"refused": run.stderr.strip().splitlines()[-1].replace(folder, "/folder")}
        return json.loads(run.stdout.splitlines()[-1].replace(folder + "/", ""))


if sys.argv[1:] == ["here"]:
    print(json.dumps(read_here()))
else:
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = yaml.safe_load(file)
    print(json.dumps({case["name"]: read_case(case) for case in cases}, indent=2, ensure_ascii=False))
