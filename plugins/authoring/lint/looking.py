"""All checks on one domain, those of its loader first: what each finds, by the path of the file as reports have it."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from adjudge import Settings
from adjudge.lib.instruments import Instruments
from adjudge.lib.rego.rule import Rule
from adjudge.lib.schema.contract import escape

from .basis import basis, first_days
from .document_paths import document_paths
from .engines import refusals
from .finding import LintFinding
from .linted import LintedDomain
from .metadata import codes, fixes, ids, parameters, words
from .negation import negations
from .openness import gathered, open_objects
from .shapes import shapes
from .syntax import SyntaxTree, trees
from .targets import LintTarget
from .texts import blank_fields
from .unreachable import never, unasked, unused, unused_parameters

_PATHS = frozenset(("policy.input", "policy.nowhere"))
"""What the loader says of a path: where it says so, nothing else is said."""


def looked_at(
    target: LintTarget, settings: Settings, root: Path, wanted: Container[str]
) -> tuple[Mapping[str, str], list[LintFinding]]:
    """Return the texts of a domain's files, and what is wrong with them; ``wanted`` are the names of checks that count.

    Raises PluginError.
    """
    linted = LintedDomain(target, settings)
    shown = {file: _shown(target, file, root) for file, _ in linted.texts() if target.covers(target.real(file))}
    texts = {shown[file]: text for file, text in linted.texts() if file in shown}
    found = []
    for each in findings(linted, wanted):
        if target.covers(target.real(each.file)):
            found.append(each.moved(shown.get(each.file) or _shown(target, each.file, root)))
    return texts, found


def findings(linted: LintedDomain, wanted: Container[str]) -> Iterator[LintFinding]:
    """Yield all that is wrong with a domain, by paths inside the bundle root or the package of schemas.

    What takes its time is only done where it is ``wanted``.
    """
    refused = list(linted.refused())
    yield from refused
    told = {(each.file, each.line, each.column) for each in refused if each.code in _PATHS}
    if "paths" in wanted or "values" in wanted:
        yield from (each for each in document_paths(linted) if (each.file, each.line, each.column) not in told)
    unread: set[str] = set()
    for each in negations(linted.policies.modules(), of=frozenset(each.module.file for each in linted.own())):
        unread |= {each.file} if each.code == "lint.syntax" else set()
        yield each
    yield from _of_rules(linted)
    yield from _of_syntax(linted)
    yield from unasked(linted.folder)
    yield from _of_schemas(linted, wanted)
    if "portable" in wanted or "compile" in wanted:
        yield from (each for each in refusals(linted) if each.file not in unread)


def _of_syntax(linted: LintedDomain) -> Iterator[LintFinding]:
    yield from linted.unread_tests.values()
    by_file = {policy.module.file: policy for policy in linted.own()}
    rules = {rule.file: rule for rule in linted.folder.rules}
    for tree in trees(policy.module for policy in by_file.values()):
        if isinstance(tree, SyntaxTree):
            yield from never(tree)
            yield from unused(tree, by_file[tree.file])
            if tree.package in linted.folder.judged:
                yield from shapes(tree, rules.get(tree.file))


def _of_schemas(linted: LintedDomain, wanted: Container[str]) -> Iterator[LintFinding]:
    name = linted.domain.name
    for each, schema in linted.schemas.sound.items():
        file = f"{name}/{each}.json"
        locate = linted.places_in(file)
        yield from gathered(file, "lint.open", list(open_objects(schema)), locate)
        if not each.endswith("_facts") and "blank_texts" in wanted:
            yield from gathered(file, "lint.texts.all", list(blank_fields(schema)), locate)
    described = linted.schemas.sound.get("params", {}).get("properties", {})
    places = {each: linted.places_in(f"{name}/params.json")(f"/properties/{escape(each)}") for each in described}
    yield from unused_parameters(linted.folder, f"{name}/params.json", places, linted.hooks())


def _of_rules(linted: LintedDomain) -> Iterator[LintFinding]:
    rules, policies = linted.folder.rules, linted.policies
    instruments = linted.settings.catalogue.instruments
    languages = sorted({language for rule in rules for language in rule.words})
    tested = any(policies.test(rule) is not None for rule in rules)
    for rule in rules:
        yield from (each for each in words(rule, languages) if not _may_be_absent(each))
        yield from ids(rule, rules)
        yield from fixes(rule, policies)
        yield from parameters(rule, policies)
        if tested:
            yield from (each for each in codes(rule, policies) if each.code != "lint.codes.ungiven")
        for part in rule.each():
            yield from _untrue(part, instruments)


def _untrue(rule: Rule, instruments: Instruments) -> Iterator[LintFinding]:
    """Yield what METADATA says of the law and the instruments do not: a link to another text, a day before the first.

    A later day may be that of application; and what no law asks for has neither.
    """
    names = dict.fromkeys(each.partition("#")[0] for each in rule.basis)
    cited = [found for name in names if (found := instruments.get(name)) is not None]
    days = [day for instrument in cited for day in first_days(instrument)]
    is_early = bool(days) and rule.effective.since is not None and rule.effective.since < min(days)
    for each in basis(rule, instruments) if rule.basis else ():
        if each.code == "lint.basis.other_link" or (each.code == "lint.basis.other_day" and is_early):
            yield each


def _may_be_absent(found: LintFinding) -> bool:
    """Return whether it is about the message: that each finding may bring itself."""
    fields: Mapping[str, object] = getattr(found.words, "fields", {})
    return found.code == "lint.words.missing" and fields.get("name") == "message"


def _shown(target: LintTarget, file: str, root: Path) -> str:
    """Return the path of a file from the root of the run; all of it where it lies elsewhere, the one inside where nowhere."""
    real = target.real(file)
    if real is None:
        return file
    below = Path(os.path.realpath(real))
    return (below.relative_to(root) if below.is_relative_to(root) else below).as_posix()
