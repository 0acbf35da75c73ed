"""What a plugin sees of a session that is ready, and of which nothing is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Set
    from datetime import datetime
    from pathlib import Path

    from adjudge.lib.config import Config
    from adjudge.lib.formats.comments import Comment
    from adjudge.lib.options import Values
    from adjudge.lib.rego.rule import Rule

    from .gate import Gate


class Ready(NamedTuple):
    """A session that is ready, before its walk.

    ``root`` is a real path; ``options`` has every option with who said it; ``release`` says that every file must be
    accounted for, ``named`` are kinds of which another artifact must name each. What is not known before the walk is a
    function that works from the first verdict on: ``files()`` gives the paths that are looked at, relative to the root;
    ``rule(id)`` a rule, None for what is no rule's own; ``line(file, number)`` a line of a judged text, from 1, None where
    there is none; ``comments(file)`` its comments. ``whole``: all below the configuration's folder is looked at.
    """

    root: Path
    as_of: datetime
    config: Config
    gate: Gate | None
    options: Values
    release: bool
    named: Set[str]
    files: Callable[[], tuple[str, ...]]
    rule: Callable[[str], Rule | None]
    line: Callable[[str, int], str | None]
    comments: Callable[[str], Sequence[Comment]]
    whole: bool
