"""Read a rule's METADATA: the YAML in the comments above ``package`` (OPA's annotations, scope package)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..documents import Document, Source
from ..errors import PolicyError, ReadError
from ..formats import read_core
from ..installed import own_schema
from ..words import ENGLISH, Texts, say
from .rule import Effective, Rule, Words
from .scan import Scan

if TYPE_CHECKING:
    from ..schema import Validator

JUDGING_HEADS = frozenset({"applies", "deny", "warn"})
_SCHEMA_OF_INPUT = "input.document"


def read_rule(text: str, *, scan: Scan, rule_id: str, kind: str, file: str, plugin: str) -> Rule:
    """Make the rule that a policy file holds.

    Raises PolicyError, with the line inside the file, for METADATA that is missing, does not parse or breaks
    ``schemas/adjudge/metadata.json``; for another kind than its folder's; for a rule with neither deny nor warn.
    """
    where: dict[str, Any] = {"file": file, "plugin": plugin, "rule": rule_id}
    block = _block(text, scan.package_line)
    if block is None:
        raise PolicyError(say("policy.no_metadata"), line=scan.package_line, **where)
    first_line, yaml_text = block
    document = _parse(yaml_text, first_line, where)
    _check(document, first_line, where)
    meta: Mapping[str, Any] = document.value
    named = {reference for entry in meta["schemas"] for path, reference in entry.items() if path == _SCHEMA_OF_INPUT}
    if named != {f"schema.{kind}"}:
        said = sorted(named) or say("policy.nothing")
        raise PolicyError(
            say("policy.other_kind", kind=kind, input=_SCHEMA_OF_INPUT, said=said),
            line=first_line + document.locate(("schemas",)).line,
            **where,
        )
    heads = _heads(scan, meta, where, first_line + document.locate(("custom", "binding")).line)
    return _rule(meta, rule_id=rule_id, kind=kind, heads=heads, file=file, line=scan.package_line, plugin=plugin)


def _heads(scan: Scan, meta: Mapping[str, Any], where: Mapping[str, Any], line_of_binding: int) -> frozenset[str]:
    """Return the heads that are asked for. Raises PolicyError where they say nothing, or cannot be told."""
    heads = scan.heads & JUDGING_HEADS
    if "applies" in heads and ("applies" not in scan.defined or "applies" in scan.called):
        raise PolicyError(say("policy.applies"), line=scan.package_line, **where)
    if not heads & {"deny", "warn"}:
        raise PolicyError(say("policy.no_heads"), line=scan.package_line, **where)
    if "deny" in heads and meta["custom"].get("binding") is False:
        raise PolicyError(say("policy.binds_nobody"), line=line_of_binding, **where)
    return heads


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


def _check(document: Document, first_line: int, where: Mapping[str, Any]) -> None:
    validator = _metadata_validator()
    if validator.is_valid(document.value):
        _check_codes(document, first_line, where)
        return
    error = validator.errors(document.value)[0]
    raise PolicyError(
        say("policy.metadata", why=error.message), line=first_line + document.locate(error.steps).line, **where
    )


def _check_codes(document: Document, first_line: int, where: Mapping[str, Any]) -> None:
    """Refuse messages of a language whose codes differ from the English ones: a finding would lose its words."""
    custom = document.value["custom"]
    english = set(_messages(custom.get("message")))
    for language, words in _translated(custom).items():
        if "message" in words and set(_messages(words["message"])) != english:
            raise PolicyError(
                say("policy.other_codes", language=language),
                line=first_line + document.locate(("custom", language, "message")).line,
                **where,
            )


def _translated(custom: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the rule's words in other languages than English: what the schema has no name for is a language."""
    known = own_schema("metadata")["properties"]["custom"]["properties"]
    return {name: words for name, words in custom.items() if name not in known}


@cache
def _metadata_validator() -> Validator:

    from ..schema.own import own_validator

    return own_validator("metadata")


def _rule(
    meta: Mapping[str, Any], *, rule_id: str, kind: str, heads: frozenset[str], file: str, line: int, plugin: str
) -> Rule:
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
        file=file,
        line=line,
        plugin=plugin,
        basis=tuple(custom.get("basis", ())),
        jurisdictions=tuple(custom.get("jurisdictions", ())),
        effective=Effective(
            since=effective.get("from"), to=effective.get("to"), replaced_by=effective.get("replaced_by")
        ),
        collections=tuple(custom.get("collections", ())),
        formerly=tuple(custom.get("formerly", ())),
        binding=custom.get("binding", True),
        resources=tuple(resource["ref"] for resource in meta.get("related_resources", ())),
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
