"""What an artifact writes cannot act on a terminal or hide, and a caret stands where its column is."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from adjudge.lib.escape import TEXT, WINDOW, brief, excerpt, visible, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("配音　标识", "配音　标识"),  # the ideographic space is an ordinary one in Chinese
        ("l’été à 21 h", "l’été à 21 h"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("\x9b31m", "\\x9b31m"),
        ("a\tb\nc\r", "a\\tb\\nc\\r"),
        ("x\u202egnp.exe", "x\\u202egnp.exe"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("line\u2028end", "line\\u2028end"),
        ("name\udcff", "name\\udcff"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("filler\u3164", "filler\\u3164"),
        ("variant\U000e0100", "variant\\U000e0100"),
        ("👩\u200d👧", "👩\\u200d👧"),
        ("❤\ufe0f", "❤\\ufe0f"),
        ("Z" + "\u0335" * 9, "Z" + "\\u0335" * 9),
    ],
)
def test_everything_is_seen_and_nothing_acts(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.slow
def test_no_character_of_unicode_reaches_a_terminal_as_a_command_or_unseen() -> None:
    ranges = (
        range(0x20000),
        range(0xE0000, 0xE0200),
        (0x3FFFF, 0xF0000, 0x10FFFF),
    )  # the rest is ideographs or nothing
    shown = visible("".join(map(chr, itertools.chain(*ranges))))
    assert {unicodedata.category(character) for character in shown}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )


def test_a_message_of_a_megabyte_says_how_much_it_leaves_out() -> None:
    assert brief("x" * 1_000_000) == "x" * TEXT + f"… (+{1_000_000 - TEXT})"


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("配音", 4), ("ＡＢ", 4), ("e\u0301", 1), ("👧", 2), ("한국", 4), ("“”", 2)]
)
def test_width_counts_terminal_cells(text: str, cells: int) -> None:
    assert width(text) == cells


LINES = [
    "tracks: ▲en.wav",
    "\t- file: ▲en.wav",
    "标题: 「▲配音」",
    "emoji 👧🏽👩\u200d👧 ▲x",
    "bidi \u202e abc ▲x",
    "combine e\u0301e\u0301 ▲x",
    "x" * 400 + "▲" + "y" * 400,
    "配" * 300 + "▲" + "音" * 300,
    "配" * 30 + "▲",
    "▲" + "音" * 300,
    "\x1b" * 90 + "▲" + "\x1b" * 90,
    "e\u0301\t配" * 40 + "▲" + "👩\u200d👧" * 40,
    '{"a": "' + "\\" * 150 + "▲" + "\\" * 150,
    "x" * 99 + "▲",
    "x" * 100 + "▲",
]


@pytest.mark.parametrize("line", LINES)
def test_the_caret_stands_under_its_column(line: str) -> None:
    shown, cells = excerpt(line, line.index("▲") + 1)
    assert cells == width(shown[: shown.index("▲")])


@pytest.mark.parametrize("line", LINES)
def test_an_excerpt_never_takes_more_than_its_window(line: str) -> None:
    assert all(width(excerpt(line, column)[0]) <= WINDOW for column in range(1, len(line) + 2))


def test_a_long_line_shows_that_it_goes_on() -> None:
    shown, _ = excerpt("x" * 200 + "▲" + "y" * 200, 201)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert excerpt("▲" + "y" * 200, 1)[0].startswith("▲")


def test_an_escape_is_never_cut_in_two() -> None:
    inner = excerpt("\u202e" * 200, 100)[0].strip("…")
    assert inner
    assert inner.replace("\\u202e", "") == ""


@pytest.mark.parametrize("column", [-5, 0, 4, 5, 10**9])
def test_a_column_outside_the_line_is_its_nearest_end(column: int) -> None:
    assert excerpt("abc", column) == ("abc", 0 if column < 1 else 3)


def test_a_line_of_ten_megabytes_costs_no_more_than_its_window() -> None:
    shown, cells = excerpt("配" * 5_000_000, 2_500_000)
    assert (width(shown) <= WINDOW, shown[1]) == (True, "配")
    assert cells <= 60
