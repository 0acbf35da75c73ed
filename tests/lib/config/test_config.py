"""The configuration: which one is in force, what it may say, the clock and the root."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from adjudge.lib.clock import format_as_of, parse_as_of
from adjudge.lib.config import Config, find_config, root_of
from adjudge.lib.errors import UsageError

TEXT = 'lang = "zh"\n'
PYPROJECT = '[project]\nname = "x"\n\n[tool.adjudge]\nlang = "zh"\n'


@pytest.fixture
def here(tmp_path):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    return folder


# --- finding --------------------------------------------------------------------------------------------------------


def test_without_a_file_there_is_nothing_but_the_folder(here):
    config = find_config(here)
    assert (config.folder, config.file, config.values) == (here, None, {})
    assert config.line_of(("params",)) == (1, 1)
    assert config.place(()) == {"file": None, "line": 1, "column": 1}


def test_the_nearest_file_upward_is_in_force(here):
    (here.parent.parent / "adjudge.toml").write_text('lang = "en"\n', encoding="utf-8")
    (here.parent / "adjudge.toml").write_text(TEXT, encoding="utf-8")
    config = find_config(here)
    assert (config.folder, config.values) == (here.parent, {"lang": "zh"})


def test_a_table_of_pyproject_will_do(here):
    (here / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    config = find_config(here)
    assert config.values == {"lang": "zh"}
    assert config.place(("lang",)) == {"file": "pyproject.toml", "line": 5, "column": 1}


@pytest.mark.parametrize("text", ['[project]\nname = "x"\n', "# tool.adjudge is not set\n", "tool = 7 # adjudge\n"])
def test_a_pyproject_without_settings_is_passed_over(here, text):
    (here / "pyproject.toml").write_text(text, encoding="utf-8")
    (here.parent / "adjudge.toml").write_text(TEXT, encoding="utf-8")
    assert find_config(here).file == here.parent / "adjudge.toml"


@pytest.mark.parametrize("text", ['tool = {adjudge = {lang = "zh"}}\n', 'tool.adjudge.lang = "zh"\n'])
def test_a_table_may_be_written_in_any_way(here, text):
    (here / "pyproject.toml").write_text(text, encoding="utf-8")
    assert find_config(here).values == {"lang": "zh"}


@pytest.mark.parametrize("text", ["[tool.adjudge\n", "[tool.adjudge]\nx = \n", "tool.adjudge = 7\n"])
def test_a_pyproject_that_may_have_settings_is_not_passed_over(here, text):
    (here / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        find_config(here)


def test_adjudge_toml_wins_over_pyproject_beside_it(here):
    (here / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (here / "adjudge.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert find_config(here).values == {"lang": "en"}


def test_a_named_file_wins_over_all(here, tmp_path):
    (here / "adjudge.toml").write_text(TEXT, encoding="utf-8")
    named = tmp_path / "strict.toml"
    named.write_text('fail_on = "warn"\n', encoding="utf-8")
    assert find_config(here, named).values == {"fail_on": "warn"}


def test_a_judged_pack_may_bring_its_own_where_there_is_none(here, tmp_path):
    pack = tmp_path / "pack"
    (pack / "jobs").mkdir(parents=True)
    (pack / "adjudge.toml").write_text(TEXT, encoding="utf-8")
    (pack / "jobs" / "x.yaml").touch()
    assert find_config(here, judged=[pack / "jobs" / "x.yaml"]).folder == pack
    assert find_config(here, judged=[pack / "jobs", pack]).folder == pack
    assert find_config(here, judged=[here, pack]).file is None
    (here / "adjudge.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert find_config(here, judged=[pack]).folder == here, "but not in the place of one that is in force"


# --- reading --------------------------------------------------------------------------------------------------------


def test_a_named_file_that_is_not_there_is_a_mistake(here):
    with pytest.raises(UsageError, match="the configuration cannot be read") as caught:
        find_config(here, here / "gone.toml")
    assert caught.value.hint


@pytest.mark.parametrize("text", ["lang = ", "lang = 'en'\nlang = 'zh'\n", "x = nan\n"])
def test_a_file_that_does_not_parse_is_a_mistake_at_its_line(here, text):
    (here / "adjudge.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="the configuration does not parse") as caught:
        find_config(here)
    assert (caught.value.file, caught.value.line is not None, bool(caught.value.hint)) == ("adjudge.toml", True, True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('lang = "zh"\ncolour = "red"\n', 2),
        ("\nlang = 7\n", 2),
        ("[params]\ncatering = 7\n", 2),
    ],
)
def test_a_file_that_says_what_it_may_not_is_a_mistake_at_its_line(here, text, line):
    (here / "adjudge.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_config(here)
    assert caught.value.file == "adjudge.toml"
    assert caught.value.line == line
    assert caught.value.exit_code == 2


def test_a_table_of_no_plugin_is_a_mistake_at_its_line_once_the_plugins_are_known(here):
    (here / "adjudge.toml").write_text('[tool.adjudge]\nlang = "zh"\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_config(here).check_tables({"catering": ["oven"]})
    assert (caught.value.file, caught.value.line, caught.value.exit_code) == ("adjudge.toml", 1, 2)


def test_a_key_of_a_plugins_table_must_be_an_option_of_it(here):
    (here / "adjudge.toml").write_text('[catering]\noven = "hot"\nstove = "cold"\n', encoding="utf-8")
    config = find_config(here)
    config.check_tables({"catering": ["oven", "stove"]})
    with pytest.raises(UsageError, match=r"catering\.stove is no option of the plugin catering") as caught:
        config.check_tables({"catering": ["oven"]})
    assert (caught.value.file, caught.value.line) == ("adjudge.toml", 3)


# --- the clock and the root -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-01", "2026-03-01T12:00:00Z"),
        ("2026-03-01T01:02:03Z", "2026-03-01T01:02:03Z"),
        ("2026-03-01T08:00:00+08:00", "2026-03-01T00:00:00Z"),
        ("2026-03-01T00:00:00.999999Z", "2026-03-01T00:00:00Z"),
    ],
)
def test_the_clock_is_what_was_said(text, instant):
    assert format_as_of(parse_as_of(text)) == instant


def test_the_clock_is_now_when_nothing_was_said():
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= parse_as_of(None) <= datetime.now(UTC)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-13-01", "2026-3-1", "2026-03-01T00:00:00", "0001-01-01T00:00:00+23:59"]
)
def test_a_clock_that_cannot_be_read_is_a_mistake(text):
    with pytest.raises(UsageError) as caught:
        parse_as_of(text)
    assert caught.value.hint


def test_the_root_is_what_was_named_else_the_configurations_folder(here):
    assert root_of(None, Config(folder=here)) == Path(here).resolve()
    assert root_of(here.parent, Config(folder=here)) == Path(here.parent).resolve()
    with pytest.raises(UsageError, match="is no folder"):
        root_of(here / "gone", Config(folder=here))


def test_the_root_is_a_real_path(here, tmp_path):
    (tmp_path / "link").symlink_to(here)
    assert root_of(tmp_path / "link", Config(folder=here)) == here.resolve()
