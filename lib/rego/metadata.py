"""Read a rule's METADATA: the YAML in the comments above ``package`` (OPA's annotations, scope package).

What blocks inside the policy say of a code is read by :mod:`.codes`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..errors import PolicyError, PolicyErrors
from ..installed import own_schema
from ..words import ENGLISH, say
from .annotations import Metadata, above_package
from .codes import DescribedCode, both_ways, never_in_force, read_codes, with_codes
from .heads import JUDGING_HEADS, odd_heads
from .policy import Policy
from .rule import Fix, Rule, Words, effective_of
from .scan import Scan, column_of, line_of

if TYPE_CHECKING:
    from ..schema import Validator

_SCHEMA_OF_INPUT = "input.document"
_VERBS = frozenset(("stamp", "set", "label"))


def read_rule(policy: Policy, *, rule_id: str, kind: str, taken: Container[str] = ()) -> Rule:
    """Make the rule that a policy holds; ``taken`` are the ids that rules of its domain have now.

    Raises PolicyErrors, each with the line inside the file: for METADATA, that of a code included, which is missing, does
    not parse or breaks ``schemas/adjudge/metadata.json``; for another kind than its folder's; for heads that say nothing,
    cannot be told, or would never be asked.
    """
    text, scan = policy.module.text, policy.scan
    where: dict[str, Any] = {"file": policy.module.file, "plugin": policy.module.plugin, "rule": rule_id}
    errors: list[PolicyError] = []
    metadata: Metadata | None = None
    codes, wrong = read_codes(policy, where)
    errors += wrong
    try:
        metadata = above_package(text, scan.package_line, where)
        errors += _broken(metadata) or (*_mistaken(metadata, scan, kind, taken), *_misworded(metadata, codes))
    except PolicyError as error:
        errors.append(error)
    for odd in odd_heads(scan):
        line = scan.package_line if odd.offset is None else line_of(text, odd.offset)
        column = None if odd.offset is None else column_of(text, odd.offset)
        errors.append(PolicyError(odd.words, line=line, column=column, **where))
    if errors or metadata is None:
        raise PolicyErrors(sorted(errors, key=lambda error: error.line or 0))
    heads = scan.defined & JUDGING_HEADS
    return with_codes(_rule(metadata, kind=kind, heads=heads, line=scan.package_line), codes)


def _broken(metadata: Metadata) -> list[PolicyError]:
    """Return where METADATA breaks its schema."""
    validator = _metadata_validator()
    if validator.is_valid(metadata.document.value):
        return []
    return [
        metadata.fail(say("policy.metadata", why=error.message), *error.steps)
        for error in validator.errors(metadata.document.value)
    ]


def _mistaken(metadata: Metadata, scan: Scan, kind: str, taken: Container[str]) -> Iterator[PolicyError]:
    """Yield what METADATA says of the rule that cannot be so, though its schema allows it."""
    meta: Mapping[str, Any] = metadata.document.value
    named = {reference for entry in meta["schemas"] for path, reference in entry.items() if path == _SCHEMA_OF_INPUT}
    if named != {f"schema.{kind}"}:
        said = sorted(named) or say("policy.nothing")
        yield metadata.fail(say("policy.other_kind", kind=kind, input=_SCHEMA_OF_INPUT, said=said), "schemas")
    custom = meta["custom"]
    if "deny" in scan.defined and custom.get("binding") is False:
        yield metadata.fail(say("policy.binds_nobody"), "custom", "binding")
    yield from never_in_force(metadata, custom)
    domain = metadata.where["rule"].partition(".")[0]
    for place, former in enumerate(custom.get("formerly", ())):
        if former.partition(".")[0] != domain:
            words = say("policy.formerly_elsewhere", former=former, domain=domain)
            yield metadata.fail(words, "custom", "formerly", place)
        elif former in taken:
            yield metadata.fail(say("policy.formerly_loaded", former=former), "custom", "formerly", place)


def _misworded(metadata: Metadata, codes: Sequence[DescribedCode]) -> Iterator[PolicyError]:
    """Yield what is wrong with messages and edits: each code has them in one place, and in every language."""
    custom: Mapping[str, Any] = metadata.document.value["custom"]
    english = set(_messages(custom.get("message")))
    for language, words in _translated(custom).items():  # with other codes, a finding would lose its words
        if "message" in words and set(_messages(words["message"])) != english:
            yield metadata.fail(say("policy.other_codes", language=language), "custom", language, "message")
    messages = [
        text for each in (custom, *_translated(custom).values()) for text in _messages(each.get("message")).values()
    ]
    messages += [words["message"] for each in codes for words in each.words().values() if "message" in words]
    for placeholder in custom.get("names", ()):
        if not any(f"{{{placeholder}}}" in text for text in messages):
            yield metadata.fail(say("policy.names_unused", placeholder=placeholder), "custom", "names", placeholder)
    yield from _unfixed(metadata, custom)
    yield from both_ways(metadata, codes)


def _unfixed(metadata: Metadata, custom: Mapping[str, Any]) -> Iterator[PolicyError]:
    """Yield what is wrong with the edits that the rule offers: they are of its codes, and each is one edit."""
    codes = _messages(custom.get("message")).keys() - {""}
    for code, fix in custom.get("fix", {}).items() if codes else ():
        if code not in codes:
            yield metadata.fail(say("policy.fix_code", code=code, codes=sorted(codes)), "custom", "fix", code)
        elif (
            not isinstance(fix, Mapping) or len(fix) != 1 or not fix.keys() <= _VERBS
        ):  # a code that is called as an edit
            yield metadata.fail(say("policy.fix_by_code", codes=sorted(codes)), "custom", "fix", code)
    if not codes and not custom.get("fix", {}).keys() <= _VERBS:
        yield metadata.fail(say("policy.fix_without_codes"), "custom", "fix")


def _translated(custom: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the rule's words in other languages than English: what the schema has no name for is a language."""
    known = own_schema("metadata")["properties"]["custom"]["properties"]
    return {name: words for name, words in custom.items() if name not in known}


@cache
def _metadata_validator() -> Validator:

    from ..schema.own import own_validator

    return own_validator("metadata")


def _rule(metadata: Metadata, *, kind: str, heads: frozenset[str], line: int) -> Rule:
    meta: Mapping[str, Any] = metadata.document.value
    rule_id: str = metadata.where["rule"]
    custom: Mapping[str, Any] = meta["custom"]
    words = {ENGLISH: _words({**meta, **custom})}
    words |= {language: _words(text) for language, text in _translated(custom).items()}
    return Rule(
        id=rule_id,
        domain=rule_id.partition(".")[0],
        kind=kind,
        severity=custom["severity"],
        words=words,
        heads=heads,
        file=metadata.where["file"],
        line=line,
        plugin=metadata.where["plugin"],
        basis=tuple(custom.get("basis", ())),
        jurisdictions=tuple(custom.get("jurisdictions", ())),
        effective=effective_of(custom),
        collections=tuple(custom.get("collections", ())),
        formerly=tuple(custom.get("formerly", ())),
        binding=custom.get("binding", True),
        resources=tuple(resource["ref"] for resource in meta.get("related_resources", ())),
        setting=custom.get("setting"),
        fixes=_fixes(custom),
        names={name: (at, metadata.line("custom", "names", name)) for name, at in custom.get("names", {}).items()},
    )


def _words(text: Mapping[str, Any]) -> Words:
    return Words(
        title=text["title"],
        description=text.get("description", ""),
        messages=_messages(text.get("message")),
        remediation=text.get("remediation", ""),
    )


def _messages(message: str | Mapping[str, str] | None) -> dict[str, str]:
    if message is None:
        return {}
    return {"": message} if isinstance(message, str) else dict(message)


def _fixes(custom: Mapping[str, Any]) -> dict[str, Fix]:
    """Return the edits that the rule offers, by code."""
    said = custom.get("fix", {})
    by_code = said if _messages(custom.get("message")).keys() - {""} else {"": said} if said else {}
    return {code: Fix(verb, value) for code, each in by_code.items() for verb, value in each.items()}
