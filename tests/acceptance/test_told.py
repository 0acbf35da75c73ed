"""What pages show of adjudge's output is what adjudge prints."""

from __future__ import annotations

import pytest
from told import FOLLOWED, PAGES, ROOT, Block, blocks, rewritten, told

ALL = [block for page in PAGES for block in blocks(page)]


@pytest.mark.parametrize("block", [each for each in ALL if each.command is not None], ids=lambda block: block.name)
def test_what_a_page_shows_is_what_the_command_prints(block: Block) -> None:
    assert block.folder is not None
    assert block.command is not None
    assert block.text == told(block.folder, block.command), "run `python tests/helpers/told.py`"


def test_no_output_on_a_page_is_written_by_hand() -> None:
    followed = [ROOT / name for name in FOLLOWED]
    assert [each.name for each in ALL if each.shows_output and each.command is None and each.page not in followed] == []


def test_every_comment_that_says_where_a_block_comes_from_stands_right_above_one() -> None:
    said = sum(page.read_text(encoding="utf-8").count("<!-- told in ") for page in PAGES)
    assert said == sum(each.command is not None for each in ALL) > 5


@pytest.mark.parametrize(
    "text",
    [
        "$ adjudge check a.yaml\npass: 1 artifact\n",
        "denied (high) a.b.c: Title\n   --> a.yaml:1:1\n",
        "deny: 3 artifacts (1 denied), 2 rules passed\n",
        '{\n  "ruleId": "a.b.c"\n}\n',
        '<testsuite name="a">\n',
        "# adjudge report: deny\n",
        "horizon: 1 finding begins within 3 days\n",
        "::error file=a.yaml::x\n",
    ],
)
def test_output_is_known_for_what_it_is(text: str) -> None:
    assert Block(ROOT / "README.md", 1, text, None, None).shows_output
    assert not Block(ROOT / "README.md", 1, "$ adjudge check jobs\n$ adjudge check more\n", None, None).shows_output


def test_a_block_that_is_out_of_date_is_written_anew(tmp_path) -> None:
    page = tmp_path / "page.md"
    head = "Text.\n\n<!-- told in examples/launch: adjudge check consents --as-of 2026-12-15 | lines 1-1 -->\n"
    page.write_text(f"{head}```\nold\n```\n\n```\nother\n```\n", encoding="utf-8")
    text = rewritten(page)
    assert text.startswith(f"{head}```\npass: 3 artifacts")
    assert text.endswith("\n```\n\n```\nother\n```\n")
