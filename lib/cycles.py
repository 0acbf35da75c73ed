"""What names what: artifacts on their way to what they name, circles, chains that are too long, and who needs whom."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Protocol

from .documents import Place
from .errors import AdjudgeError, CycleError, JudgeError
from .words import say

MAX_CHAIN = 50
"""How many artifacts may hang on one another, the first included."""


class Link(Protocol):
    """An artifact in a chain.

    ``place`` is that of the reference which it follows at the moment, ``below`` how many artifacts hang on it, one on
    the other, and ``error`` why it cannot be judged, whatever its rules say.
    """

    path: str
    file: str
    place: Place | None
    below: int
    error: AdjudgeError | None


@dataclass(kw_only=True, eq=False, repr=False)
class Chain:
    """From the artifact that began to the one that is looked at now. Who is an error doesn't depend on who began."""

    links: list[Link] = field(default_factory=list)
    _circles: dict[str, set[str]] = field(default_factory=dict)
    _below: dict[str, int] = field(default_factory=dict)

    def follow(self, path: str, place: Place) -> bool:
        """Let the last link follow a reference to a file. False when that closes a circle."""
        self.links[-1].place = place
        together = self._circles.get(path, ())
        for start, link in enumerate(self.links):
            if link.file == path:
                self._close(start, ())
                return False
            if link.file in together:
                self._close(start, (path,))
                break
        return True

    def is_full(self) -> bool:
        """Return whether nothing may hang on the last link that names artifacts itself."""
        return len(self.links) >= MAX_CHAIN

    def too_long(self) -> AdjudgeError:
        """Mark every link, since all of them hang on too many; give the last one's error."""
        for link in self.links:
            link.error = self._error(link, JudgeError(say("path.long_chain", most=MAX_CHAIN)))
        assert self.links[-1].error is not None
        return self.links[-1].error

    def hang(self, path: str) -> None:
        """Note that the artifacts of a file, which have been judged, hang on the last link. Raises JudgeError."""
        link = self.links[-1]
        link.below = max(link.below, 1 + self._below.get(path, 0))
        if link.below >= MAX_CHAIN:
            raise self.too_long()

    def leave(self, link: Link) -> None:
        """Note how long the chain below a link was, when it has been judged."""
        if link.below:
            file = link.file
            self._below[file] = max(link.below, self._below.get(file, 0))

    def _close(self, start: int, through: tuple[str, ...]) -> None:
        """Mark the links from ``start`` on as a circle, which goes ``through`` files that were looked at before."""
        circle = self.links[start:]
        names = [link.path for link in circle]
        names += [path for path in through if path not in names]
        first = names.index(min(names))
        text = " → ".join([*names[first:], *names[:first], names[first]])
        for link in circle:
            link.error = self._error(link, CycleError(say("path.circle", names=text)))
        files = {link.file for link in circle}.union(through)
        if any(self._circles.get(file, files) != files for file in files):
            files = files.union(*(self._circles.get(file, ()) for file in files))
        for file in files:
            self._circles[file] = files

    def _error(self, link: Link, error: AdjudgeError) -> AdjudgeError:
        assert link.place is not None
        return error.at(file=link.file, line=link.place.line, column=link.place.column)


def reached(needs: Mapping[str, Set[str]], changed: Set[str]) -> list[str]:
    """Return what needs something ``changed``, directly or through others, each once; circles end."""
    touched, found = set(changed), list[str]()
    more = True
    while more:
        more = False
        for path, needed in needs.items():
            if path not in touched and needed & touched:
                touched.add(path)
                found.append(path)
                more = True
    return found
