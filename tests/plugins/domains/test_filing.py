"""What the filing plugin declares, which files it names, and how it counts working days."""

import json
import subprocess
import sys
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path

import chinese_calendar
import jsonschema_rs
import pytest

from adjudge import Artifact
from adjudge.plugins.domains import filing
from adjudge.plugins.domains.filing.working_days import _working_days

LAUNCH = Path(__file__).resolve().parents[3] / "examples" / "launch" / "service" / "studio.provider.yaml"
LAST_YEAR = max(chinese_calendar.holidays).year
FILE = {"file": "f.txt", "sha256": "0" * 64}


def schema(name):
    return json.loads(files("adjudge.schemas").joinpath(f"filing/{name}.json").read_text("utf-8"))


def is_valid(name, document):
    return jsonschema_rs.Draft202012Validator(schema(name), validate_formats=True).is_valid(document)


def algorithm(since, filed_on=None, **changes):
    filed = {"filed_on": filed_on, "number": None, "shown_at": None, "public_link": None, "labelling_materials": True}
    return {
        "name": "speech synthesis",
        "type": "generation_synthesis",
        "provided_from": since,
        "filing": None if filed_on is None else filed,
        "changes": [],
        "ended_on": None,
        "cancelled_on": None,
        **changes,
    }


def provider(*algorithms):
    return {
        "provider": "Example Studio",
        "service": "Example Dubbing",
        "scope": {"domestic_public": True, "public_opinion": True},
        "biometric_editing": False,
        "technical_supporters": False,
        "critical_infrastructure": False,
        "businesses": [],
        "launches": [],
        "algorithms": list(algorithms),
        "service_filing": None,
        "models": [],
        "assessments": [],
        "management_systems": [],
        "reviews": [],
        "publications": dict.fromkeys(
            ("management_rules", "platform_convention", "algorithm_notice", "principle", "purpose", "mechanism")
        ),
        "notice": dict.fromkeys(("audience", "occasions", "purpose")),
        "reminders": dict.fromkeys(("users", "technical_supporters", "separate_consent")),
        "incident_plan": None,
        "inspection_pack": [],
    }


def artifact(document, as_of=datetime(2026, 11, 23, 12, tzinfo=UTC), params=None):
    return Artifact(
        path="a.provider.yaml",
        file="a.provider.yaml",
        kind="filing.provider",
        sha256="0" * 64,
        size=1,
        document=document,
        params=params or {},
        as_of=as_of,
        evidence=None,
    )


def facts(*algorithms, **options):
    assert is_valid("provider", provider(*algorithms))
    found = filing.adjudge_facts(artifact(provider(*algorithms), **options))
    assert is_valid("provider_facts", found)
    return found


def bounds(since, until, **params):
    (span,) = facts(algorithm(since, until), params=params)["spans"]
    return span["least"], span["most"]


# --- what it declares -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("studio.provider.yaml", True),
        ("a.provider.yml", True),
        ("a.provider.json", True),
        ("provider.yaml", False),
        ("a.provider.csv", False),
    ],
)
def test_files_are_claimed_by_their_names(name, claimed):
    (domain,) = filing.adjudge_domains()
    (kind,) = domain.kinds
    assert any(fnmatch(name, pattern) for pattern in kind.files) == claimed


def test_the_launch_packs_provider_satisfies_its_schema():
    import yaml

    assert is_valid("provider", yaml.safe_load(LAUNCH.read_text("utf-8")))


def test_every_field_of_the_first_edition_but_licences_and_evidence_is_required():
    whole = provider()
    later = {"role", "records", "training_data", "inspections", "personal_information", "audits", "incidents"}
    assert set(schema("provider")["properties"]) - set(whole) == {"kind", "licences", "evidence"} | later
    assert is_valid("provider", whole)
    assert [field for field in whole if is_valid("provider", {k: v for k, v in whole.items() if k != field})] == []


@pytest.mark.parametrize("day", ["2026-02-30", "1226-03-02", "2026-3-2", "2026-03-02T00:00:00Z"])
def test_days_are_days_that_can_be_counted(day):
    assert not is_valid("provider", provider(algorithm(day)))


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("algorithm_filing_days", (10, "algorithm-provisions#24")),
        ("algorithm_change_days", (10, "algorithm-provisions#24")),
        ("algorithm_cancellation_days", (20, "algorithm-provisions#24")),
        ("incident_report_hours", (4, "incident-reporting-measures#4")),
        ("incident_report_hours_critical", (1, "incident-reporting-measures#4")),
        ("incident_closing_days", (30, "incident-reporting-measures#8")),
    ],
)
def test_the_law_bounds_the_limits(name, legal):
    entry = schema("params")["properties"][name]
    assert entry["x-adjudge-legal"] == {"maximum": legal[0], "clause": legal[1]}


@pytest.mark.parametrize("business", ["network_culture", "programme_production", "电影进口", "广播电视节目制作经营"])
def test_a_business_has_any_name(business):
    licence = {"business": business, "number": "7", "expires_on": None}
    assert is_valid("provider", {**provider(), "businesses": [business], "licences": [licence]})


@pytest.mark.parametrize("business", ["", " ", 7])
def test_a_business_has_a_name(business):
    assert not is_valid("provider", {**provider(), "businesses": [business]})


# --- which files it names -------------------------------------------------------------------------------------------


def test_every_file_that_the_schema_allows_is_named():
    whole = provider()
    whole["assessments"] = [{"report": FILE}]
    whole["management_systems"] = [{"document": FILE}, {"document": FILE}]
    whole["reviews"] = [{"record": FILE}]
    whole["inspection_pack"] = [{"document": FILE}]
    whole["incident_plan"] = {"document": FILE}
    whole["audits"] = [{"report": FILE}]
    whole["evidence"] = [FILE]
    named = {reference.pointer: reference.path for reference in filing.adjudge_relates(artifact(whole))}
    assert named == dict.fromkeys(
        (
            "/assessments/0/report/file",
            "/management_systems/0/document/file",
            "/management_systems/1/document/file",
            "/reviews/0/record/file",
            "/inspection_pack/0/document/file",
            "/incident_plan/document/file",
            "/audits/0/report/file",
            "/evidence/0/file",
        ),
        "f.txt",
    )


def test_the_records_of_the_service_are_judged_first():
    records = {"service": "a.service.yaml", "corpora": ["b.corpus.yaml"]}
    named = list(filing.adjudge_relates(artifact(provider() | {"records": records})))
    assert [(each.pointer, each.path, each.kind) for each in named] == [
        ("/records/service", "a.service.yaml", "identity.service"),
        ("/records/corpora/0", "b.corpus.yaml", "provenance.corpus"),
    ]


def test_a_provider_without_files_names_none():
    assert list(filing.adjudge_relates(artifact(provider()))) == []


# --- how it counts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2026-03-02", "2026-03-02", 0),  # the day of the event does not count
        ("2026-03-02", "2026-03-03", 1),  # the day of filing does
        ("2026-03-02", "2026-03-16", 10),
        ("2026-03-06", "2026-03-08", 0),  # a weekend
        ("2026-02-13", "2026-02-14", 1),  # a Saturday that is a working day
        ("2026-02-14", "2026-02-23", 0),  # the Spring Festival
        ("2026-02-13", "2026-03-05", 10),  # with Saturday the 28th
        ("2026-03-16", "2026-03-02", 0),  # filed before it was owed
        ("2025-12-31", "2026-01-05", 2),  # New Year's Day, and Sunday the 4th that is a working day
    ],
)
def test_working_days_follow_the_holiday_calendar(since, until, days):
    assert bounds(since, until) == (days, days)


@pytest.mark.parametrize("year", range(min(chinese_calendar.holidays).year, LAST_YEAR + 1))
def test_the_count_agrees_with_the_calendar_day_by_day(year):
    first, last = date(year, 1, 1), date(year, 12, 31)
    expected = 0
    for until in (first + timedelta(days=i) for i in range(1, (last - first).days + 1)):
        expected += chinese_calendar.is_workday(until)
        assert _working_days(first + timedelta(days=1), until) == expected


def test_years_before_the_calendar_begins_may_be_anything():
    assert bounds("2003-12-01", "2003-12-11") == (0, 10)
    assert bounds("2003-12-29", "2004-01-05") == (2, 4)  # the last two days of 2003 may be either


@pytest.mark.parametrize("year", range(LAST_YEAR, 2031))
def test_the_turn_of_a_year_has_one_day_that_is_free_for_sure(year):
    begin = date(year, 12, 30)
    known = _working_days(date(year, 12, 31), date(year, 12, 31)) if year == LAST_YEAR else None
    least, most = bounds(str(begin), f"{year + 1}-01-01")
    if known is not None:
        assert (least, most) == (known, known)  # New Year's Day adds nothing
    else:
        assert most <= 1  # the 31st of December may be worked, New Year's Day is not
    assert bounds(str(begin), f"{year + 1}-01-08")[1] == most + 7  # each of the other seven may be worked


def test_a_filing_at_the_turn_of_a_year_is_decided_where_both_bounds_agree():
    assert bounds("2026-12-28", "2027-01-08")[1] <= 10 or LAST_YEAR > 2026
    least, most = bounds("2026-12-21", "2027-01-04")
    assert least <= 9 <= most


def test_far_from_holidays_the_count_is_almost_sure():
    assert date(2088, 11, 8).weekday() == 0
    assert bounds("2088-11-07", "2088-11-17") == (6, 9)  # eight by weekdays: a notice of its own may free two, work one
    assert bounds("2088-11-07", "2088-11-24")[0] > 10


def test_the_configuration_arranges_a_year():
    holidays = ["2088-01-01", "2088-01-02"]
    assert bounds("2087-12-31", "2088-01-06", holidays=holidays) == (2, 2)
    assert bounds("2087-12-31", "2088-01-06", holidays=holidays, workdays=["2088-01-03", "2088-01-04"]) == (4, 4)
    assert bounds("2087-12-31", "2088-01-06", workdays=["2088-01-03"])[0] < bounds("2087-12-31", "2088-01-06")[1]


def test_the_configuration_cannot_free_what_is_sure_nor_work_statutory_holidays():
    every_day = [str(date(2088, 1, 1) + timedelta(days=i)) for i in range(366)]
    least, most = bounds("2088-06-30", "2088-09-30")
    assert bounds("2088-06-30", "2088-09-30", holidays=every_day) == (least, least)
    only_one = ["2088-01-01"]
    assert bounds("2088-09-28", "2088-10-03", holidays=only_one)[1] <= 2  # the 1st to 3rd of October are free
    assert least < most


def test_the_configuration_says_nothing_of_years_that_the_calendar_knows():
    assert bounds("2026-03-02", "2026-03-16", holidays=["2026-03-03"]) == (10, 10)


def test_years_whose_holidays_nobody_computes_may_be_anything():
    assert bounds("2150-03-01", "2150-03-11") == (0, 10)


def test_what_is_not_filed_runs_to_the_day_of_judgement_in_china():
    evening = {"as_of": datetime(2026, 3, 15, 16, tzinfo=UTC)}
    (span,) = facts(algorithm("2026-03-02"), **evening)["spans"]
    assert (span["until"], span["least"], span["most"]) == ("2026-03-16", 10, 10)
    (before,) = facts(algorithm("2026-03-02"), as_of=datetime(2026, 3, 15, 15, 59, tzinfo=UTC))["spans"]
    assert (before["until"], before["least"]) == ("2026-03-15", 9)


def test_changes_and_cancellations_have_spans_of_their_own():
    change = {"what": "model", "changed_on": "2026-06-01", "filed_on": None}
    ended = algorithm("2026-03-02", "2026-03-03", changes=[change], ended_on="2026-09-01", cancelled_on="2026-09-02")
    spans = {span["pointer"]: (span["since"], span["until"]) for span in facts(ended)["spans"]}
    assert spans == {
        "/algorithms/0/filing": ("2026-03-02", "2026-03-03"),
        "/algorithms/0/changes/0/filed_on": ("2026-06-01", "2026-11-23"),
        "/algorithms/0/cancelled_on": ("2026-09-01", "2026-09-02"),
    }


def test_the_facts_say_which_calendar_counted():
    calendar = facts(algorithm("2026-03-02"))["calendar"]
    assert calendar == {
        "name": "chinesecalendar",
        "version": chinese_calendar.__version__,
        "first_year": 2004,
        "last_year": LAST_YEAR,
    }
    assert LAST_YEAR >= 2026


def test_the_calendar_is_imported_only_for_dates():
    assert facts() == {"calendar": None, "spans": []}
    ask = (
        "import sys; from types import SimpleNamespace as S; from datetime import datetime, UTC\n"
        "from adjudge.plugins.domains import filing\n"
        "filing.adjudge_facts(S(document={'algorithms': []}, params={}, as_of=datetime.now(UTC)))\n"
        "print('chinese_calendar' in sys.modules or 'holidays' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert answer.stdout == "False\n"


def test_statutory_holidays_are_computed_only_for_years_that_are_not_arranged():
    ask = (
        "import sys; from types import SimpleNamespace as S; from datetime import datetime, UTC\n"
        "from adjudge.plugins.domains import filing\n"
        "one = {'provided_from': '2026-03-02', 'filing': {'filed_on': sys.argv[1]}, 'changes': [], 'ended_on': None}\n"
        "filing.adjudge_facts(S(document={'algorithms': [one]}, params={}, as_of=datetime.now(UTC)))\n"
        "print('holidays' in sys.modules)"
    )
    for filed_on, imported in (("2026-03-16", "False\n"), (f"{LAST_YEAR + 1}-01-04", "True\n")):
        command = [sys.executable, "-c", ask, filed_on]
        assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == imported


def test_the_document_is_left_as_it_was():
    document = provider(algorithm("2026-03-02"))
    before = deepcopy(document)
    filing.adjudge_facts(artifact(document))
    assert document == before
