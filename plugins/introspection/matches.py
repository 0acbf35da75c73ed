"""What ``adjudge explain`` finds where the name is no rule's id: a clause, a law, a kind, a domain, the end of an id."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from adjudge import Settings
from adjudge.lib.rego.rule import Rule
from adjudge.lib.wording import wording
from adjudge.lib.words import said

from .names import kind_named


class Matches(NamedTuple):
    """The rules that a name means, in the order of their ids, and what it is the name of."""

    heading: tuple[str, ...]
    rules: tuple[Rule, ...]

    def lines(self, language: str) -> Iterator[str]:
        """Yield what the name is, then each rule with its title."""
        yield from self.heading
        if self.heading:
            yield ""
        for rule in self.rules:
            title = said({name: words.title for name, words in rule.words.items()}, language)
            yield f"{rule.id}{wording(language).colon}{title}"


def matches(settings: Settings, name: str) -> Matches | None:
    """Return the rules that a clause (``pipl#15``), a law, a kind, a domain or the last part of an id means; None for none."""
    rules = sorted(settings.catalogue.rules().values(), key=lambda rule: rule.id)
    instruments = settings.catalogue.instruments
    if name.partition("#")[0] in instruments.ids and instruments.cite(name, datetime.now(UTC)) is not None:
        cited = [rule for rule in rules if any(_is_of(basis, name) for basis in rule.cites())]
        return Matches(tuple(clause_lines(settings, name)), tuple(cited))
    if name in settings.registry.kinds:
        return Matches((kind_named(settings, name),), tuple(rule for rule in rules if rule.kind == name))
    ended = [rule for rule in rules if f".{rule.id}".endswith(f".{name}") or rule.id.startswith(f"{name}.")]
    return Matches((), tuple(ended)) if ended else None


def clause_lines(settings: Settings, basis: str) -> Iterator[str]:
    """Yield what a clause is of, and what it says, as it is today; the bare reference where nobody brings it."""
    citation = settings.catalogue.instruments.cite(basis, datetime.now(UTC))
    if citation is None:
        yield basis
        return
    yield f"{basis}  {said(citation.instrument.title, settings.language)}"
    yield f"  {said(citation.summary, settings.language)}"


def _is_of(basis: str, name: str) -> bool:
    """Return whether a rule's basis is a clause, lies in it (``5`` has ``5.3``), or is of the whole law."""
    return basis == name or basis.startswith((f"{name}.", f"{name}#"))
