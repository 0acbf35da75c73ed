"""An OPA of our own: started for a run, on loopback, with the policies as a bundle folder, stopped whatever happens.

Any local user can reach a loopback port, so the server wants a random token, of which the bundle holds only the hash.
Anybody could also have taken the port before it: the token is sent only to a server that can read the bundle, which
lies in a folder of this user alone and holds a second secret that the server gives away to everybody.
"""

from __future__ import annotations

import atexit
import json
import os
import re
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge import Program
from adjudge.lib.errors import EngineError, PolicyError
from adjudge.lib.system import reason
from adjudge.lib.words import say

from . import layout

if TYPE_CHECKING:
    from subprocess import Popen

HOST = "127.0.0.1"
_READY_SECONDS = 60.0
_PORT_TRIES = 5
_PROOF = "system/adjudge/proof"
_AUTHZ = """package system.authz

default allow := false

allow if crypto.sha256(input.identity) == "{digest}"

allow if {{
	input.method == "GET"
	input.path == ["v1", "data", "system", "adjudge", "proof"]
}}
"""
_COMPLAINT = re.compile(r"(?P<file>[^\s:]+\.rego):(?P<line>\d+): (?P<code>rego_\w+): (?P<text>[^\n]+)")
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


class OpaServer:
    """A running OPA with programs loaded. ``port`` and ``token`` are for its client."""

    def __init__(self, binary: str, programs: Sequence[Program]) -> None:
        """Start the server and wait until it answers.

        Raises EngineError when it cannot be started, PolicyError for what it refuses to load.
        """
        import secrets
        import tempfile

        self.token = secrets.token_urlsafe(32)
        self.port = 0
        self._proof = secrets.token_urlsafe(32)
        self._child: Popen[bytes] | None = None
        self._modules = {module.file: module for program in programs for module in program.modules}
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="adjudge-opa-"))  # mode 0700
        atexit.register(self.stop)
        try:
            self._write()
            self._start(binary)
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self._child is not None
        return self._child.pid

    def alive(self) -> bool:
        """Return whether the server's process runs."""
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """Kill the server and remove its folder. May be called twice."""
        from shutil import rmtree

        atexit.unregister(self.stop)
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
        rmtree(self._folder, ignore_errors=True)

    # --- the bundle -----------------------------------------------------------------------------------------------

    def _write(self) -> None:
        import hashlib

        for path, text in layout.policies(self._programs).items():
            self._write_file(path, text)
        digest = hashlib.sha256(self.token.encode()).hexdigest()
        self._write_file("system/authz/authz.rego", _AUTHZ.format(digest=digest))
        data = {**layout.data(self._programs), "system": {"adjudge": {"proof": self._proof}}}
        self._write_file("data.json", json.dumps(data, allow_nan=False))

    def _write_file(self, name: str, text: str) -> None:
        path = self._folder / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    # --- the process ----------------------------------------------------------------------------------------------

    def _start(self, binary: str) -> None:
        for _ in range(_PORT_TRIES):
            self.port = _free_port()
            self._spawn(binary)
            if self._wait():
                return
        raise EngineError(say("opa.start.port"))

    def _spawn(self, binary: str) -> None:
        import subprocess

        command = [
            binary,
            "run",
            "--server",
            "--bundle",
            ".",
            "--addr",
            f"{HOST}:{self.port}",
            "--authentication",
            "token",
            "--authorization",
            "basic",
            "--skip-version-check",
            "--log-level",
            "error",
        ]
        # OPA reads OPA_* variables as flags: it gets none of ours.
        environment = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ}
        try:
            with (self._folder / "log").open("wb") as log:
                self._child = subprocess.Popen(  # noqa: S603  # the binary is the user's choice
                    command,
                    cwd=self._folder / "bundle",
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=_die_with_parent(),  # noqa: PLW1509
                )
        except OSError as error:
            raise EngineError(say("opa.start.failed", why=reason(error)), file=binary) from error

    def _wait(self) -> bool:
        """Wait until our server answers; False when somebody else took the port."""
        import time

        from .client import Client

        deadline = time.monotonic() + _READY_SECONDS
        pause = 0.005
        # This is sent without the token: whoever took the port learns nothing.
        with closing(Client(HOST, self.port, token=None, seconds=1.0)) as stranger:
            while time.monotonic() < deadline:
                if not self.alive():
                    return self._complain()
                if stranger.data(_PROOF) == self._proof:
                    return True
                time.sleep(pause)
                pause = min(pause * 1.3, 0.1)
        raise EngineError(say("opa.start.slow", seconds=f"{_READY_SECONDS:.0f}"))

    def _complain(self) -> bool:
        """Raise what the server said when it ended; False when it only found its port taken."""
        said = (self._folder / "log").read_text("utf-8", "replace")
        found = _COMPLAINT.search(said)
        if found is None and "address already in use" in said:
            return False
        if found is None:
            last = said.strip().splitlines()[-1:]
            raise EngineError(say("opa.start.ended", said=last[0][:200]) if last else say("opa.start.silent"))
        module = self._modules.get(found["file"])
        owners = (rule for program in self._programs for rule in program.rules if rule.file == found["file"])
        rule = next(owners, None)
        raise PolicyError(
            say("opa.policy", why=found["text"].strip()),
            file=found["file"],
            line=int(found["line"]),
            rule=rule.id if rule is not None else None,
            plugin=module.plugin if module is not None else None,
        )


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> Any:
    """Return what a child does before it becomes OPA: on Linux it dies with the thread that started it."""
    import sys

    if sys.platform != "linux":
        return None
    import ctypes

    with suppress(OSError):
        prctl = ctypes.CDLL(None).prctl
        return lambda: prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    return None
