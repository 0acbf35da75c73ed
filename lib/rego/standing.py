"""Whether a rule is in force: its dates are whole days in the zone of its first instrument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeAlias

from ..errors import PolicyError
from ..words import say
from .rule import Rule

Standing: TypeAlias = Literal["in_force", "pending", "ended"]


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
