"""What the core says, in the language of whoever reads it."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest
from neighbours import GOOD
from workshop import GOOD as GEAR
from workshop import LIGHT, PARTS, Bench, tiny, workshop

from adjudge import InputSession, Options, Place, Recorded, Session, load_settings
from adjudge.engine import Answer
from adjudge.judging.pipeline import Evaluation, Pipeline, Question
from adjudge.judging.reading import Item
from adjudge.lib.errors import AdjudgeError, JudgeError, PluginError, UsageError
from adjudge.lib.words import said
from adjudge.session.reports import Reports

RULELESS = {path: text for path, text in workshop().items() if not path.endswith(".rego")}


def reports(session: Session, *names: str) -> Reports:
    settings = session.settings
    return Reports(names=names, registry=settings.registry, context=session.context(), root=session.root)


# --- warnings and reports -------------------------------------------------------------------------------------------


def test_a_warning_is_told_in_each_language(bench: Bench) -> None:
    bench.plugin("workshop", workshop())
    with Session(GOOD) as session:
        (warning,) = session.warnings
    assert not isinstance(warning, str)
    assert warning["en"].startswith("the plugin workshop would suppress findings, and nobody named it")
    assert warning["zh"].startswith("插件 workshop 要抑制问题，但未被指定")


def test_a_report_that_fails_is_told_in_the_language_of_the_session(bench, capsys):
    code = """
    class Sour:
        def __init__(self, stream, context):
            raise LookupError("gone")

        def verdict(self, verdict):
            pass

        def finish(self, summary):
            pass

    @hookimpl
    def adjudge_reporters():
        return {"sour": Sour}
    """
    bench.plugin("sour", tiny("sour", code))
    said = []
    for language in ("en", "zh"):
        with Session(GOOD, options=Options(lang=language)) as session:
            written = reports(session, "json=a.json", "sour=s.txt", "text=gone/t.txt")
            written.write(session.verdicts(), session.summary, before_writing=lambda _: None)
            assert written.exit_code == 3
        said.append(capsys.readouterr().err)
    assert said == [
        "error: the report sour failed: LookupError: gone (plugin sour)\n"
        "error: the report gone/t.txt cannot be written: No such file or directory. "
        "Name a file in a folder that can be written to.\n",
        "错误：报告 sour 失败：“LookupError: gone”（插件 sour）\n"
        "错误：报告 gone/t.txt 无法写入：没有该文件或文件夹。请指定可写文件夹中的文件。\n",
    ]


def test_three_reports_for_stdout_are_all_named(bench):
    with Session(GOOD) as session, pytest.raises(UsageError) as caught:
        reports(session, "json", "sarif", "html").write(
            session.verdicts(), session.summary, before_writing=lambda _: None
        )
    assert caught.value.message == "json and sarif and html both want stdout"
    assert caught.value.told("zh") == "json 和 sarif 和 html 都要写到 stdout。请将其中一个写入文件：json=FILE。"


def test_an_option_of_adjudges_own_is_given_by_its_name(bench):
    with pytest.raises(UsageError) as caught:
        Session(GOOD, options=Options(more={"fail_on": "warn"}))
    assert caught.value.told("en") == ("fail_on is an option of adjudge's own, not one of `more`. Give it by its name.")
    assert caught.value.told("zh") == "fail_on 是 adjudge 自有的选项，不属于 `more`。请直接以其名称给出。"


def test_a_time_without_a_zone_is_refused(bench):
    with Session(GOOD) as session, pytest.raises(UsageError, match="the time has no zone"):
        session.at(datetime(2026, 5, 1))


# --- what a plugin's roles give -------------------------------------------------------------------------------------

CHECK = """
class Odd(Check):
    def at(self, as_of):
        return self

    def verdicts(self, totals):
        yield {verdict}

@hookimpl
def adjudge_session(ready):
    yield Odd()
"""
VERDICT = "Verdict(path='a', file='a', kind=None, sha256=None, size=None, {more})"


@pytest.mark.parametrize(
    ("verdict", "en", "zh"),
    [
        ("7", "gave a int, not a Verdict", "给出的是 int，应为 Verdict"),
        (
            VERDICT.format(more="verdict='deny', outcomes=(Outcome(rule='a.b.c', outcome='denied'),)"),
            "gave a denial or a warning without findings",
            "不通过或警告没有列出问题",
        ),
        (
            VERDICT.format(more="verdict='pass', outcomes=(Outcome(rule='a.b.c', outcome='error'),)"),
            "gave pass, and its outcomes amount to error",
            "判定为 pass，而其结果应得出 error",
        ),
        (
            "Verdict(path='', file='a', kind=None, sha256=None, size=None, verdict='pass')",
            "gave one whose path, file or kind is no text",
            "判定的路径、文件或类型不是文本",
        ),
        (
            VERDICT.format(more="verdict='pass', evidence=(7,)"),
            "gave one with evidence that is no EvidenceFile",
            "判定的证据不是 EvidenceFile",
        ),
        (
            VERDICT.format(more="verdict='pass', problem=Problem(message='m')"),
            "gave one with a problem that is no error",
            "判定带有 problem，却不是错误",
        ),
        (
            VERDICT.format(more="verdict='pass', outcomes=(Outcome(rule='a.b.c', outcome='odd'),)"),
            "gave one with an outcome that there is not",
            "判定含有不存在的结果",
        ),
        (
            VERDICT.format(more="verdict='error', outcomes=(Outcome(rule='a.b.c', outcome='error', note=5),)"),
            "gave one with a note that is no text",
            "判定的说明不是文本",
        ),
        (
            VERDICT.format(more="verdict='deny', outcomes=(Outcome(rule='a.b.c', outcome='denied', findings=(7,)),)"),
            "gave one with a finding that says nothing",
            "判定含有没有文字的问题",
        ),
        (VERDICT.format(more="verdict='pass', outcomes=7"), "a verdict of Odd raised TypeError", "TypeError"),
    ],
    ids=lambda value: value if value.startswith("gave") else "",
)
def test_a_verdict_of_a_plugin_that_cannot_be_is_told_in_each_language(bench, verdict, en, zh):
    bench.plugin("odd", tiny("odd", CHECK.format(verdict=verdict)))
    (problem,) = bench.judge(GOOD).summary.problems
    assert problem.plugin == "odd"
    assert en in problem.words["en"]
    assert zh in said(problem.words, "zh")


def test_files_of_a_suppressor_that_are_no_paths_are_refused(bench):
    code = """
    class Odd(Suppressor):
        files = ("waivers.txt",)

        def at(self, as_of):
            return self

        def suppression(self, verdict, finding, fingerprint, names):
            return None

    @hookimpl
    def adjudge_session(ready):
        yield Odd()
    """
    bench.plugin("odd", tiny("odd", code))
    with pytest.raises(PluginError, match=r"`files` of Odd are \('waivers.txt',\), not paths") as caught:
        Session(GOOD, options=Options(suppressors=("odd",)))
    assert caught.value.told("zh") == "Odd 的 `files` 为 ('waivers.txt',)，应为路径（插件 odd）。请给出绝对路径。"


# --- what gets no question ------------------------------------------------------------------------------------------


def asked(file: str) -> AdjudgeError:
    with Session(file) as session, pytest.raises(JudgeError) as caught:
        list(session.questions(file))
    return caught.value


def test_what_breaks_its_schema_is_not_seen_by_policies_and_why_is_said(bench):
    bench.write(GOOD, '{"service": 7,\n "service_types": 7}')
    error = asked(GOOD)
    assert error.file == GOOD
    assert error.message.startswith("policies do not see this file: line 1: ")
    assert "; line 2: " in error.message
    assert error.words["zh"].startswith("此文件不会进入策略：第 1 行：")
    assert "；第 2 行：" in error.words["zh"]


def test_a_kind_without_rules_gets_no_question_and_no_verdict(bench):
    bench.plugin("workshop", {**RULELESS, "adjudge_workshop/policies/workshop/data.yaml": "params: {}\n"})
    bench.write("a.part.yaml", "name: gear\nweight: 7\n")
    error = asked("a.part.yaml")
    assert error.message == "policies do not see this file: no rules"
    assert error.words["zh"] == "此文件不会进入策略：没有规则"
    (verdict,) = bench.judge("a.part.yaml").verdicts
    assert verdict.problem is not None
    assert verdict.problem.message == "no rule judges workshop.part"
    assert verdict.problem.words["zh"] == "没有判定 workshop.part 的规则"


class _Insistent(Pipeline):
    """Asks again, whatever the engine says."""

    def evaluate(self, item: Item) -> Evaluation:
        compiled = self.compiler.get(item.kind)
        while True:
            answer: Any = yield Question(compiled, '{"document": {}, "related": []}')
            assert isinstance(answer, Answer)


def test_an_evaluation_that_asks_twice_is_an_error_of_its_artifact(bench):
    with Session(GOOD) as session:
        insistent = {each.name: getattr(session._pipeline, each.name) for each in fields(Pipeline)}
        session._pipeline = _Insistent(**insistent)
        (verdict,) = session.verdicts()
    assert verdict.problem is not None
    assert verdict.problem.message == "the evaluation asked the engine twice"
    assert verdict.problem.words["zh"] == "一次评估两次询问了引擎"


class _Faulty(Pipeline):
    """Has a fault."""

    def evaluate(self, item: Item) -> Evaluation:
        raise ZeroDivisionError(item.path)
        yield


def test_a_fault_of_adjudge_itself_is_an_error_of_its_artifact(bench):
    with Session(GOOD) as session:
        session._pipeline = _Faulty(**{each.name: getattr(session._pipeline, each.name) for each in fields(Pipeline)})
        (verdict,) = session.verdicts()
    assert (verdict.verdict, verdict.file) == ("error", GOOD)
    assert verdict.problem is not None
    assert verdict.problem.message == f"adjudge itself failed: ZeroDivisionError: {GOOD}"
    assert verdict.problem.words["zh"] == f"adjudge 自身出错：“ZeroDivisionError: {GOOD}”"


def test_a_recorded_input_of_a_kind_that_no_rule_judges_is_refused(bench):
    bench.plugin("workshop", {**RULELESS, "adjudge_workshop/policies/workshop/data.yaml": "params: {}\n"})
    recorded = Recorded(
        path="a.part.yaml",
        file="a.part.yaml",
        kind="workshop.part",
        sha256="0" * 64,
        size=1,
        line=1,
        text="{}",
        document={},
        locate=lambda _steps: Place(1, 1),
    )
    as_of = datetime(2026, 5, 1, tzinfo=UTC)
    with (
        InputSession(load_settings(Options()), as_of=as_of, engine="embedded") as session,
        pytest.raises(JudgeError) as caught,
    ):
        session.verdict(recorded)
    assert caught.value.told("en") == "no rule of workshop.part can be judged. Mend what is reported of them."
    assert caught.value.told("zh") == "workshop.part 的规则均无法判定。请改正所报告的这些规则的问题。"


def test_facts_that_cannot_be_sent_are_the_plugins_error(bench):
    hook = "\n\n@hookimpl\ndef adjudge_facts(artifact):\n    return {'note': chr(0xD800)}\n"
    files = workshop()
    files["adjudge_workshop/__init__.py"] = f"{files['adjudge_workshop/__init__.py']}{hook}"
    files["adjudge_workshop/schemas/workshop/part_facts.json"] = '{"title": "Facts of a part", "type": "object"}'
    bench.plugin("workshop", files)
    bench.write(PARTS, GEAR)
    (verdict,) = bench.judge(PARTS).verdicts
    assert verdict.problem is not None
    assert verdict.problem.plugin == "workshop"
    assert verdict.problem.message.startswith("the policy input is no JSON: ")
    assert "surrogates not allowed" in verdict.problem.message
    assert verdict.problem.words["zh"].startswith("策略输入不是 JSON：“")


@pytest.mark.parametrize(
    ("place", "en", "zh"),
    [
        (
            "1 / 0",
            "`locate` of the reader odd raised ZeroDivisionError: division by zero",
            "读取器 odd 的 `locate` 抛出异常：“ZeroDivisionError: division by zero”",
        ),
        (
            "(1, 1)",
            "`locate` of the reader odd gave a tuple, not a Place",
            "读取器 odd 的 `locate` 给出的是 tuple，应为 Place",
        ),
    ],
)
def test_a_place_that_a_reader_cannot_tell_is_its_error_in_each_language(bench, place, en, zh):
    code = f"""
    def read(source):
        value = {{"name": "spring", "weight": 0}}
        yield Document(value=value, locate=lambda steps: {place}, sha256="0" * 64, size=1)

    @hookimpl
    def adjudge_readers():
        yield Reader(name="odd", suffixes=(".odd",), read=read)
    """
    bench.plugin("workshop", workshop())
    bench.plugin("odd", tiny("odd", code))
    bench.write("adjudge.toml", '[kinds]\n"*.odd" = "workshop.part"\n')
    bench.write("a.odd", LIGHT)
    (verdict,) = bench.judge("a.odd").verdicts
    problems = [verdict.problem, *(outcome.problem for outcome in verdict.outcomes)]
    (problem,) = [each for each in problems if each is not None]
    assert (verdict.verdict, problem.plugin) == ("error", "odd")
    assert problem.message == en
    assert problem.words["zh"] == zh


def test_a_file_that_no_reader_knows_is_told_by_whom_its_kind_was_said(bench):
    bench.write("adjudge.toml", '[kinds]\n"plain" = "identity.service"\n"odd.xyz" = "identity.service"\n')
    for name, code in (("plain", "a file without suffix"), ("odd.xyz", ".xyz")):
        bench.write(name, "x")
        (verdict,) = bench.judge(name).verdicts
        assert verdict.problem is not None
        assert verdict.problem.message.startswith(f"no reader knows {code}, but its kind is identity.service by ")
        assert verdict.problem.words["zh"].startswith("没有读取器能读取")


def test_a_report_over_what_is_read_is_refused_in_each_language(bench):
    bench.write("adjudge.toml", "")
    with Session(GOOD) as session:
        settings = session.settings
        over = Reports(
            names=["json=adjudge.toml"],
            registry=settings.registry,
            context=session.context(),
            root=session.root,
            read=session.own_files,
        )
        with pytest.raises(UsageError) as caught:
            over.write(session.verdicts(), session.summary, before_writing=lambda _: None)
    assert caught.value.told("en") == (
        "a report is to be written over adjudge.toml, which this run reads. Give the report a file of its own."
    )
    assert caught.value.told("zh") == "报告将覆盖 adjudge.toml，而本次运行要读取它。请为报告另指定文件。"


def test_a_suppressor_cannot_call_an_artifact_its_own_file(bench):
    code = """
    from pathlib import Path

    class Odd(Suppressor):
        files = (Path("good.service.json").absolute(),)

        def at(self, as_of):
            return self

        def suppression(self, verdict, finding, fingerprint, names):
            return None

    @hookimpl
    def adjudge_session(ready):
        yield Odd()
    """
    bench.plugin("odd", tiny("odd", code))
    (problem,) = bench.judge(suppressors=("odd",)).summary.problems
    assert problem.message == f"its suppressor calls {GOOD} a file of its own, and that is an artifact"
    assert problem.words["zh"] == f"其抑制器将 {GOOD} 称为自己的文件，而它是制品"


def test_what_stands_beside_a_table_is_one_mapping(bench):
    bench.write("adjudge.toml", '[kinds]\n"table.csv" = "identity.service"\n')
    bench.write("table.csv", "a\n1\n")
    bench.write("table.csv.meta.yaml", "- 1\n")
    (verdict,) = bench.judge("table.csv").verdicts
    assert verdict.problem is not None
    assert verdict.problem.message == "a .meta.yaml is one mapping"
    assert verdict.problem.words["zh"] == ".meta.yaml 必须是一个映射"
