"""conftest's own examples, judged by both: the table says of each where they agree, and why where they do not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest_cases import Case, adjudges, cases, conftests, source
from opa_binary import UnavailableError

PAGE = Path(__file__).parents[2] / "docs" / "conftest.md"


@pytest.fixture(scope="module")
def examples() -> Path:
    """The folder of conftest's source."""
    try:
        return source()
    except UnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("engine", ["auto", "opa"])
@pytest.mark.parametrize("case", cases(), ids=str)
def test_adjudge_says_what_conftest_says(
    case: Case, engine: str, conftest_binary: str, opa_binary: str, examples: Path
):
    ours, problems = adjudges(case, engine, opa_binary)
    if case.says == "agree":
        theirs = conftests(conftest_binary, case)
        assert (ours, problems) == (theirs, []), problems
    elif case.says == "no_parser":
        assert ours.exit == "error"
        assert any("has no parser" in problem for problem in problems), problems
    else:
        assert case.why
        assert ours.exit == "error", ours


def test_the_embedded_engine_judges_most_by_itself_and_none_otherwise(
    conftest_binary: str, opa_binary: str, examples: Path
):
    alone = []
    for case in cases():
        if case.says == "agree":
            ours, problems = adjudges(case, "embedded", opa_binary)
            if ours.exit == "error":
                assert all("--engine native" in problem or "embedded engine" in problem for problem in problems), (
                    problems
                )
            else:
                assert (ours, problems) == (conftests(conftest_binary, case), [])
                alone.append(case)
    assert f"{len(alone)} of these" in PAGE.read_text("utf-8")


def test_the_page_says_how_many_agree():
    counts = Counter(case.says for case in cases())
    row = f"| {len(cases())} | {counts['agree']} | {counts['error']} | {counts['no_parser']} |"
    assert row in PAGE.read_text("utf-8")
