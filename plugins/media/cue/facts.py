"""The facts of a media file, and of a project about its media: the rhythm labels that are heard."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec

from adjudge import Artifact, Json, ReadError
from adjudge.lib.contained import Failed
from adjudge.lib.media import is_media
from adjudge.lib.pieces import Pieces
from adjudge.lib.words import say

from .listening import Listening, Rhythm, listen

_NEEDED = ("av", "numpy")


def rhythm_facts(artifact: Artifact) -> dict[str, Json]:
    """Return ``rhythms`` as ``media_facts.json`` describes them; nothing where parameters let nobody listen.

    Raises ReadError where the sound cannot be decoded, and where what decodes it is not installed.
    """
    wanted = _wanted(artifact.params, artifact.document["container"])
    sound = artifact.evidence.pieces(posixpath.basename(artifact.file)) if wanted is not None else None
    if wanted is None or sound is None:
        return {}
    missing = _missing()
    if missing is not None:
        raise ReadError(say("cue.extra", module=missing), file=artifact.file)
    found = _listened(sound, wanted)
    if isinstance(found, Failed):
        raise ReadError(say("cue.unheard", why=found.words), file=artifact.file)
    return {} if found is None else {"rhythms": _sure(found, artifact.params)}


def heard_facts(artifact: Artifact) -> dict[str, Json]:
    """Return ``heard`` as ``project_facts.json`` describes it; nothing where nobody listens.

    All of a sound is heard where the manifest declares a label in its middle. What cannot be decoded has null in the place
    of rhythms: the verdict of the file itself says why, as it does where what decodes it is not installed. Nobody listens
    to a file whose own verdict is such an error already: that holds a release, and listening to it may take a minute.
    """
    wanted = _wanted(artifact.params)
    if wanted is None or _missing() is not None:
        return {}
    heard: list[Json] = []
    for i, deliverable in enumerate(artifact.document["deliverables"]):
        sound = _opened(artifact, deliverable["file"])
        if sound is None:
            continue
        if _is_error(sound, wanted):
            heard.append({"deliverable": i, "whole": wanted.whole, "rhythms": None})
            continue
        whole = wanted.whole or any(_is_inside(label) for label in deliverable.get("labels", []))
        found = _listened(sound, wanted._replace(whole=whole))
        if found is not None:
            rhythms = None if isinstance(found, Failed) else _sure(found, artifact.params)
            heard.append({"deliverable": i, "whole": whole, "rhythms": rhythms})
    return {"heard": heard}


def _opened(artifact: Artifact, path: str) -> Pieces | None:
    try:
        return artifact.evidence.pieces(path) if is_media(path) else None
    except ReadError:  # the reference to it is refused, or its own verdict an error
        return None


def _is_error(sound: Pieces, wanted: Listening) -> bool:
    """Return whether a file could not be read as media, or not be heard as the rules of its own kind ask."""
    known = _known(sound.sha256, wanted._replace(container=None))
    return sound.failed is not None or any(isinstance(each, Failed) for each in known)


def _is_inside(label: Mapping[str, Json]) -> bool:
    return label["form"] == "rhythm" and label.get("at") == "middle"


def _wanted(params: Mapping[str, Json], container: str | None = None) -> Listening | None:
    """Return what parameters want to be heard; None for nothing."""
    if not params["rhythm_seconds"] and not params["rhythm_whole"]:
        return None
    unit = (params["rhythm_unit_minimum"], params["rhythm_unit_maximum"])
    return Listening(params["rhythm_seconds"], params["rhythm_whole"], unit, container)


def _sure(found: list[Rhythm], params: Mapping[str, Json]) -> list[Json]:
    return [each._asdict() for each in found if each.confidence >= params["rhythm_confidence"]]


def _missing() -> str | None:
    return next((module for module in _NEEDED if find_spec(module) is None), None)


def _listened(sound: Pieces, wanted: Listening) -> list[Rhythm] | Failed | None:
    """Listen, once for each content: a project asks for what its media were asked for."""
    known = _known(sound.sha256, wanted._replace(container=None))
    if not known:
        sound.check()
        known.append(listen(sound.real, wanted, sound.content))
    return known[0]


@lru_cache(maxsize=256)
def _known(sha256: str, wanted: Listening) -> list[list[Rhythm] | Failed | None]:  # noqa: ARG001  # the keys
    """Return the place for what is heard in a content."""
    return []
