"""The time zone of the person's computer, and the present moment in it."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

import tzlocal


def system_zone() -> tzinfo:
    """The zone of ``TZ`` or of the system; the system's present offset if its name is unknown."""
    try:
        return tzlocal.reload_localzone()
    except (LookupError, ValueError, OSError):
        # tzlocal raises ZoneInfoNotFoundError (a LookupError) for a TZ that no database knows.
        return datetime.now(UTC).astimezone().tzinfo or UTC


def local_now() -> datetime:
    """The present moment in the person's zone, aware."""
    return datetime.now(UTC).astimezone(system_zone())
