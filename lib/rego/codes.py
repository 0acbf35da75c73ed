"""What a rule's METADATA says of one code: in a block of its own, right above the ``deny`` or ``warn`` that says it.

A code is described in the maps of the package (``custom.message``, ``custom.fix``) or in a block, never in both. What a
block does not say is as in the METADATA of the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..documents import NOTHING
from ..errors import PolicyError
from ..installed import own_schema
from ..words import ENGLISH, say
from .annotations import Metadata, parsed
from .blocks import MetadataBlock, blocks, codes_said
from .policy import Policy
from .rule import Fix, Rule, Words, effective_of
from .scan import line_of
from .standing import ends_before_it_begins

if TYPE_CHECKING:
    from ..schema import Validator

_SAYS_NOTHING = frozenset({"entrypoint", "schemas", "scope"})
_PARTS = ("title", "description", "remediation")


class DescribedCode(NamedTuple):
    """A code that has a block of its own, and what the block says."""

    code: str
    metadata: Metadata

    @property
    def custom(self) -> Mapping[str, Any]:
        """What the block says under ``custom``."""
        said: Mapping[str, Any] = self.metadata.document.value["custom"]
        return said

    def words(self) -> dict[str, Mapping[str, Any]]:
        """Return what the block says in each language, message included; English is there whatever it says."""
        known = _schema()["properties"]["custom"]["properties"]
        others = {name: words for name, words in self.custom.items() if name not in known}
        return {ENGLISH: {**self.metadata.document.value, **self.custom}, **others}


def read_codes(policy: Policy, where: Mapping[str, Any]) -> tuple[list[DescribedCode], list[PolicyError]]:
    """Return the codes that have blocks, and what is wrong with blocks: nothing that one says goes unheard."""
    found: list[DescribedCode] = []
    wrong: list[PolicyError] = []
    for block in blocks(policy.module.text, policy.scan):
        try:
            metadata = parsed(block.text, block.line, where)
        except PolicyError as error:
            if block.is_of_findings:
                wrong.append(error)
            continue
        problems = list(_mistaken(block, metadata, policy, {each.code: each for each in found}))
        wrong += problems
        code = _code_of(metadata)
        if isinstance(code, str) and not problems:
            found.append(DescribedCode(code, metadata))
    return found, wrong


def _code_of(metadata: Metadata) -> object:
    said = metadata.document.value
    custom = said.get("custom") if isinstance(said, Mapping) else None
    return custom.get("code") if isinstance(custom, Mapping) else None


def _mistaken(
    block: MetadataBlock, metadata: Metadata, policy: Policy, known: Mapping[str, DescribedCode]
) -> Iterator[PolicyError]:
    said, code = metadata.document.value, _code_of(metadata)
    if not block.is_of_findings:
        if code is not None:
            name = block.head.name if block.head is not None else say("policy.nothing")
            yield metadata.fail(say("policy.code_elsewhere", code=code, name=name), "custom", "code")
        return
    if code is None:
        heard = _SAYS_NOTHING.issuperset(said) if isinstance(said, Mapping) else said is None
        if not heard and not _asks_for_itself(policy):
            assert block.head is not None
            yield metadata.fail(say("policy.block_without_code", head=block.head.name))
        return
    broken = [] if _validator().is_valid(said) else list(_validator().errors(said))
    yield from (metadata.fail(say("policy.metadata", why=error.message), *error.steps) for error in broken)
    if not broken:
        yield from _mistaken_code(block, DescribedCode(str(code), metadata), policy, known)


def _mistaken_code(
    block: MetadataBlock, described: DescribedCode, policy: Policy, known: Mapping[str, DescribedCode]
) -> Iterator[PolicyError]:
    """Yield what is wrong with a code that is described: its words, that it is described twice, that none says it."""
    code, metadata, text = described.code, described.metadata, policy.module.text
    if code in known:
        other = known[code].metadata.line("custom", "code")
        yield metadata.fail(say("policy.code_described_twice", code=code, line=other), "custom", "code")
    yield from never_in_force(metadata, described.custom)
    for language, words in described.words().items():
        if "message" in words and "message" not in described.custom:
            yield metadata.fail(say("policy.other_codes", language=language), "custom", language, "message")
    assert block.head is not None
    said = codes_said(text, block.head)
    if said is not None and said != (code,):
        words = say("policy.code_unsaid", code=code)
        if said:
            words = say("policy.other_code_said", code=code, said=said[0])
        yield PolicyError(words, line=line_of(text, block.head.offset), **metadata.where)


def never_in_force(metadata: Metadata, custom: Mapping[str, Any]) -> Iterator[PolicyError]:
    """Yield that what METADATA describes ends before it begins: it would find nothing on any day."""
    effective = effective_of(custom)
    if ends_before_it_begins(effective):
        words = say("policy.never_in_force", since=effective.since, to=effective.to)
        yield metadata.fail(words, "custom", "effective")


def _asks_for_itself(policy: Policy) -> bool:
    """Return whether the policy reads its annotations itself: what they say is then heard."""
    return any(name.text.startswith("rego.metadata.") for name in policy.scan.names)


def both_ways(package: Metadata, described: Iterable[DescribedCode]) -> Iterator[PolicyError]:
    """Yield the codes with a block that the METADATA of the package describes as well."""
    custom: Mapping[str, Any] = package.document.value["custom"]
    for each in described:
        for place in ("message", "fix"):
            said = custom.get(place)
            if isinstance(said, Mapping) and each.code in said:
                words = say("policy.code_both_ways", code=each.code, place=f"custom.{place}")
                yield each.metadata.fail(words, "custom", "code")


def with_codes(rule: Rule, described: Iterable[DescribedCode]) -> Rule:
    """Return a rule with its codes that have blocks, each as it is for the findings of that code."""
    codes = {each.code: _as_described(rule, each) for each in described}
    if not codes:
        return rule
    languages = dict.fromkeys(language for each in (rule, *codes.values()) for language in each.words)
    words = {language: _with_messages(rule, codes, language) for language in languages}
    fixes = {**rule.fixes, **{code: each.fixes[code] for code, each in codes.items() if code in each.fixes}}
    return rule._replace(words=words, fixes=fixes, codes=codes)


def _with_messages(rule: Rule, codes: Mapping[str, Rule], language: str) -> Words:
    """Return the words of the rule as a whole, with every message; a language that only a block has takes its others."""
    own = rule.words.get(language, rule.words[ENGLISH]._replace(messages=NOTHING))
    of_blocks = {
        code: each.words[language].messages[code]
        for code, each in codes.items()
        if language in each.words and code in each.words[language].messages
    }
    return own._replace(messages={**own.messages, **of_blocks})


def _as_described(rule: Rule, described: DescribedCode) -> Rule:
    custom, said = described.custom, described.words()
    of_rule = rule.fixes.get("") if "message" not in custom else None  # it mends what that message tells
    fix = next((Fix(verb, value) for verb, value in custom.get("fix", {}).items()), of_rule)
    resources = described.metadata.document.value.get("related_resources")
    languages = dict.fromkeys((*rule.words, *said))
    return rule._replace(
        severity=custom.get("severity", rule.severity),
        words={language: _words(rule, described.code, said, language) for language in languages},
        line=described.metadata.first_line,
        basis=tuple(custom.get("basis", rule.basis)),
        effective=effective_of(custom) if "effective" in custom else rule.effective,
        resources=rule.resources if resources is None else tuple(each["ref"] for each in resources),
        fixes={described.code: fix} if fix is not None else NOTHING,
    )


def _words(rule: Rule, code: str, said: Mapping[str, Mapping[str, Any]], language: str) -> Words:
    """Return the words of a code in a language: those of its block, where it has none in English, else the package's.

    So a title that the block has in English only is no Chinese one of the whole rule.
    """
    own, english, package = said.get(language, NOTHING), said[ENGLISH], rule.words.get(language, rule.words[ENGLISH])
    parts = {part: own.get(part, english.get(part, getattr(package, part))) for part in _PARTS}
    message = own.get("message", english.get("message"))
    return Words(**parts, messages={code: message} if message is not None else _only(package.messages))


def _only(messages: Mapping[str, str]) -> Mapping[str, str]:
    """Return the message without a code, which is there for any."""
    return {"": messages[""]} if "" in messages else NOTHING


@cache
def _schema() -> Mapping[str, Any]:
    block: Mapping[str, Any] = own_schema("metadata")["$defs"]["block"]
    return block


@cache
def _validator() -> Validator:
    from ..schema.own import own_validator

    return own_validator("metadata", "/$defs/block")
