"""Fingerprints as version 1 made them, so that what was recorded with them can be brought up to date.

They hold no digest of a file, and name an artifact by its path from the root of the run that recorded them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import Fingerprints, _Content, _Finding, _Verdict, name_of
from .ways import Reached, digest, encoded, hashed

if TYPE_CHECKING:
    from ..documents import Steps


class EarlierFingerprints(Fingerprints):
    """Fingerprints of version 1, of a run whose root was that of this one or, if ``at_home``, the configuration's folder."""

    version = 1

    def __init__(self, *, at_home: bool) -> None:
        super().__init__()
        self._at_home = at_home

    def _file(self, verdict: _Verdict) -> str:
        return name_of(verdict) if self._at_home else verdict.file

    def _content_of(self, verdict: _Verdict, walk: Callable[[Steps], Reached]) -> _Content:  # noqa: ARG002
        contents: dict[Steps, str] = {}

        def content(finding: _Finding, spot: Reached) -> str:
            found = contents.get(finding.path)
            if found is None:
                found = contents[finding.path] = digest(spot.value)
            return hashed(f"{found}\n{encoded(finding.details)}") if finding.details else found

        return content
