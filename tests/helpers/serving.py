"""A plain web server with a bundle, and a real `opa run` that loads it from there, as others run them.

``serve`` gives one; ``between`` stands between adjudge and an OPA and lets things go wrong at a moment that a test
chooses. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import http.client
import io
import json
import socket
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
NAME = "policies"
LOADED, REFUSED = "Bundle loaded and activated successfully", "Bundle load failed"
_SECONDS = 60.0


def members_of(bundle: bytes) -> dict[str, bytes]:
    """Return the files in a bundle by path."""
    with tarfile.open(fileobj=io.BytesIO(bundle), mode="r:gz") as archive:
        found = {member.name: archive.extractfile(member) for member in archive.getmembers()}
        return {name: file.read() for name, file in found.items() if file is not None}


def repacked(bundle: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a bundle in which one file is another, as somebody would make it who has no key."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for member, content in members_of(bundle).items():
            info = tarfile.TarInfo(member)
            changed = change(content) if member == name else content
            info.size = len(changed)
            archive.addfile(info, io.BytesIO(changed))
    return packed.getvalue()


class Signing:
    """A pair of keys: ``private`` is a PEM file, ``public`` what OPA's configuration says of it."""

    def __init__(self, folder: Path, algorithm: str = "RS256") -> None:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec, rsa

        key: Any = (
            ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else rsa.generate_private_key(65537, 2048)
        )
        pem = serialization.Encoding.PEM
        self.private = folder / f"{algorithm}.pem"
        self.private.write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
        self.public = {"algorithm": algorithm, "key": public.decode()}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def web_server(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[int]:
    """Answer on loopback; gives the port."""
    server = ThreadingHTTPServer((HOST, 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(kw_only=True)
class Opa:
    """A running OPA. ``log_file`` has its log, one JSON object a line."""

    port: int
    log_file: Path
    process: subprocess.Popen[bytes]
    tls: bool = False

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://{HOST}:{self.port}"

    def ask(self, path: str, question: Any) -> Any:
        """Return the value of a path below `data`, as any service that asks an OPA gets it."""
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=_SECONDS)) as connection:
            connection.request("POST", f"/v1/data/{path}", json.dumps({"input": question}))
            return json.loads(connection.getresponse().read())["result"]

    def log(self) -> list[dict[str, Any]]:
        """Return what it has written down; a line that is still being written is left out."""
        whole = self.log_file.read_text("utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def decisions(self) -> dict[str, dict[str, Any]]:
        """Return its decision log by decision id."""
        return {entry["decision_id"]: entry for entry in self.log() if entry.get("msg") == "Decision Log"}

    def wait_for(self, text: str) -> str:
        """Wait until a line of its log has a text, and give what that line says."""
        return until(lambda: next((each["msg"] for each in self.log() if text in each["msg"]), None), self.process)


def until(ask: Callable[[], Any], process: subprocess.Popen[bytes]) -> Any:
    """Ask until the answer is something."""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        found = ask()
        if found:
            return found
        assert process.poll() is None, "opa has ended"
        time.sleep(0.02)
    raise AssertionError("it never came")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(
    binary: str,
    bundle: Path,
    folder: Path,
    *,
    signing: Signing | None = None,
    decision_log: bool = False,
    files: Mapping[str, str] = {},
    arguments: Sequence[str] = (),
    tls: bool = False,
    until_it_says: str = LOADED,
) -> Iterator[Opa]:
    """Put a bundle on a web server and run an OPA that loads it, again and again, as long as the context lasts.

    ``signing`` has the only key that OPA trusts, ``files`` lie beside its configuration for ``arguments`` to name.
    """
    folder.mkdir()
    with web_server(partial(_Quiet, directory=str(bundle.parent))) as web:
        polling = {"min_delay_seconds": 1, "max_delay_seconds": 1}
        source: dict[str, Any] = {"service": "web", "resource": bundle.name, "polling": polling}
        config: dict[str, Any] = {"services": {"web": {"url": f"http://{HOST}:{web}"}}, "bundles": {NAME: source}}
        if signing is not None:
            config["keys"] = {"release": signing.public}
            source["signing"] = {"keyid": "release"}
        if decision_log:
            config["decision_logs"] = {"console": True}
        for name, text in {**files, "config.json": json.dumps(config)}.items():
            (folder / name).write_text(text, "utf-8")
        port = free_port()
        command = [
            binary,
            "run",
            "--server",
            "--config-file",
            "config.json",
            "--addr",
            f"{HOST}:{port}",
            "--skip-version-check",
            *arguments,
        ]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            opa = Opa(port=port, log_file=folder / "log", process=process, tls=tls)
            opa.wait_for(until_it_says)
            yield opa
        finally:
            process.kill()
            process.wait()


Response = tuple[int, str, bytes]
"""Status, content type and body."""
Meddle = Callable[[int, Response], "Response | None"]


@contextmanager
def between(opa: Opa, meddle: Meddle) -> Iterator[str]:
    """Stand between adjudge and an OPA; gives the URL.

    ``meddle`` gets the number, from 0, of each question about artifacts and OPA's response, and gives the response that
    is passed on, or None to hang up.
    """
    asked = count()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with closing(http.client.HTTPConnection(HOST, opa.port)) as connection:
                connection.request("POST", self.path, body, {"Content-Type": "application/json"})
                said = connection.getresponse()
                response: Response | None = (said.status, "application/json", said.read())
            if "/batch" in self.path and response is not None:
                response = meddle(next(asked), response)
            if response is None:
                self.close_connection = True
                return
            status, kind, content = response
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "/v1/data/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with web_server(Handler) as port:
        yield f"http://{HOST}:{port}"
