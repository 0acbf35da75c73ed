"""What a plugin writes down of itself besides hooks: its commands and engines, as plain tuples."""

from __future__ import annotations

from typing import NamedTuple

from adjudge.lib.words import Texts


class Command(NamedTuple):
    """A command of the command line.

    ``load`` names it as ``module:object``, a ``click.Command``; it is imported when it is called. Called, it returns its exit
    code: 0 nothing denied, 1 denied, 2 usage, 3 could not judge; anything else is an error that names the command.
    ``group`` is the heading under which ``adjudge --help`` lists it, ``help`` what it says there, also by language; ``near``
    are names of other tools' commands by which people mean it.
    """

    name: str
    help: str | Texts
    load: str
    group: str = "plugins"
    near: tuple[str, ...] = ()


class EngineType(NamedTuple):
    """A way to evaluate Rego. ``name`` is what ``--engine``, reports and the gate say.

    ``make`` names, as ``module:function``, what gets an :class:`adjudge.EngineSetup` and returns an
    :class:`adjudge.engine.Engine`; it is imported when that engine is asked for. ``instead_of`` names the engine whose
    place it takes where one of its own options is given, as a server takes that of an OPA which is started.
    """

    name: str
    make: str
    instead_of: str | None = None
