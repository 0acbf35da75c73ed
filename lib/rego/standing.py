"""Whether a rule, and each code of it, is in force: dates are whole days in the zone of the first instrument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple, TypeAlias

from ..documents import NOTHING
from ..errors import AdjudgeError, PolicyError
from ..words import say
from .rule import Effective, Rule

Standing: TypeAlias = Literal["in_force", "pending", "ended"]


class Standings(NamedTuple):
    """Where a rule stands as a ``whole``: in force when anything of it is, and ended when all is; and where each part does.

    ``codes`` are those that have a block of their own, ``others`` is for the findings of any other.
    """

    whole: Standing
    others: Standing
    codes: Mapping[str, Standing] = NOTHING

    def of(self, code: str | None) -> Standing:
        """Return where the findings of a code stand."""
        return self.codes.get(code, self.others) if code is not None else self.others


def standings(
    rules: Iterable[Rule], as_of: datetime, zone_of: Callable[[str], str]
) -> tuple[dict[str, Standings], dict[str, AdjudgeError]]:
    """Return where rules stand at ``as_of``, by id, and why those that cannot be told do not."""
    found: dict[str, Standings] = {}
    astray: dict[str, AdjudgeError] = {}
    for rule in rules:
        try:
            found[rule.id] = _standings(rule, as_of, zone_of)
        except AdjudgeError as error:
            astray[rule.id] = error
    return found, astray


def _standings(rule: Rule, as_of: datetime, zone_of: Callable[[str], str]) -> Standings:
    others = standing(rule, as_of, zone_of)
    codes = {code: standing(each, as_of, zone_of) for code, each in rule.codes.items()}
    found = {others, *codes.values()}
    whole: Standing = "in_force" if "in_force" in found else "pending" if "pending" in found else "ended"
    return Standings(whole, others, codes)


def since_of(rule: Rule, findings: Iterable[Any]) -> str | None:
    """Return from when a pending rule will be in force: the first of its findings' days, its own where it has none."""
    days = [finding.since for finding in findings if finding.since]
    return min(days, default=rule.effective.since)


def standing(rule: Rule, as_of: datetime, zone_of: Callable[[str], str]) -> Standing:
    """Return whether a rule is in force at ``as_of``.

    A date without a time is a whole day in the zone of the rule's first instrument; ``zone_of`` gives it by the
    instrument's id and is asked only within a day of the date, where it matters.
    """
    effective = rule.effective
    if effective.since and as_of < _instant(effective.since, rule, as_of, zone_of):
        return "pending"
    if effective.to and as_of >= _instant(effective.to, rule, as_of, zone_of, end=True):
        return "ended"
    return "in_force"


def ends_before_it_begins(effective: Effective) -> bool:
    """Return whether nothing is ever in force by these dates; a day and an instant are held to each other as days."""
    since, to = effective.since, effective.to
    if not since or not to:
        return False
    if len(since) == len(to) == len("2026-01-31"):
        return since > to
    begin, end = (datetime.fromisoformat(text) for text in (since, to))
    if begin.tzinfo is not None and end.tzinfo is not None:
        return begin >= end
    return (begin.date() - end.date()).days > 1


def _instant(text: str, rule: Rule, as_of: datetime, zone_of: Callable[[str], str], *, end: bool = False) -> datetime:
    if len(text) > len("2026-01-31"):
        return datetime.fromisoformat(text)
    day = date.fromisoformat(text)
    if end and day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    day += timedelta(days=1 if end else 0)
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    if abs(midnight - as_of) > timedelta(hours=36) or not rule.basis:
        return midnight
    from zoneinfo import ZoneInfo

    zone = zone_of(rule.basis[0].partition("#")[0])
    try:
        return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
    except (KeyError, ValueError, OSError) as error:
        unknown = say("instrument.no_zone", zone=zone, basis=rule.basis[0])
        raise PolicyError(unknown, file=rule.file, rule=rule.id, plugin=rule.plugin) from error
