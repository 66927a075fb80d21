"""Tries connections from where it runs; reads nothing and needs nothing beside Python 3.

The last line, added by the sender, calls main() with
  {"timeout": seconds, "pause": seconds, "starting": seconds, "width": n,
   "probes": [[protocol, address, port, "open" | "admitted" | "drop"], ...]}.
Prints [[seen, detail, ms], ...] in the order of the probes. `seen` is open, refused, timeout, unreachable or untried.
"""
import collections
import errno
import json
import os
import select
import socket
import struct
import sys
import time

# A SYN is sent again after a second; the other protocols follow suit, so that one lost packet decides nothing.
RESEND = 1.0
# Fills an IPv6 packet up to 1280 bytes, the least that every link must carry (RFC 8200, section 5): a small echo
# would also come through where larger packets are lost.
ECHO_DATA = bytes(1280 - 40 - 8)
UNREACHABLE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EACCES, errno.EADDRNOTAVAIL, errno.ENETDOWN,
               errno.EHOSTDOWN}


def verdict(number):
    if number == errno.ECONNREFUSED:
        return "refused", ""
    if number == errno.ETIMEDOUT:
        return "timeout", ""
    name = errno.errorcode.get(number, str(number))
    return ("unreachable" if number in UNREACHABLE else "untried"), name


class Attempt:
    """One try of one probe. `sock` becomes ready for `events` when there is something to say."""
    events = select.POLLIN | select.POLLERR

    def __init__(self, address, port, identity):
        self.family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.address, self.port, self.identity = address, port, identity

    def resend(self):
        pass


class Tcp(Attempt):
    events = select.POLLOUT | select.POLLERR

    def start(self):
        self.sock = socket.socket(self.family, socket.SOCK_STREAM)
        self.sock.setblocking(False)
        number = self.sock.connect_ex((self.address, self.port))
        return None if number in (0, errno.EINPROGRESS) else verdict(number)

    def ready(self):
        number = self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        return verdict(number) if number else ("open", "")


class Echo(Attempt):
    def start(self):
        six = self.family == socket.AF_INET6
        protocol = socket.IPPROTO_ICMPV6 if six else socket.IPPROTO_ICMP
        try:
            self.sock, self.raw = socket.socket(self.family, socket.SOCK_RAW, protocol), True
        except PermissionError:
            # Without privileges the kernel may still allow echo requests alone, with an identity of its own choice.
            self.sock, self.raw = socket.socket(self.family, socket.SOCK_DGRAM, protocol), False
        self.sock.setblocking(False)
        self.sock.connect((self.address, 0))
        self.request, self.answer = (128, 129) if six else (8, 0)
        self.sent = 0
        self.resend()

    def resend(self):
        self.sent += 1
        head = struct.pack("!HH", self.identity, self.sent)
        total = (self.request << 8) + sum(struct.unpack("!HH", head))
        total = (total & 0xFFFF) + (total >> 16)
        # The kernel replaces the checksum of ICMPv6, whose pseudo header it alone knows.
        checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
        self.sock.send(struct.pack("!BBH", self.request, 0, checksum) + head + ECHO_DATA)

    def ready(self):
        message = self.sock.recv(2048)
        if self.raw and self.family == socket.AF_INET:
            message = message[(message[0] & 15) * 4:]
        kind, _, _, identity, sequence = struct.unpack_from("!BBHHH", message)
        if kind == self.answer and (identity == self.identity or not self.raw) and sequence <= self.sent:
            return "open", ""
        return None


class Dns(Attempt):
    """Asks for the name servers of the root: every resolver has something to say about it."""

    def start(self):
        self.sock = socket.socket(self.family, socket.SOCK_DGRAM)
        self.sock.setblocking(False)
        self.sock.connect((self.address, self.port))
        self.resend()

    def resend(self):
        self.sock.send(struct.pack("!HHHHHHBHH", self.identity, 0x0100, 1, 0, 0, 0, 0, 2, 1))

    def ready(self):
        message = self.sock.recv(4096)
        identity, flags = struct.unpack_from("!HH", message)
        if identity == self.identity and flags & 0x8000:
            return "open", f"rcode {flags & 15}"
        return None


KINDS = {"tcp": Tcp, "icmp": Echo, "dns": Dns}


def guarded(step):
    try:
        return step()
    except BlockingIOError:
        return None
    except OSError as error:
        return verdict(error.errno)
    except struct.error:
        return None


def main(job):
    results = [None] * len(job["probes"])
    waiting = collections.deque((index, 1, 0.0) for index in range(len(results)))
    poll, flying = select.poll(), {}
    identity = os.getpid() & 0x7FFF
    begun = time.monotonic()

    def goes_on(attempt, seen):
        """What should come through is asked for twice; a service that should answer may still be starting."""
        wanted = job["probes"][attempt.index][3]
        if wanted == "drop" or seen == "open":
            return False
        still_starting = wanted == "open" and seen == "refused" and time.monotonic() - begun < job["starting"]
        return attempt.number < 2 or still_starting

    def settle(attempt, answer):
        if attempt.sock is not None:
            if attempt.sock.fileno() in flying:
                poll.unregister(attempt.sock)
                del flying[attempt.sock.fileno()]
            attempt.sock.close()
        if goes_on(attempt, answer[0]):
            waiting.append((attempt.index, attempt.number + 1, time.monotonic() + job["pause"]))
            return
        results[attempt.index] = [*answer, round(1000 * (time.monotonic() - attempt.began), 1)]

    while waiting or flying:
        now = time.monotonic()
        while waiting and len(flying) < job["width"] and waiting[0][2] <= now:
            index, number, _ = waiting.popleft()
            protocol, address, port, _ = job["probes"][index]
            identity = identity % 0xFFFF + 1
            attempt = KINDS[protocol](address, port, identity)
            attempt.index, attempt.number, attempt.sock = index, number, None
            attempt.began, attempt.again = now, now + RESEND
            answer = guarded(attempt.start)
            if answer:
                settle(attempt, answer)
            else:
                flying[attempt.sock.fileno()] = attempt
                poll.register(attempt.sock, attempt.events)
        for handle, _ in poll.poll(50):
            attempt = flying[handle]
            answer = guarded(attempt.ready)
            if answer:
                settle(attempt, answer)
        now = time.monotonic()
        for attempt in list(flying.values()):
            if now >= attempt.began + job["timeout"]:
                settle(attempt, ("timeout", ""))
            elif now >= attempt.again:
                attempt.again = now + RESEND
                answer = guarded(attempt.resend)
                if answer:
                    settle(attempt, answer)
    json.dump(results, sys.stdout)


