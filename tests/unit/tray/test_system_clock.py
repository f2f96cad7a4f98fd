"""The real clock and the zone of this machine."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import tzlocal
from lull_parts import Time, moment

from tray import clock

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def zone_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    time.tzset()
    tzlocal.reload_localzone()


def test_the_present_is_in_utc_and_the_day_is_local() -> None:
    real = clock.Clock()
    assert abs(real.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert real.now().tzinfo is UTC
    frozen = Time("00:30").clock
    assert frozen.now().day == 9
    assert frozen.today().day == 10
    assert frozen.local(moment("00:30")).hour == 0
    assert frozen.iso(moment("00:30")) == "2026-03-10T00:30:00+01:00"


def test_the_zone_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    assert clock.system_zone() == ZoneInfo("America/New_York")


@pytest.mark.parametrize("error", [LookupError("no such zone"), ValueError(), OSError()])
def test_a_zone_that_nobody_knows_leaves_the_present_offset(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setenv("TZ", "XYZ-3")
    time.tzset()
    monkeypatch.setattr(tzlocal, "reload_localzone", fail)
    assert datetime.now(clock.system_zone()).utcoffset() == timedelta(hours=3)
