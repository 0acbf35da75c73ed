"""A filing's working days, from the file to the verdict: the launch pack's provider, with one algorithm unfiled."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import chinese_calendar
import pytest
import yaml
from wheels import Project

SERVICE = Path(__file__).resolve().parents[2] / "examples" / "launch" / "service"
RULE = "filing.provider.algorithm_filing"
LAST_YEAR = max(chinese_calendar.holidays).year


@pytest.fixture
def judge(project: Project, opa_binary: str) -> Any:
    """Return the codes of the filing rule for an algorithm that is provided from a day on, on both engines."""
    copytree(SERVICE / "filing", project.root / "filing")
    provider = yaml.safe_load((SERVICE / "studio.provider.yaml").read_text("utf-8"))
    del provider["records"]  # of the pack, which is not here

    def codes(since: date, as_of: date, filed_on: date | None = None) -> list[str]:
        filing = {**provider["algorithms"][0]["filing"], "filed_on": str(filed_on)} if filed_on else None
        algorithm = {**provider["algorithms"][0], "provided_from": str(since), "filing": filing, "changes": []}
        project.write("a.provider.yaml", yaml.safe_dump({**provider, "algorithms": [algorithm]}))
        arguments = ("a.provider.yaml", "--as-of", str(as_of), "--select", RULE)
        said = [project.json(*arguments, "--engine", engine, "--opa", opa_binary) for engine in ("embedded", "opa")]
        found = [
            [finding["code"] for outcome in report["artifacts"][0]["outcomes"] for finding in outcome["findings"]]
            for report in said
        ]
        assert found[0] == found[1]
        return found[0]

    return codes


def test_an_unfiled_algorithm_is_due_for_ten_working_days_and_missing_after(judge: Any) -> None:
    since = date(2026, 2, 13)  # the Spring Festival follows, and two Saturdays that are working days
    assert judge(since, date(2026, 3, 5)) == ["due"]
    assert judge(since, date(2026, 3, 6)) == ["missing"]


def test_a_filing_counts_whenever_it_is_judged(judge: Any) -> None:
    since = date(2026, 2, 13)
    assert judge(since, date(2099, 1, 1), filed_on=date(2026, 3, 5)) == []
    assert judge(since, date(2099, 1, 1), filed_on=date(2026, 3, 6)) == ["late"]


def test_a_year_without_a_published_calendar_is_uncertain_where_it_matters(judge: Any) -> None:
    since = date(LAST_YEAR + 1, 9, 20)  # the National Day follows: some of the days around it are free, others worked
    for days, code in ((5, "due"), (14, "uncertain"), (300, "missing")):
        assert judge(since, since + timedelta(days=days)) == [code]


def test_a_filing_at_the_turn_of_a_year_without_a_calendar_is_no_denial(judge: Any) -> None:
    """Every lawful filing of the last weeks of a year was denied until the next year's arrangement was installed."""
    assert judge(date(2026, 12, 28), date(2027, 1, 20), filed_on=date(2027, 1, 8)) == []
    assert judge(date(2026, 12, 21), date(2027, 1, 20), filed_on=date(2027, 1, 4)) in ([], ["uncertain"])
