"""A plugin that somebody installed beside the first-party ones."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Domain, Kind, hookimpl


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Give a domain of its own."""
    yield Domain(
        name="helper",
        title={"en": "Helper", "zh": "助手"},
        kinds=(Kind(name="helper.note", files=("*.note.yaml",)),),
        policies="adjudge_helper.policies",
        schemas="adjudge_helper.schemas",
    )
