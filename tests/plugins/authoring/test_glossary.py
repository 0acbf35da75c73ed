"""The glossary's terms stand where it says, and no first-party METADATA uses a variant that is not the term."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

GLOSSARY = Path(__file__).resolve().parents[3] / "docs" / "glossary.md"
POLICIES = Path(import_module("adjudge.policies").__path__[0])
RULES = sorted(file for file in POLICIES.rglob("*.rego") if not file.name.endswith("_test.rego"))


class Term(NamedTuple):
    """One row: the term, its English, where it stands, and variants that are not the term."""

    zh: str
    en: str
    basis: str
    variants: tuple[str, ...]


def terms() -> list[Term]:
    rows = [line.strip("|\n").split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if "| `" in line]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [
        Term(zh, en, basis.strip("`"), tuple(filter(None, re.split("、", variants))))
        for zh, en, basis, variants in cells
    ]


def text(basis: str) -> str:
    """Give the Chinese words that the data has of a clause, or of an instrument as a whole."""
    name, hash_sign, number = basis.partition("#")
    data = yaml.safe_load((POLICIES / "instruments" / name / "data.yaml").read_text(encoding="utf-8"))
    if not hash_sign:
        return f"{data['title']['zh']}\n{data['summary']['zh']}"
    (clause,) = (clause for clause in data["clauses"] if clause["number"] == number)
    return str(clause["summary"]["zh"])


def wrong(words: str) -> list[str]:
    """Give the variants that stand in a text, but for those that are part of a term there, as 合成要素 of 生成合成要素."""
    variants = [variant for term in terms() for variant in term.variants]
    for term in terms():
        if any(variant in term.zh for variant in variants):
            words = words.replace(term.zh, "□")
    return [variant for variant in variants if variant in words]


def chinese(rule: Path) -> str:
    """Give the Chinese of a rule's METADATA."""
    lines = rule.read_text(encoding="utf-8").partition("\npackage ")[0].splitlines()
    if "# METADATA" not in lines:
        return ""
    metadata: dict[str, Any] = yaml.load(
        "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[lines.index("# METADATA") + 1 :]),
        yaml.BaseLoader,
    )
    return yaml.safe_dump(metadata.get("custom", {}).get("zh", {}), allow_unicode=True, width=10**9)


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.zh)
def test_a_term_stands_where_the_glossary_says(term: Term) -> None:
    stated = text(term.basis)
    assert all(part in stated for part in term.zh.split("、"))
    assert term.en


def test_a_term_has_one_row_and_is_no_variant_of_another() -> None:
    names = [term.zh for term in terms()]
    assert len(names) == len(set(names)) > 50
    assert not set(names) & {variant for term in terms() for variant in term.variants}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_the_chinese_of_a_rule_uses_the_terms(rule: Path) -> None:
    assert wrong(chinese(rule)) == []


def test_rules_have_chinese_to_look_at() -> None:
    assert sum(bool(chinese(rule)) for rule in RULES) > 20


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
    assert wrong(words) == found
