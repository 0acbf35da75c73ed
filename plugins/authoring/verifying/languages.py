"""What a plugin says in another language than English, it says in that language everywhere; or nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adjudge.lib.errors import AdjudgeError, Told
from adjudge.lib.rego.rule import Rule, Words
from adjudge.lib.schema.contract import NAMES, subschemas
from adjudge.lib.schema.translations import TEXTS, on_one_line, translations
from adjudge.lib.words import ENGLISH, languages, say

from ..lint.linted import LintedDomain
from .results import CheckOutcome, Fault
from .subject import PluginSubject


def told_languages(subject: PluginSubject) -> CheckOutcome:
    """Return which texts lack a language that others have; what was asked are the texts."""
    asked = 0
    faults: list[Fault] = []
    for linted in subject.linted:
        try:
            spoken = {each: _translations(linted, each) for each in languages() if each != ENGLISH}
        except AdjudgeError as error:
            faults.append(Fault(Told(error)))
            continue
        asked += sum(len(list(_of_rule(rule.words.get(ENGLISH)))) for rule in linted.folder.rules)
        asked += len(dict(_of_schemas(linted)))
        for language, texts in spoken.items():
            if _speaks(linted, language, texts):
                faults += _lacking(linted, language, texts)
    return CheckOutcome(asked, tuple(faults))


def _translations(linted: LintedDomain, language: str) -> Mapping[str, str]:
    return translations(linted.domain.schemas, linted.domain.name, language, linted.target.plugin)


def _speaks(linted: LintedDomain, language: str, texts: Mapping[str, str]) -> bool:
    return bool(texts) or any(language in rule.words for rule in linted.folder.rules)


def _lacking(linted: LintedDomain, language: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    if not linted.domain.title.get(language):
        yield Fault(say("verifying.no_title", domain=linted.domain.name, language=language))
    for rule in linted.folder.rules:
        for name in _absent(rule, language):
            yield Fault(say("verifying.not_in_language", name=name, language=language), rule.file, rule.line)
    for text, file in _of_schemas(linted):
        if text not in texts:
            yield Fault(say("verifying.text_not_in_language", text=text[:80], language=language), file)


def _absent(rule: Rule, language: str) -> Iterator[str]:
    theirs = {name for name, _ in _of_rule(rule.words.get(language))}
    yield from (name for name, _ in _of_rule(rule.words.get(ENGLISH)) if name not in theirs)


def _of_rule(words: Words | None) -> Iterator[tuple[str, str]]:
    """Yield the texts of METADATA that are there, by name."""
    if words is None:
        return
    told = {"title": words.title, "description": words.description, "remediation": words.remediation}
    told |= {f"message {code}".rstrip(): text for code, text in words.messages.items()}
    yield from ((name, text) for name, text in told.items() if text and text.strip())


def _of_schemas(linted: LintedDomain) -> Iterator[tuple[str, str]]:
    """Yield the texts of schemas and parameters, each once, with its file."""
    seen: set[str] = set()
    for name, schema in sorted(linted.schemas.sound.items()):
        for _, node in subschemas(dict(schema)):
            for text in _texts(node) if isinstance(node, dict) else ():
                if text not in seen:
                    seen.add(text)
                    yield text, f"{linted.domain.name}/{name}.json"


def _texts(node: Mapping[str, Any]) -> Iterator[str]:
    found = [*(node.get(each) for each in TEXTS), *node.get(NAMES, {}).values()]
    yield from (on_one_line(each) for each in found if isinstance(each, str))
