"""The command line in the language of whoever reads it, in this process."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from workshop import tiny

from adjudge import Command, Option, cli
from adjudge.lib import console, words
from adjudge.loading.batteries import declared

COMMANDS = sorted(each.name for each in declared("commands"))
_ENGLISH = re.compile(r"[A-Za-z][a-z']+(?: [a-z'][a-z']*){2,}")
"""Three English words in a row: a name, a flag or a file name has none."""


class Told(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command line in an empty folder, as `adjudge` does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ADJUDGE_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(cli, "keep_stdout", lambda: None)
    monkeypatch.setattr(cli, "settled", lambda code, _stdout, unread, language: code)  # the process goes on

    def call(*arguments: str) -> Told:
        monkeypatch.setattr("sys.argv", ["adjudge", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        told = capfd.readouterr()
        return Told(int(end.value.code or 0), told.out, told.err)

    return call


@pytest.fixture
def broken_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A copy of the languages in which the Chinese usage errors do not parse."""
    folder = tmp_path / "locale"
    shutil.copytree(str(words.folder()), folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (folder / "zh.yaml").read_text(encoding="utf-8")
    (folder / "zh.yaml").write_text(text.replace("\nusage:\n", '\nusage:\n  "never ended: [\n', 1), encoding="utf-8")
    monkeypatch.setattr(words, "folder", lambda: folder)
    caches = (words.section, words._source, words.languages)
    for each in caches:
        each.cache_clear()
    yield
    words.broken.clear()
    monkeypatch.undo()
    for each in caches:
        each.cache_clear()


def english(text: str) -> list[str]:
    """Return what is English in a Chinese text, but for commands to be typed."""
    plain = re.sub(r"示例：.*(?:\n    .*)*|`[^`]*`", "", text)
    return [each for each in _ENGLISH.findall(plain) if not each.startswith("adjudge")]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_is_chinese(run: Run, name: str) -> None:
    told = run(name, "--help", "--lang", "zh")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"用法：adjudge {name}")
    assert english(told.out) == []
    assert "显示此帮助并退出。" in told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_chinese_help_is_wider_than_the_terminal(run: Run, name: str) -> None:
    from adjudge.lib.escape import width

    shown = re.sub(r"示例：.*(?:\n    .*)*", "", run(name, "--help", "--lang", "zh").out)
    assert [line for line in shown.splitlines() if width(line) > 80] == []


def test_the_help_of_all_is_chinese_and_lists_every_command(run: Run) -> None:
    told = run("--lang", "zh", "--help")
    assert english(told.out) == []
    assert set(COMMANDS) <= set(told.out.split())


@pytest.mark.parametrize(
    "arguments",
    [("--lang", "zh", "rules", "--help"), ("rules", "--lang=zh", "-h"), ("rules", "--help", "--lang", "zh")],
)
def test_the_flag_may_stand_anywhere(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).out.startswith("用法：adjudge rules")


def test_the_flag_goes_before_the_variable_and_the_variable_before_the_configuration(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "adjudge.toml").write_text('lang = "zh"\n', encoding="utf-8")
    assert run("chek").err == "错误：没有命令 chek。您是否要用 check？\n"
    monkeypatch.setenv("ADJUDGE_LANG", "en")
    assert run("chek").err == "error: there is no command chek. Did you mean check?\n"
    assert run("--lang", "zh", "chek").err.startswith("错误：")


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("adjudge.toml", 'lang = "zh"\nfoo = 1\n', "错误：adjudge.toml:2:1: foo 是此处不允许的键"),
        ("pyproject.toml", '[tool.adjudge]\nlang = "zh"\nengine = 3\n', "错误：pyproject.toml:3:1: engine"),
        ("adjudge.toml", 'lang = "zh"\nfoo = \n', "error: adjudge.toml:2:"),
    ],
)
def test_a_mistake_in_a_configuration_is_told_in_its_language_where_that_can_be_read(
    run: Run, tmp_path: Path, file: str, text: str, says: str
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert run("check", ".").err.startswith(says)


def test_what_fails_while_it_is_told_is_never_a_denials_exit_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(cli, "tell", fail)
    assert run("chek").code == 3


def test_the_flag_before_the_command_is_the_commands_own(run: Run) -> None:
    assert (
        run("--lang", "zh", "rules", "dubbing.consent.in_force").out
        == run("rules", "--lang", "zh", "dubbing.consent.in_force").out
    )


@pytest.mark.parametrize(
    "arguments", [("--lang", "zhh", "rules"), ("rules", "--lang", "zhh"), ("waivers", "--lang=zhh")]
)
def test_an_unknown_language_is_a_usage_error_in_english(run: Run, arguments: tuple[str, ...]) -> None:
    told = run(*arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: --lang is 'zhh'")
    assert "zh" in told.err.partition("'zhh'")[2]


def test_help_is_english_where_the_variable_names_an_unknown_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADJUDGE_LANG", "xx")
    told = run("rules", "--help")
    assert (told.code, told.out[:7]) == (0, "Usage: ")


USAGE = [
    (("check", "--zzz"), "没有选项 --zzz。可用的选项见 `adjudge check --help`。"),
    (("rules", "--jso"), "没有选项 --jso。请改用 --json。"),
    (("check", "--format", "json"), "没有选项 --format。请改用 -o json。"),
    (("check", "--exclude", "x"), "--exclude 不是选项，只能写在配置中。请在 adjudge.toml 中写明 exclude。"),
    (("attest", "x", "--release"), "--release 不能用于 `adjudge attest`：该命令始终按发布判定。请去掉该选项。"),
    (("attest", "x", "--baseline", "y"), "--baseline 不能用于 `adjudge attest`：门禁之下不计基线。请去掉该选项。"),
    (("baseline", "--gate", "x"), "--gate 不能用于 `adjudge baseline`：任何门禁都不计基线。请去掉该选项。"),
    (
        ("baseline", "--baseline", "x"),
        "--baseline 不能用于 `adjudge baseline`：本命令写的就是基线；可用 --file 指定其他文件。请去掉该选项。",
    ),
    (("rules", "--json=1"), "选项 --json 不带值"),
    (("check", "--kind"), "选项 --kind 需要一个值"),
    (("explain",), "缺少参数 'RULE'"),
    (("waive", "x"), "缺少选项 '--rule'"),
    (("explain", "a", "b"), "多出一个参数：b"),
    (("explain", "a", "b", "c"), "多出若干参数：b c"),
    (("check", "--fail-on", "x"), "'--fail-on' 的值无效：“x” 不在 'deny'、'warn' 之列"),
    (("horizon", "--days", "x"), "'--days' 的值无效：“x” 不是整数"),
    (("horizon", "--days", "0"), "'--days' 的值无效：0 不在 1<=x<=3660 范围内"),
    (("waivers", "--max-days", "0"), "'--max-days' 的值无效：0 不在 x>=1 范围内"),
    (("check", "--kind", "a", "--kind", "b"), "--kind 给出了两次。请只给一次。"),
]


@pytest.mark.parametrize(("arguments", "wanted"), USAGE, ids=lambda each: each if isinstance(each, str) else None)
def test_a_usage_error_is_chinese(run: Run, arguments: tuple[str, ...], wanted: str) -> None:
    told = run("--lang", "zh", *arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines()[0] == f"错误：{wanted}"
    assert english(told.err) == []


def test_a_command_that_is_missing_is_answered_by_help(run: Run) -> None:
    told = run("--lang", "zh")
    assert (told.code, told.err) == (2, "")
    assert told.out == run("--lang", "zh", "--help").out


def test_a_file_that_is_no_folder_is_told_in_both_languages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page").write_text("", encoding="utf-8")
    first = "error: 'DIR' has a value that cannot be: 'page' is a file, not a folder\n"
    assert run("reference", "page").err.startswith(first)
    first = "错误：'DIR' 的值无效：'page' 是文件，不是目录\n"
    assert run("--lang", "zh", "reference", "page").err.startswith(first)


def test_a_path_that_cannot_be_read_is_no_mistake_of_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.yaml").symlink_to("page.yaml")  # it is there, and leads nowhere
    for language, said in (("en", "the file cannot be read"), ("zh", "文件无法读取")):
        told = run("--lang", language, "inspect", "page.yaml")
        assert (told.code, told.out) == (3, "")
        assert said in told.err


OF_PLUGIN = """
import click

from adjudge.lib.console import Choice, LocalizedCommand, option


@click.command(cls=LocalizedCommand, help="Lay a table.")
@option("--size", nargs=2, type=int, help="How long and how wide.")
@option("--shape", type=Choice(["round", "long"]), required=True, help="Which shape.")
def command(**_):
    return 0
"""


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        (("--size", "1"), "--size needs 2 values", "选项 --size 需要 2 个值"),
        ((), "the option '--shape' is missing; it is one of round, long", "缺少选项 '--shape'；可选：round、long"),
    ],
    ids=["too few values", "no choice"],
)
def test_a_usage_error_that_only_an_option_of_a_plugins_command_knows_is_told_in_both_languages(
    run: Run, site: Callable[..., Path], arguments: tuple[str, ...], en: str, zh: str
) -> None:
    offers = "Command(name='lay', help='Lay a table.', load='adjudge_table.lay:command')"
    code = f"@hookimpl\ndef adjudge_commands():\n    yield {offers}\n"
    site(table={**tiny("table", code), "adjudge_table/lay.py": OF_PLUGIN})
    for language, said in (("en", f"error: {en}\n"), ("zh", f"错误：{zh}\n")):
        told = run("--lang", language, "lay", *arguments)
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith(said)


def test_a_language_that_cannot_be_read_is_told_once_and_english_said_in_its_place(
    run: Run, broken_chinese: None
) -> None:
    told = run("--lang", "zh", "explain")
    assert "'RULE' is missing" in told.err
    (warning,) = [line for line in told.err.splitlines() if line.startswith("warning: ")]
    assert warning.startswith("warning: the words in locale/zh.yaml could not all be read")


def test_what_fails_in_adjudge_itself_is_told_in_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(cli.adjudge, "main", fail)
    told = run("--lang", "zh", "rules")
    assert told.code == 3
    assert told.err == "错误：adjudge 自身出错：RuntimeError：“a bug”。请设置 ADJUDGE_DEBUG=1 取得回溯信息并报告。\n"


def test_an_interrupt_is_told_in_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.adjudge, "main", stop)
    monkeypatch.setattr(cli, "forget_stdout", lambda: None)
    assert run("--lang", "zh", "rules") == (130, "", "错误：在全部判定完成之前被中断\n")


def test_a_plugins_own_command_can_bring_its_help_by_language(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command(cls=console.LocalizedCommand, help={"en": "Count dishes.", "zh": "清点菜品。"})
    @console.option(
        "--days", type=console.Number(1), default=3, show_default=True, help={"en": "How many.", "zh": "几日。"}
    )
    @console.option("--plain", help="Plain.")
    @click.option("--of-click", help="By click.")
    def command(**_: object) -> None:
        """Do nothing."""

    pages = []
    for language in ("en", "zh"):
        token = console.ANSWERS.set(lambda language=language: language)  # type: ignore[misc]
        command.main(["--help"], standalone_mode=False)
        console.ANSWERS.reset(token)
        pages.append(capsys.readouterr().out)
    assert "Count dishes." in pages[0]
    assert "How many.  [default: 3; x>=1]" in pages[0]
    assert "清点菜品。" in pages[1]
    assert "几日。 [默认：3；x>=1]" in pages[1]
    assert all("Plain." in page and "By click." in page for page in pages)


def test_a_declaration_takes_help_as_a_text_or_by_language() -> None:
    from adjudge.loading.checks import check_command

    for text in ("Plain.", {"en": "English.", "zh": "中文。"}):
        assert Option(name="a", help=text).wrong() == []
        check_command(Command(name="a", help=text, load="a:b"))
    assert Option(name="a", help=3).wrong() != []  # type: ignore[arg-type]
