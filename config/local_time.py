"""The time zone of the person's computer, and the present moment in it."""

from __future__ import annotations

import logging
import threading
import warnings
from datetime import UTC, datetime, tzinfo

import tzlocal

_one_looks = threading.Lock()
"""What is done with warnings holds for all threads: two at once would leave it so for good."""


def system_zone() -> tzinfo:
    """The zone of ``TZ`` or of the system; the system's present offset if its name is unknown.

    Nothing is said about it on a terminal: a system without a zone, or with two, is no matter of
    Lull, and every command would say it again.
    """
    logging.getLogger("tzlocal").setLevel(logging.ERROR)
    try:
        with _one_looks, warnings.catch_warnings(record=True) as doubts:
            warnings.simplefilter("always")
            zone: tzinfo = tzlocal.reload_localzone()
    except (LookupError, ValueError, OSError):
        # tzlocal raises ZoneInfoNotFoundError (a LookupError) for a TZ that no database knows.
        return _present_offset()
    # It warns where it found no zone, and where the one that it found is not that of the clock.
    return _present_offset() if doubts else zone


def _present_offset() -> tzinfo:
    try:
        return datetime.now(UTC).astimezone().tzinfo or UTC
    except ValueError:  # a TZ such as "UTC+24": the system takes it, Python knows no such offset
        return UTC


def local_now() -> datetime:
    """The present moment in the person's zone, aware."""
    return datetime.now(UTC).astimezone(system_zone())
