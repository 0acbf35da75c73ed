"""Read a rule's METADATA: the YAML in the comments above ``package`` (OPA's annotations, scope package)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..documents import Document, Source
from ..errors import PolicyError, PolicyErrors, ReadError
from ..formats import read_core
from ..installed import own_schema
from ..words import ENGLISH, Texts, say
from .heads import JUDGING_HEADS, odd_heads
from .policy import Policy
from .rule import Effective, Fix, Rule, Words
from .scan import Scan, column_of, line_of

if TYPE_CHECKING:
    from ..schema import Validator

_SCHEMA_OF_INPUT = "input.document"
_VERBS = frozenset(("stamp", "set", "label"))


class _Metadata(NamedTuple):
    """The YAML of a METADATA block: what it says, and where."""

    document: Document
    first_line: int
    where: Mapping[str, Any]

    def fail(self, words: Texts, *steps: str | int) -> PolicyError:
        """Make the error of what stands at ``steps``."""
        return PolicyError(words, line=self.line(*steps), **self.where)

    def line(self, *steps: str | int) -> int:
        """Return the line of what stands at ``steps``."""
        return self.first_line + self.document.locate(steps).line


def read_rule(policy: Policy, *, rule_id: str, kind: str, taken: Container[str] = ()) -> Rule:
    """Make the rule that a policy holds; ``taken`` are the ids that rules of its domain have now.

    Raises PolicyErrors, each with the line inside the file: for METADATA that is missing, does not parse or breaks
    ``schemas/adjudge/metadata.json``; for another kind than its folder's; for heads that say nothing, cannot be told, or
    would never be asked.
    """
    text, scan = policy.module.text, policy.scan
    where: dict[str, Any] = {"file": policy.module.file, "plugin": policy.module.plugin, "rule": rule_id}
    errors: list[PolicyError] = []
    metadata: _Metadata | None = None
    try:
        metadata = _metadata(text, scan, where)
        errors += _broken(metadata) or _mistaken(metadata, scan, rule_id, kind, taken)
    except PolicyError as error:
        errors.append(error)
    for odd in odd_heads(scan):
        line = scan.package_line if odd.offset is None else line_of(text, odd.offset)
        column = None if odd.offset is None else column_of(text, odd.offset)
        errors.append(PolicyError(odd.words, line=line, column=column, **where))
    if errors or metadata is None:
        raise PolicyErrors(sorted(errors, key=lambda error: error.line or 0))
    heads = scan.defined & JUDGING_HEADS
    return _rule(metadata, kind=kind, heads=heads, line=scan.package_line)


def _metadata(text: str, scan: Scan, where: Mapping[str, Any]) -> _Metadata:
    block = _block(text, scan.package_line)
    if block is None:
        raise PolicyError(say("policy.no_metadata"), line=scan.package_line, **where)
    first_line, yaml_text = block
    return _Metadata(_parse(yaml_text, first_line, where), first_line, where)


def _broken(metadata: _Metadata) -> list[PolicyError]:
    """Return where METADATA breaks its schema."""
    validator = _metadata_validator()
    if validator.is_valid(metadata.document.value):
        return []
    return [
        metadata.fail(say("policy.metadata", why=error.message), *error.steps)
        for error in validator.errors(metadata.document.value)
    ]


def _mistaken(metadata: _Metadata, scan: Scan, rule_id: str, kind: str, taken: Container[str]) -> Iterator[PolicyError]:
    """Yield what METADATA says that cannot be so, though its schema allows it."""
    meta: Mapping[str, Any] = metadata.document.value
    named = {reference for entry in meta["schemas"] for path, reference in entry.items() if path == _SCHEMA_OF_INPUT}
    if named != {f"schema.{kind}"}:
        said = sorted(named) or say("policy.nothing")
        yield metadata.fail(say("policy.other_kind", kind=kind, input=_SCHEMA_OF_INPUT, said=said), "schemas")
    custom = meta["custom"]
    if "deny" in scan.defined and custom.get("binding") is False:
        yield metadata.fail(say("policy.binds_nobody"), "custom", "binding")
    english = set(_messages(custom.get("message")))
    for language, words in _translated(custom).items():  # with other codes, a finding would lose its words
        if "message" in words and set(_messages(words["message"])) != english:
            yield metadata.fail(say("policy.other_codes", language=language), "custom", language, "message")
    messages = [
        text for each in (custom, *_translated(custom).values()) for text in _messages(each.get("message")).values()
    ]
    for placeholder in custom.get("names", ()):
        if not any(f"{{{placeholder}}}" in text for text in messages):
            yield metadata.fail(say("policy.names_unused", placeholder=placeholder), "custom", "names", placeholder)
    yield from _unfixed(metadata, custom)
    domain = rule_id.partition(".")[0]
    for place, former in enumerate(custom.get("formerly", ())):
        if former.partition(".")[0] != domain:
            words = say("policy.formerly_elsewhere", former=former, domain=domain)
            yield metadata.fail(words, "custom", "formerly", place)
        elif former in taken:
            yield metadata.fail(say("policy.formerly_loaded", former=former), "custom", "formerly", place)


def _unfixed(metadata: _Metadata, custom: Mapping[str, Any]) -> Iterator[PolicyError]:
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


def _block(text: str, package_line: int) -> tuple[int, str] | None:
    """Return the line of ``# METADATA`` and the YAML below it, when the block ends right above ``package``."""
    lines = text.split("\n")[: package_line - 1]
    start = len(lines)
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    comments = [line.strip() for line in lines[start:]]
    if "# METADATA" not in comments:
        return None
    begin = comments.index("# METADATA")
    yaml_lines = [comment[2:] if comment[1:2] == " " else comment[1:] for comment in comments[begin + 1 :]]
    return start + begin + 1, "\n".join(yaml_lines)


def _parse(yaml_text: str, first_line: int, where: Mapping[str, Any]) -> Document:
    source = Source(path=where["file"], real=Path(where["file"]), data=yaml_text.encode(), sha256="")
    try:
        (document,) = read_core(source, ".yaml")
    except (ReadError, ValueError) as error:
        line = error.line if isinstance(error, ReadError) else None
        why: Texts = error.words if isinstance(error, ReadError) else say("policy.several_documents")
        raise PolicyError(say("policy.unparsable", why=why), line=first_line + (line or 0), **where) from error
    if isinstance(document, ReadError):
        raise PolicyError(say("policy.unparsable", why=document.words), line=first_line, **where)
    return document


def _translated(custom: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the rule's words in other languages than English: what the schema has no name for is a language."""
    known = own_schema("metadata")["properties"]["custom"]["properties"]
    return {name: words for name, words in custom.items() if name not in known}


@cache
def _metadata_validator() -> Validator:

    from ..schema.own import own_validator

    return own_validator("metadata")


def _rule(metadata: _Metadata, *, kind: str, heads: frozenset[str], line: int) -> Rule:
    meta: Mapping[str, Any] = metadata.document.value
    rule_id: str = metadata.where["rule"]
    custom: Mapping[str, Any] = meta["custom"]
    effective = custom.get("effective", {})
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
        effective=Effective(
            since=effective.get("from"), to=effective.get("to"), replaced_by=effective.get("replaced_by")
        ),
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
