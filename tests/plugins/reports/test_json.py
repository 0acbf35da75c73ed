"""The JSON report keeps everything, satisfies its schema, and is the same bytes for the same inputs."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from adjudge.model import Decision

Run = Callable[..., str]
SCHEMA = json.loads((files("adjudge.schemas") / "adjudge" / "report.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def objects(schema: Any, at: str = "#") -> Any:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield at, schema
        for name, member in schema.items():
            yield from objects(member, f"{at}/{name}")
    elif isinstance(schema, list):
        for number, member in enumerate(schema):
            yield from objects(member, f"{at}/{number}")


def test_the_schema_is_a_schema_and_every_object_in_it_is_closed() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    open_objects = [at for at, schema in objects(SCHEMA) if "additionalProperties" not in schema]
    # The policy's own keys, and nothing else, are free.
    assert open_objects == ["#/$defs/finding/properties/details"]


def test_it_reads_as_the_golden_file_does(run: Run, golden: Any, make: SimpleNamespace) -> None:
    golden("report.json", run("json", make.bad(), problems=(make.plugin_problem(),), unclaimed=("broken/notes.md",)))


@pytest.mark.parametrize("which", ["good", "bad", "none"])
def test_reports_satisfy_the_schema(run: Run, make: SimpleNamespace, which: str) -> None:
    verdicts = getattr(make, which)() if which != "none" else []
    more = {"problems": (make.plugin_problem(),), "unclaimed": ("x.md",)} if which == "bad" else {}
    VALIDATOR.validate(json.loads(run("json", verdicts, **more)))


def test_where_opa_has_the_answer_is_said_only_where_it_is_known(run: Run, make: SimpleNamespace) -> None:
    plain = json.loads(run("json", make.bad()))
    decided = [verdict._replace(decision=Decision(id="50e5d80f", position=3)) for verdict in make.bad()]
    report = json.loads(run("json", decided))
    VALIDATOR.validate(report)
    said = [artifact.pop("decision") for artifact in report["artifacts"]]
    assert said == [{"id": "50e5d80f", "position": 3}] * len(said)
    assert report == plain


def test_the_schema_refuses_what_is_no_report(run: Run, make: SimpleNamespace) -> None:
    report = json.loads(run("json", make.bad()))
    for spoil in (
        lambda it: it.update(extra=1),
        lambda it: it["artifacts"][0].update(verdict="fine"),
        lambda it: it["artifacts"][0]["outcomes"][0]["findings"][0].pop("line"),
        lambda it: it["summary"].update(exit_code=2),
        lambda it: it.update(as_of="yesterday"),
    ):
        spoiled = json.loads(json.dumps(report))
        spoil(spoiled)
        assert not VALIDATOR.is_valid(spoiled)


def test_one_artifact_is_one_line(run: Run, make: SimpleNamespace) -> None:
    verdicts = make.bad()
    lines = [line for line in run("json", verdicts).splitlines() if line.startswith('{"path"')]
    assert [json.loads(line.rstrip(","))["path"] for line in lines] == [verdict.path for verdict in verdicts]


def test_only_the_engine_name_differs_between_engines(run: Run, make: SimpleNamespace) -> None:
    one, other = (run("json", make.bad(), engine=engine).splitlines() for engine in ("embedded", "opa"))
    assert [line for line in one if line not in other] == ['"engine": "embedded",']


def test_the_order_in_which_an_engine_gives_keys_does_not_show(run: Run, make: SimpleNamespace) -> None:
    texts = set()
    for details in ({"a": 1, "b": {"x": 1, "y": [{"p": 1, "q": 2}]}}, {"b": {"y": [{"q": 2, "p": 1}], "x": 1}, "a": 1}):
        found = make.finding("dubbing.project.consent", 1, 1, "hm", details=details)
        texts.add(run("json", [make.verdict("a.yaml", "warn", make.outcome(found.rule, "warned", found))]))
    assert len(texts) == 1


def test_language_colour_and_verbosity_change_nothing(run: Run, make: SimpleNamespace) -> None:
    plain = run("json", make.bad())
    assert run("json", make.bad(), language="zh", colour=True, verbosity=1) == plain
    assert run("json", make.bad(), verbosity=-1) == plain


def test_rules_are_those_of_outcomes_and_the_cores_own_have_none(run: Run, make: SimpleNamespace) -> None:
    report = json.loads(run("json", make.bad()))
    met = {outcome["rule"] for artifact in report["artifacts"] for outcome in artifact["outcomes"]}
    assert met - set(report["rules"]) == {"dubbing.project.schema"}
    assert list(report["rules"]) == sorted(report["rules"])


def test_a_basis_is_cited_or_left_as_it_is(run: Any, make: SimpleNamespace) -> None:
    basis = json.loads(run("json", make.bad()))["rules"]["dubbing.project.explicit_label"]["basis"]
    assert [(entry["ref"], entry.get("clause")) for entry in basis] == [
        ("labels#4", "4"),
        ("method#5.3", "5.3"),
        ("nobody-brings-it#9", None),
    ]
    for file in run.instruments._files.values():
        file.write_text("[]", encoding="utf-8")
    run.instruments._read.clear()
    report = json.loads(run("json", make.bad()))
    VALIDATOR.validate(report)
    assert "is no instrument" in report["rules"]["dubbing.project.explicit_label"]["basis"][0]["error"]


def test_hostile_text_stays_whole_and_on_its_line(run: Run, make: SimpleNamespace) -> None:
    hostile = "\x1b[2J\u202e\u2028\x85\x7f\x9b\x00\U000e0041“配音”\\u0041"
    found = make.finding("dubbing.project.consent", 1, 1, hostile, details={hostile: hostile}, path=(hostile,))
    text = run("json", [make.verdict(f"{hostile}.yaml", "deny", make.outcome(found.rule, "denied", found))])
    assert all(line.isprintable() for line in text.split("\n"))
    assert "“配音”" in text
    report = json.loads(text)
    assert report["artifacts"][0]["outcomes"][0]["findings"][0]["message"]["en"] == hostile
    assert report["artifacts"][0]["outcomes"][0]["findings"][0]["details"] == {hostile: hostile}
    assert len(text.splitlines()) == len(text.split("\n")) - 1


def test_a_file_name_that_is_no_utf8_is_still_a_report_that_every_parser_reads(run: Run, make: SimpleNamespace) -> None:
    text = run("json", [make.good()[0]._replace(path="a\udcff.yaml", file="a\udcff.yaml")])
    text.encode()
    assert json.loads(text)["artifacts"][0]["path"] == "a\\udcff.yaml"


def test_a_run_that_dies_leaves_no_valid_report(run: Any, make: SimpleNamespace) -> None:
    text = run("json", make.bad())
    with pytest.raises(json.JSONDecodeError):
        json.loads(text[: text.index('"unclaimed"')])
