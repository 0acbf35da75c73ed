"""Why an attestation or a capsule is refused: codes that stay, so that a pipeline can tell one reason from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from adjudge.lib.words import ENGLISH, Texts, said, say, texts

REASONS: Mapping[str, Texts] = {
    "malformed": say("verify.reasons.malformed"),
    "signature": say("verify.reasons.signature"),
    "summary": say("verify.reasons.summary"),
    "environment": say("verify.reasons.environment"),
    "gate": say("verify.reasons.gate"),
    "decision": say("verify.reasons.decision"),
    "empty": say("verify.reasons.empty"),
    "as_of": say("verify.reasons.as_of"),
    "future": say("verify.reasons.future"),
    "too_old": say("verify.reasons.too_old"),
    "missing": say("verify.reasons.missing"),
    "extra": say("verify.reasons.extra"),
    "changed": say("verify.reasons.changed"),
    "link": say("verify.reasons.link"),
    "irregular": say("verify.reasons.irregular"),
    "deep": say("verify.reasons.deep"),
    "policies": say("verify.reasons.policies"),
    "outcomes": say("verify.reasons.outcomes"),
    "report": say("verify.reasons.report"),
}
"""Each code with what it means; exit 1. ``not_checked`` is none of them: it is exit 3, and says what kept the check."""


class VerificationFailure(NamedTuple):
    """One reason for a refusal. ``file`` is the file that it is about, ``words`` one sentence without a full stop."""

    code: str
    words: Texts
    file: str | None = None

    @property
    def message(self) -> str:
        """The words in English."""
        return said(self.words, ENGLISH)

    def told(self, language: str) -> str:
        """Return it all in one line, in which nothing acts on a terminal: names of files may be hostile."""
        if self.file is None:
            words = say("verify.refused", code=self.code, why=self.words)
        else:
            words = say("verify.refused_file", code=self.code, file=self.file, why=self.words)
        return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in said(words, language))

    def __str__(self) -> str:
        return self.told(ENGLISH)


def refuse(code: str, more: str | Texts = "", file: str | None = None) -> VerificationFailure:
    """Return a refusal; ``more`` goes on after what the code means."""
    words = REASONS[code]
    return VerificationFailure(
        code=code, words=say("verify.because", reason=words, more=texts(more)) if more else words, file=file
    )


def as_data(refusals: list[VerificationFailure]) -> dict[str, object]:
    """Return refusals as JSON, in English, with the exit code that they amount to."""
    reasons = [
        {"code": each.code, "message": each.message, **({"file": each.file} if each.file is not None else {})}
        for each in refusals
    ]
    return {"exit_code": exit_code(refusals), "reasons": reasons}


def exit_code(refusals: list[VerificationFailure]) -> int:
    """Return 0 where nothing is refused, 3 where the check did not come to its end, else 1."""
    codes = {refusal.code for refusal in refusals}
    return 3 if "not_checked" in codes else 1 if codes else 0
