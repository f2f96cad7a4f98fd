"""A time of day at which a test meets no nudge, whenever it runs."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest
import tzlocal

if TYPE_CHECKING:
    from collections.abc import Iterator


def noon_zone() -> str:
    """A time zone in which it is between twelve and one now: no nudge is due, midnight is far.

    The day is the same as in UTC.
    """
    return f"Etc/GMT{time.gmtime().tm_hour - 12:+d}"


@contextlib.contextmanager
def at_noon() -> Iterator[None]:
    """Have this process, and what it starts, live in `noon_zone` as long as the block lasts."""
    try:
        with pytest.MonkeyPatch.context() as zone:
            zone.setenv("TZ", noon_zone())
            # Python's own idea of the zone goes with it: strptime sees to that when it is first
            # used, and then the zone of this test would be that of all the others.
            time.tzset()
            yield
    finally:
        time.tzset()
        tzlocal.reload_localzone()
