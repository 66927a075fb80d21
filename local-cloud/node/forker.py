"""Imports Python modules once and forks a daemon for each request, so that daemons which are made of
the same code load it once: two seconds of processor time and 60 MB each.

    forker.py MODULE...

Each line of standard input is {"main": "module:function", "argv", "log"}; the answer is the daemon's
process number. The modules' directory is the current one.
"""
import gc
import importlib
import json
import os
import signal
import sys


def become(request):
    """Never returns: the rest of this process is the daemon."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with open(os.devnull) as nothing, open(request["log"], "ab") as log:
        os.dup2(nothing.fileno(), 0)
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
    sys.argv = request["argv"]
    with open("/proc/self/comm", "w") as file:  # its name in ps(1)
        file.write(sys.argv[0])
    code = 1
    try:
        module, function = request["main"].split(":")
        code = getattr(sys.modules[module], function)() or 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


def main():
    sys.path[0] = ""  # as for "python3 -c": the entry points of the packages are cached by the path
    gc.disable()  # nothing that an import makes is garbage, and looking for it takes a fifth of the time
    for name in sys.argv[1:]:
        importlib.import_module(name)
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel forgets daemons that ended
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            become(json.loads(line))
        print(pid, flush=True)


if __name__ == "__main__":
    main()
