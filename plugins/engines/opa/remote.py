"""An OPA that somebody else runs and that serves the bundle which adjudge exported: asked, never written to.

Its bundle must be the one that adjudge would export here and now: the revisions are compared before anything is asked,
and again with every answer, since the server may load another bundle at any moment. What the revision stands for is the
server's word; that it serves what was exported is for its own signature verification to see to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from adjudge.engine import Pending, spoiled
from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError, PluginError, Told, UsageError
from adjudge.lib.opening import OWN, read_regular
from adjudge.lib.rego.entry import PACKAGE
from adjudge.lib.system import reason
from adjudge.lib.words import say

from . import layout
from .client import Client, EvaluationFailed, Reply, UnreachableError
from .contents import Bundle, make_bundle
from .engine import Asking
from .line import Line

if TYPE_CHECKING:
    from adjudge import EngineSetup, Program

_SECONDS = 60.0
_LOCAL = frozenset({"127.0.0.1", "[::1]", "localhost"})
_PORTS = {"http": 80, "https": 443}
_REVISION, _DOMAIN = re.compile(r"[0-9a-f]{64}"), re.compile(r"[a-z][a-z0-9_]*")


class Address(NamedTuple):
    """Where an OPA listens. ``host`` is as it stands in a URL."""

    tls: bool
    host: str
    port: int

    def __str__(self) -> str:
        return f"http{'s' if self.tls else ''}://{self.host}:{self.port}"


def make(setup: EngineSetup) -> RemoteEngine:
    """Make the engine of a session, and see that the server is there and serves what adjudge would export.

    Raises UsageError where no server is named, or where a token would go to one that only the configuration names;
    EngineError where it does not answer.
    """
    url, token = setup.options.first("opa_url"), setup.options.value("opa_token_file")
    if url is None:
        raise UsageError(say("opa.no_url"))
    if token is not None and url.origin == "configuration":
        raise UsageError(say("opa.url.configured"), **url.place)

    def exported(domains: Sequence[str]) -> Bundle:
        return make_bundle(setup.catalogue(), domains)

    engine = RemoteEngine(url.value, exported, token_file=token, ca=setup.options.value("opa_ca"))
    engine.connect()
    return engine


def parse_address(url: str) -> Address:
    """Read the URL of a server. Raises UsageError for anything but scheme, host and port.

    Without TLS anybody on the way could write the verdict, so plain http is for this machine only.
    """
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(say("opa.url.none", url=url, why=str(error))) from error
    if parts.username is not None or parts.password is not None:
        raise UsageError(say("opa.url.password"))
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise UsageError(say("opa.url.other", url=url))
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if parts.scheme == "http" and host not in _LOCAL:
        raise UsageError(say("opa.url.open", url=url))
    return Address(tls=parts.scheme == "https", host=host, port=_PORTS[parts.scheme] if port is None else port)


def read_token(file: Path | None) -> str | None:
    """Read the token that a server wants. Raises UsageError for a file that holds none."""
    if file is None:
        return None
    try:
        token = read_regular(file, OWN).decode("ascii").strip()
    except OSError as error:
        raise UsageError(say("opa.token.unreadable", why=reason(error)), file=str(file)) from error
    except ValueError as error:
        raise UsageError(say("opa.token.not_ascii"), file=str(file)) from error
    if not token or not token.isprintable() or " " in token:
        raise UsageError(say("opa.token.none"), file=str(file))
    return token


class RemoteEngine:
    """Asks the OPA at ``url``. ``exported`` gives the bundle that adjudge would export of some domains.

    ``ca`` holds the certificates to trust instead of the usual ones. Raises UsageError for arguments that cannot be.
    """

    name = "opa-url"

    def __init__(
        self,
        url: str,
        exported: Callable[[Sequence[str]], Bundle],
        *,
        token_file: Path | None = None,
        ca: Path | None = None,
    ) -> None:
        self._address = parse_address(url)
        self._token = read_token(token_file)
        if ca is not None and not ca.is_file():
            raise UsageError(say("opa.ca"), file=str(ca))
        self._ca = ca
        self._exported = exported
        self._served: Served | None = None
        self._sessions: list[RemoteSession] = []

    def build(self) -> Mapping[str, str]:
        """Return the revision of the bundle by which the server judges."""
        return {"revision": self.connect().bundle.revision}

    def connect(self) -> Served:
        """See that the server has what adjudge would export; once.

        Raises UsageError when it serves another revision, EngineError when it serves none or does not answer.
        """
        if self._served is None:
            with closing(self._client()) as client:
                self._served = self._compared(client)
        return self._served

    def load(self, programs: Sequence[Program]) -> RemoteSession:
        """Return a session for the programs; what the server does not have of them is an error of each answer.

        Raises what :meth:`connect` raises.
        """
        served = self.connect()
        session = RemoteSession(self._client(), programs, served, str(self._address))
        self._sessions.append(session)
        return session

    def close(self) -> None:
        """Ask no more; the server goes on."""
        while self._sessions:
            self._sessions.pop().close()

    def _client(self) -> Client:
        return Client(
            self._address.host,
            self._address.port,
            token=self._token,
            seconds=_SECONDS,
            tls=self._address.tls,
            ca=str(self._ca) if self._ca is not None else None,
            revisions=True,
        )

    def _compared(self, client: Client) -> Served:
        """Make the bundle of the domains that the server says it has, and see that it is the one that it serves."""
        where = str(self._address)
        try:
            served = client.query("system", "bundles", "{}").values
        except UnreachableError:
            raise EngineError(say("opa.nobody"), file=where) from None
        except EvaluationFailed as failed:
            raise EngineError(say("opa.bundle.untold", why=str(failed)), file=where) from None
        except EngineError as error:
            raise error.at(file=where, hint=say("opa.check")) from None
        name, domains, revision = _manifest(served[0] if served else None, where)
        serves = {"where": where, "revision": revision, "domains": domains}
        try:
            bundle = self._exported(domains)
        except (PluginError, UsageError) as error:
            raise UsageError(say("opa.bundle.unmade", **serves, why=Told(error))) from error
        if bundle.revision != revision:
            raise UsageError(say("opa.bundle.revision", **serves, own=bundle.revision))
        return Served(name, bundle)


class Served(NamedTuple):
    """The bundle that a server has, and what the server calls it."""

    name: str
    bundle: Bundle


class RemoteSession(Asking):
    """Programs that are part of the bundle which a server serves; of others every answer is an error."""

    def __init__(self, client: Client, programs: Sequence[Program], served: Served, where: str) -> None:
        held = [program for program in programs if _holds(served.bundle, program)]
        super().__init__(Line(client, self._trust), held)
        self._served, self._where = served, where
        self._absent = {program.kind: program for program in programs if program not in held}

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        """Send the inputs, as ever."""
        if kind not in self._absent:
            return super().ask(kind, inputs)
        error = EngineError(say("opa.bundle.rules", where=self._where, kind=kind))
        answer = spoiled(self._absent[kind].rules, error)
        return lambda: [answer] * len(inputs)

    def _trust(self, reply: Reply) -> None:
        revision = self._served.bundle.revision
        if reply.revisions.get(self._served.name) != revision:
            raise EngineError(say("opa.bundle.replaced", where=self._where, revision=revision))


def _holds(bundle: Bundle, program: Program) -> bool:
    files = layout.policies([program])
    return all(bundle.files.get(path) == text.encode() for path, text in files.items())


def _manifest(served: Json, where: str) -> tuple[str, tuple[str, ...], str]:
    """Find the bundle that adjudge exported among those of a server; give its name, its domains and its revision."""
    bundles: Mapping[str, Json] = served if isinstance(served, dict) else {}
    for name, bundle in bundles.items():
        with suppress(LookupError, TypeError):
            manifest = bundle["manifest"]
            domains, revision = manifest["metadata"][PACKAGE]["domains"], manifest["revision"]
            if _REVISION.fullmatch(revision) and domains and all(map(_DOMAIN.fullmatch, domains)):
                return name, tuple(domains), revision
    raise EngineError(say("opa.bundle.none", where=where))
