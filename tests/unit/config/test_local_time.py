"""The present moment in the person's zone."""

from __future__ import annotations

import logging
import threading
import warnings
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from config import local_time


def test_the_present_is_told_in_the_persons_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    zone = ZoneInfo("Asia/Kathmandu")
    monkeypatch.setattr(local_time.tzlocal, "reload_localzone", lambda: zone)
    before = datetime.now(UTC)
    now = local_time.local_now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(hours=5, minutes=45)


def test_a_zone_that_is_not_that_of_the_clock_is_not_believed_and_not_complained_of(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = ZoneInfo("Asia/Kathmandu")

    def doubt() -> ZoneInfo:
        logging.getLogger("tzlocal").warning("two zones")
        warnings.warn("does not match the system's offset", stacklevel=1)
        return wrong

    monkeypatch.setattr(local_time.tzlocal, "reload_localzone", doubt)
    assert local_time.system_zone() != wrong
    assert capfd.readouterr() == ("", "")


def test_two_threads_that_look_at_once_leave_warnings_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_looks, second_looks = threading.Event(), threading.Event()

    def look() -> ZoneInfo:
        if threading.current_thread() is second:
            second_looks.set()
            first.join(10)
        else:
            first_looks.set()
            # The second one would come in now, and leave after the first.
            second_looks.wait(0.2)
        return ZoneInfo("Asia/Kathmandu")

    monkeypatch.setattr(local_time.tzlocal, "reload_localzone", look)
    before = warnings.filters
    first, second = (threading.Thread(target=local_time.system_zone) for _ in range(2))
    first.start()
    assert first_looks.wait(10)
    second.start()
    first.join(10)
    second.join(10)
    assert warnings.filters is before


def test_a_zone_that_nobody_knows_does_not_stand_in_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> timezone:
        raise LookupError("no such zone")

    monkeypatch.setattr(local_time.tzlocal, "reload_localzone", fail)
    assert local_time.local_now().utcoffset() is not None


@pytest.mark.usefixtures("odd_zone")
def test_a_zone_further_than_a_day_away_ends_no_command() -> None:
    assert local_time.local_now().utcoffset() == timedelta(0)
