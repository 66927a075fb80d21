"""Runs a command in a virtual machine through its QEMU guest agent, from the node.

    run_inside.py SERVER-DIR COMMAND...

Standard input goes in, both outputs and the exit code come out. 125 says that the agent does not answer.
"""
import base64
import fcntl
import json
import os
import socket
import sys
import time

# Seconds: a machine that boots has no agent yet, and an emulated one takes minutes.
PATIENCE = 900
NOBODY = 125


class Agent:
    """The agent serves one client at a time, so that each request is a connection of its own, under a lock."""

    def __init__(self, directory):
        self.path = os.path.join(directory, "agent.sock")

    def ask(self, command, **arguments):
        with open(f"{self.path}.lock", "w", encoding="ascii") as lock, socket.socket(socket.AF_UNIX) as channel:
            fcntl.flock(lock, fcntl.LOCK_EX)
            channel.settimeout(10)
            channel.connect(self.path)
            self.synchronise(channel)
            return self.request(channel, command, arguments)

    def synchronise(self, channel):
        """What an earlier client left half said is passed over: the agent answers this id after a byte 0xff."""
        token = int.from_bytes(os.urandom(4))
        channel.sendall(b"\xff" + encoded("guest-sync-delimited", {"id": token}))
        answer = read_line(channel, after=b"\xff")
        if json.loads(answer).get("return") != token:
            raise OSError("the agent is out of step")

    def request(self, channel, command, arguments):
        channel.sendall(encoded(command, arguments))
        answer = json.loads(read_line(channel))
        if "error" in answer:
            raise RuntimeError(answer["error"].get("desc", command))
        return answer["return"]


def encoded(command, arguments):
    return json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n"


def read_line(channel, after=b""):
    text = b""
    while not (after in text and text.endswith(b"\n")):
        part = channel.recv(1 << 20)
        if not part:
            raise OSError("the agent closed the channel")
        text += part
    return text[text.rfind(after) + len(after):] if after else text


def is_running(directory):
    try:
        with open(os.path.join(directory, "init.pid"), encoding="ascii") as file:
            return os.path.isdir(f"/proc/{int(file.read())}")
    except (OSError, ValueError):
        return False


def started(agent, directory, argv, given):
    """The command's number; waits for an agent that is still to come, while there is a machine that it may come in."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return agent.ask("guest-exec", path=argv[0], arg=argv[1:], **{
                "input-data": base64.b64encode(given).decode(), "capture-output": True})["pid"]
        except OSError:
            if time.monotonic() > until or not is_running(directory):
                raise
            time.sleep(0.3)


def main(directory, argv):
    agent = Agent(directory)
    given = b"" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read()
    try:
        number = started(agent, directory, argv, given)
        pause = 0.02
        while not (status := agent.ask("guest-exec-status", pid=number))["exited"]:
            time.sleep(pause)
            pause = min(0.5, pause * 1.5)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return NOBODY
    except OSError as error:
        print(f"the guest agent does not answer: {error}", file=sys.stderr)
        return NOBODY
    sys.stdout.buffer.write(base64.b64decode(status.get("out-data", "")))
    sys.stderr.buffer.write(base64.b64decode(status.get("err-data", "")))
    return status.get("exitcode", 128 + status.get("signal", 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
