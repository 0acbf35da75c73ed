"""How far a clause is checked where rules check it in part or not at all, and why: by the words of who brings it.

They stand in ``extent.yaml`` of the package of instruments, as ``schemas/adjudge/extent.json`` describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from adjudge import Catalogue
from adjudge.lib.data_files import read_data
from adjudge.lib.errors import AdjudgeError, PolicyError
from adjudge.lib.installed import package_root
from adjudge.lib.schema.own import own_validator
from adjudge.lib.strangers import said_by
from adjudge.lib.words import Texts, say

FILE = "extent.yaml"


class Extent(NamedTuple):
    """What one clause's entry says: how far it is checked, and what is not, and why."""

    how: Literal["in_part", "not"]
    because: Texts


def extents(catalogue: Catalogue) -> tuple[Mapping[str, Extent], list[AdjudgeError]]:
    """Return the extents of all packages of instruments by what a basis says, and what is wrong with their files.

    A clause that two entries name is an error, and keeps the first. A package that cannot be opened is told by the
    catalogue, with its instruments.
    """
    found: dict[str, Extent] = {}
    problems: list[AdjudgeError] = []
    for package, plugin in dict(catalogue.registry.instruments).items():
        try:
            entries = _entries(package, plugin.name)
        except PolicyError as error:
            problems.append(error)
            continue
        for entry in entries:
            extent = Extent(entry["how"], entry["because"])
            for clause in entry["clauses"]:
                if found.setdefault(clause, extent) is not extent:
                    problems.append(PolicyError(say("coverage.twice", clause=clause), file=FILE, plugin=plugin.name))
    return found, problems


def _entries(package: str, plugin: str) -> list[Any]:
    try:
        file = package_root(package) / FILE
    except (Exception, SystemExit):  # noqa: BLE001  # a package may run code, and that may raise anything
        return []
    try:
        if not file.is_file():
            return []
        data = file.read_bytes()
    except OSError as error:
        raise PolicyError(say("instrument.package", package=package, why=said_by(error)), plugin=plugin) from error
    document = read_data(data, FILE, plugin=plugin)
    for breach in own_validator("extent").errors(document):
        raise PolicyError(breach.message, file=FILE, plugin=plugin)
    entries: list[Any] = document["extents"]
    return entries
