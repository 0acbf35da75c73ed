"""The facts of a media file that take more than reading its container; the domain ``dubbing`` asks for them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge import Artifact, Json


def media_facts(artifact: Artifact) -> dict[str, Json]:
    """Return each part of ``media_facts.json`` that can be had; a part that was not asked for is absent."""
    from .provenance import provenance_facts

    return provenance_facts(artifact)
