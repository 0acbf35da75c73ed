"""The facts of a media file, and of a project about its media: the rhythm labels that are heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from adjudge import Artifact, ReadError
from adjudge.lib.contained import Failed
from adjudge.lib.documents import Json
from adjudge.lib.words import say

from .listening import Rhythm, Wanted, listen

_NEEDED = ("av", "numpy")


class Sound(Protocol):
    """A file of any size, as what reads a file in pieces has it; ``content`` stands in for one that is nowhere."""

    @property
    def path(self) -> str:
        """Return the path below the root."""

    @property
    def real(self) -> Path:
        """Return where it lies."""

    @property
    def sha256(self) -> str:
        """Return the digest."""

    @property
    def size(self) -> int:
        """Return the bytes that it has."""

    @property
    def content(self) -> bytes | None:
        """Return what stands in for it."""


def media_facts(sound: Sound, container: str, params: Mapping[str, Json]) -> dict[str, Json]:
    """Return ``rhythms`` as ``media_facts.json`` describes them; nothing where parameters let nobody listen.

    Raises ReadError where the sound cannot be decoded.
    """
    wanted = _wanted(params, container)
    if wanted is None:
        return {}
    found = _listened(sound, wanted)
    if isinstance(found, Failed):
        raise ReadError(say("cue.unheard", why=found.words), file=sound.path)
    return {} if found is None else {"rhythms": [each._asdict() for each in _sure(found, params)]}


def project_facts(artifact: Artifact, opened: Callable[[str], Sound | None]) -> dict[str, Json]:
    """Return ``heard`` as ``project_facts.json`` describes it; nothing where parameters let nobody listen.

    ``opened`` gives the file that a deliverable names, and None where there is none. All of a sound is heard where the
    manifest declares a label in its middle. What cannot be decoded has null in the place of rhythms: the verdict of the
    file itself says why.
    """
    wanted = _wanted(artifact.params)
    if wanted is None:
        return {}
    heard: list[Json] = []
    for i, deliverable in enumerate(artifact.document["deliverables"]):
        sound = opened(deliverable["file"])
        if sound is None:
            continue
        whole = wanted.whole or any(_is_inside(label) for label in deliverable.get("labels", []))
        found = _listened(sound, wanted._replace(whole=whole))
        if found is not None:
            said = None if isinstance(found, Failed) else [each._asdict() for each in _sure(found, artifact.params)]
            heard.append({"deliverable": i, "whole": whole, "rhythms": said})
    return {"heard": heard}


def _is_inside(label: Mapping[str, Json]) -> bool:
    return label["form"] == "rhythm" and label.get("at") == "middle"


def _wanted(params: Mapping[str, Json], container: str | None = None) -> Wanted | None:
    """Return what parameters want to be heard; None for nothing."""
    if not params["rhythm_seconds"] and not params["rhythm_whole"]:
        return None
    unit = (params["rhythm_unit_minimum"], params["rhythm_unit_maximum"])
    return Wanted(params["rhythm_seconds"], params["rhythm_whole"], unit, container)


def _sure(found: list[Rhythm], params: Mapping[str, Json]) -> list[Rhythm]:
    return [each for each in found if each.confidence >= params["rhythm_confidence"]]


def _listened(sound: Sound, wanted: Wanted) -> list[Rhythm] | Failed | None:
    """Listen, once for each content: a project asks for what its media were asked for."""
    missing = [module for module in _NEEDED if find_spec(module) is None]
    if missing:
        raise ReadError(say("cue.extra", module=missing[0]), file=sound.path)
    known = _known(sound.sha256, wanted._replace(container=None))
    if not known:
        known.append(listen(sound.real, sound.size, wanted, sound.content))
    return known[0]


@lru_cache(maxsize=256)
def _known(sha256: str, wanted: Wanted) -> list[list[Rhythm] | Failed | None]:  # noqa: ARG001  # the keys
    """Return the place for what is heard in a content."""
    return []
