"""Which security risks the scripts of a job touch, and which their reviews looked for.

What is known of a script are the facts of its kind: any kind whose facts have ``risks``, as
``content_security/script_facts.json`` describes them, is counted. The names of the risks are those of the instruments
that list them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from adjudge import AdjudgeError, Options, Session
from adjudge.lib.documents import Json
from adjudge.lib.words import Texts

LIST = "risks"


@dataclass(kw_only=True, slots=True)
class Risk:
    """One risk, with the artifacts whose keywords touch it and those whose reviews looked for it."""

    id: str
    name: Texts
    hit: list[str] = field(default_factory=list)
    reviewed: list[str] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class Risks:
    """The risks in their order, the artifacts that were looked at, and those of them whose review does not say."""

    members: list[Risk]
    artifacts: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def listed(instruments: Mapping[str, Json]) -> Iterator[Risk]:
    """Return the risks that instruments list, as ``Instruments.as_data`` gives them."""
    for instrument in instruments.values():
        for one in instrument.get("lists", ()):
            if one["id"] == LIST:
                yield from (Risk(id=member["id"], name=member["name"]) for member in one["members"])


def risks_of(path: Path, options: Options) -> tuple[Risks, list[AdjudgeError]]:
    """Return the risks of the artifacts at a path, with the errors of those that cannot be looked at."""
    errors: list[AdjudgeError] = []
    with Session(path, options=options) as session:
        catalogue = session.settings.catalogue
        catalogue.open_all()
        risks = Risks(members=list(listed(catalogue.instruments.as_data())))
        for file in session.files:
            try:
                questions = [json.loads(question) for question in session.questions(file)]
            except AdjudgeError as error:
                errors.append(error)
                continue
            for question in questions:
                _count(risks, question)
    return risks, errors


def _count(risks: Risks, question: Json) -> None:
    found = question["facts"].get(LIST)
    if found is None:
        return
    path = question["artifact"]["path"]
    risks.artifacts.append(path)
    if found["reviewed"] is None:
        risks.silent.append(path)
    for risk in risks.members:
        if risk.id in found["hit"]:
            risk.hit.append(path)
        if risk.id in (found["reviewed"] or ()):
            risk.reviewed.append(path)
