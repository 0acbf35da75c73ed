"""The library: a session is made of paths and options, and gives verdicts, in this process and without a command line."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from lending import lending, loan
from neighbours import BROKEN_RULE, DENIED, GOOD, service
from wheels import command
from workshop import LIGHT, PARTS, Bench, workshop

import adjudge
from adjudge import EvidenceFile, Judgement, Options, Session, Summary, UsageError, Verdict, Watcher, judge
from adjudge.lib.errors import EngineError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.options import Given

LOANS = "a.loans.jsonl"


def gate(bench: Bench, first: str = "", tables: str = "") -> Path:
    return bench.write("../gate.toml", f'environment = "production"\n{first}[plugins.identity]\n{tables}').resolve()


def verdicts(judgement: Judgement) -> dict[str, str]:
    return {verdict.path: verdict.verdict for verdict in judgement.verdicts}


# --- judge() --------------------------------------------------------------------------------------------------------


def test_it_judges_the_working_directory_unless_paths_are_named(bench):
    judgement = judge()
    assert verdicts(judgement) == {GOOD: "pass", DENIED: "deny"}
    assert (judgement.exit_code, judgement.summary.decision) == (1, "deny")
    assert isinstance(judgement.summary, Summary)
    assert all(isinstance(verdict, Verdict) for verdict in judgement.verdicts)
    assert verdicts(judge(GOOD)) == {GOOD: "pass"}
    assert verdicts(judge(Path(DENIED), bench.root / GOOD)) == {GOOD: "pass", DENIED: "deny"}


def test_it_gives_the_same_as_the_command(bench):
    def of_command(*arguments: str) -> Any:
        own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
        done = subprocess.run(
            [*command(), "check", "-o", "json", *arguments], env=own, capture_output=True, encoding="utf-8", check=False
        )
        return json.loads(done.stdout)

    report = of_command("--as-of", "2026-05-01")
    judgement = judge(options=Options(as_of="2026-05-01"))
    assert [
        (said["path"], said["verdict"], [(each["rule"], each["outcome"]) for each in said["outcomes"]])
        for said in report["artifacts"]
    ] == [
        (verdict.path, verdict.verdict, [(each.rule, each.outcome) for each in verdict.outcomes])
        for verdict in judgement.verdicts
    ]
    assert report["summary"]["exit_code"] == judgement.exit_code


def test_nothing_to_judge_is_exit_3_and_what_cannot_be_read_an_error_verdict(bench):
    bench.write("sub/notes.txt", "x")
    assert judge("sub").exit_code == 3
    bench.write("sub/x.service.json", "{")
    judgement = judge("sub")
    assert (judgement.exit_code, [verdict.verdict for verdict in judgement.verdicts]) == (3, ["error"])
    with pytest.raises(UsageError, match="there is no such file"):
        judge("gone.service.json")


@pytest.mark.parametrize(
    "options",
    [
        {"engine": "gone"},
        {"kind": "no.kind"},
        {"as_of": "yesterday"},
        {"select": ("nobody.*",)},
        {"disable_plugins": ("gone",)},
        {"root": Path("gone")},
        {"config": Path("gone.toml")},
        {"gate": Path("../gone.toml")},
        {"gate_digest": "0" * 64},
        {"fail_on": "info"},
        {"lang": "tlh"},
        {"more": {"wavers": Path("x")}},
        {"more": {"waivers": 7}},
        {"more": {"waivers": ("a", "b")}},
        {"more": {"inline_waivers": "yes"}},
        {"select": "identity.*"},
        {"release": "yes"},
        {"root": 7},
        {"environment": {"ADJUDGE_GATE": ""}},
        {"release": True},
    ],
    ids=str,
)
def test_options_that_cannot_be_are_a_usage_error_before_anything_is_judged(bench, options):
    with pytest.raises(UsageError) as caught:
        judge(options=Options(**options))
    assert caught.value.hint


def test_an_engine_that_does_not_start_is_an_engine_error(bench):
    with pytest.raises(EngineError):
        judge(options=Options(engine="opa", more={"opa": "gone/opa"}))


def test_options_are_frozen_and_one_that_there_is_not_is_pythons_own_error():
    options = Options(engine="embedded")
    with pytest.raises(FrozenInstanceError):
        options.engine = "opa"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Options(engin="embedded")  # type: ignore[call-arg]
    assert Options().environment == {}
    assert {field.name for field in fields(Options)} >= {"as_of", "gate", "more", "environment"}


# --- who said it ------------------------------------------------------------------------------------------------------


def test_each_value_knows_who_said_it_and_how_it_is_written_there(bench):
    bench.write("adjudge.toml", 'lang = "zh"\nwaivers = "w.yaml"\n')
    closed = gate(bench, tables="[waivers]\nsource = 'g.yaml'\n")
    bench.write("../g.yaml", "waivers: []\n")
    options = Options(
        lang="en", gate=closed, environment={"ADJUDGE_LANG": "zh", "ADJUDGE_FAIL_ON": "warn"}, more={"waivers": None}
    )
    bench.root.joinpath("adjudge.toml").write_text('lang = "zh"\nselect = []\n')
    settings = adjudge.load_settings(options)
    said = settings.values.said
    assert [(each.value, each.origin, str(each.said)) for each in said["lang"]] == [
        ("en", "caller", "lang"),
        ("zh", "variable", "ADJUDGE_LANG"),
        ("zh", "configuration", "lang of the configuration"),
    ]
    assert all(isinstance(each, Given) for given in said.values() for each in given)
    assert [(each.value, each.origin) for each in said["fail_on"]] == [("warn", "variable")]
    assert [(each.value, each.origin, str(each.said)) for each in said["waivers"]] == [
        (closed.parent / "g.yaml", "gate", "waivers.source of the gate")
    ]
    assert (settings.values.value("lang"), settings.language) == ("en", "en")
    assert said["lang"][2].place == {"file": "adjudge.toml", "line": 1, "column": 1}


def test_a_caller_that_is_the_command_line_is_called_so(bench):
    options = Options(lang="zh", suppressors=("x",), origin="command line", environment={})
    said = adjudge.load_settings(options).values.said
    assert [(each.origin, each.said) for each in said["lang"]] == [("command line", "--lang")]
    assert [(each.origin, each.said) for each in said["suppressors"]] == [("command line", "--suppressor")]


def test_what_nobody_said_is_not_there_and_an_empty_word_is_none(bench):
    settings = adjudge.load_settings(Options(select=(), release=False, lang=None))
    assert settings.values.said == {}
    assert settings.values.first("lang") is None
    assert settings.values.value("lang", "en") == "en"


def test_no_variable_counts_unless_it_is_passed(bench, monkeypatch):
    monkeypatch.setenv("ADJUDGE_LANG", "zh")
    monkeypatch.setenv("ADJUDGE_ENGINE", "gone")
    monkeypatch.setenv("ADJUDGE_DISABLE_PLUGIN", "identity")
    monkeypatch.setenv("ADJUDGE_GATE", "")
    monkeypatch.setenv("ADJUDGE_CONFIG", "gone.toml")
    monkeypatch.setenv("ADJUDGE_OPA_URL", "http://127.0.0.1:1")
    assert verdicts(judge()) == {GOOD: "pass", DENIED: "deny"}
    with pytest.raises(UsageError, match="ADJUDGE_GATE is empty"):
        judge(options=Options(environment=os.environ))


# --- in its own time --------------------------------------------------------------------------------------------------


def test_nothing_is_judged_before_verdicts_are_asked_for(bench):
    heard: list[str] = []

    class Ear(Watcher):
        def question(self, path: str, text: str) -> None:
            heard.append(path)

    with Session(watchers=[Ear()]) as session:
        assert (heard, session.files) == ([], (GOOD, DENIED))
        stream = session.verdicts()
        assert heard == []
        list(stream)
        assert heard == [GOOD, DENIED]


def test_there_is_no_summary_before_the_end(bench):
    with Session() as session:
        for early in (session.summary, lambda: session.totals):
            with pytest.raises(RuntimeError, match="take all verdicts first"):
                early()
        stream = session.verdicts()
        next(stream)
        with pytest.raises(RuntimeError):
            session.summary()
        list(stream)
        assert session.summary().exit_code == 1
        assert session.totals.verdicts == {"pass": 1, "deny": 1}


def test_a_second_run_that_is_not_finished_takes_the_summary_of_the_first_away(bench):
    with Session() as session:
        list(session.verdicts())
        stream = session.verdicts()
        next(stream)
        with pytest.raises(RuntimeError):
            session.summary()


def test_a_run_that_is_left_behind_does_not_finish_the_next(bench):
    """Two streams at once: the summary is on the last one, and that has not ended."""
    with Session() as session:
        first = session.verdicts()
        next(first)
        second = session.verdicts()
        next(second)
        list(first)
        with pytest.raises(RuntimeError):
            session.summary()
        list(second)
        assert session.summary().verdicts == {"pass": 1, "deny": 1}


def test_judged_twice_it_gives_the_same(bench):
    bench.plugin("lending", lending())
    bench.write(LOANS, loan(1) + loan(2, days=40))
    with Session() as session:
        first, summary = list(session.verdicts()), session.summary()
        second = list(session.verdicts())
        assert second == first
        assert session.summary() == summary
        assert len(first) == 4


def test_a_part_of_the_files_is_judged_and_checks_on_the_whole_are_not_asked(bench):
    bench.plugin("workshop", workshop())
    bench.write(PARTS, LIGHT * 2)
    with Session(options=Options(more={"most_parts": "1"})) as session:
        assert [verdict.path for verdict in session.verdicts([GOOD])] == [GOOD]
        assert session.problems() == ()
        with pytest.raises(RuntimeError, match="take all verdicts first"):
            session.summary()
        assert [verdict.path for verdict in session.verdicts([])] == []
        assert [verdict.path for verdict in session.verdicts([PARTS])] == [f"{PARTS}#1", f"{PARTS}#2"]
        assert [verdict.path for verdict in session.verdicts()][-1] == "workshop"


def test_a_file_that_is_none_of_the_session_is_not_judged_in_silence(bench):
    with Session(GOOD) as session:
        judged = []
        with pytest.raises((UsageError, KeyError, ValueError)):
            judged = list(session.verdicts([DENIED]))
        assert judged == []


# --- another day ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-01-01", "2029-12-31", "2030-06-01", "2100-01-01"])
def test_at_a_day_it_gives_what_judging_as_of_that_day_gives(bench, day):
    bench.plugin("lending", lending())
    bench.write(LOANS, loan(1, note="early") + loan(2, note="stale"))
    with Session(options=Options(as_of="2026-05-01")) as session:
        before = list(session.verdicts())
        later = session.at(datetime.fromisoformat(f"{day}T12:00:00+00:00"))
        expected = judge(options=Options(as_of=day))
        assert tuple(later.verdicts()) == expected.verdicts
        assert later.summary() == expected.summary
        assert list(session.verdicts()) == before, "the session itself stays where it was"
        assert later.context().as_of.startswith(day)
        assert session.context().as_of.startswith("2026-05-01")


def fingerprints(verdict: Verdict, rule: str) -> list[str]:
    """Return the fingerprints of what a rule finds."""
    found = zip(verdict.outcomes, Fingerprints().of(verdict), strict=True)
    return [str(each) for outcome, prints in found if outcome.rule == rule for each in prints]


def test_at_a_day_waivers_end_as_they_do_as_of_that_day(bench):
    (denied,) = judge(DENIED).verdicts
    today = datetime.now(UTC).date()
    bench.write(
        "adjudge-waivers.yaml",
        f"waivers:\n- rule: {BROKEN_RULE}\n  artifact: {DENIED}\n"
        f"  fingerprints: {json.dumps(fingerprints(denied, BROKEN_RULE))}\n  reason: r\n  owner: o\n  approver: a\n"
        f"  created: {today}\n  expires: {today + timedelta(days=5)}\n",
    )
    with Session() as session:
        list(session.verdicts())
        assert session.summary().exit_code == 0
        for days, code in ((4, 0), (6, 1)):
            day = datetime.combine(today + timedelta(days=days), time(12), UTC)
            later = session.at(day)
            list(later.verdicts())
            assert later.summary().exit_code == code == judge(options=Options(as_of=day)).exit_code


@pytest.mark.parametrize("as_of", ["2026-05-01", "2026-05-01T12:00:00Z", datetime(2026, 5, 1, 12, tzinfo=UTC)])
def test_the_clock_is_a_date_a_time_or_an_aware_datetime(bench, as_of):
    with Session(options=Options(as_of=as_of)) as session:
        assert session.as_of == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_datetime_without_a_zone_is_a_usage_error_and_not_a_guess(bench):
    with pytest.raises(UsageError):
        Session(options=Options(as_of=datetime(2026, 5, 1, 12)))


def test_a_gate_holds_the_clock(bench):
    with pytest.raises(UsageError, match="does not allow"):
        Session(options=Options(as_of="2016-01-01", gate=gate(bench)))


# --- content from memory ----------------------------------------------------------------------------------------------


def test_what_is_given_is_judged_in_the_place_of_a_file_that_need_not_be_there(bench):
    judgement = judge("new.service.json", given={"new.service.json": service(service="").encode()})
    assert verdicts(judgement) == {"new.service.json": "deny"}
    judgement = judge(DENIED, given={DENIED: service().encode()})
    assert verdicts(judgement) == {DENIED: "pass"}
    assert verdicts(judge(DENIED)) == {DENIED: "deny"}, "the file is as it was"


def test_it_may_be_a_function_that_is_called_once_all_options_are_known(bench):
    called: list[int] = []

    def content() -> bytes:
        called.append(1)
        return service().encode()

    with pytest.raises(UsageError):
        Session("x.service.json", options=Options(engine="gone", lang="tlh"), given={"x.service.json": content})
    assert called == []
    with Session("x.service.json", given={"x.service.json": content}) as session:
        assert [verdict.verdict for verdict in session.verdicts()] == ["pass"]
        assert [verdict.verdict for verdict in session.verdicts()] == ["pass"]
    assert called == [1]


def test_it_is_given_by_a_path_as_written_also_from_a_folder_and_not_outside(bench, monkeypatch):
    monkeypatch.chdir(bench.root.parent)
    judgement = judge("project/a/x.service.json", given={"project/a/x.service.json": service().encode()})
    assert verdicts(judgement) == {"project/a/x.service.json": "pass"}
    with pytest.raises(UsageError, match="outside the root"):
        judge("../x.service.json", given={"../x.service.json": service().encode()})


# --- who watches ------------------------------------------------------------------------------------------------------


def test_watchers_hear_every_file_question_and_verdict(bench):
    heard: list[tuple[str, str, str]] = []

    class Ear(Watcher):
        def file(self, path: str, size: int) -> None:
            heard.append(("file", path, str(size)))

        def question(self, path: str, text: str) -> None:
            heard.append(("question", path, json.loads(text)["artifact"]["kind"]))

        def verdict(self, verdict: Verdict) -> None:
            heard.append(("verdict", verdict.path, verdict.verdict))

    bench.write("notes.txt", "x")
    with Session(watchers=[Ear()]) as session:
        list(session.verdicts())
        assert sorted(heard) == sorted(
            [
                *(("file", path, str((bench.root / path).stat().st_size)) for path in (GOOD, DENIED, "notes.txt")),
                *(("question", path, "identity.service") for path in (GOOD, DENIED)),
                ("verdict", GOOD, "pass"),
                ("verdict", DENIED, "deny"),
            ]
        )
        (question,) = session.questions(GOOD)
        assert json.loads(question)["artifact"]["path"] == GOOD
        assert list(session.questions("notes.txt")) == []


def test_a_watcher_that_is_none_is_pythons_own_error(bench):
    class Deaf:
        def verdict(self, verdict: Verdict) -> None: ...

    with pytest.raises(TypeError, match="a Watcher that suppresses nothing: Deaf"):
        Session(watchers=[Deaf()])  # type: ignore[list-item]


def test_a_callers_watcher_that_raises_is_the_callers_own_error(bench):
    class Loud(Watcher):
        def verdict(self, verdict: Verdict) -> None:
            raise LookupError("mine")

    with Session(watchers=[Loud()]) as session, pytest.raises(LookupError, match="mine"):
        list(session.verdicts())


# --- what it knows ----------------------------------------------------------------------------------------------------


def test_it_tells_what_was_judged_by_what(bench):
    bench.write("adjudge.toml", "")
    bench.write("adjudge-waivers.yaml", "waivers: []\n")
    with Session() as session:
        list(session.verdicts())
        assert session.root == bench.root.resolve()
        assert session.files == (GOOD, DENIED)
        assert [path.name for path in session.own_files] == ["adjudge.toml", "adjudge-waivers.yaml"]
        assert isinstance(session.evidence, EvidenceFile)
        assert session.evidence.path == "adjudge-waivers.yaml"
        assert [judged.kind for judged in session.judged_kinds()] == ["identity.service"]
        assert session.rule(BROKEN_RULE) is not None
        assert session.rule("no.such.rule") is None
        assert session.line(DENIED, 1) == "{"
        assert session.line(DENIED, 0) is None
        assert session.digest(GOOD)[1] == (bench.root / GOOD).stat().st_size
        assert session.claimed(GOOD) == {True}
        assert session.warnings == ()


def test_settings_that_were_loaded_once_serve_many_sessions(bench):
    settings = adjudge.load_settings(Options(as_of="2026-05-01"))
    for _ in range(2):
        with Session(settings=settings) as session:
            list(session.verdicts())
            assert session.summary().exit_code == 1


# --- under a gate -----------------------------------------------------------------------------------------------------


def test_under_a_gate_with_a_selector_it_needs_no_command_line(bench):
    """It died of a context of click's that is not there."""
    closed = gate(bench, first='rules = ["severity:critical"]\n', tables='[fails]\ndenied = ["severity:critical"]\n')
    judgement = judge(options=Options(gate=closed))
    assert judgement.exit_code == 1
    assert verdicts(judge(GOOD, options=Options(gate=closed))) == {GOOD: "pass"}
    with pytest.raises(UsageError, match=r"asks for rules 'severity:nobody'|severity"):
        judge(options=Options(gate=gate(bench, first='rules = ["severity:nobody"]\n')))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"select": ("identity.*",)}, "select leaves out rules"),
        ({"ignore": ("identity.*",)}, "ignore leaves out rules"),
        ({"exclude": ("drafts",)}, "exclude leaves out files"),
        ({"skip_unclaimed": True}, "skip_unclaimed forgives unclaimed files"),
        ({"engine": "opa"}, "engine is not auto"),
        ({"disable_plugins": ("dubbing",)}, "disable_plugins blocks dubbing"),
        ({"suppressors": ("identity",)}, "suppressors lets identity suppress findings"),
        ({"more": {"waivers": Path("w.yaml")}}, "waivers excuses findings"),
        ({"more": {"baseline": Path("b.json")}}, "baseline excuses findings"),
        ({"more": {"inline_waivers": True}}, "inline_waivers excuses findings"),
        ({"more": {"opa_url": "http://127.0.0.1:1"}}, "opa_url asks another engine"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_a_caller_is_held_to_the_gate_by_the_names_it_used(bench, options, says):
    bench.write("w.yaml", "waivers: []\n")
    with pytest.raises(UsageError) as caught:
        judge(options=Options(gate=gate(bench), **options))
    assert str(caught.value).startswith(f"{says}, which the gate production does not allow")


def test_whoever_judges_may_ask_for_more_than_the_gate(bench):
    judgement = judge(options=Options(gate=gate(bench), fail_on="warn", release=False, lang="zh"))
    assert judgement.exit_code == 1


def test_a_release_has_its_checks(bench):
    bench.write("dist/a.service.json", service())
    bench.write("dist/extra.bin", "x")
    judgement = judge("dist", options=Options(gate=gate(bench), release=True))
    assert [outcome.rule for outcome in judgement.verdicts[-1].outcomes] == ["adjudge.release.unaccounted"]
    assert judgement.exit_code == 1


# --- no command line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "adjudge.Session('good.service.json')",
        "list(adjudge.Session().verdicts())",
        "adjudge.judge(options=adjudge.Options(gate=pathlib.Path('../gate.toml'), fail_on='warn'))",
        "adjudge.load_settings()",
        "[getattr(adjudge, name) for name in adjudge.__all__]",
    ],
)
def test_no_click_is_imported_below_the_command_line(bench, code):
    gate(bench)
    program = (
        f"import pathlib, sys, adjudge\n{code}\nprint(sorted(m for m in sys.modules if m.partition('.')[0] == 'click'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_thread_judges_as_the_main_one_does_and_leaves_nothing_behind(bench):
    """A web handler is no main thread, and what a session has made is dropped where it was made: when it is closed."""
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: verdicts(judge()), range(4)))
    assert found == [{GOOD: "pass", DENIED: "deny"}] * 4
    gc.collect()  # the embedded engine complains of being dropped in another thread than its own


def test_paths_may_be_texts_too(bench):
    """A declaration says that a path is a ``str`` or a ``Path``, and whoever calls from Python has texts."""
    gate(bench, tables="[waivers]\nsource = 'project/w.yaml'\n")
    bench.write("w.yaml", "waivers: []\n")
    bench.write("adjudge.toml", "")
    for texts in ({"root": "."}, {"config": "adjudge.toml"}, {"gate": "../gate.toml"}, {"more": {"waivers": "w.yaml"}}):
        assert judge(options=Options(**texts)).exit_code == 1, texts
