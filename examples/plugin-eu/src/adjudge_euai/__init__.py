"""Transparency under article 50 of the AI Act: disclosures of AI systems, and dubs that are released in the Union."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Domain, Kind, hookimpl


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Yield the domain ``euai``: a kind of its own, and rules for the projects of the domain ``dubbing``."""
    yield Domain(
        name="euai",
        title={"en": "AI Act, article 50", "zh": "欧盟人工智能法第五十条"},
        kinds=(Kind(name="euai.disclosure", files=("*.disclosure.yaml", "*.disclosure.json")),),
        policies="adjudge_euai.policies",
        schemas="adjudge_euai.schemas",
        extends=("dubbing.project",),
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the law that the rules cite."""
    return "adjudge_euai.instruments"
