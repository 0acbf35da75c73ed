"""Workflow commands say what they say and nothing else, whatever an artifact says."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Run = Callable[..., str]
COMMAND = re.compile(r"::(error|warning|notice) ([^:\n]*)::([^\r\n]*)")


def unescape(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read commands as the runner does: properties end at commas, the command at ``::``."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        found.append((match[1], {name: unescape(value) for name, value in properties.items()}, unescape(match[3])))
    return found


def test_each_finding_is_an_annotation_at_its_place(run: Run, make: SimpleNamespace) -> None:
    found = commands(run("github", make.bad(), problems=(make.plugin_problem(),)))
    assert [kind for kind, _, _ in found] == [*["error"] * 3, "warning", "warning", "notice", *["error"] * 5]
    _, where, text = found[1]
    assert where == {
        "file": "broken/demo.project.yaml",
        "line": "4",
        "col": "20",
        "title": "dubbing.project.explicit_label: Synthetic audio carries an audible label",
    }
    assert text.splitlines()[0] == "中文.wav has no audible label"
    assert "clause: Label Provisions, article 4 [labels#4]" in text
    assert text.splitlines()[-1] == "fix: Add a spoken label that names AI."


def test_a_waiver_keeps_its_reason(run: Run, make: SimpleNamespace) -> None:
    (notice,) = (text for kind, _, text in commands(run("github", make.bad())) if kind == "notice")
    assert "waived: until 2027-01-31: re-recorded" in notice


@pytest.mark.parametrize(("which", "kind"), [("good", "notice"), ("bad", "error")])
def test_the_decision_comes_last(run: Run, make: SimpleNamespace, which: str, kind: str) -> None:
    assert commands(run("github", getattr(make, which)()))[-1][:2] == (kind, {"title": "adjudge"})


def test_no_text_ends_a_command_or_begins_another(run: Run, make: SimpleNamespace) -> None:
    verdicts: list[Any] = make.hostile()
    found = commands(run("github", verdicts))
    assert len(found) == 5 * len(verdicts) + 1
    assert {kind for kind, _, _ in found} == {"error", "notice"}
    assert {tuple(where) for _, where, _ in found} <= {
        ("file", "line", "title"),
        ("file", "line", "col", "title"),
        ("title",),
    }


def test_a_name_with_an_end_of_line_names_the_file_and_ends_no_command(run: Run, make: SimpleNamespace) -> None:
    found = make.finding("dubbing.project.hash", 1, 1, "wrong")
    name = "new\nline\r\x1b.yaml"
    text = run("github", [make.verdict(name, "deny", make.outcome("dubbing.project.hash", "denied", found))])
    assert "file=new%0Aline%0D\\x1b.yaml,line=1," in text
    assert all(line.startswith("::") for line in text.splitlines())
