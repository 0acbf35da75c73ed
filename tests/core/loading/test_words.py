"""What is wrong with declarations is said by code, in each language, with the plugin that made them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from first_party import FIRST_PARTY
from workshop import Bench, tiny

from adjudge import Options, load_settings
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.loading.registry import load

HOOK = "@hookimpl\ndef {hook}():\n    return [{value}]\n"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with Bench.made(tmp_path, monkeypatch) as made:
        yield made


def is_told(error: AdjudgeError, code: str) -> None:
    assert error.code == code
    assert error.words["en"] != error.words["zh"]
    assert error.words["en"].isascii()


DOMAIN = "Domain(name='odd', title={{'en': 'Odd'}}, {more})"


@pytest.mark.parametrize(
    ("hook", "value", "code"),
    [
        ("adjudge_domains", DOMAIN.format(more="policies=''"), "plugin.domain_policies"),
        ("adjudge_domains", DOMAIN.format(more="policies='p', kinds=(Kind(name='odd.x'),)"), "plugin.domain_schemas"),
        ("adjudge_commands", "Command(name='odd', help='', load='a:b')", "plugin.command_help"),
        ("adjudge_commands", "Command(name='Odd', help='h', load='a:b')", "plugin.command_name"),
        ("adjudge_commands", "Command(name='odd', help='h', load='a')", "plugin.object"),
        ("adjudge_engines", "EngineType(name='Odd', make='a:b')", "plugin.engine_name"),
        ("adjudge_engines", "EngineType(name='native', make='a:b')", "plugin.native"),
        ("adjudge_engines", "EngineType(name='odd', make='a:b', instead_of='opa')", "plugin.instead_of"),
        ("adjudge_options", "Option(name='Odd')", "plugin.option_name"),
        ("adjudge_options", "Option(name='odd', gate='odd')", "plugin.option"),
        ("adjudge_options", "Option(name='odd', engine='opa')", "plugin.option_of_engine"),
        ("adjudge_readers", "Reader(name='odd', files=('*.json',), read=print)", "plugin.reader_files"),
        ("adjudge_readers", "Reader(name='odd', files='x', read=print)", "plugin.reader_claims"),
    ],
)
def test_a_declaration_that_cannot_be(empty: Bench, hook: str, value: str, code: str) -> None:
    empty.plugin("odd", tiny("odd", HOOK.format(hook=hook, value=value)))
    (problem,) = load(blocked=FIRST_PARTY).problems
    assert problem.plugin == "odd"
    assert problem.hint
    is_told(problem, code)


def test_a_plugin_that_is_called_as_a_key_of_ours_has_no_options(empty: Bench) -> None:
    empty.plugin("params", tiny("params", HOOK.format(hook="adjudge_options", value="Option(name='odd')")))
    (problem,) = load(blocked=FIRST_PARTY).problems
    is_told(problem, "plugin.own_table")


@pytest.mark.parametrize(
    ("hook", "value", "en", "zh"),
    [
        ("adjudge_engines", "EngineType(name='odd', make='a:b')", "the engine odd is", "引擎 odd 被"),
        ("adjudge_commands", "Command(name='odd', help='h', load='a:b')", "the command odd is", "命令 odd 被"),
        (
            "adjudge_readers",
            "Reader(name=__name__, files=('Odd',), read=print)",
            "the file name Odd is",
            "文件名 Odd 被",
        ),
        ("adjudge_options", "Option(name=__name__, flags=('--odd',))", "the flag --odd is", "命令行参数 --odd 被"),
        ("adjudge_options", "Option(name=__name__, env='ODD')", "the variable ODD is", "环境变量 ODD 被"),
        (
            "adjudge_options",
            "Option(name='odd', flags=(__name__.replace('adjudge_', '--'),))",
            "the option odd is",
            "选项 odd 被",
        ),
    ],
)
def test_what_is_claimed_twice_is_called_by_its_sort(empty: Bench, hook: str, value: str, en: str, zh: str) -> None:
    for name in ("left", "right"):
        empty.plugin(name, tiny(name, HOOK.format(hook=hook, value=value)))
    problems = load(blocked=FIRST_PARTY).problems
    assert {problem.plugin for problem in problems} == {"left", "right"}
    for problem in problems:
        is_told(problem, "plugin.contested")
        assert problem.words["en"].startswith(en)
        assert problem.words["zh"].startswith(zh)
        assert "left、right" in problem.words["zh"]


ENGINE = """
@hookimpl
def adjudge_engines():
    yield EngineType(name="odd", make="adjudge_odd:make")

@hookimpl
def adjudge_options():
    yield Option(name="odd_url", engine="odd", env="ODD_URL", loosens=never)
"""


def refused(**options: object) -> UsageError:
    with pytest.raises(UsageError) as caught:
        load_settings(Options(**options)).engine()  # type: ignore[arg-type]
    return caught.value


def test_who_may_not_name_an_engine_is_told_how_he_named_it(empty: Bench) -> None:
    empty.plugin("odd", tiny("odd", ENGINE))
    is_told(refused(environment={"ADJUDGE_ENGINE": "odd"}), "engine.named")
    error = refused(environment={"ODD_URL": "x"})
    is_told(error, "engine.meant")
    assert error.message.startswith("ODD_URL means the engine odd of the plugin odd, which counts only when a gate")
    is_told(refused(engine="oda"), "engine.unknown")
    is_told(refused(engine="embedded", more={"odd_url": "x"}), "engine.asks_none")


def test_who_asks_for_the_report_of_a_broken_plugin_is_told_of_that_plugin(empty: Bench) -> None:
    empty.plugin("odd", tiny("odd", "@hookimpl\ndef adjudge_reporters():\n    return {'odd': object}\n"))
    with pytest.raises(UsageError) as caught:
        load(blocked=FIRST_PARTY).reporter("odd")
    is_told(caught.value, "output.unknown_or_broken")
    assert caught.value.plugin == "odd"
    assert "adjudge_reporters gave odd, which lacks" in caught.value.message
    assert "json" in str(caught.value.hint)


def test_under_a_gate_every_plugin_must_load(empty: Bench) -> None:
    empty.plugin("odd", tiny("odd", "raise LookupError('gone')\n"))
    gate = empty.write("../gate.toml", 'environment = "p"\n[plugins.odd]\n')
    error = refused(gate=gate)
    is_told(error, "gate.broken_plugin")
    assert error.told("zh").startswith("有插件无法使用：插件无法导入：“LookupError: gone”（插件 odd）")
