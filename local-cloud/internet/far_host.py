"""A web server on the far hosts' addresses: answers with the address that the request came from."""
import http.server
import socket
import threading

from settings import SETTINGS


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"far host, your address is {self.client_address[0]}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class OverIpv6(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6


for kind, address in SETTINGS["far_hosts"].items():
    server = (OverIpv6 if kind == "ipv6" else http.server.ThreadingHTTPServer)((address, 80), Answer)
    threading.Thread(target=server.serve_forever).start()
