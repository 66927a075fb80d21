"""A virtual machine's serial console on this terminal, from the node: console.py SERVER-DIR. Ctrl-] leaves it."""
import os
import select
import socket
import sys
import termios
import tty

LEAVE = b"\x1d"


def main(directory):
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    with socket.socket(socket.AF_UNIX) as console:
        console.connect(os.path.join(directory, "console.sock"))
        print("The server's console; Ctrl-] leaves it.", flush=True)
        try:
            tty.setraw(terminal)
            console.sendall(b"\n")
            while True:
                for ready in select.select([terminal, console], [], [])[0]:
                    data = os.read(terminal, 4096) if ready == terminal else console.recv(65536)
                    if not data or (ready == terminal and LEAVE in data):
                        return
                    if ready == terminal:
                        console.sendall(data)
                    else:
                        os.write(sys.stdout.fileno(), data)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)


if __name__ == "__main__":
    main(sys.argv[1])
