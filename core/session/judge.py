"""Judge files and return everything at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from adjudge.lib.documents import NOTHING

from ..control.options import Options
from ..model import Verdict
from ..summary import Summary
from .session import Session


class Judgement(NamedTuple):
    """All verdicts of a session and its summary; ``exit_code`` is that of the command line."""

    verdicts: tuple[Verdict, ...]
    summary: Summary

    @property
    def exit_code(self) -> int:
        """0 nothing denied, 1 denied, 3 something could not be judged."""
        return self.summary.exit_code


def judge(*paths: Path | str, options: Options | None = None, given: Mapping[str, bytes] = NOTHING) -> Judgement:
    """Judge the files at and below ``paths`` (the working directory, if none is given), and return everything at once.

    ``given`` is content that stands in for files, by path: what a web handler received. Raises UsageError for options
    that cannot be, EngineError where the engine does not start; what cannot be judged is an error *verdict*.
    """
    with Session(*paths, options=options, given=given) as session:
        verdicts = tuple(session.verdicts())
        return Judgement(verdicts, session.summary())
