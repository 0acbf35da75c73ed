"""What a foreign policy says of itself, as the METADATA of a rule.

Annotations of OPA (also Trivy's own fields in them), comments of Konstraint (``# @title``), an object ``metadata`` or
``__rego_metadata__`` in the policy, and the annotations of a Gatekeeper template.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.errors import AdjudgeError
from adjudge.lib.words import Texts, say

from .packages import ForeignPackage
from .sources import ForeignFile, documents

_SEVERITIES = {
    **{name: name for name in ("critical", "high", "medium", "low", "info")},
    **{"error": "high", "warning": "medium", "moderate": "medium", "informational": "info", "none": "info"},
}
_UNSAID = "medium"
_TAG = re.compile(r"^#\s*@(title|description|enforcement)\b[ \t]*(.*)$", re.MULTILINE)
_STATED = re.compile(r'"(title|description|severity|id|recommended_actions?)":\s*("(?:[^"\\\n]|\\.)*")')
_STATING = ("metadata", "__rego_metadata__")
_NO_COLLECTION = re.compile(r"[^a-z0-9_-]+")
_KEPT = ("authors", "organizations")


class About(NamedTuple):
    """What is known of a rule; ``kind`` is the sort of document that Trivy selects for it. ``notes`` is what was guessed."""

    title: str
    description: str = ""
    severity: str = _UNSAID
    remediation: str = ""
    resources: tuple[Mapping[str, str], ...] = ()
    collections: tuple[str, ...] = ()
    others: tuple[tuple[str, Any], ...] = ()
    kind: str = ""
    notes: tuple[Texts, ...] = ()

    def written(self, kind: str) -> str:
        """Return the block of METADATA of a rule for a kind."""
        lines = ["METADATA", "scope: package", f"title: {_quoted(self.title)}"]
        if self.description:
            lines.append(f"description: {_quoted(self.description)}")
        lines += [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in self.others]
        if self.resources:
            lines += ["related_resources:", *(f"  - {json.dumps(each, ensure_ascii=False)}" for each in self.resources)]
        lines += ["schemas:", f"  - input.document: schema.{kind}", "custom:", f"  severity: {self.severity}"]
        if self.collections:
            lines.append(f"  collections: {json.dumps(self.collections)}")
        if self.remediation:
            lines.append(f"  remediation: {_quoted(self.remediation)}")
        return "".join(f"# {line}\n" for line in lines)


def about(package: ForeignPackage, heads: Sequence[str], fallback: str) -> About:
    """Return what the policies of a package say of some heads of theirs."""
    files = [file for file in package.files if file.file in package.files_of(heads)] or list(package.files)
    said: dict[str, Any] = {}
    for found in (each for file in files for each in _said(file, heads)):
        for key, value in found.items():
            if value not in (None, "", [], {}):
                said.setdefault(key, value)
    custom = {**said, **(said["custom"] if isinstance(said.get("custom"), Mapping) else {})}
    title = _line(said.get("title")) or fallback
    severity = str(custom.get("severity", "")).strip().lower()
    notes = [] if severity in _SEVERITIES else [say("import.note.severity", severity=_UNSAID, said=severity or "–")]
    return About(
        title=title.rstrip(".") or fallback,
        description=_line(said.get("description")),
        severity=_SEVERITIES.get(severity, _UNSAID),
        remediation=_line(custom.get("recommended_action") or custom.get("recommended_actions") or ""),
        resources=tuple(_resources(said.get("related_resources"))),
        collections=tuple(_collections(custom)),
        others=tuple((name, said[name]) for name in _KEPT if isinstance(said.get(name), list)),
        kind=_selected(custom),
        notes=tuple(notes),
    )


def _said(file: ForeignFile, heads: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Yield what a file says, what counts most first: of the package, then of its first head, then by other customs."""
    begin = re.search(r"^package\s", file.today, re.MULTILINE)
    head = re.search(rf"^(?:{'|'.join(map(re.escape, heads))})\b", file.today, re.MULTILINE) if heads else None
    for place in (begin, head):
        if place is not None:
            yield _block(file, file.today[: place.start()])
    yield {key: value for key, value in _TAG.findall(file.today)[::-1] if value}
    for name in _STATING:
        found = re.search(rf"^{name} (?::=|=) \{{.*?^\}}", file.today, re.MULTILINE | re.DOTALL)
        if found is not None:
            yield {key: json.loads(value) for key, value in _STATED.findall(found[0])[::-1]}
    yield file.told


def _block(file: ForeignFile, above: str) -> Mapping[str, Any]:
    """Return the annotations that end right above a place."""
    lines: list[str] = []
    for line in reversed(above.rstrip("\n").split("\n")):
        if not line.startswith("#"):
            break
        lines.insert(0, line)
    if "# METADATA" not in (each.rstrip() for each in lines):
        return {}
    begin = [each.rstrip() for each in lines].index("# METADATA")
    text = "\n".join(each[2:] if each[1:2] == " " else each[1:] for each in lines[begin + 1 :])
    try:
        found = documents(Path("metadata.yaml"), text, file.file)
    except AdjudgeError:
        return {}
    return found[0] if found and isinstance(found[0], Mapping) else {}


def _line(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str) else ""


def _resources(value: object) -> Iterator[Mapping[str, str]]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, str) and each.strip():
            yield {"ref": each.strip()}
        elif isinstance(each, Mapping) and each.get("ref"):
            yield {key: str(each[key]) for key in ("ref", "description") if each.get(key)}


def _collections(custom: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the rule was known by, as names to select by."""
    seen = set()
    aliases = custom.get("aliases")
    for each in (
        custom.get("id"),
        custom.get("avd_id"),
        custom.get("long_id"),
        custom.get("short_code"),
        *(aliases or ()),
    ):
        name = _NO_COLLECTION.sub("-", str(each).lower()).strip("-_") if isinstance(each, str) else ""
        if name and name not in seen:
            seen.add(name)
            yield name


def _selected(custom: Mapping[str, Any]) -> str:
    asked = custom.get("input")
    selectors = asked.get("selector") if isinstance(asked, Mapping) else None
    first = selectors[0] if isinstance(selectors, list) and selectors else None
    return str(first.get("type") or "") if isinstance(first, Mapping) else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
