"""User identity management: real identity before publishing, logs, complaints, and the accounts themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adjudge import Artifact, Domain, Kind, Reference, hookimpl
from adjudge.lib.words import say

SERVICE = "identity.service"
ACCOUNT = "identity.account"


@hookimpl
def adjudge_domains() -> Iterable[Domain]:
    """Return the domain ``identity``."""
    yield Domain(
        name="identity",
        title=say("listing.domain.identity"),
        kinds=(
            Kind(name=SERVICE, files=("*.service.yaml", "*.service.yml", "*.service.json")),
            Kind(
                name=ACCOUNT,
                files=("accounts.csv", "accounts.jsonl", "*.accounts.csv", "*.accounts.jsonl"),
                shape="records",
            ),
        ),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
        exports=("params",),
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the laws and standards that the first-party domains cite."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Return the service that an account names, to be held against what the account says."""
    if artifact.kind == ACCOUNT and "service" in artifact.document:
        yield Reference(pointer="/service", path=artifact.document["service"], kind=SERVICE)
