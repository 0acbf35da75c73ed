"""OPA alone: one record a query, 8 connections that are kept open, strict errors. ``python bare_opa.py OPA FOLDER``.

The client is as thin as it can be: requests are bytes on a socket, answers are looked at for their status only.
"""

from __future__ import annotations

import re
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CONNECTIONS = 8
_LENGTH = re.compile(rb"\r\n[Cc]ontent-[Ll]ength: (\d+)\r\n")


def main(opa: str, folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [opa, "run", "--server", "--bundle", "bundle", "--addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "--skip-version-check", "--log-level", "error"], cwd=folder, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port)
        place = (folder / "package").read_text("utf-8").replace(".", "/")
        with (folder / "inputs.jsonl").open("rb") as lines:
            begin = time.perf_counter()
            _ask(port, _requests(lines, f"/v1/data/{place}/outcomes?strict-builtin-errors=true"))
            (folder / "seconds").write_text(str(time.perf_counter() - begin), "utf-8")
    finally:
        server.kill()
        server.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.01)
    raise TimeoutError("opa does not answer")


def _requests(lines: Iterator[bytes], path: str) -> Iterator[bytes]:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ".encode()
    for line in lines:
        body = b'{"input":%s}' % line.rstrip()
        yield b"%s%d\r\n\r\n%s" % (head, len(body), body)


def _ask(port: int, requests: Iterator[bytes]) -> None:
    with selectors.DefaultSelector() as selector:
        answers: dict[socket.socket, bytes] = {}

        def send(connection: socket.socket) -> None:
            request = next(requests, None)
            if request is None:
                selector.unregister(connection)
                connection.close()
                del answers[connection]
                return
            answers[connection] = b""
            connection.sendall(request)

        for _ in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            answers[connection] = b""
            selector.register(connection, selectors.EVENT_READ)
            send(connection)
        while answers:
            for key, _ in selector.select(60):
                connection = key.fileobj  # type: ignore[assignment]  # it is what was registered
                answers[connection] += connection.recv(1 << 16)
                if _is_whole(answers[connection]):
                    send(connection)


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    if not head.startswith(b"HTTP/1.1 200 ") or b'"result"' not in body[:100]:
        raise RuntimeError(answer[:500].decode(errors="replace"))
    length = _LENGTH.search(head + b"\r\n")
    return len(body) == int(length[1]) if length else body.endswith(b"\r\n0\r\n\r\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
