"""An OPA of our own: started for a run, on loopback, with the policies as a bundle folder, stopped whatever happens.

It has no capabilities of its own to leave out: what no policy may ask for is refused by name before it starts. Its time
zone is UTC, its memory is limited, and once it has died it can be started again.

Any local user can reach a loopback port, so the server wants a random token, of which the bundle holds only the hash.
Anybody could also have taken the port before it: the token is sent only to a server that can read the bundle, which
lies in a folder of this user alone and holds a second secret that the server gives away to everybody.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import signal
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from adjudge import Program
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors
from adjudge.lib.rego.failures import other_failure
from adjudge.lib.rego.policy import Policy
from adjudge.lib.rego.printed import prints
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import scan
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import Said, say

from . import layout
from .server_log import ServerLog

if TYPE_CHECKING:
    from subprocess import Popen

HOST = "127.0.0.1"
_READY_SECONDS = 60.0
_DEATH_SECONDS = 1.0
"""How long a server that broke its connection may take to be dead."""

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
_OWN_MEBIBYTES = 256
"""What OPA takes for itself, whatever it evaluates."""

_NO_MEMORY = re.compile(
    r"out of memory|cannot allocate memory|newosproc|pthread_create failed|failed to (?:reserve|create new OS thread)"
)
"""What Go says where the system gives it no more, for its values or for one more thread."""


class OpaServer:
    """A running OPA with programs loaded, of at most ``memory`` MiB. ``port`` and ``token`` are for its client."""

    def __init__(self, binary: str, programs: Sequence[Program], memory: int) -> None:
        """Start the server and wait until it answers.

        Raises EngineError when it cannot be started, PolicyError for what it refuses to load.
        """
        import secrets

        self.token = secrets.token_urlsafe(32)
        self.port = 0
        self._proof = secrets.token_urlsafe(32)
        self._child: Popen[bytes] | None = None
        self._binary, self._memory = binary, memory
        self._modules = {module.file: module for program in programs for module in program.modules}
        self._rules = {rule.file: rule for program in programs for rule in program.rules}
        self._programs = programs
        self._lock = threading.RLock()
        self._stopped = False
        self.log = ServerLog(prints=prints(self._modules.values()))
        for module in self._modules.values():
            self._refuse_impure(module)
        try:
            self._temporary = Temporary("adjudge-opa-")
        except OSError as error:
            raise _full(error) from error
        self._folder = self._temporary.path
        atexit.register(self.stop)
        try:
            try:
                self._write()
            except OSError as error:
                raise _full(error) from error
            self._start()
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
        atexit.unregister(self.stop)
        self._stopped = True
        self._kill()
        with self._lock:  # whoever starts it again has seen that it is stopped
            self._kill()
        self.log.close()
        self._temporary.remove()

    def _kill(self) -> int | None:
        """Kill the server; return the exit code that it had before, None where it still ran."""
        child = self._child
        if child is None:
            return None
        code: int | None = child.poll()
        child.kill()
        child.wait()
        return code

    def restart(self, *, late: bool) -> Said:
        """Start the server again; return why it was gone. ``late`` says that it is killed since it did not answer.

        Raises EngineError when it was stopped, or cannot be started any more.
        """
        from subprocess import TimeoutExpired

        with self._lock:
            if self._child is not None and not late:
                with suppress(TimeoutExpired):
                    self._child.wait(_DEATH_SECONDS)
            code = self._kill()
            if self._stopped:
                raise EngineError(say("opa.stopped"))
            why = say("opa.unreachable") if code is None else self._death(code)
            try:
                self._start()
            except EngineError:
                if self._stopped:
                    raise EngineError(say("opa.stopped")) from None
                raise
        return why

    def _death(self, code: int) -> Said:
        said = self.log.end()
        if _NO_MEMORY.search(said):
            return say("contained.memory", mebibytes=self._memory)
        if code < 0:
            return say("contained.died", signal=signal.Signals(-code).name)
        return say("contained.ended", code=code)

    def _refuse_impure(self, module: Module) -> None:
        rule = self._rules.get(module.file)
        for error in Policy(module=module, scan=scan(module.text), references=()).impure():
            raise error.at(rule=rule.id if rule is not None else None)

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

    def _start(self) -> None:
        for _ in range(_PORT_TRIES):
            self.port = _free_port()
            self._spawn()
            if self._wait():
                return
        raise EngineError(say("opa.start.port"))

    def _spawn(self) -> None:
        import subprocess

        command = [
            self._binary,
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
            "info" if self.log.prints else "error",  # with less than info it leaves out what policies print
            "--log-format",
            "json",
        ]
        # OPA reads OPA_* variables as flags: it gets none of ours.
        environment = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ}
        environment |= {"TZ": "UTC", "GOMEMLIMIT": f"{self._memory}MiB"}
        try:
            with self.log.begun(self._folder / "log") as log:
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
            raise EngineError(say("opa.start.failed", why=reason(error)), file=self._binary) from error
        _limit_memory(self._child.pid, self._memory)

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
        said = self.log.all()
        found = list(_COMPLAINT.finditer(said))
        if not found and "address already in use" in said:
            return False
        if not found:
            last = said.strip().splitlines()[-1:]
            raise EngineError(say("opa.start.ended", said=last[0][:200]) if last else say("opa.start.silent"))
        refused = {each.group(): self._refused(each) for each in found}
        raise PolicyErrors(refused.values()) if len(refused) > 1 else self._refused(found[0])

    def _refused(self, found: re.Match[str]) -> PolicyError:
        module = self._modules.get(found["file"])
        rule = self._rules.get(found["file"])
        return PolicyError(
            say("opa.policy", why=other_failure(found["text"], None).words),
            file=found["file"],
            line=int(found["line"]),
            rule=rule.id if rule is not None else None,
            plugin=module.plugin if module is not None else None,
        )


def _full(error: OSError) -> EngineError:
    return EngineError(say("opa.start.folder", why=reason(error)))


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


def _limit_memory(pid: int, mebibytes: int) -> None:
    """Bound what a process gets of the system, where it can be bound: GOMEMLIMIT only asks Go to keep to it."""
    with suppress(ImportError, AttributeError, OSError):  # Linux only
        from resource import RLIMIT_DATA, prlimit

        most = (mebibytes + _OWN_MEBIBYTES) << 20
        prlimit(pid, RLIMIT_DATA, (most, most))
