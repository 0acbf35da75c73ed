"""The one place that speaks to OPA, through opa-python-client, held so that nothing can be mistaken for an answer.

Redirects, proxies and silent retries are off, every wait has an end, and whatever goes wrong is one of two exceptions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError
from adjudge.lib.words import say

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

_SHOWN = 200


class Reply(NamedTuple):
    """What OPA said. ``values`` holds the value that was asked for, and nothing when it is undefined.

    ``decision_id`` is that of OPA's decision log, None without one. ``revisions`` are those of the bundles by which OPA
    decided, by name, where the client asks for them.
    """

    values: list[Json]
    decision_id: str | None
    revisions: Mapping[str, Json]


class EvaluationFailed(Exception):  # noqa: N818  # handled inside the engine, never shown
    """OPA evaluated the query, and a policy failed. ``error`` is the first of OPA's errors."""

    def __init__(self, error: Mapping[str, Json]) -> None:
        super().__init__(error.get("message"))
        self.error = error


class Client:
    """Asks one OPA. ``seconds`` bounds each wait; ``ca`` is a file with the certificates to trust, for https.

    ``revisions`` asks with each query by which bundles OPA decides.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        token: str | None,
        seconds: float,
        tls: bool = False,
        ca: str | None = None,
        revisions: bool = False,
    ) -> None:
        from opa_client.opa import OpaClient

        self._body = b""
        self._token = token
        self._parameters = {"strict-builtin-errors": "true"} | ({"provenance": "true"} if revisions else {})
        self._client: Any = OpaClient(host=host, port=port, ssl=ca or tls, retries=0, timeout=seconds)
        session = self._client._session
        session.trust_env = False
        session.max_redirects = 0
        session.auth = self._finish

    def _finish(self, request: PreparedRequest) -> PreparedRequest:
        """Put the token and the body into a request.

        The client takes Python objects only; the inputs are JSON already. This hook may rewrite all of a request.
        """
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        if request.method == "POST":
            request.body = self._body
        return request

    def query(self, package: str, rule: str, text: str) -> Reply:
        """Return the value of ``data.<package>.<rule>`` for an input that is JSON text.

        Raises EvaluationFailed when a policy failed, EngineError for everything else.
        """
        self._body = b'{"input":%s}' % text.encode()
        try:
            answer = self._client.query_rule(None, package.replace(".", "/"), rule, query_params=self._parameters)
        except Exception as error:  # noqa: BLE001  # the client passes on whatever its libraries raise
            raise self._translated(error) from None
        finally:
            self._body = b""
        if not isinstance(answer, dict):
            raise EngineError(say("opa.no_object", answer=_shown(answer)))
        said, provenance = answer.get("decision_id"), answer.get("provenance")
        bundles = provenance.get("bundles") if isinstance(provenance, dict) else None
        return Reply(
            values=[answer["result"]] if "result" in answer else [],
            decision_id=said if isinstance(said, str) else None,
            revisions={
                name: bundle.get("revision") if isinstance(bundle, dict) else None
                for name, bundle in (bundles if isinstance(bundles, dict) else {}).items()
            },
        )

    def data(self, path: str) -> Json:
        """Return the data at a path; None when there is none, or nobody answers."""
        try:
            return self._client.get_data(path)["result"]
        except Exception:  # noqa: BLE001  # whatever it is, there is no data
            return None

    def close(self) -> None:
        """Close the connections."""
        self._client.close_connection()

    def _translated(self, error: Exception) -> Exception:
        from requests import exceptions

        if isinstance(error, exceptions.TooManyRedirects):
            return EngineError(say("opa.redirects"))
        if isinstance(error, exceptions.SSLError):
            return EngineError(say("opa.certificate", why=_shown(error)))
        if isinstance(error, exceptions.HTTPError) and error.response is not None:
            return _status(error.response)
        if isinstance(error, exceptions.JSONDecodeError | json.JSONDecodeError):
            return EngineError(say("opa.no_json"))
        if isinstance(error, exceptions.Timeout | TimeoutError):
            return SlowError(say("opa.slow", seconds=f"{self._client.timeout:g}"))
        if isinstance(error, exceptions.ConnectionError | exceptions.ChunkedEncodingError):
            return UnreachableError(say("opa.unreachable"))
        return EngineError(say("opa.not_asked", error=type(error).__name__, why=_shown(error)))


class UnreachableError(EngineError):
    """Nobody listens, or the connection broke."""


class SlowError(EngineError):
    """No answer came in time."""


def _status(response: Response) -> Exception:
    body: Json = None
    with suppress(ValueError, RecursionError):
        body = json.loads(response.content)
    with suppress(LookupError, TypeError):
        first = body["errors"][0]
        if body["code"] == "internal_error" and str(first["code"]).startswith("eval_"):
            return EvaluationFailed(first)
    said = body.get("message") if isinstance(body, dict) else None
    if said:
        return EngineError(say("opa.status_said", status=response.status_code, said=_shown(said)))
    return EngineError(say("opa.status", status=response.status_code))


def _shown(said: object) -> str:
    """Return what somebody else said at a bearable length, without anything that acts on a terminal."""
    return "".join(character if character.isprintable() else " " for character in str(said)[:_SHOWN])
