"""ports_free.py PORT...: exit 1 with one clear line for a port that another program uses."""

import socket
import sys

for port in map(int, sys.argv[1:]):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"端口 {port} 已被占用。请关掉占用它的程序，或换一个：WEB_PORT=5006 ACTION_PORT=5056 make run")
