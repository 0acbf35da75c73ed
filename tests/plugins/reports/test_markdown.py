"""Markdown shows what it is told; a real renderer finds no markup in an artifact's text."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from markdown_it import MarkdownIt

Run = Callable[..., str]
RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def kinds(text: str) -> set[str]:
    """The kinds of the tokens in a text, and the raw HTML in it."""
    found = set()
    for token in RENDERER.parse(text):
        found.add(token.type)
        for inner in token.children or ():
            found.add(f"{inner.type} {inner.content}" if "html" in inner.type else inner.type)
        if token.type == "html_block":
            found.add(f"html {token.content.strip()}")
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_reads_as_the_golden_file_does(run: Run, golden: Any, make: SimpleNamespace, language: str) -> None:
    text = run(
        "markdown", make.bad(), problems=(make.plugin_problem(),), unclaimed=("broken/notes.md",), language=language
    )
    golden(f"report.{language}.md", text)


def test_the_decision_and_every_outcome_are_told(run: Run, make: SimpleNamespace) -> None:
    text = run("markdown", make.bad())
    assert text.startswith("# adjudge report: 🛑 error\n\n5 artifacts (2 denied, 2 not judged)")
    for verdict in make.bad():
        for outcome in verdict.outcomes:
            assert f"`{outcome.rule}`" in text


def test_a_text_is_shown_as_it_is(make: SimpleNamespace) -> None:
    from adjudge.lib.escape import brief
    from adjudge.plugins.reports.markdown import code, escaped

    for text in filter(None, make.texts):
        (_, inline, _) = RENDERER.parse(escaped(text))
        assert {token.type for token in inline.children} <= {"text", "text_special", "html_inline"}
        assert "".join(token.content for token in inline.children).replace("<!-- -->", "") == brief(text)
        (_, inline, _) = RENDERER.parse(f"x {code(text)}")
        assert inline.children[1].type == "code_inline"
        assert inline.children[1].content == brief(text)


def test_hostile_text_makes_no_markup(run: Run, make: SimpleNamespace) -> None:
    mild = [verdict._replace(path="a", file="a", kind="a") for verdict in make.bad()]
    allowed = kinds(run("markdown", mild, problems=(make.plugin_problem(),))) | {"html_inline <!-- -->"}
    assert kinds(run("markdown", make.hostile())) <= allowed


def test_nobody_is_mentioned_and_no_address_becomes_a_link(run: Run, make: SimpleNamespace) -> None:
    outside_code = re.sub(r"(`+).*?\1", "", run("markdown", make.hostile()))
    assert "@octocat" not in outside_code
    assert not re.search(r"(?<!<)https?://(?!example\.org/(labels|gb1))", outside_code)
