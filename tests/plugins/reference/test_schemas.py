"""Schemas are described in every language, so that an editor shows a field's words in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adjudge.lib.schema.translations import OWN, TEXTS, on_one_line, translated, translations
from adjudge.lib.words import languages

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = sorted((ROOT / "schemas" / "adjudge").glob("*.json"))


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in TEXTS and isinstance(value, str):
                yield value
            elif key not in ("const", "default", "enum", "examples"):
                yield from texts(value)
    elif isinstance(node, list):
        for each in node:
            yield from texts(each)


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_all_words_of_adjudges_own_schemas_are_translated_and_nothing_else(language: str) -> None:
    known = translations(OWN, "adjudge", language, "adjudge")
    said = {on_one_line(text) for file in SCHEMAS for text in texts(json.loads(file.read_text(encoding="utf-8")))}
    assert sorted(said - known.keys()) == []
    assert sorted(known.keys() - said) == []


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.stem)
def test_a_schema_in_chinese_differs_in_its_words_only(file: Path) -> None:
    schema = json.loads(file.read_text(encoding="utf-8"))
    chinese = translated(schema, translations(OWN, "adjudge", "zh", "adjudge"))
    assert [text for text in texts(chinese) if text.isascii() and text != "SHA-256"] == []
    back = {text: english for english, text in translations(OWN, "adjudge", "zh", "adjudge").items()}
    assert shape(translated(chinese, dict.fromkeys(back, "·"))) == shape(
        translated(schema, dict.fromkeys(texts(schema), "·"))
    )


def shape(node: Any) -> str:
    return json.dumps(node, sort_keys=True)


def test_what_is_a_value_and_no_word_stays_as_it_is() -> None:
    schema = {"title": "Menu", "properties": {"title": {"const": "Menu", "examples": [{"title": "Menu"}]}}}
    assert translated(schema, {"Menu": "菜单"}) == {**schema, "title": "菜单"}


def test_the_names_of_values_are_words_and_the_values_are_none() -> None:
    schema = {"enum": ["Menu"], "x-adjudge-names": {"Menu": "Menu"}}
    assert translated(schema, {"Menu": "菜单"}) == {"enum": ["Menu"], "x-adjudge-names": {"Menu": "菜单"}}
