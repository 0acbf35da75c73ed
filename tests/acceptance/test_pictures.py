"""Pictures of a terminal show what the commands print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pictured import FOLDER, PICTURES, ROOT, Picture, drawn, printed, seen, shown

_SHOWN = re.compile(r"!\[[^]]*\]\(([^)]+)\)")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_what_the_command_prints(picture: Picture) -> None:
    assert seen(picture.file.read_text(encoding="utf-8")) == shown(printed(picture)), (
        "run `python tests/helpers/pictured.py`"
    )


def test_another_word_is_another_picture() -> None:
    text = "\x1b[1mdeny\x1b[0m: a.wav & <b>\n"
    assert seen(drawn(PICTURES[0], text)) == shown(text) == "deny:a.wav&<b>"


def test_each_picture_is_shown_on_a_page_and_each_page_finds_its_pictures() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {
        (page.parent / name).resolve() for page in pages for name in _SHOWN.findall(page.read_text(encoding="utf-8"))
    }
    assert (
        {each for each in named if each.is_relative_to(ROOT / "docs")}
        == {each.file for each in PICTURES}
        == set(FOLDER.iterdir())
    )


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.name)
def test_a_picture_is_small_and_asks_for_nothing_from_elsewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text) < 30_000
    assert re.findall(r"https?://[^\s\"']+", text) == ["http://www.w3.org/2000/svg"]
