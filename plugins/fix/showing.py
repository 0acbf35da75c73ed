"""What a person sees of the edits: the finding, what is offered for it or why that is not done, and the edits as diffs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import unified_diff
from typing import TYPE_CHECKING

from adjudge.lib.clock import format_as_of
from adjudge.lib.console import spoken
from adjudge.lib.escape import brief, visible
from adjudge.lib.words import Texts, said, say

from .labels import LabelWritten, command_of
from .offers import Offer
from .proof import Proven

if TYPE_CHECKING:
    from adjudge import Session
    from adjudge.lib.documents import Source


class Showing:
    """Shows offers of a session; ``refused`` says why one does not hold, ``kept_back`` are those not asked for by name."""

    def __init__(self, session: Session, refused: Mapping[int, Texts], kept_back: Collection[int]) -> None:
        self._session = session
        self._path = session.context().shown
        self._refused = refused
        self._kept_back = kept_back

    def lines(self, offers: Sequence[Offer], proven: Proven) -> Iterator[str]:
        """Yield all that is shown before it is written."""
        for offer in offers:
            finding = offer.finding
            place = f"{self._file(finding.place.file or offer.judged)}:{finding.place.line}:{finding.place.column}"
            yield f"{place}: {finding.rule}: {brief(said(finding.message, self._session.settings.language))}"
            yield from (f"  {visible(spoken(words))}" for words in self._about(offer))
        for path, (before, after) in proven.edits.items():
            label = proven.labels.get(path)
            if label is None:
                yield from _diff(self._file(path), before, after)
            else:
                yield from self._labelled(path, label, before.size, after.size)

    def _file(self, path: str) -> str:
        return visible(self._path(path))

    def _labelled(self, path: str, label: LabelWritten, before: int, after: int) -> Iterator[str]:
        """Yield what is written into a file that is no text."""
        where = say("fix.labelled", box=label.box, offset=label.offset, before=before, after=after)
        yield from (f"--- a/{self._file(path)}", f"+++ b/{self._file(path)}", f"@@ {visible(spoken(where))} @@")
        yield f"+{visible(label.text)}"

    def _about(self, offer: Offer) -> Iterator[Texts]:
        """Yield what is to be known of an offer."""
        if offer.label is not None and not offer.edits:
            yield say("fix.label", command=command_of(self._path(offer.label), offer.values))
        if offer.evidence is not None and offer.edits:
            _, size = self._session.digest(offer.evidence)
            yield say("fix.stamp", file=self._path(offer.evidence), size=size, when=self._written(offer.evidence))
        why = self._refused.get(id(offer), offer.why)
        if why is not None:
            yield say("fix.not_done", why=why)
        elif id(offer) in self._kept_back:
            yield say("fix.kept_back", file=self._path(offer.evidence or ""))

    def _written(self, path: str) -> str:
        """Return when a file was last written, as its system says."""
        return format_as_of(datetime.fromtimestamp(int((self._session.root / path).stat().st_mtime), UTC))


def _diff(path: str, before: Source, after: Source) -> Iterator[str]:
    """Yield a unified diff in which everything can be seen; the ends of lines are not shown."""
    old, new = (each.data.decode("utf-8-sig").splitlines() for each in (before, after))
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm=""):
        yield "\t".join(map(visible, line.split("\t")))
