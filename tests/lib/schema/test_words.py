"""The words of schema errors: made when they are read, with the author's own words in the language at hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from adjudge.lib.errors import PolicyError
from adjudge.lib.schema import Validator
from adjudge.lib.schema.metaschema import against_metaschema
from adjudge.lib.schema.translations import translations, translator

SCHEMA = {
    "type": "object",
    "required": ["sha256"],
    "properties": {
        "sha256": {"title": "Digest", "description": "Of the file's\n bytes.", "type": "string", "minLength": 64},
        "months": {"title": "Months", "type": "integer", "minimum": 6},
        "files": {"title": "Files", "type": "array", "items": {"title": "File", "type": "string"}},
    },
}
CHINESE = {"Digest": "摘要", "Of the file's bytes.": "文件字节的摘要。", "Months": "月数", "File": "文件"}


class Asked:
    """Translations that count how often somebody asks for them."""

    def __init__(self) -> None:
        self.languages: list[str] = []

    def __call__(self, language: str) -> Mapping[str, str]:
        self.languages.append(language)
        return CHINESE if language == "zh" else {}


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (
            {},
            'the document lacks the key "sha256" (expected: Of the file\'s bytes)',
            '文档缺少键 "sha256"（摘要）（说明：文件字节的摘要）',
        ),
        (
            {"sha256": "x"},
            "sha256 has 1 character, at least 64 required (expected: Of the file's bytes)",
            "sha256（摘要） 只有 1 个字符，至少需要 64 个（说明：文件字节的摘要）",
        ),
        (
            {"sha256": "x" * 64, "months": 5},
            "months is 5, it must be at least 6 (expected: Months)",
            "months 为 5，不得小于 6（说明：月数）",
        ),
        (
            {"sha256": "x" * 64, "months": "5"},
            'months must be an integer, not "5", write it without quotes',
            'months（月数） 应为整数，而不是 "5"，请去掉引号',
        ),
        (
            {"sha256": "x" * 64, "files": [1]},
            "files[0] must be a string, not 1, put it in quotes",
            "files[0]（文件） 应为字符串，而不是 1，请加引号",
        ),
        (
            {"sha256": "x" * 64, "files": 1},
            "files must be a list, not 1, write it as a list",
            "files 应为列表，而不是 1，请写成列表",
        ),
    ],
)
def test_a_title_stands_beside_its_key_in_chinese_and_the_key_alone_in_english(
    value: object, english: str, chinese: str
) -> None:
    (error,) = Validator(SCHEMA, "s.json", Asked()).errors(value)
    assert (error.message["en"], error.message["zh"]) == (english, chinese)


def test_translations_are_asked_for_when_a_message_in_that_language_is_read() -> None:
    asked = Asked()
    (error,) = Validator(SCHEMA, "s.json", asked).errors({})
    assert error.message["en"]
    assert asked.languages == []
    assert error.message["zh"]
    assert set(asked.languages) == {"zh"}


def package(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> str:
    (folder / name / "catering").mkdir(parents=True)
    (folder / name / "catering" / "zh.yaml").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return name


def test_the_texts_of_a_domain_are_found_by_the_english_ones_on_one_line(tmp_path, monkeypatch) -> None:
    schemas = package(tmp_path, monkeypatch, "menus_in_chinese", '"Of the\\n menu": 菜单的\n')
    assert translations(schemas, "catering", "zh") == {"Of the menu": "菜单的"}
    assert translations(schemas, "catering", "en") == {}
    assert translations(schemas, "catering", "fr") == {}


def test_a_file_of_translations_that_is_none_is_its_authors_error_and_no_judges(tmp_path, monkeypatch) -> None:
    schemas = package(tmp_path, monkeypatch, "menus_in_numbers", "Menu: 7\n")
    with pytest.raises(PolicyError, match="no text") as caught:
        translations(schemas, "catering", "zh")
    assert caught.value.file == "catering/zh.yaml"
    (error,) = Validator(SCHEMA, "s.json", translator(schemas, "catering")).errors({})
    assert error.message["zh"] == '文档缺少键 "sha256"（说明：Of the file\'s bytes）'


def test_authors_are_told_what_the_reference_implementation_refuses_with_file_and_pointer() -> None:
    (error,) = against_metaschema({"properties": {"a/b": {"minLength": -1}}}, "catering/menu.json")
    assert error.file == "catering/menu.json"
    assert "at #/properties/a~1b/minLength breaks the meta-schema" in error.message
    assert error.hint == "Correct the keyword's value."
    assert list(against_metaschema(SCHEMA, "catering/menu.json")) == []
