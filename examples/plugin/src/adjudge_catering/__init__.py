"""Catering: the menu of a kitchen, and the recipes that it was written from."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Artifact, Domain, Kind, Reference, hookimpl

MENU = "catering.menu"


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Yield the domain ``catering``."""
    yield Domain(
        name="catering",
        title={"en": "Catering", "zh": "餐饮"},
        kinds=(Kind(name=MENU, files=("*.menu.yaml", "*.menu.json")),),
        policies="adjudge_catering.policies",
        schemas="adjudge_catering.schemas",
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the law that the rules cite."""
    return "adjudge_catering.instruments"


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Yield the recipe of each dish: it is hashed, and policies see its digest."""
    for i, dish in enumerate(artifact.document["dishes"]):
        yield Reference(pointer=f"/dishes/{i}/recipe/file", path=dish["recipe"]["file"])
