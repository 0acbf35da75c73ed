"""Whether a stream gets colours: what is asked for comes before the environment, and that before the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adjudge.lib.colour import COLOUR, Wish, is_coloured, painted, wish_of


class Terminal:
    def isatty(self) -> bool:
        return True


class File:
    def isatty(self) -> bool:
        return False


@pytest.fixture
def wish() -> Iterator[None]:
    token = COLOUR.set("auto")
    yield
    COLOUR.reset(token)


@pytest.mark.parametrize(
    ("wanted", "environment", "terminal", "file"),
    [
        ("auto", {}, True, False),
        ("auto", {"TERM": "xterm"}, True, False),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ("auto", {"FORCE_COLOR": "true"}, True, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, True, False),
        ("auto", {"NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
    ],
)
@pytest.mark.usefixtures("wish")
def test_the_flag_counts_before_no_color_before_force_color_before_the_terminal(
    wanted: Wish, environment: dict[str, str], terminal: bool, file: bool
) -> None:
    COLOUR.set(wanted)
    assert (is_coloured(Terminal(), environment), is_coloured(File(), environment)) == (terminal, file)
    assert not is_coloured(None, environment)


def test_the_last_wish_counts_and_one_that_is_unknown_is_none() -> None:
    assert [wish_of(each) for each in ([], ["always"], ["always", "never"], ["sometimes"])] == [
        "auto",
        "always",
        "never",
        "auto",
    ]


def test_nothing_is_not_painted() -> None:
    assert (painted("", "1"), painted("x", "1")) == ("", "\x1b[1mx\x1b[0m")
