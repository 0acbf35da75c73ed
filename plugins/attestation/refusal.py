"""Why an attestation or a capsule is refused: codes that stay, so that a pipeline can tell one reason from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

REASONS: Mapping[str, str] = {
    "malformed": "it is not what adjudge writes: cut off, not JSON, not by its schema",
    "signature": "no allowed key has signed it",
    "summary": "the summary does not belong to the verdict",
    "environment": "it is for another environment",
    "gate": "another gate decided",
    "decision": "the decision is no pass",
    "empty": "nothing was judged",
    "as_of": "the clock of the rules is too far from the signing time",
    "future": "it was signed later than now",
    "too_old": "it was signed too long ago",
    "missing": "a file that was judged is not there",
    "extra": "a file is there that was not judged",
    "changed": "a file is not the one that was judged",
    "link": "a symbolic link is in the place of a file or folder",
    "irregular": "this is no regular file",
    "policies": "other policies, schemas or parameters are installed than those that judged",
    "outcomes": "judged again, a rule has another outcome",
    "report": "judged again, the report is another one",
    "not_checked": "something kept the check from its end",
}
"""Each code with what it means. ``not_checked`` is exit 3, every other one exit 1."""


class VerificationFailure(NamedTuple):
    """One reason for a refusal. ``file`` is the file that it is about, ``message`` one sentence without a full stop."""

    code: str
    message: str
    file: str | None = None

    def __str__(self) -> str:
        place = f" {self.file}:" if self.file is not None else ""
        return f"refused ({self.code}):{place} {self.message}"


def refuse(code: str, more: str = "", file: str | None = None) -> VerificationFailure:
    """Return a refusal; ``more`` goes on after what the code means."""
    return VerificationFailure(code=code, message=f"{REASONS[code]}{f': {more}' if more else ''}", file=file)


def as_data(refusals: list[VerificationFailure]) -> dict[str, object]:
    """Return refusals as JSON, with the exit code that they amount to."""
    reasons = [{name: value for name, value in each._asdict().items() if value is not None} for each in refusals]
    return {"exit_code": exit_code(refusals), "reasons": reasons}


def printable(text: str) -> str:
    """Return a text in which nothing acts on a terminal: names of files may be hostile."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def exit_code(refusals: list[VerificationFailure]) -> int:
    """Return 0 where nothing is refused, 3 where the check did not come to its end, else 1."""
    codes = {refusal.code for refusal in refusals}
    return 3 if "not_checked" in codes else 1 if codes else 0
