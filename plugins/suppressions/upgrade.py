"""Bring fingerprints of the earlier version up to date: of findings that are there now and had them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.fingerprint import Fingerprints, name_of
from adjudge.lib.fingerprint.earlier import EarlierFingerprints

if TYPE_CHECKING:
    from adjudge import Session


class Current(NamedTuple):
    """What a finding is known by now: its fingerprint and its file, ``before`` as it was then, from the root."""

    fingerprint: str
    file: str
    before: str


def current(session: Session) -> dict[str, Current]:
    """Judge, and return what each finding is known by now, by its fingerprint of then.

    Whoever recorded it had the configuration's folder as root, or the root of this session.
    """
    now, then = Fingerprints(), [EarlierFingerprints(at_home=at_home) for at_home in (True, False)]
    found: dict[str, Current] = {}
    for verdict in session.verdicts():
        files = (name_of(verdict), verdict.file)
        prints = [str(each) for several in now.of(verdict) for each in several]
        for earlier, file in zip(then, files, strict=True):
            olds = [str(each) for several in earlier.of(verdict) for each in several]
            for old, new in zip(olds, prints, strict=True):
                found[old] = Current(new, files[0], file)
    return found
