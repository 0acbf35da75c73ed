"""Policies in the style of those that people bring along: written for conftest, Gatekeeper or a pipeline, then converted.

Their schemas ask for nothing, so that the policies meet whatever a document may hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Domain, Kind, hookimpl

KINDS = ("dockerfile", "iam", "manifest", "plan", "sbom", "workflow")


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Yield the domain ``foreign``."""
    yield Domain(
        name="foreign",
        title={"en": "Foreign policies"},
        kinds=tuple(Kind(name=f"foreign.{name}", files=(f"*.{name}.json",)) for name in KINDS),
        policies="adjudge_foreign.policies",
        schemas="adjudge_foreign.schemas",
    )
