"""Numbers of authorities, published, invented and none, judged through the rules that read them (tests/data/numbers.tsv)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from adjudge import Options, judge

ROOT = Path(__file__).resolve().parents[3]
PROVIDER = ROOT / "examples" / "launch" / "service" / "studio.provider.yaml"
PROJECT = ROOT / "examples" / "launch" / "jobs" / "audio-drama" / "audio-drama.project.yaml"
Path_ = tuple[str | int, ...]
ANSWERS = {None: "fits", "shape": "unknown", "placeholder": "placeholder"}
LICENCES = {"network_audiovisual", "network_culture", "programme_production", "value_added_telecom"}


class Row(NamedTuple):
    """A number, what kind it is given as, where it is from, and what a rule says of it."""

    kind: str
    source: str
    expected: str
    number: str


def rows(*kinds: str) -> list[Row]:
    lines = (ROOT / "tests" / "data" / "numbers.tsv").read_text("utf-8").splitlines()
    every = [Row(*line.replace("\\n", "\n").split("\t")) for line in lines if not line.startswith("#")]
    return [row for row in every if row.kind in kinds]


def codes(folder: Path, documents: dict[str, Any], rule: str) -> Iterator[tuple[Path_, str, str]]:
    """Yield the file and path, the code and the level of each finding of the rule about the numbers of documents."""
    (folder / "adjudge.toml").write_text("", "utf-8")
    for name, document in documents.items():
        (folder / name).write_text(json.dumps(document, default=str), "utf-8")
    judgement = judge(folder, options=Options(as_of="2026-12-15", select=(rule,)))
    assert {verdict.file for verdict in judgement.verdicts} == set(documents)
    for verdict in judgement.verdicts:
        assert verdict.problem is None
        (outcome,) = [outcome for outcome in verdict.outcomes if outcome.rule == rule]
        assert outcome.outcome != "error"
        for finding in outcome.findings:
            if finding.code in ANSWERS:
                yield (verdict.file, *finding.path), finding.code, finding.level


def check(found: Any, asked: list[Row], place: Any, deny: bool) -> None:
    """Hold the findings to the answers: each number by the place at which it stands."""
    said = {path: (code, level) for path, code, level in found}
    levels = {"placeholder": "deny" if deny else "warn", "shape": "warn"}
    answers = [(row, ANSWERS[said.get(place(i), (None, ""))[0]]) for i, row in enumerate(asked)]
    assert [(row, answer) for row, answer in answers if answer != row.expected] == []
    assert {level for code, level in said.values()} == {levels[code] for code, _ in said.values()}
    assert {row.expected for row in asked} == set(ANSWERS.values())


@pytest.fixture
def provider() -> Any:
    return yaml.safe_load(PROVIDER.read_text("utf-8"))


def test_numbers_of_algorithms_are_judged(tmp_path: Path, provider: Any) -> None:
    asked = rows("algorithm")
    one = provider["algorithms"][0]
    provider["algorithms"] = [
        {**one, "name": f"a{i}", "changes": [], "filing": {**one["filing"], "number": row.number}}
        for i, row in enumerate(asked)
    ]
    found = codes(tmp_path, {"a.provider.json": provider}, "filing.provider.algorithm_filing")
    check(found, asked, lambda i: ("a.provider.json", "algorithms", i, "filing", "number"), deny=True)


@pytest.mark.parametrize(("kind", "type_"), [("service", "filing"), ("registration", "registration")])
def test_numbers_of_services_are_judged(tmp_path: Path, provider: Any, kind: str, type_: str) -> None:
    asked = rows(kind)
    given = {"type": type_, "obtained_on": "2026-02-27"}
    documents = {
        f"{i}.provider.json": {**provider, "service_filing": {**given, "number": row.number}}
        for i, row in enumerate(asked)
    }
    found = codes(tmp_path, documents, "filing.provider.service_filing")
    check(found, asked, lambda i: (f"{i}.provider.json", "service_filing", "number"), deny=True)


def test_numbers_of_models_are_those_of_services_and_registrations(tmp_path: Path, provider: Any) -> None:
    others = {"Guangdong-Plaud-20251229S0027", "Beijing-YunQue-20230821"}  # a slip in one of the two kinds only
    asked = [row for row in rows("service", "registration") if row.source != "slip" or row.number not in others]
    provider["models"] = [{"name": f"m{i}", "number": row.number, "shown_at": "x"} for i, row in enumerate(asked)]
    found = codes(tmp_path, {"a.provider.json": provider}, "filing.provider.model_disclosure")
    check(found, asked, lambda i: ("a.provider.json", "models", i, "number"), deny=False)


def test_numbers_of_licences_are_judged(tmp_path: Path, provider: Any) -> None:
    asked = rows(*LICENCES)
    provider["businesses"] = sorted(LICENCES)
    provider["licences"] = [{"business": row.kind, "number": row.number, "expires_on": None} for row in asked]
    found = codes(tmp_path, {"a.provider.json": provider}, "filing.provider.other_licences")
    check(found, asked, lambda i: ("a.provider.json", "licences", i, "number"), deny=False)


def test_numbers_of_an_engine_are_judged(tmp_path: Path) -> None:
    project = yaml.safe_load(PROJECT.read_text("utf-8"))
    asked = rows("algorithm", "service", "registration")
    project["engine"]["filings"] = [{"type": row.kind, "number": row.number} for row in asked]
    found = codes(tmp_path, {"a.project.json": project}, "dubbing.project.engine_filed")
    check(found, asked, lambda i: ("a.project.json", "engine", "filings", i, "number"), deny=True)


def test_an_invented_number_of_the_right_shape_proves_nothing() -> None:
    """What no rule can see is written down: these two are made up, and fit."""
    assert {
        row.number for row in rows("algorithm", "service") if (row.source, row.expected) == ("invented", "fits")
    } == {
        "网信算备110108604000000000001号",
        "Beijing-Aceberg-20240718",
    }
