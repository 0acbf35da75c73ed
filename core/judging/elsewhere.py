"""Find places in other artifacts than the one that is judged: in what its ``input.related`` has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from adjudge.lib.documents import Document, Json, Place, Steps
from adjudge.lib.errors import EngineError
from adjudge.lib.rego.findings import shortened
from adjudge.lib.words import say

from .outcomes import Locate
from .reading import Item, Reading


class Elsewhere:
    """Reads a file again for its places: most runs ask for few, and to keep those of all would cost memory.

    The last file stays at hand. The sources see to it that a file is still the same.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._last: tuple[str, Json] = ("", None)
        self._places: Mapping[str, Callable[[Steps], Place]] = {}

    def locate(self, document: Document, related: Sequence[Mapping[str, Json]]) -> Locate:
        """Return what finds places in a document, and in the entries of its ``input.related``."""

        def locate(steps: Steps, artifact: str | None = None) -> Place:
            return document.locate(steps) if artifact is None else self._place(related, artifact, steps)

        return locate

    def _place(self, related: Sequence[Mapping[str, Json]], path: str, steps: Steps) -> Place:
        """Return a place in an entry; its beginning where it has no such place. Raises EngineError for no entry."""
        entry = next((each for each in related if each["path"] == path), None)
        if entry is None:
            raise EngineError(say("finding.related_unknown", path=shortened(path)))
        file = path if self._reading.sources.tree.exists(path) else path.rpartition("#")[0] or path
        if entry["kind"] is None:  # plain evidence
            return Place(1, 1, file)
        if self._last != (file, entry["kind"]):
            items = self._reading.items(file, entry["kind"])
            self._places = {item.path: item.document.locate for item in items if isinstance(item, Item)}
            self._last = (file, entry["kind"])
        place = self._places[path](steps) if path in self._places else Place(1, 1)
        return place._replace(file=place.file or file)
