"""Which files are judged again; tests/acceptance/test_horizon.py has what is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from lending import book, lending, loan

from adjudge import Options, Session
from adjudge.plugins.horizon.horizon import Horizon, Outlook, asks_the_clock

pytestmark = pytest.mark.slow  # many days

LAUNCH = Path(__file__).resolve().parents[3] / "examples" / "launch"
DAYS = 3


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Outlook, int]]:
    """Look ahead in a folder; give what is found, and how many days were judged again."""
    monkeypatch.chdir(tmp_path)

    def look_ahead(*paths: str, as_of: str = "2026-12-01") -> tuple[Outlook, int]:
        ticks: list[int] = []
        with Session(*paths, options=Options(as_of=as_of)) as session:
            found = Horizon(session=session, days=DAYS, tick=ticks.append).look()
        return found, sum(ticks)

    return look_ahead


@pytest.mark.parametrize(("file", "again"), [("service/studio.service.yaml", 0), ("service/accounts.csv", DAYS)])
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


def test_nothing_to_judge_is_nothing_to_judge_again(look):
    found, again = look(".")
    assert (again, found.exit_code, [problem.message for problem in found.problems]) == (0, 3, ["nothing was judged"])


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("deny contains 1 if input.as_of > input.document.to", True),
        ('deny contains 1 if input["as_of"] > "2026"', True),
        ("deny contains 1 if some x in input.related", True),
        ("deny contains 1 if f(input)", True),
        ('deny contains 1 if object.get(input, "as_of", "") > "2026"', True),
        ("import input.as_of as now", True),
        ("import input as i", True),
        ("deny contains 1 if input.document.as_of", False),
        ('deny contains 1 if input.document.x == "input.as_of"', False),
        ("# input.as_of\ndeny contains 1 if input.document.x", False),
    ],
)
def test_a_policy_asks_the_clock_wherever_it_might(text, asks):
    assert asks_the_clock(f"package a.b.c\n\n{text}\n") is asks
