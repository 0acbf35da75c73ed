"""Hooks that fail while artifacts are judged: each costs its own artifact the verdict, and nothing else."""

from __future__ import annotations

import json

import pytest
from catering import (
    BAD_MENU,
    FACTS_SCHEMA,
    FILES,
    GOOD_MENU,
    MENU,
    PLUGIN,
    RULE,
    RULE_ID,
    catering,
    open_kitchen,
    refused,
)
from wheels import outcome

INIT = "adjudge_catering/__init__.py"
FACTS = 'return {"dishes": len(artifact.document["dishes"])}'
RELATES = 'yield Reference(pointer=f"/dishes/{i}/recipe", path=dish["recipe"])'
READS = "    raise NotImplementedError\n"
RECIPE = "dishes: [{name: Soup, recipe: soup.txt}]\n"


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(FILES[PLUGIN].split("\n"), 1) if text in line)


def judged(project, **documents: str) -> dict[str, dict[str, object]]:
    """Judge documents by file name, the bakery's menu among them, and give what is said of each."""
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"
    return {said["file"]: said for said in report["artifacts"]}


# --- facts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raises", "says"),
    [
        ("raise LookupError('no scales')", "LookupError: no scales"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("return artifact.document['tables']", "KeyError: 'tables'"),
        ("return gone(1)\ndef gone(n): return gone(n + 1)", "RecursionError: maximum recursion depth exceeded"),
    ],
    ids=["error", "exit", "no Exception", "lookup", "recursion"],
)
def test_facts_that_raise_cost_this_artifact_its_verdict(project, raises, says):
    open_kitchen(project, {PLUGIN: (FACTS, raises)})
    refused(project, says=f"adjudge_facts raised {says}", file=INIT, line=line_of(FACTS) + ("gone" in raises))


def test_facts_that_raise_for_one_artifact_leave_the_next_alone(project):
    open_kitchen(project, {PLUGIN: (FACTS, f"if 'Bread' in str(artifact.document): raise LookupError\n    {FACTS}")})
    project.write("bread.catering.yaml", "dishes: [{name: Bread, allergens: []}]\n")
    said = judged(project)
    assert said["bread.catering.yaml"]["verdict"] == "error"
    assert said[MENU]["verdict"] == "deny"


@pytest.mark.parametrize("value", ["None", "[]", "'none'", "{1, 2}"])
def test_facts_that_are_no_mapping_are_an_error(project, value):
    open_kitchen(project, {PLUGIN: (FACTS, f"return {value}")})
    refused(project, says="not a mapping", file=INIT, line=line_of("def adjudge_facts") - 1)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("{}", "the facts of catering.menu break their schema at /"),
        ("{'dishes': '1'}", "the facts of catering.menu break their schema at /dishes"),
        ("{'dishes': 1, 'guests': 2}", "the facts of catering.menu break their schema at /"),
        ("{'dishes': object()}", "what JSON has no word for"),
        ("{'dishes': 1, 7: 7}", "what JSON has no word for"),
        ("{'dishes': float('nan')}", "break their schema"),
    ],
)
def test_facts_that_break_their_schema_are_an_error(project, value, says):
    open_kitchen(project, {PLUGIN: (FACTS, f"return {value}")})
    report = project.json()
    problem = next(said["problem"] for said in report["artifacts"] if said["file"] == MENU)
    assert (report["summary"]["exit_code"], problem["plugin"]) == (3, "catering")
    assert says in problem["message"]
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_missing_facts_are_an_error_where_a_schema_wants_them(project):
    """Absence must not pass: the rule would find nothing to complain about."""
    text = FILES[PLUGIN]
    begin = text.index("@hookimpl\ndef adjudge_facts")
    open_kitchen(project, {PLUGIN: text[:begin] + text[text.index("@hookimpl\ndef adjudge_reporters") :]})
    refused(project, says="the facts of catering.menu break their schema", file=MENU, line=1)


def test_facts_without_a_schema_are_an_error(project):
    open_kitchen(project, {FACTS_SCHEMA: None, RULE: ("input.facts.dishes", "1")})
    error = refused(project, says="catering.menu has facts but no schema for them", file=MENU, line=1)
    assert error["hint"] == "Describe them in catering/menu_facts.json."


# --- references -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gives", "says", "line"),
    [
        ("raise LookupError('no kitchen')", "adjudge_relates raised LookupError: no kitchen", RELATES),
        ("raise SystemExit(0)", "adjudge_relates raised SystemExit: 0", RELATES),
        ("yield dish", "adjudge_relates gave a dict, not a Reference", None),
        ("return [None]", "adjudge_relates gave a NoneType, not a Reference", None),
        ("yield Reference(pointer='dishes', path='a')", "gave a reference from 'dishes' to 'a'", None),
        ("yield Reference(pointer=7, path='a')", "gave a reference from 7 to 'a'", None),
        ("yield Reference(pointer='/dishes', path=None)", "gave a reference from '/dishes' to None", None),
        (
            "yield Reference(pointer='', path='a', kind='a.b')",
            "gave a reference to a a.b, a kind that there is not",
            None,
        ),
    ],
)
def test_a_reference_that_cannot_be_is_an_error(project, gives, says, line):
    changed = FILES[PLUGIN].replace(RELATES, gives)
    if gives.startswith("return"):
        changed = changed.replace('        if "recipe" in dish:\n            return', "        return")
    open_kitchen(project, {PLUGIN: changed})
    project.write(MENU, RECIPE)
    report = project.json()
    problem = next(said["problem"] for said in report["artifacts"] if said["file"] == MENU)
    assert (report["summary"]["exit_code"], problem["plugin"]) == (3, "catering")
    assert says in problem["message"]
    assert (problem["file"], problem["line"]) == (INIT, line_of(line or "def adjudge_relates") - (line is None))
    assert problem["hint"].endswith(".")
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname", "a\\0b"])
def test_a_reference_out_of_the_root_is_denied_where_it_stands(project, path):
    open_kitchen(project)
    project.write(MENU, 'dishes:\n- name: Soup\n  allergens: []\n  recipe: "' + path + '"\n')
    report = project.json()
    assert outcome(report, MENU, "catering.menu.reference") == "denied"
    found = next(said for said in report["artifacts"] if said["file"] == MENU)["outcomes"][-1]["findings"][0]
    assert (found["line"], found["details"]["reference"]) == (4, path.replace("\\0", "\0"))


# --- readers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reads", "says"),
    [
        ("raise LookupError('no pen')", "the reader catering slips raised LookupError: no pen"),
        ("raise SystemExit(0)", "the reader catering slips raised SystemExit: 0"),
        ("yield 1; raise LookupError('no ink')", "the reader catering slips raised LookupError: no ink"),
        ("return None", "the reader catering slips raised TypeError"),
        ("return [source]", "the reader catering slips gave a Source, not a Document"),
        ("return [{'dishes': []}]", "the reader catering slips gave a dict, not a Document"),
        ("return []", "the reader catering slips gave no document"),
    ],
)
def test_a_reader_that_fails_costs_this_file_its_verdict(project, reads, says):
    open_kitchen(project, {PLUGIN: (READS, f"    {reads}\n")})
    project.write("order.cateringslip", "Celery soup\n")
    said = judged(project)
    assert said[MENU]["verdict"] == "deny"
    problem = said["order.cateringslip"]["problem"]
    assert says in problem["message"]
    assert (problem["plugin"], problem["file"]) == ("catering", "order.cateringslip")
    assert problem["hint"] == "Report this to the authors of adjudge-catering."


def test_a_reader_says_itself_what_is_wrong_with_a_file(project):
    raises = "    from adjudge import ReadError\n    raise ReadError('no dish on it', line=3, hint='Write one.')\n"
    open_kitchen(project, {PLUGIN: (READS, raises)})
    project.write("order.cateringslip", "\n")
    problem = judged(project)["order.cateringslip"]["problem"]
    assert (problem["message"], problem["file"], problem["line"]) == ("no dish on it", "order.cateringslip", 3)


DOCUMENT = """
    from adjudge import Document, Place
    return [Document(value={value}, locate=lambda steps: Place(line=1, column=1), sha256=source.sha256, size=1)]
"""


@pytest.mark.parametrize(
    "value",
    [
        "{'kind': 'catering.menu', 'dishes': [{'name': float('nan')}]}",
        "{'kind': 'catering.menu', 'dishes': [{'name': object()}]}",
        "{'kind': 'catering.menu', 'dishes': [{'name': b'soup'}]}",
        "{'kind': 'catering.menu', 'dishes': [{'name': 'soup', 7: 7}]}",
        "{'kind': 'catering.menu', 'dishes': __import__('functools').reduce(lambda a, _: [a], range(500), [])}",
    ],
    ids=["nan", "object", "bytes", "key", "deep"],
)
def test_a_document_that_is_no_json_never_passes(project, value):
    open_kitchen(project, {PLUGIN: (READS, DOCUMENT.replace("{value}", value))})
    project.write("order.cateringslip", "\n")
    report = project.json()
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"
    said = next(said for said in report["artifacts"] if said["file"] == "order.cateringslip")
    assert said["verdict"] in ("deny", "error")


# --- report writers -------------------------------------------------------------------------------------------------

WRITES = 'self.stream.write(f"{self.count} counted\\n")'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("self.stream, self.count = stream, 0", "raise LookupError('no paper')"),
        ("self.stream, self.count = stream, 0", "raise SystemExit(0)"),
        ("self.count += 1", "raise LookupError('no paper')"),
        ("self.count += 1", "raise SystemExit(0)"),
        (WRITES.replace("\\n", "\\\\n"), "raise LookupError('no paper')"),
        (WRITES.replace("\\n", "\\\\n"), "raise SystemExit(0)"),
    ],
    ids=["begin", "exit at begin", "verdict", "exit at verdict", "finish", "exit at finish"],
)
@pytest.mark.parametrize("target", ["catering_count", "catering_count=count.txt"])
def test_a_report_that_fails_costs_the_others_nothing(project, old, new, target):
    code = FILES[PLUGIN]
    old = old.replace("\\\\n", "\\n")
    assert old in code
    open_kitchen(project, {PLUGIN: code.replace(old, new)})
    done = project.adjudge("check", "-o", target, "-o", "json=report.json")
    assert done.returncode == 3
    assert "error: the report catering_count failed: " in done.stderr
    assert "plugin catering" in done.stderr
    report = json.loads((project.root / "report.json").read_text(encoding="utf-8"))
    assert [said["verdict"] for said in report["artifacts"]] == ["deny", "deny"]
    assert not list(project.root.glob("*count*")), "half a report is none"
    assert not list(project.root.glob(".*.part"))


def test_a_report_that_fails_turns_a_pass_into_exit_3(project):
    project.plugin("catering", catering({PLUGIN: ("self.count += 1", "raise LookupError('no paper')")}))
    project.write(MENU, GOOD_MENU)
    done = project.adjudge("check", "-o", "catering_count=count.txt")
    assert done.returncode == 3
    assert done.stdout.startswith("pass:")


def test_the_report_of_json_goes_to_its_file_only(project):
    project.plugin("catering", catering())
    project.write(MENU, BAD_MENU)
    done = project.adjudge("check", "-o", "json=report.json", "-q")
    assert not done.stdout.startswith("{")
    assert json.loads((project.root / "report.json").read_text(encoding="utf-8"))["summary"]["exit_code"] == 1
    assert RULE_ID in done.stdout
