"""A plugin that somebody installed beside the first-party ones."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Domain, Kind, hookimpl


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Give a kind that claims what another one does."""
    yield Domain(
        name="helper",
        title={"en": "Helper", "zh": "助手"},
        kinds=(Kind(name="helper.note", files=("*.project.yaml",)),),
        policies="adjudge_helper.policies",
        schemas="adjudge_helper.schemas",
    )
