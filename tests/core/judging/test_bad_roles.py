"""A stranger that watches, suppresses, checks, reads or evaluates badly: named, exit 3, and everybody else is judged."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from neighbours import BROKEN_RULE, DENIED, GOOD, settle, undisturbed
from workshop import PARTS, RULE_ID, Bench, tiny, workshop

from adjudge import Judgement, Options, Session
from adjudge.lib.errors import AdjudgeError, PluginError

pytestmark = pytest.mark.slow


@pytest.fixture
def bench(tmp_path, monkeypatch):
    """Two services in this process, one that passes and one that is denied."""
    with Bench.made(tmp_path, monkeypatch) as made:
        settle(made)
        yield made


def stands(judgement: Judgement) -> None:
    """See that both neighbours have been judged, once each, and that nothing else has."""
    found = {verdict.path: verdict for verdict in judgement.verdicts}
    assert [verdict.path for verdict in judgement.verdicts] == [GOOD, DENIED]
    assert (found[GOOD].verdict, found[DENIED].verdict) == ("pass", "deny")
    assert [each.outcome for each in found[DENIED].outcomes if each.rule == BROKEN_RULE] == ["denied"]


def role(bench: Bench, code: str, gives: str = "Odd()", **options: Any) -> Judgement:
    """Judge with a plugin that has a role ``Odd``; it may suppress."""
    hook = f"\n\n@hookimpl\ndef adjudge_session(ready):\n    return [{gives}]\n"
    bench.plugin("odd", {"adjudge_odd/__init__.py": _text(code) + hook})
    return bench.judge(suppressors=("odd",), **options)


def _text(code: str) -> str:
    (text,) = tiny("odd", code).values()
    assert isinstance(text, str)
    return text


def one_problem(judgement: Judgement) -> str:
    """See that the run is exit 3 for one reason, of the plugin; give its words."""
    assert judgement.exit_code == 3
    (problem,) = judgement.summary.problems
    assert problem.plugin == "odd"
    assert problem.hint
    return problem.message


# --- what adjudge_session gives -------------------------------------------------------------------------------------

NO_ROLES = {
    "a class": ("class Odd(Watcher): pass", "Odd", "gave a "),
    "nothing to inherit from": ("class Odd: pass", "Odd()", "gave a Odd, not a Role"),
    "looks like a role": (
        "class Odd:\n    def at(self, as_of): return self\n    def verdict(self, verdict): pass",
        "Odd()",
        "gave a Odd, not a Role",
    ),
    "None": ("", "None", "gave a NoneType, not a Role"),
    "a function": ("", "print", "gave a builtin_function_or_method, not a Role"),
    "abstract": ("class Odd(Check): pass", "Odd()", "raised TypeError: Can't instantiate abstract class Odd"),
    "raises": ("def odd(): raise ValueError('no licence')", "odd()", "raised ValueError: no licence"),
    "exits": ("def odd(): raise SystemExit(0)", "odd()", "raised SystemExit: 0"),
}


@pytest.mark.parametrize(("code", "gives", "says"), NO_ROLES.values(), ids=NO_ROLES)
def test_what_is_no_role_is_named_and_the_others_are_judged(bench, code, gives, says):
    judgement = role(bench, code, gives)
    stands(judgement)
    assert says in one_problem(judgement)


@pytest.mark.parametrize("returned", ["None", "7", "{}", "Watcher()"])
def test_a_hook_that_gives_no_list_of_roles_is_named(bench, returned):
    bench.plugin("odd", tiny("odd", f"@hookimpl\ndef adjudge_session(ready):\n    return {returned}\n"))
    judgement = bench.judge()
    stands(judgement)
    assert "not a list of Role" in one_problem(judgement)


def test_a_hook_that_wants_the_walk_before_there_is_one_is_named(bench):
    """``files()`` works from the first verdict on."""
    bench.plugin("odd", tiny("odd", "@hookimpl\ndef adjudge_session(ready):\n    return [ready.files()]\n"))
    judgement = bench.judge()
    stands(judgement)
    assert "adjudge_session raised " in one_problem(judgement)


def test_through_the_command_a_session_that_cannot_be_asked_for_is_exit_3_and_named(project):
    settle(project)
    project.plugin("odd", tiny("odd", "class Odd: pass\n@hookimpl\ndef adjudge_session(ready):\n    yield Odd()\n"))
    done = project.adjudge("check", "-o", "json")
    assert done.returncode == 3
    assert "gave a Odd, not a Role" in done.stdout + done.stderr
    assert "odd" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


# --- roles that raise, or give what they must not -------------------------------------------------------------------

SUPPRESSOR = """
class Odd(Suppressor):
    def at(self, as_of):
        return self

    def see(self, verdict):
        {see}

    def suppression(self, verdict, finding, fingerprint, names):
        {suppression}
"""
CHECK = """
class Odd(Check):
    def at(self, as_of):
        return self

    def verdicts(self, totals):
        {verdicts}
"""
WATCHER = """
class Odd(Watcher):
    def {method}(self, *said):
        {body}
"""
RAISING = {
    "an error": "raise ValueError('out of order')",
    "an exit": "raise SystemExit(0)",
    "no Exception": "raise BaseException('out of order')",
    "an error of adjudge's": "from adjudge import UsageError; raise UsageError('out of order', hint='Mend it.')",
    "an error without words": "raise type('E', (Exception,), {'__str__': None})",
    "the end of an iteration": "raise StopIteration",
    "an end without end": "return self.nowhere.nothing",
}


@pytest.mark.parametrize("body", RAISING.values(), ids=RAISING)
@pytest.mark.parametrize("method", ["file", "question", "verdict"])
def test_a_watcher_that_raises_hears_no_more_and_all_verdicts_stand(bench, method, body):
    judgement = role(bench, WATCHER.format(method=method, body=body))
    stands(judgement)
    one_problem(judgement)


@pytest.mark.parametrize("body", RAISING.values(), ids=RAISING)
def test_a_check_that_raises_is_a_problem_and_all_verdicts_stand(bench, body):
    judgement = role(bench, CHECK.format(verdicts=body))
    stands(judgement)
    one_problem(judgement)


@pytest.mark.parametrize("body", RAISING.values(), ids=RAISING)
@pytest.mark.parametrize("method", ["see", "suppression"])
def test_a_suppressor_that_raises_makes_an_error_of_what_it_was_asked_about_and_excuses_nothing(bench, method, body):
    methods = {"see": "pass", "suppression": "return None", method: body}
    judgement = role(bench, SUPPRESSOR.format(**methods))
    found = {verdict.path: verdict for verdict in judgement.verdicts}
    assert set(found) == {GOOD, DENIED}
    assert judgement.exit_code == 3
    assert found[GOOD].verdict == ("error" if method == "see" else "pass")
    assert found[DENIED].verdict == "error"
    assert found[DENIED].problem is not None
    assert found[DENIED].problem.plugin == "odd"
    assert [each.outcome for each in found[DENIED].outcomes if each.rule == BROKEN_RULE] == ["denied"], "still shown"


@pytest.mark.parametrize(
    "value", ["True", "'waived'", "7", "()", "{'by': 'odd', 'reason': 'so'}", "Suppression", "print"]
)
def test_what_is_no_suppression_excuses_nothing(bench, value):
    judgement = role(bench, SUPPRESSOR.format(see="pass", suppression=f"return {value}"))
    found = {verdict.path: verdict for verdict in judgement.verdicts}
    assert (found[GOOD].verdict, found[DENIED].verdict, judgement.exit_code) == ("pass", "error", 3)
    assert found[DENIED].problem is not None
    assert (found[DENIED].problem.plugin, "suppression of Odd returned a" in found[DENIED].problem.message) == (
        "odd",
        True,
    )


@pytest.mark.parametrize("value", ["7", "None", "Suppression(by=7, reason=None)"])
def test_a_suppression_that_holds_nonsense_is_an_error_and_not_a_report_that_dies(project, value):
    settle(project)
    given = value if value.startswith("Suppression") else f"Suppression(by={value}, reason={value})"
    code = SUPPRESSOR.format(see="pass", suppression=f"return {given}")
    project.plugin("odd", tiny("odd", f"{code}\n\n@hookimpl\ndef adjudge_session(ready):\n    yield Odd()\n"))
    report = project.json("--suppressor", "odd", "-o", "html=report.html", "-o", "sarif=report.sarif")
    assert report["summary"]["exit_code"] == 3
    assert {artifact["path"]: artifact["verdict"] for artifact in report["artifacts"]} == {
        GOOD: "pass",
        DENIED: "error",
    }


@pytest.mark.parametrize("name", ["waiver", "inline", "baseline", "identity"])
def test_who_excused_a_finding_is_not_the_strangers_to_say(bench, name):
    """A report would else show a waiver that no waiver file has."""
    given = f"Suppression(by={name!r}, reason='so', owner='o', approver='a', expires='2099-01-01')"
    judgement = role(bench, SUPPRESSOR.format(see="pass", suppression=f"return {given}"))
    found = [finding for each in judgement.verdicts for outcome in each.outcomes for finding in outcome.findings]
    assert {finding.suppression.by for finding in found if finding.suppression is not None} <= {"odd"}


FILES = {"7": "files = 7", "texts": "files = ('a.yaml',)", "None": "files = None"}


@pytest.mark.parametrize("attribute", FILES.values(), ids=FILES)
def test_a_suppressor_that_names_no_files_as_its_own_is_an_error_of_the_plugin(bench, attribute):
    code = SUPPRESSOR.format(see="pass", suppression="return None") + f"\n    {attribute}\n"
    try:
        judgement = role(bench, code)
    except AdjudgeError as error:
        assert error.plugin == "odd"
        return
    assert judgement.exit_code == 3
    assert {problem.plugin for problem in judgement.summary.problems} == {"odd"}


def test_a_suppressor_whose_files_raise_is_an_error_of_the_plugin(bench):
    code = SUPPRESSOR.format(see="pass", suppression="return None")
    code += "\n    @property\n    def files(self):\n        raise OSError('out of order')\n"
    try:
        judgement = role(bench, code)
    except AdjudgeError as error:
        assert error.plugin == "odd"
        return
    assert judgement.exit_code == 3


def test_a_suppressor_cannot_take_what_is_judged_out_of_the_walk(bench):
    """``files`` are those that say what does not count; an artifact is none, whoever says so."""
    code = SUPPRESSOR.format(see="pass", suppression="return None")
    code += f"\n    from pathlib import Path\n    files = tuple(Path({str(bench.root)!r}).glob('wrong*'))\n"
    judgement = role(bench, code)
    assert judgement.exit_code != 0


NO_VERDICTS = {
    "nothing": "return None",
    "a verdict": "return Check.denied('a', None, (Finding(rule='odd.x.y', severity='high', place=Place(1, 1), message={}),))",
    "texts": "return ['deny']",
    "a text": "return 'deny'",
    "7": "return 7",
    "findings": "yield Finding(rule='odd.x.y', severity='high', place=Place(1, 1), message={'en': 'x'})",
    "None among them": "yield None",
}


@pytest.mark.parametrize("verdicts", NO_VERDICTS.values(), ids=NO_VERDICTS)
def test_a_check_that_gives_no_verdicts_is_named(bench, verdicts):
    judgement = role(bench, CHECK.format(verdicts=verdicts))
    stands(judgement)
    one_problem(judgement)


_VERDICT = "Verdict(path='odd', file='odd', kind='odd.x', sha256=None, size=None, verdict='deny')"


def test_a_check_that_denies_without_saying_why_denies_all_the_same(bench):
    judgement = role(bench, CHECK.format(verdicts=f"yield {_VERDICT}"), disable_plugins=())
    assert judgement.exit_code in (1, 3)
    bench.root.joinpath(DENIED).unlink()
    assert bench.judge().exit_code in (1, 3)


def test_a_check_that_could_not_check_is_exit_3_and_in_the_report(bench):
    problem = "Problem(message='the store is closed', hint='Open it.')"
    judgement = role(bench, CHECK.format(verdicts=f"yield {_VERDICT}._replace(verdict='error', problem={problem})"))
    assert judgement.exit_code == 3
    assert judgement.verdicts[-1].problem is not None
    assert judgement.verdicts[-1].problem.message == "the store is closed"


NONSENSE = {
    "no verdict's name": "._replace(verdict='fine')",
    "no verdict's name at all": "._replace(verdict=None)",
    "no path": "._replace(path=None)",
    "no file": "._replace(file=7)",
    "no outcomes": "._replace(outcomes=None)",
    "outcomes of text": "._replace(outcomes=('denied',))",
    "an outcome of no name": "._replace(outcomes=(Outcome(rule='odd.x.y', outcome='fine'),))",
    "findings of text": "._replace(outcomes=(Outcome(rule='odd.x.y', outcome='denied', findings=('x',)),))",
    "evidence of text": "._replace(evidence=('a.txt',))",
    "a problem of text": "._replace(verdict='error', problem='odd')",
}


@pytest.mark.parametrize("change", NONSENSE.values(), ids=NONSENSE)
def test_a_verdict_that_holds_nonsense_is_named_and_costs_no_report(project, change):
    settle(project)
    code = CHECK.format(verdicts=f"yield {_VERDICT}{change}")
    project.plugin("odd", tiny("odd", f"{code}\n\n@hookimpl\ndef adjudge_session(ready):\n    yield Odd()\n"))
    done = project.adjudge("check", "-o", "json=report.json", "-o", "text=report.txt")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "adjudge itself failed" not in done.stderr
    report = json.loads((project.root / "report.json").read_text("utf-8"))
    report["artifacts"] = [artifact for artifact in report["artifacts"] if artifact["path"] in (GOOD, DENIED)]
    assert undisturbed(report) == {}
    assert report["summary"]["exit_code"] == 3


def test_a_check_cannot_speak_for_a_rule_that_judged(bench):
    """It may deny what is no artifact; that a rule passed on one is not its to say, so nothing becomes kinder by it."""
    code = CHECK.format(
        verdicts=f"yield {_VERDICT}._replace(path={DENIED!r}, file={DENIED!r}, kind='identity.service', verdict='pass', "
        f"outcomes=(Outcome(rule={BROKEN_RULE!r}, outcome='passed'),))"
    )
    judgement = role(bench, code)
    assert judgement.exit_code in (1, 3)
    assert [verdict.verdict for verdict in judgement.verdicts][:2] == ["pass", "deny"]


# --- `at` -----------------------------------------------------------------------------------------------------------

AT = {
    "nothing": "return None",
    "a text": "return 'odd'",
    "another role": "return {other}()",
    "its class": "return type(self)",
    "an error": "raise ValueError('out of order')",
    "an exit": "raise SystemExit(0)",
}
BASES = {"Watcher": "Plain", "Check": "Plain", "Suppressor": "Plain"}


@pytest.mark.parametrize("body", AT.values(), ids=AT)
@pytest.mark.parametrize("base", BASES)
def test_a_role_that_gives_rubbish_for_another_day_is_named(bench, base, body):
    code = f"""
class Plain(Watcher):
    pass


class Other(Check):
    def at(self, as_of):
        return self

    def verdicts(self, totals):
        return iter(())


class Odd({base}):
    def at(self, as_of):
        {body.format(other="Other" if base == "Watcher" else "Plain")}

    def suppression(self, verdict, finding, fingerprint, names):
        return None

    def verdicts(self, totals):
        return iter(())
"""
    try:
        judgement = role(bench, code)
    except PluginError as error:
        assert (error.plugin, error.exit_code) == ("odd", 3)
        return
    stands(judgement)
    one_problem(judgement)


def test_a_role_that_raises_at_another_day_only_is_named_there(bench):
    code = """
class Odd(Watcher):
    def at(self, as_of):
        if as_of.year > 2100:
            raise ValueError("out of order")
        return self
"""
    hook = "\n\n@hookimpl\ndef adjudge_session(ready):\n    return [Odd()]\n"
    bench.plugin("odd", {"adjudge_odd/__init__.py": _text(code) + hook})
    with Session(options=Options()) as session:
        assert len(list(session.verdicts())) == 2
        assert session.summary().exit_code == 1
        later = session.at(datetime(2101, 1, 1, tzinfo=UTC))
        with pytest.raises(PluginError, match="out of order") as caught:
            list(later.verdicts())
        assert caught.value.plugin == "odd"


# --- roles that are not what they seem ------------------------------------------------------------------------------


def test_a_role_that_is_equal_to_everything_is_asked_all_the_same(bench):
    """Roles are a stranger's objects: how they compare is no word on who takes part."""
    code = """
class Equal:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


class Excuse(Equal, Suppressor):
    def at(self, as_of):
        return self

    def suppression(self, verdict, finding, fingerprint, names):
        return None


class Odd(Equal, Check):
    def at(self, as_of):
        return self

    def verdicts(self, totals):
        yield self.denied("odd", "odd.x", (Finding(rule="odd.x.y", severity="high", place=Place(1, 1), message={"en": "x"}),))
"""
    judgement = role(bench, code, "Excuse(), Odd()")
    assert [verdict.path for verdict in judgement.verdicts] == [GOOD, DENIED, "odd"]


def test_a_role_that_cannot_be_compared_costs_nothing(bench):
    code = """
class Odd(Check):
    def at(self, as_of):
        return self

    def verdicts(self, totals):
        return iter(())

    def __eq__(self, other):
        raise ValueError("out of order")


class Excuse(Suppressor):
    def at(self, as_of):
        return self

    def suppression(self, verdict, finding, fingerprint, names):
        return None

    def __eq__(self, other):
        raise ValueError("out of order")
"""
    judgement = role(bench, code, "Excuse(), Odd()")
    stands(judgement)
    assert judgement.exit_code == 1


def test_two_roles_of_one_plugin_are_both_asked(bench):
    code = """
class Odd(Check):
    def __init__(self, name):
        self.name = name

    def at(self, as_of):
        return self

    def verdicts(self, totals):
        finding = Finding(rule=f"odd.{self.name}.y", severity="high", place=Place(1, 1), message={"en": "x"})
        yield self.denied(self.name, f"odd.{self.name}", (finding,))
"""
    judgement = role(bench, code, "Odd('a'), Odd('b')")
    assert [verdict.path for verdict in judgement.verdicts] == [GOOD, DENIED, "a", "b"]


def test_a_watcher_that_changes_what_it_hears_changes_no_verdict(bench):
    code = """
class Odd(Watcher):
    def verdict(self, verdict):
        if isinstance(verdict.document, dict):
            verdict.document.clear()
"""
    judgement = role(bench, code)
    assert [verdict.verdict for verdict in judgement.verdicts] == ["pass", "deny"]


def test_a_check_that_changes_the_counts_loosens_nothing(bench):
    code = CHECK.format(
        verdicts="totals.failing.clear(); totals.verdicts.clear(); totals.outcomes.clear(); return iter(())"
    )
    judgement = role(bench, code)
    assert [verdict.verdict for verdict in judgement.verdicts] == ["pass", "deny"]
    assert judgement.exit_code in (1, 3)


# --- readers --------------------------------------------------------------------------------------------------------

READER = """
def read(source):
    {body}


@hookimpl
def adjudge_readers():
    yield Reader(name="odd", suffixes=(".odd",), files=("Oddfile",), read=read)
"""
_DOCUMENT = "Document(value={value}, locate=lambda steps: Place(1, 1), sha256='0' * 64, size=1)"
READING = {
    "raises": ("raise ValueError('out of order')", "the reader odd raised ValueError: out of order"),
    "exits": ("raise SystemExit(0)", "the reader odd raised SystemExit: 0"),
    "raises midway": (
        f"yield {_DOCUMENT.format(value='{}')}\n    raise ValueError('out of order')",
        "the reader odd raised ValueError: out of order",
    ),
    "says so": ("raise ReadError('torn', line=7, hint='Mend it.')", "torn"),
    "gives nothing": ("return []", "the reader odd gave no document"),
    "gives an empty iteration": ("yield from ()", "the reader odd gave no document"),
    "returns None": ("return None", "the reader odd raised TypeError"),
    "gives a dict": ("yield {'kind': 'identity.service'}", "the reader odd gave a dict, not a Document"),
    "gives None": ("yield None", "the reader odd gave a NoneType, not a Document"),
    "gives an error itself": ("yield ValueError('x')", "the reader odd gave a ValueError, not a Document"),
    "gives a set": (f"yield {_DOCUMENT.format(value='{1, 2}')}", "gave a document that is no JSON"),
    "gives bytes": (f"yield {_DOCUMENT.format(value=repr({'a': b'x'}))}", "gave a document that is no JSON"),
    "gives no number": (f"yield {_DOCUMENT.format(value='float(chr(110) + chr(97) + chr(110))')}", "no JSON"),
    "gives a big number": (f"yield {_DOCUMENT.format(value='2 ** 80')}", "no JSON"),
    "gives a lone surrogate": (f"yield {_DOCUMENT.format(value='chr(0xd800)')}", "no JSON"),
    "gives what holds itself": (
        "value = []\n    value.append(value)\n    yield " + _DOCUMENT.format(value="value"),
        "gave a document that is no JSON",
    ),
}


@pytest.mark.parametrize("file", ["a.odd", "Oddfile"])
@pytest.mark.parametrize(("body", "says"), READING.values(), ids=READING)
def test_a_reader_that_fails_costs_its_file_alone(bench, file, body, says):
    bench.plugin("odd", tiny("odd", READER.format(body=body)))
    bench.write(file, "x")
    judgement = bench.judge()
    found = {verdict.path: verdict for verdict in judgement.verdicts}
    (odd,) = (verdict for path, verdict in found.items() if path not in (GOOD, DENIED))
    assert (found[GOOD].verdict, found[DENIED].verdict, odd.verdict) == ("pass", "deny", "error")
    assert odd.problem is not None
    assert says in odd.problem.message
    assert (odd.problem.plugin, odd.file) == ("odd", file)
    assert judgement.exit_code == 3


def test_a_place_that_cannot_be_told_is_the_readers_error(bench):
    bench.plugin("workshop", workshop())
    torn = _DOCUMENT.format(value="{'name': 'spring', 'weight': 0}").replace("Place(1, 1)", "1 / 0")
    bench.plugin("odd", tiny("odd", READER.format(body=f"yield {torn}")))
    bench.write("Oddfile", "x")
    bench.write("adjudge.toml", '[kinds]\n"Oddfile" = "workshop.part"\n')
    judgement = bench.judge("Oddfile")
    (verdict,) = judgement.verdicts
    assert (verdict.verdict, judgement.exit_code) == ("error", 3)
    assert "adjudge itself failed" not in str((verdict.problem, verdict.outcomes))


def test_records_of_which_two_have_one_number_are_an_error(bench):
    """Waivers, baselines and attestations know an artifact by its path, so two of one path are none."""
    bench.plugin("workshop", workshop())
    same = _DOCUMENT.format(value="{{'name': 'a', 'weight': {weight}}}").replace("size=1", "size=1, number=1")
    body = f"yield {same.format(weight=0)}\n    yield {same.format(weight=1)}"
    bench.plugin("odd", tiny("odd", READER.format(body=body)))
    bench.write("Oddfile", "x")
    bench.write("adjudge.toml", '[kinds]\n"Oddfile" = "workshop.part"\n')
    judgement = bench.judge("Oddfile")
    assert judgement.exit_code == 3


# --- engines --------------------------------------------------------------------------------------------------------

ENGINE = """
from adjudge.engine import answer_of, spoiled


@hookimpl
def adjudge_engines():
    yield EngineType(name="odd", make="adjudge_odd:make")


class Loaded:
    batch = {batch}

    def __init__(self, programs):
        self.rules = {{program.kind: program.rules for program in programs}}

    def passed(self, kind):
        return answer_of(self.rules[kind], {{rule.id: self.heads(rule) for rule in self.rules[kind]}})

    def heads(self, rule):
        return {{head: [True] if head == "applies" else [[]] for head in rule.heads}}

    def ask(self, kind, inputs):
        {ask}


class Odd:
    name = {name}

    def build(self):
        return {{}}

    def load(self, programs):
        {load}

    def close(self):
        {close}


def make(setup):
    {make}
"""
_WHOLE = {
    "batch": "8",
    "name": "'odd'",
    "ask": "return lambda: [self.passed(kind) for _ in inputs]",
    "load": "return Loaded(programs)",
    "close": "pass",
    "make": "return Odd()",
}
ENGINES = {
    "make raises": {"make": "raise ValueError('out of order')"},
    "make exits": {"make": "raise SystemExit(0)"},
    "make gives nothing": {"make": "return None"},
    "make gives a class": {"make": "return Odd"},
    "load raises": {"load": "raise ValueError('out of order')"},
    "load gives nothing": {"load": "return None"},
    "ask raises": {"ask": "raise ValueError('out of order')"},
    "ask exits": {"ask": "raise SystemExit(0)"},
    "ask gives a list": {"ask": "return [self.passed(kind) for _ in inputs]"},
    "asking raises": {"ask": "return lambda: 1 / 0"},
    "too few answers": {"ask": "return lambda: []"},
    "too many answers": {"ask": "return lambda: [self.passed(kind) for _ in [*inputs, 1]]"},
    "no answers": {"ask": "return lambda: [None for _ in inputs]"},
    "answers of no rule": {"ask": "return lambda: [answer_of((), {}) for _ in inputs]"},
    "answers of other rules": {"ask": "return lambda: [Answer(rules={'a.b.c': {}}) for _ in inputs]"},
    "heads that are none": {
        "ask": "return lambda: [Answer(rules={r.id: 7 for r in self.rules[kind]}) for _ in inputs]"
    },
    "no heads": {"ask": "return lambda: [Answer(rules={r.id: {} for r in self.rules[kind]}) for _ in inputs]"},
    "a batch of text": {"batch": "'8'"},
    "close raises": {"close": "raise ValueError('out of order')"},
}


@pytest.mark.parametrize("change", ENGINES.values(), ids=ENGINES)
def test_an_engine_that_breaks_its_contract_never_passes_and_is_named(project, change):
    settle(project)
    code = ENGINE.format(**{**_WHOLE, **change}).replace("answer_of, spoiled", "Answer, answer_of")
    project.plugin("odd", tiny("odd", code))
    done = project.adjudge("check", GOOD, "--engine", "odd")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "odd" in done.stdout + done.stderr
    assert "adjudge itself failed" not in done.stdout + done.stderr


def test_the_engine_that_is_whole_lets_everything_pass(bench):
    """So that what the others show is theirs."""
    bench.plugin("odd", tiny("odd", ENGINE.format(**_WHOLE)))
    with Session(options=Options(engine="odd")) as session:
        assert {verdict.verdict for verdict in session.verdicts()} == {"pass"}
        assert session.context().engine == "odd"


@pytest.mark.parametrize("name", ["'embedded'", "None"])
def test_an_engine_is_called_what_it_was_asked_for_by_and_nothing_else(bench, name):
    """A report and an attestation say who judged: that is what the gate or the flag named."""
    bench.plugin("odd", tiny("odd", ENGINE.format(**{**_WHOLE, "name": name})))
    try:
        with Session(options=Options(engine="odd")) as session:
            assert session.context().engine == "odd"
            assert session.engine.name == "odd"
    except PluginError as error:
        assert error.plugin == "odd"


def test_everything_of_the_workshop_takes_part_beside_it(bench):
    bench.plugin("workshop", workshop())
    bench.write(PARTS, "spring 0\n")
    judgement = bench.judge()
    assert [outcome.rule for verdict in judgement.verdicts[:1] for outcome in verdict.outcomes] == [RULE_ID]
