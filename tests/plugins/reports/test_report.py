"""Writers are found by name, and only the one that is asked for is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest
from writers import WRITERS, writer

from adjudge.lib.errors import UsageError
from adjudge.lib.rego.rule import SEVERITIES
from adjudge.lib.wording import wording
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


@pytest.mark.parametrize(
    "words", [wording("en"), wording("zh")], ids={language: wording(language) for language in ("en", "zh")}
)
def test_every_language_has_every_word(words: object) -> None:
    assert isinstance(words, type(wording("en")))
    assert set(words.outcomes) == set(OUTCOMES)
    assert set(words.severities) == set(SEVERITIES)
    assert set(words.verdicts) == {"pass", "warn", "deny", "error"}
    assert words.counts.keys() == wording("en").counts.keys()
    assert words.core.keys() == wording("en").core.keys()
    assert all(words)


def test_chinese_has_no_english_left() -> None:
    texts = [
        text
        for name in ("outcomes", "verdicts", "severities", "core")
        for text in getattr(wording("zh"), name).values()
    ]
    assert not [text for text in texts if text.isascii()]
