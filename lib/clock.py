"""The clock of a run: RFC 3339 in, RFC 3339 out."""

from __future__ import annotations

from datetime import UTC, datetime

from .errors import UsageError
from .words import say


def parse_as_of(text: str | None) -> datetime:
    """Return the run's clock in UTC: an RFC 3339 instant, a bare date (noon UTC), or now when there is no text.

    Raises UsageError.
    """
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        instant = datetime.fromisoformat(text)
        if "T" not in text and " " not in text:
            if instant.date().isoformat() != text:  # another form of ISO 8601, such as 20260131
                raise ValueError(text)
            instant = instant.replace(hour=12, tzinfo=UTC)
        if instant.tzinfo is not None:
            instant = instant.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError) as error:
        raise UsageError(say("option.no_date", text=text)) from error
    if instant.tzinfo is None:
        raise UsageError(say("option.no_zone", text=text))
    return instant


def format_as_of(instant: datetime) -> str:
    """Write the clock as RFC 3339 in UTC, with seconds."""
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def local(text: str, zone: str) -> str:
    """Return an RFC 3339 instant as the clocks of a zone show it, with its offset; a whole day as it is.

    What no clock can show, as of a zone that is not known here, stays as it is too.
    """
    if "T" not in text.upper():
        return text
    from zoneinfo import ZoneInfo

    try:
        instant = datetime.fromisoformat(text).astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError, OSError, KeyError):
        return text
    return instant.isoformat(timespec="seconds") if instant.utcoffset() else format_as_of(instant)
