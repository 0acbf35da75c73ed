"""The facts of a media file that take more than reading its container; the domain ``dubbing`` asks for them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge import Artifact, Json


def media_facts(artifact: Artifact) -> dict[str, Json]:
    """Return each part of ``media_facts.json`` that can be had; a part that was not asked for is absent."""
    from .cue.facts import rhythm_facts
    from .provenance import provenance_facts

    return {**rhythm_facts(artifact), **provenance_facts(artifact)}


def project_facts(artifact: Artifact) -> dict[str, Json]:
    """Return what the media of a project sound like, as ``project_facts.json`` describes it."""
    from .cue.facts import heard_facts

    return heard_facts(artifact)
