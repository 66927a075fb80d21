"""Carries the cloud's APIs from the host's loopback into the cloud's network namespace.

    forward.py ADDRESS PORT...

The sockets are taken in the host's network; then this process follows its pid namespace's first
process into the cloud's network. It belongs to that pid namespace, so that it ends with the cloud.
"""
import asyncio
import os
import socket
import sys
import time


def listen(address, port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(128)
    listener.setblocking(False)
    return listener


def follow_into_the_cloud():
    own = os.readlink("/proc/self/ns/net")
    while os.readlink("/proc/1/ns/net") == own:
        time.sleep(0.02)
    with open("/proc/1/ns/net") as namespace:
        os.setns(namespace.fileno(), os.CLONE_NEWNET)


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.close()


async def carry(port, reader, writer):
    try:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        writer.close()  # the service is not up yet
        return
    await asyncio.gather(copy(reader, inner_writer), copy(inner_reader, writer))
    inner_writer.close()
    writer.close()


async def serve(listeners):
    servers = [await asyncio.start_server(lambda r, w, port=port: carry(port, r, w), sock=listener)
               for port, listener in listeners.items()]
    await asyncio.gather(*(server.serve_forever() for server in servers))


def main():
    address, *ports = sys.argv[1:]
    listeners = {int(port): listen(address, int(port)) for port in ports}
    follow_into_the_cloud()
    asyncio.run(serve(listeners))


if __name__ == "__main__":
    main()
