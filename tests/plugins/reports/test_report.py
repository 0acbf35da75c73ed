"""Writers are found by name, and only the one that is asked for is imported."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from writers import WRITERS, writer

from adjudge.lib.errors import UsageError
from adjudge.lib.rego.rule import SEVERITIES
from adjudge.lib.words import languages, section
from adjudge.loading.registry import load
from adjudge.model import OUTCOMES


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_writer_can_be_had_by_its_name(name: str) -> None:
    assert callable(writer(name).verdict)
    assert callable(writer(name).finish)


def test_an_unknown_format_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="there is no report xml") as caught:
        load().reporter("xml")
    assert "json" in str(caught.value.hint)


def test_asking_for_one_format_does_not_import_another() -> None:
    code = (
        "import sys; from adjudge.loading.registry import load; load().reporter('text'); "
        "print('adjudge.plugins.reports.json' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_name_of_a_group(language: str) -> None:
    words = section(language, "report")
    assert named(words, "outcomes") == set(OUTCOMES)
    assert named(words, "severities") == set(SEVERITIES)
    assert named(words, "verdicts") == {"pass", "warn", "deny", "error"}


@pytest.mark.parametrize("name", ["report", "explain", "coverage", "horizon", "pages", "release", "listing"])
def test_chinese_has_the_words_of_english_with_the_same_placeholders_and_no_english_left(name: str) -> None:
    english, chinese = section("en", name), section("zh", name)
    plural = {code for code in english if code.endswith(("_one", "_zero"))}
    assert english.keys() - chinese.keys() <= plural
    assert chinese.keys() <= english.keys()
    for code, text in chinese.items():
        if code not in ("as_of", "named", "named_aside", "page.article"):  # where languages show something else
            assert placeholders(text) - {"s"} == placeholders(english[code]) - {"s"}, code
    assert not [code for code, text in chinese.items() if re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", str(text))]


def named(words: Mapping[str, Any], group: str) -> set[str]:
    return {code.removeprefix(f"{group}.") for code in words if code.startswith(f"{group}.")}


def placeholders(text: str | list[str]) -> set[str]:
    return set(re.findall(r"{(\w+)", str(text)))
