"""Reads unit files (see services.yaml) into units: what to run, after what, ready when."""
import json
import os
import shlex
import time
from dataclasses import dataclass, field

import yaml


@dataclass
class Unit:
    name: str
    argv: list[str]
    long_running: bool
    after: set[str] = field(default_factory=set)
    env: dict[str, str] = field(default_factory=dict)
    ready: dict = field(default_factory=dict)
    data: bool = False
    main: str | None = None


def wsgi_argv(name, ports, args="", processes=1, threads=1):
    # start-time: neutron's OVN hash ring needs an integer; uwsgi expands %t in ini files only.
    # Connection: close, because uwsgi's http socket does not keep connections.
    sockets = [option for address in dict.fromkeys(["127.0.0.1", os.environ["DEVCLOUD_ADDRESS"]]) for port in ports
               for option in ("--http-socket", f"{address}:{port}")]
    return ["uwsgi", "--plugin", "python3", *sockets, "--wsgi-file", "/opt/devcloud/wsgi.py", "--pyargv", args,
            "--master", "--processes", str(processes), "--threads", str(threads), "--enable-threads", "--lazy-apps",
            "--buffer-size", "65535", "--need-app", "--die-on-term", "--no-orphans", "--thunder-lock",
            "--socket-timeout", "120", "--listen", "100", "--add-header", "Connection: close",
            "--procname-prefix", f"{name} ", "--set", f"start-time={int(time.time())}"]


def read_unit(name, raw):
    known = {"command", "main", "step", "wsgi", "after", "before", "env", "ready", "data"}
    if unknown := set(raw) - known:
        raise ValueError(f"unit {name}: unknown keys {sorted(unknown)}")
    env, main = dict(raw.get("env", {})), None
    ready = raw.get("ready", {})
    if "wsgi" in raw:
        options = dict(raw["wsgi"])
        files = options.pop("files")
        env["DEVCLOUD_WSGI_FILES"] = json.dumps(files)
        env["DEVCLOUD_WSGI_WITHOUT"] = json.dumps(options.pop("without", []))
        argv, ready = wsgi_argv(name, list(files), **options), {"http": list(files)}
    elif "main" in raw:
        # As the daemon's own program does it, without its package: nova-compute's would pull libvirt and QEMU.
        main, *arguments = shlex.split(raw["main"])
        argv = [name, *arguments]
    else:
        argv = shlex.split(raw.get("command") or raw["step"])
    return Unit(name, argv, "step" not in raw, set(raw.get("after", [])), env, ready, raw.get("data", False), main)


def read_units(paths):
    """All units of the files, `before` turned into `after` of the other side."""
    raw = {}
    for path in paths:
        with open(path) as file:
            raw.update(yaml.safe_load(file))
    units = {name: read_unit(name, value) for name, value in raw.items()}
    for name, value in raw.items():
        for later in value.get("before", []):
            units[later].after.add(name)
    for unit in units.values():
        if missing := unit.after - set(units):
            raise ValueError(f"unit {unit.name} waits for unknown units {sorted(missing)}")
    return units
