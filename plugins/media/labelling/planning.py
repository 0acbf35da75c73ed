"""Who plans the label of a file, by the container that it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from adjudge.lib.errors import ReadError
from adjudge.lib.words import say

from ..containers.recognition import recognise
from ..containers.window import MediaWindow
from .splicing import SplicePlan


class MediaContainer(NamedTuple):
    """``name`` is that of the schema `dubbing.media`; ``plan`` says how a file of it gets a label."""

    name: str
    plan: Callable[[MediaWindow, str], SplicePlan]


def identify(window: MediaWindow) -> MediaContainer:
    """Return the container of a file. Raises ReadError where there is none that keeps a label."""
    if not window.size:
        raise ReadError(say("labelling.empty"))
    name, start = recognise(window)
    if name == "adts":
        raise ReadError(say("labelling.adts"))
    if name is None or (start and name not in ("mp3", "flac")):
        raise ReadError(say("labelling.unknown"))
    return MediaContainer(name, _planner(name))


def _planner(name: str) -> Callable[[MediaWindow, str], SplicePlan]:
    """Return who plans the label of a container; only that module is imported."""
    if name == "wav":
        from .riff import plan_wav as plan
    elif name == "avi":
        from .avi import plan_avi as plan
    elif name == "mp3":
        from .mp3 import plan_mp3 as plan
    elif name == "flac":
        from .flac import plan_flac as plan
    elif name in ("ogg", "opus"):
        from .ogg import plan_ogg as plan
    elif name in ("mkv", "webm"):
        from .matroska import plan_matroska as plan
    elif name == "flv":
        from .flv import plan_flv as plan
    else:
        from .mp4 import plan_mp4 as plan
    return plan
