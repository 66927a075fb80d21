"""A DNS responder for the small zone of internet.yaml, on each resolver's address, UDP and TCP (RFC 1035)."""
import contextlib
import ipaddress
import socket
import socketserver
import struct
import threading

from settings import SETTINGS

ZONE = SETTINGS["zone"]
TYPES = {1: "A", 28: "AAAA"}
NO_ERROR, NAME_ERROR = 0, 3


def read_question(message):
    labels, position = [], 12
    while (length := message[position]):
        labels.append(message[position + 1:position + 1 + length].decode("ascii", "replace"))
        position += 1 + length
    kind, = struct.unpack_from("!H", message, position + 1)
    return ".".join(labels).lower() + ".", kind, message[12:position + 5]


def answer(message):
    name, kind, question = read_question(message)
    record = ZONE["records"].get(name)
    # Beyond the zone nothing exists either. A refusal would send the client on to its next resolver, and
    # cloud-init, which asks for names that can't exist, would wait out all of them.
    code = NAME_ERROR if record is None and name != ZONE["name"] else NO_ERROR
    value = (record or {}).get(TYPES.get(kind))
    data = ipaddress.ip_address(value).packed if value else b""
    # 0x8580: a response, authoritative, recursion available; 0xc00c points to the question's name.
    header = message[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, 1 if data else 0, 0, 0)
    return header + question + (struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(data)) + data if data else b"")


class OverUdp(socketserver.BaseRequestHandler):
    def handle(self):
        message, reply_socket = self.request
        with contextlib.suppress(OSError):  # the edge may have no route back
            reply_socket.sendto(answer(message), self.client_address)


class OverTcp(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self):
        length, = struct.unpack("!H", self.rfile.read(2))
        reply = answer(self.rfile.read(length))
        self.wfile.write(struct.pack("!H", len(reply)) + reply)


def serve(base, handler, address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = type("Server", (base,), {"address_family": family, "allow_reuse_address": True})((address, 53), handler)
    threading.Thread(target=server.serve_forever).start()


for resolver in SETTINGS["resolvers"]:
    serve(socketserver.ThreadingUDPServer, OverUdp, resolver)
    serve(socketserver.ThreadingTCPServer, OverTcp, resolver)
