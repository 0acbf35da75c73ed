"""Which files are judged again, and that what is found is what judging every file on every day finds.

tests/acceptance/test_horizon.py has what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from catering import FILES, GOOD_MENU, HELPER, MENU, PLUGIN, RULE, catering
from lending import book, lending, loan

from adjudge import Options, Session, Watcher
from adjudge.plugins.horizon.changes import Questions, reads
from adjudge.plugins.horizon.horizon import Horizon, Outlook

pytestmark = pytest.mark.slow  # many days

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
LAUNCH = EXAMPLES / "launch"
DAYS = 3


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Outlook, int]]:
    """Look ahead in a folder; give what is found, and how many days were judged again."""
    monkeypatch.chdir(tmp_path)

    def look_ahead(*paths: str, as_of: str = "2026-12-01") -> tuple[Outlook, int]:
        ticks: list[int] = []
        questions = Questions()
        with Session(*paths, options=Options(as_of=as_of), watchers=[questions]) as session:
            found = Horizon(session=session, days=DAYS, tick=ticks.append, questions=questions).look()
        return found, sum(ticks)

    return look_ahead


@pytest.mark.parametrize(
    ("file", "again"),
    [("service/studio.service.yaml", 0), ("service/accounts.csv", 0), ("service/studio.provider.yaml", DAYS)],
)
def test_only_what_the_clock_can_change_is_judged_again(look, tmp_path, file, again):
    copytree(LAUNCH, tmp_path, dirs_exist_ok=True)
    assert look(file)[1] == again
    assert look("service")[1] == DAYS


@pytest.mark.parametrize(("as_of", "again"), [("2026-12-01", 0), ("2029-12-31", DAYS), ("2026-06-29", DAYS)])
def test_a_rule_that_begins_or_ends_within_the_days_is_reason_to_judge_again(look, site, tmp_path, as_of, again):
    site(lending=lending())
    (tmp_path / "x.loans.jsonl").write_text(loan(), encoding="utf-8")
    assert look("x.loans.jsonl", as_of=as_of)[1] == again


def test_a_file_that_only_another_one_explains_is_reached_through_it(look, site, tmp_path):
    files = {name: text for name, text in lending().items() if "/named/" not in name}
    module = "adjudge_lending/__init__.py"
    files[module] = str(files[module]).replace('path=path, kind="lending.book"', 'path=path, kind="lending.loan"')
    site(lending=files)
    (tmp_path / "a.book.yaml").write_text(book("notes.jsonl"), encoding="utf-8")
    (tmp_path / "notes.jsonl").write_text(loan(note="early"), encoding="utf-8")
    found, again = look(".", as_of="2029-12-31")
    assert (again, [failure.path for failure in found.failures]) == (DAYS, ["notes.jsonl#1"])


@pytest.mark.parametrize("beside", ["nothing: here\n", "kind: nothing.known\n"])
def test_a_document_beside_one_that_nobody_claims_or_knows_is_judged_on_its_day(monkeypatch, tmp_path, beside):
    copytree(LAUNCH / "consents", tmp_path / "consents")
    monkeypatch.chdir(tmp_path)
    consent = Path("consents/performer-a.consent.yaml")
    text = consent.read_text(encoding="utf-8").replace("to: 2099-12-31", "to: 2026-12-02")
    Path("consents/two.yaml").write_text(f"{text}---\n{beside}", encoding="utf-8")
    consent.unlink()
    found, _ = both("consents/two.yaml", as_of="2026-12-01", days=4)
    assert "dubbing.consent.in_force" in {failure.rule for failure in found.failures}


def test_nothing_to_judge_is_nothing_to_judge_again(look):
    found, again = look(".")
    assert (again, found.exit_code, [problem.message for problem in found.problems]) == (0, 3, ["nothing was judged"])


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("deny contains 1 if input.as_of > input.document.to", True),
        ('deny contains 1 if input["as_of"] > "2026"', True),
        ("deny contains 1 if f(input)", True),
        ('deny contains 1 if object.get(input, "as_of", "") > "2026"', True),
        ("import input.as_of as now", True),
        ("import input as i", True),
        ('deny contains 1 if $"{input.as_of}" > "2026"', True),
        ("deny contains 1 if data[input.document.x]", True),
        ("deny contains 1 if some x in input.related", False),
        ("deny contains 1 if input.document.as_of", False),
        ('deny contains 1 if input.document.x == "input.as_of"', False),
        ("# input.as_of\ndeny contains 1 if input.document.x", False),
    ],
)
def test_a_policy_asks_the_clock_wherever_it_might(text, asks):
    assert reads([f"package a.b.c\n\n{text}\n"]).clock is asks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("deny contains 1 if input.document.a.b > input.as_of", {"document": {"a": {"b": 1}}}),
        ("deny contains 1 if input.document[input.as_of]", {"document": {"a": {"b": 1}, "c": 2}}),
        ("deny contains 1 if walk(input.document, [p, v])", {"document": {"a": {"b": 1}, "c": 2}}),
        ("deny contains 1 if input.facts.x", {"facts": {"x": 1}}),
        ("deny contains 1 if f(input)", {"document": {"a": {"b": 1}, "c": 2}, "facts": {"x": 1}}),
    ],
)
def test_a_rule_is_asked_with_all_that_it_may_read_but_the_clock(text, left):
    question = {"document": {"a": {"b": 1}, "c": 2}, "facts": {"x": 1}, "as_of": "2026-12-01T00:00:00Z"}
    assert reads([f"package a.b.c\n\n{text}\n"]).part_of(question) == left


# --- the same as every file on every day ----------------------------------------------------------------------------


class Judged(Watcher):
    """Counts how often an artifact is judged."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def question(self, path: str, text: str) -> None:  # a watcher's signature
        """Count one."""
        self.paths.append(path)


def both(*paths: str, as_of: str, days: int, **options: Any) -> tuple[Outlook, list[str]]:
    """Look ahead in both ways, see that they find the same, and return that with what was judged after the first day."""
    found = []
    judged = Judged()
    for questions in (Questions(), None):
        watchers: Iterable[Watcher] = [questions, judged] if questions is not None else []
        with Session(*paths, options=Options(as_of=as_of, **options), watchers=watchers) as session:
            found.append(Horizon(session=session, days=days, questions=questions).look())
    one, other = found
    assert one._replace(now=None) == other._replace(now=None)
    assert (one.now.verdicts, one.now.outcomes) == (other.now.verdicts, other.now.outcomes)
    first = len(set(judged.paths))
    return one, judged.paths[first:]


@pytest.mark.parametrize(("name", "as_of", "days"), [("launch", "2028-02-27", 3), ("broken/service", "2026-12-01", 21)])
def test_a_pack_has_the_horizon_that_judging_it_whole_each_day_has(monkeypatch, tmp_path, name, as_of, days):
    pack = name.partition("/")[0]
    copytree(EXAMPLES / pack, tmp_path / pack)
    monkeypatch.chdir(tmp_path)
    found, _ = both(name, as_of=as_of, days=days)
    assert bool(found.failures) is (pack == "broken")


def test_a_list_of_thousands_is_judged_once(monkeypatch, tmp_path):
    copytree(LAUNCH, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    _, again = both("content", as_of="2026-12-01", days=3)
    assert again == []


LATE = """
package catering.lib.dishes

complete(dish) if not late(dish)

late(dish) if startswith(now, dish.name)

now := input.as_of
"""
DISHES = "dishes:\n" + "".join(f"- {{name: '2026-12-{day:02}', allergens: []}}\n" for day in (3, 9))


def begins(found: Outlook) -> list[str]:
    return [failure.at.isoformat() for failure in found.failures]


def test_a_rule_of_a_plugin_that_reads_the_clock_through_a_helper_is_asked_each_day(monkeypatch, site, tmp_path):
    site(catering=catering({HELPER: LATE}))
    monkeypatch.chdir(tmp_path)
    Path(MENU).write_text(DISHES, encoding="utf-8")
    found, again = both(MENU, as_of="2026-12-01", days=12)
    assert begins(found) == ["2026-12-03T00:00:00+00:00", "2026-12-09T00:00:00+00:00"]
    assert len(again) < 12 + 2 * 17 + 4  # the days on which it changes, and two halvings


def test_facts_that_a_plugin_computes_of_the_day_are_computed_each_day(monkeypatch, site, tmp_path):
    hook = 'return {"dishes": (artifact.as_of.month != 12 or artifact.as_of.day != 4) + 0}'
    plugin = FILES[PLUGIN].replace('return {"dishes": len(artifact.document["dishes"])}', hook)
    rule = (
        FILES[RULE]
        .replace("applies if input.facts.dishes > data.catering.params.fewest_dishes\n", "")
        .replace("not dishes.complete(dish)", "input.facts.dishes == 0")
    )
    site(catering=catering({PLUGIN: plugin, RULE: rule.replace("import data.catering.lib.dishes\n", "")}))
    monkeypatch.chdir(tmp_path)
    Path(MENU).write_text(GOOD_MENU, encoding="utf-8")
    found, _ = both(MENU, as_of="2026-12-01", days=6)
    assert begins(found) == ["2026-12-04T00:00:00+00:00"]


@pytest.mark.parametrize(
    "reading",
    [
        "artifact.as_of",
        "__import__('dataclasses').replace(artifact).as_of",
        "__import__('copy').copy(artifact).as_of",
        "__import__('pickle').loads(__import__('pickle').dumps(__import__('dataclasses').replace(artifact, evidence=None))).as_of",
    ],
)
def test_a_hook_that_asks_for_the_time_is_noticed_however_it_does(monkeypatch, site, tmp_path, reading):
    plugin = FILES[PLUGIN].replace('return {"dishes":', f'return {{"dishes": {reading}.day * 0 +')
    site(catering=catering({PLUGIN: plugin}))
    monkeypatch.chdir(tmp_path)
    Path(MENU).write_text(GOOD_MENU, encoding="utf-8")
    with Session(MENU, options=Options(as_of="2026-12-01")) as session:
        assert session.timed == frozenset()
        assert [verdict.verdict for verdict in session.verdicts()] == ["pass"]
        assert session.timed == {MENU}


def test_a_hook_that_asks_for_all_but_the_time_is_not_asked_again(monkeypatch, site, tmp_path):
    reading = "(artifact.path, artifact.file, artifact.kind, artifact.sha256, artifact.size, artifact.params)"
    plugin = FILES[PLUGIN].replace('return {"dishes":', f'{reading}\n    return {{"dishes":')
    site(catering=catering({PLUGIN: plugin}))
    monkeypatch.chdir(tmp_path)
    Path(MENU).write_text(GOOD_MENU, encoding="utf-8")
    with Session(MENU, options=Options(as_of="2026-12-01")) as session:
        assert [verdict.verdict for verdict in session.verdicts()] == ["pass"]
        assert session.timed == frozenset()


SUPPRESSOR = """

from adjudge import Suppression, Suppressor, Watcher


class Until(Suppressor):
    def __init__(self, day):
        self.day = day

    def at(self, as_of):
        return Until(as_of.day)

    def suppression(self, verdict, finding, fingerprint, names):
        return Suppression(by="catering", reason="so") if self.day not in (4, 7) else None


@hookimpl
def adjudge_session(ready):
    yield Until(ready.as_of.day)
"""
WATCHER = """

from adjudge import Watcher


class Watch(Watcher):
    def __init__(self, day):
        self.day = day

    def at(self, as_of):
        return Watch(as_of.day)

    def verdict(self, verdict):
        if self.day == 4:
            raise ValueError("the fourth")


@hookimpl
def adjudge_session(ready):
    yield Watch(ready.as_of.day)
"""


def test_a_suppressor_of_a_plugin_is_asked_each_day_of_kinds_that_know_no_clock_too(monkeypatch, site, tmp_path):
    site(catering=catering({PLUGIN: FILES[PLUGIN] + SUPPRESSOR}))
    monkeypatch.chdir(tmp_path)
    Path(MENU).write_text("dishes:\n- {name: Soup}\n", encoding="utf-8")
    found, _ = both(MENU, as_of="2026-12-01", days=8, suppressors=("catering",), origin="command line")
    assert begins(found) == ["2026-12-04T00:00:00+00:00", "2026-12-07T00:00:00+00:00"]


def test_a_watcher_of_a_plugin_hears_every_verdict_of_every_day(monkeypatch, site, tmp_path):
    site(catering=catering({PLUGIN: FILES[PLUGIN] + WATCHER}))
    monkeypatch.chdir(tmp_path)
    Path(MENU).write_text(GOOD_MENU, encoding="utf-8")
    found, _ = both(MENU, as_of="2026-12-01", days=8)
    assert any("the fourth" in problem.message for problem in found.problems)


def test_a_verdict_that_changes_reaches_what_names_it_and_no_day_after_is_missed(monkeypatch, site, tmp_path):
    files = {name: text for name, text in lending().items() if "/titled/" not in name}
    named = "adjudge_lending/policies/lending/book/named/named.rego"
    files[named] = str(files[named]).replace(
        'seen.verdict != "pass"', 'seen.verdict != "pass"\n\tstartswith(input.as_of, "2026-12-06")'
    )
    dated = named.replace("named", "dated")
    files[dated] = (
        str(lending()[named]).replace("named", "dated").split("deny contains")[0]
        + 'deny contains {"path": ["title"]} if input.document.title < input.as_of\n'
    )
    site(lending=files)
    monkeypatch.chdir(tmp_path)
    Path("z.book.yaml").write_text(book("a.book.yaml").replace("A book", "Z"), encoding="utf-8")
    Path("a.book.yaml").write_text(book().replace("A book", "2026-12-03"), encoding="utf-8")
    found, again = both(".", as_of="2026-12-01", days=8)
    assert [(failure.path, failure.at.day) for failure in found.failures] == [("a.book.yaml", 3), ("z.book.yaml", 6)]
    assert again


@pytest.mark.parametrize("waived", [False, True])
@pytest.mark.parametrize(
    "left", [{"ignore": ("dubbing.consent.in_force",)}, {"select": ("dubbing.project.voice_consent",)}]
)
def test_what_a_rule_that_is_not_selected_changes_for_others_is_seen(monkeypatch, tmp_path, left, waived):
    copytree(EXAMPLES / "attacks" / "release", tmp_path / "dist")
    monkeypatch.chdir(tmp_path)
    Path("adjudge.toml").write_text("inline_waivers = true\n", encoding="utf-8")
    consent = Path("dist/consents/performer-a.consent.yaml")
    text = consent.read_text(encoding="utf-8").replace("02-01, to: 2099-12-31", "02-01, to: 2026-12-02")
    mark = "  # adjudge: waive dubbing.consent.in_force until 2026-12-04 by me: it is renewed" if waived else ""
    text = text.replace("to: 2026-12-02}", f"to: 2026-12-02}}{mark}")
    consent.write_text(text, encoding="utf-8")
    found, _ = both("dist", as_of="2026-12-01", days=5, **left)
    assert [(failure.rule, failure.at.day) for failure in found.failures] == [
        ("dubbing.project.voice_consent", 5 if waived else 2)  # in UTC: a consent ends at the end of a day of China's
    ]


def test_an_engine_that_loads_no_part_of_a_kind_finds_the_same(monkeypatch, tmp_path):
    copytree(EXAMPLES / "broken" / "consents", tmp_path / "consents")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("adjudge.plugins.horizon.horizon.Calendar", _refused)
    found, _ = both("consents", as_of="2027-01-29", days=3)
    assert isinstance(found.failures, tuple)


def _refused(*_given: object) -> None:
    from adjudge.lib.errors import EngineError

    raise EngineError("it serves another bundle")
