"""User identity management: real identity before publishing, logs, complaints, and the accounts themselves."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge import Domain, Kind, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_domains() -> Iterable[Domain]:
    """Return the domain ``identity``."""
    yield Domain(
        name="identity",
        title=say("listing.domain.identity"),
        kinds=(
            Kind(name="identity.service", files=("*.service.yaml", "*.service.yml", "*.service.json")),
            Kind(
                name="identity.account",
                files=("accounts.csv", "accounts.jsonl", "*.accounts.csv", "*.accounts.jsonl"),
                shape="records",
            ),
        ),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the laws and standards that the first-party domains cite."""
    return "adjudge.policies.instruments"
