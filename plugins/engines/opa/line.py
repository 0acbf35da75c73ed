"""The way to one OPA: what to do when it does not answer any more."""

from __future__ import annotations

from collections.abc import Callable

from adjudge.lib.errors import EngineError
from adjudge.lib.rego.limits import ExceededError
from adjudge.lib.rego.printed import Printed
from adjudge.lib.words import say

from .client import Client, Reply, SlowError, UnreachableError
from .server import HOST, OpaServer

GRACE = 1.0
"""Seconds more than its limit before an answer is late: OPA is not in this process."""


class BrokenError(Exception):
    """OPA died of what it was asked, or was too slow, and is there again. ``error`` says which."""

    def __init__(self, error: ExceededError) -> None:
        super().__init__(str(error))
        self.error = error


class Line:
    """Asks an OPA. ``gone`` is why it cannot be asked any more; ``trust`` raises EngineError for a reply without worth."""

    def __init__(self, client: Client, trust: Callable[[Reply], None] = lambda _reply: None) -> None:
        self._client = client
        self._trust = trust
        self.gone: EngineError | None = None

    def query(self, package: str, rule: str, text: str) -> Reply:
        """Ask OPA; once it is gone, don't wait for it again. Raises EvaluationFailed, EngineError."""
        if self.gone is not None:
            raise EngineError(self.gone.words, hint=self.gone.next)
        try:
            reply = self._client.query(package, rule, text)
        except UnreachableError as gone:
            self.gone = EngineError(gone.words, hint=gone.next)
            raise
        self._trust(reply)
        return reply

    def printed(self) -> list[Printed]:
        """Return what policies have printed since this was asked before, as far as it can be known."""
        return []

    @property
    def hears(self) -> bool:
        """Whether what policies print can be known."""
        return False

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


class OwnLine(Line):
    """Asks an OPA of our own, which has ``seconds`` for each answer, and starts it again when it dies or is late."""

    def __init__(self, server: OpaServer, seconds: float) -> None:
        self._server = server
        self._seconds = seconds
        self._printed: list[Printed] = []
        super().__init__(self._connected())

    def query(self, package: str, rule: str, text: str) -> Reply:
        """Ask OPA. Raises EvaluationFailed, BrokenError, EngineError."""
        if self.gone is not None:
            raise EngineError(self.gone.words, hint=self.gone.next)
        try:
            return self._client.query(package, rule, text)
        except (UnreachableError, SlowError) as error:
            self._printed += self._server.log.printed()
            late = isinstance(error, SlowError)
            try:
                why = self._server.restart(late=late)
            except EngineError as gone:
                self.gone = gone
                raise
            self._client.close()
            self._client = self._connected()
            raise BrokenError(ExceededError.of(say("contained.time", n=self._seconds) if late else why)) from None

    def printed(self) -> list[Printed]:
        """Return what policies have printed since this was asked before."""
        before, self._printed = self._printed, []
        return [*before, *self._server.log.printed()]

    @property
    def hears(self) -> bool:
        """Whether what policies print can be known."""
        return self._server.log.prints

    def _connected(self) -> Client:
        return Client(HOST, self._server.port, token=self._server.token, seconds=self._seconds + GRACE)
