"""What METADATA and parameters of a rule have to say beyond what the loader asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from adjudge.lib.blank import is_blank
from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.lib.words import Said, Texts, say

from .finding import LintFinding
from .policies import Policies

_HOLE = re.compile(r"\{([A-Za-z_]\w*)\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def words(rule: Rule, languages: Iterable[str]) -> Iterator[LintFinding]:
    """Each text is there in every language, with the same codes and placeholders; Chinese is Chinese.

    ``{risk_zh}`` in Chinese is what ``{risk}`` is in English.
    """
    missing = [language for language in languages if language not in rule.words]
    if missing:
        yield from (_at(rule, say("lint.words.no_language", language=language)) for language in missing)
        return
    for language, told in rule.words.items():
        yield from _texts(rule, language, told)
        for part in rule.codes.values():
            found = _texts(part, language, part.words[language])  # what a code lacks, the rule says
            yield from (each for each in found if each.code != "lint.words.missing")
    english = rule.words["en"].messages
    for language, told in rule.words.items():
        for code in english.keys() & told.messages.keys():
            if _holes(english[code], language) != _holes(told.messages[code], language):
                yield _at(rule, say("lint.words.placeholders", code=code, language=language))


def _texts(rule: Rule, language: str, told: Words) -> Iterator[LintFinding]:
    texts = {"title": told.title, "description": told.description, "remediation": told.remediation}
    for name, text in texts.items():
        if is_blank(text):
            yield _at(rule, say("lint.words.missing", language=language, name=name))
    texts |= {f"message {code}".rstrip(): text for code, text in told.messages.items()}
    if not told.messages:
        yield _at(rule, say("lint.words.missing", language=language, name="message"))
    if language == "zh":
        for name, text in texts.items():
            if text and not _HAN.search(text):
                yield _at(rule, say("lint.words.not_chinese", name=name))
    if told.title.rstrip().endswith((".", "。")):  # in either language
        yield _at(rule, say("lint.words.full_stop", language=language))


def _holes(text: str, language: str) -> list[str]:
    return sorted(name.removesuffix(f"_{language}") for name in _HOLE.findall(text))


def codes(rule: Rule, policies: Policies) -> Iterator[LintFinding]:
    """Each message is for a code that the rule's test shows, each placeholder for a key that the policy can give."""
    text = "\n".join(each.module.text.partition("\npackage ")[2] for each in policies.reached(rule))
    test = policies.test(rule)
    for code, message in rule.words["en"].messages.items():
        if code and (test is None or f'"{code}"' not in test.text):
            yield _at(rule, say("lint.codes.unshown", code=code))
        names = {name for told in rule.words.values() for name in _HOLE.findall(told.messages.get(code, ""))}
        for name in sorted({*names, *_HOLE.findall(message)}):
            if f'"{name}"' not in text:
                yield _at(rule, say("lint.codes.ungiven", name=name))


def fixes(rule: Rule, policies: Policies) -> Iterator[LintFinding]:
    """What a rule offers to state is a digest that it reads, and none that a law asks for."""
    stamped = [code for code, fix in rule.fixes.items() if fix.verb == "stamp"]
    if not stamped:
        return
    if not any("sha256" in each.module.text.partition("\npackage ")[2] for each in policies.reached(rule)):
        yield _at(rule, say("lint.fixes.digest"))
    for cited in dict.fromkeys(rule.of(code).basis for code in stamped):
        if cited:
            yield _at(rule, say("lint.fixes.duty", basis=list(cited)))


def ids(rule: Rule, rules: Iterable[Rule]) -> Iterator[LintFinding]:
    """An id is one rule's, former ids included."""
    for other in rules:
        taken = {other.id, *other.formerly} if other.id != rule.id else set()
        for name in sorted(taken & {rule.id, *rule.formerly}):
            yield _at(rule, say("lint.ids.taken", id=name, by=other.id))


def parameters(rule: Rule, policies: Policies) -> Iterator[LintFinding]:
    """Each parameter that is read has a description in the schema."""
    described = (policies.params or {}).get("properties", {})
    for each in policies.reached(rule):
        for name in sorted(each.parameters(rule.domain)):
            if not described.get(name, {}).get("description"):
                yield _at(rule, say("lint.parameters.undescribed", name=name))


def portable(rule: Rule, policies: Policies, check: Callable[[Module, Rule], None]) -> Iterator[LintFinding]:
    """Every engine has, and reads alike, what a rule and its helpers are written with.

    ``check`` raises PolicyError for a module that its engine refuses: ``check_module`` of
    :mod:`adjudge.plugins.engines.embedded.support`.
    """
    for each in policies.reached(rule):
        try:
            check(each.module, rule)
        except PolicyError as error:
            why: Texts = error.words
            yield LintFinding(
                file=error.file or each.module.file, line=error.line, words=say("lint.portable", why=why), rule=rule.id
            )


def _at(rule: Rule, what: Said) -> LintFinding:
    return LintFinding(file=rule.file, line=rule.line, words=what, rule=rule.id)
