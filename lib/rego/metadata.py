"""Read a rule's METADATA: the YAML in the comments above ``package`` (OPA's annotations, scope package)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..documents import LANGUAGES, Document, Source
from ..errors import PolicyError, ReadError
from ..formats import read_core
from ..installed import own_schema
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
        raise PolicyError(
            "the rule has no METADATA",
            line=scan.package_line,
            **where,
            hint="Write a METADATA block with title, schemas and custom.severity right above `package`.",
        )
    first_line, yaml_text = block
    document = _parse(yaml_text, first_line, where)
    _check(document, first_line, where)
    meta: Mapping[str, Any] = document.value
    named = {reference for entry in meta["schemas"] for path, reference in entry.items() if path == _SCHEMA_OF_INPUT}
    if named != {f"schema.{kind}"}:
        raise PolicyError(
            f"the rule lies in the folder of {kind}, but its METADATA says {_SCHEMA_OF_INPUT} is "
            f"{', '.join(sorted(named)) or 'nothing'}",
            line=first_line + document.locate(("schemas",)).line,
            **where,
            hint=f"Write `- {_SCHEMA_OF_INPUT}: schema.{kind}` under `schemas`, or move the rule.",
        )
    heads = _heads(scan, meta, where, first_line + document.locate(("custom", "binding")).line)
    return _rule(meta, rule_id=rule_id, kind=kind, heads=heads, file=file, line=scan.package_line, plugin=plugin)


def _heads(scan: Scan, meta: Mapping[str, Any], where: Mapping[str, Any], line_of_binding: int) -> frozenset[str]:
    """Return the heads that are asked for. Raises PolicyError where they say nothing, or cannot be told."""
    heads = scan.heads & JUDGING_HEADS
    if "applies" in heads and ("applies" not in scan.defined or "applies" in scan.called):
        raise PolicyError(
            "`applies` is not defined as a rule here, so nobody would know whether this one applies",
            line=scan.package_line,
            **where,
            hint="Begin a line with `applies if …`, or call what you mean something else.",
        )
    if not heads & {"deny", "warn"}:
        raise PolicyError(
            "the rule has neither `deny` nor `warn`",
            line=scan.package_line,
            **where,
            hint="Write `deny contains {…} if {…}`.",
        )
    if "deny" in heads and meta["custom"].get("binding") is False:
        raise PolicyError(
            "the rule has `deny`, but its METADATA says that it binds nobody",
            line=line_of_binding,
            **where,
            hint="Write `warn`, or take `binding` away.",
        )
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
        message = error.message if isinstance(error, ReadError) else "METADATA holds several YAML documents"
        raise PolicyError(
            f"METADATA does not parse: {message}",
            line=first_line + (line or 0),
            **where,
            hint="Mend the YAML in the comments above `package`.",
        ) from error
    if isinstance(document, ReadError):
        raise PolicyError(
            f"METADATA does not parse: {document.message}",
            line=first_line,
            **where,
            hint="Mend the YAML in the comments above `package`.",
        )
    return document


def _check(document: Document, first_line: int, where: Mapping[str, Any]) -> None:
    validator = _metadata_validator()
    if validator.is_valid(document.value):
        _check_codes(document, first_line, where)
        return
    error = validator.errors(document.value)[0]
    raise PolicyError(
        f"METADATA: {error.message['en']}",
        line=first_line + document.locate(error.steps).line,
        **where,
        hint="`adjudge schema adjudge.metadata` shows what it may say.",
    )


def _check_codes(document: Document, first_line: int, where: Mapping[str, Any]) -> None:
    """Refuse Chinese messages whose codes differ from the English ones: a finding would lose its words."""
    custom = document.value["custom"]
    if "message" not in custom.get("zh", {}):
        return
    english, chinese = _messages(custom.get("message")), _messages(custom["zh"]["message"])
    if set(english) != set(chinese):
        raise PolicyError(
            "METADATA: `zh.message` has other codes than `message`",
            line=first_line + document.locate(("custom", "zh", "message")).line,
            **where,
            hint="Give each code a message in both languages.",
        )


@cache
def _metadata_validator() -> Validator:

    from ..schema import Validator

    return Validator(own_schema("metadata"), "adjudge/metadata.json")


def _rule(
    meta: Mapping[str, Any], *, rule_id: str, kind: str, heads: frozenset[str], file: str, line: int, plugin: str
) -> Rule:
    custom: Mapping[str, Any] = meta["custom"]
    effective = custom.get("effective", {})
    translated = {language: custom[language] for language in LANGUAGES if language in custom}
    words = {"en": _words({**meta, **custom})} | {language: _words(text) for language, text in translated.items()}
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
