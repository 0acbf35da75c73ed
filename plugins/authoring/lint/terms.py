"""A glossary holds: a term stands where it says, and no METADATA uses a variant that is not the term."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from adjudge.lib.instruments import Instruments
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import say

from .finding import LintFinding

LIST = "、"  # how Chinese lists: of a cell, and of terms that stand together in a clause


class Term(NamedTuple):
    """A row of a glossary: the term, its English, where it stands, and variants that are not the term."""

    zh: str
    en: str
    basis: str
    variants: tuple[str, ...]
    line: int


def read_terms(text: str) -> Iterator[Term]:
    """Yield the terms of a glossary: rows of Markdown tables whose third cell is a basis in backticks."""
    for number, line in enumerate(text.splitlines(), 1):
        if "| `" in line:
            zh, en, basis, variants = (cell.strip() for cell in line.strip("|").split("|"))
            yield Term(zh, en, basis.strip("`"), tuple(filter(None, variants.split(LIST))), number)


def stands(file: str, terms: Collection[Term], instruments: Instruments) -> Iterator[LintFinding]:
    """Yield the terms of a glossary, ``file``, that stand not where it says, or that it has twice.

    Raises PolicyError for an instrument whose file is broken.
    """
    seen: set[str] = set()
    variants = {variant for term in terms for variant in term.variants}
    for term in terms:
        text = _summary(term.basis, instruments)
        if text is None or not all(part in text for part in term.zh.split(LIST)):
            yield LintFinding(
                file=file, line=term.line, words=say("lint.terms.elsewhere", term=term.zh, basis=term.basis)
            )
        if term.zh in seen:
            yield LintFinding(file=file, line=term.line, words=say("lint.terms.twice", term=term.zh))
        if term.zh in variants:
            yield LintFinding(file=file, line=term.line, words=say("lint.terms.both", term=term.zh))
        seen.add(term.zh)


def terms_of(rule: Rule, terms: Collection[Term]) -> Iterator[LintFinding]:
    """Yield the variants that a rule's Chinese uses."""
    told = rule.words.get("zh")
    if told is None:
        return
    text = "\n".join((told.title, told.description, *told.messages.values(), told.remediation))
    for variant in wrong(text, terms):
        term = next(each.zh for each in terms if variant in each.variants)
        words = say("lint.terms.variant", variant=variant, term=term)
        yield LintFinding(file=rule.file, line=rule.line, words=words, rule=rule.id)


def wrong(text: str, terms: Collection[Term]) -> list[str]:
    """Return the variants in a text, but for those that are part of a term there, as 合成要素 of 生成合成要素."""
    variants = [variant for term in terms for variant in term.variants]
    for term in terms:
        if any(variant in term.zh for variant in variants):
            text = text.replace(term.zh, "□")
    return [variant for variant in variants if variant in text]


def _summary(basis: str, instruments: Instruments) -> str | None:
    """Return the Chinese words that the data has of a clause, or of an instrument as a whole."""
    name, hash_sign, number = basis.partition("#")
    instrument = instruments.get(name)
    if instrument is None:
        return None
    if not hash_sign:
        return f"{instrument.title['zh']}\n{instrument.summary['zh']}"
    clause = instrument.clause(number)
    return clause.summary["zh"] if clause is not None else None
