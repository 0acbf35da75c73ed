"""The glossary's terms stand where it says, and no first-party METADATA uses a variant that is not the term."""

from __future__ import annotations

from pathlib import Path

import pytest
from installed_rules import installed, rules

from adjudge.lib.rego.rule import Rule, Words
from adjudge.plugins.authoring.lint.terms import Term, read_terms, stands, terms_of, wrong

GLOSSARY = "docs/glossary.md"
TERMS = list(read_terms((Path(__file__).resolve().parents[3] / GLOSSARY).read_text(encoding="utf-8")))


def test_each_term_stands_where_the_glossary_says_and_has_one_row_and_is_no_variant_of_another() -> None:
    assert len(TERMS) > 50
    assert all(term.en for term in TERMS)
    assert [str(found) for found in stands(GLOSSARY, TERMS, installed().instruments)] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_chinese_of_a_rule_uses_the_terms(rule: Rule) -> None:
    assert [str(found) for found in terms_of(rule, TERMS)] == []


TABLE = """
| 中文 | English | stands in | not |
|---|---|---|---|
| 显式标识 | visible label | `labeling-measures` | 显性标识、可见标识 |
"""


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("| 显著标签 | label | `labeling-measures` | |", "g.md:5: 显著标签 does not stand in labeling-measures"),
        ("| 标识 | label | `gb-0` | |", "g.md:5: 标识 does not stand in gb-0"),
        ("| 标识 | label | `labeling-measures#999` | |", "g.md:5: 标识 does not stand in labeling-measures#999"),
        ("| 显式标识 | label | `labeling-measures` | |", "g.md:5: 显式标识 has two rows"),
        ("| 可见标识 | label | `labeling-measures` | |", "g.md:5: 可见标识 is a term, and a variant that is none"),
    ],
)
def test_a_row_that_does_not_hold_is_told(row: str, says: str) -> None:
    assert not list(stands("g.md", list(read_terms(TABLE)), installed().instruments))
    found = [str(found) for found in stands("g.md", list(read_terms(f"{TABLE}{row}\n")), installed().instruments)]
    assert says in found


def test_a_variant_in_a_rule_is_told_with_the_term() -> None:
    rule = rules()[0]
    told = {"en": Words("T"), "zh": Words("带有显性标识")}
    (found,) = terms_of(rule._replace(words=told), list(read_terms(TABLE)))
    assert (found.rule, str(found.words)) == (rule.id, "says 显性标识, where the term is 显式标识")
    assert found.told("zh") == f"{rule.file}:{rule.line}: 使用了显性标识，术语应为显式标识"
    assert not list(terms_of(rule._replace(words={"en": Words("T")}), list(read_terms(TABLE))))


def test_a_table_of_other_things_has_no_terms() -> None:
    assert list(read_terms("| a | b |\n|---|---|\n| c | d |\n")) == []
    assert list(read_terms(TABLE)) == [
        Term("显式标识", "visible label", "labeling-measures", ("显性标识", "可见标识"), 4)
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("合成音频带有可听的显性标识", ["显性标识"]),
        ("取得个人单独同意", []),
        ("取得个人的分别同意", ["分别同意"]),
        ("深度合成服务提供者", []),
        ("服务提供商留存个人数据", ["服务提供商", "个人数据"]),
        ("生成合成要素", []),
    ],
)
def test_a_variant_is_found_unless_it_is_part_of_a_term(words: str, found: list[str]) -> None:
    assert wrong(words, TERMS) == found
