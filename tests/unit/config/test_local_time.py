"""The present moment in the person's zone."""

from __future__ import annotations

import logging
import warnings
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from config import local_time

if TYPE_CHECKING:
    import pytest


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


def test_a_zone_that_nobody_knows_does_not_stand_in_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> timezone:
        raise LookupError("no such zone")

    monkeypatch.setattr(local_time.tzlocal, "reload_localzone", fail)
    assert local_time.local_now().utcoffset() is not None
