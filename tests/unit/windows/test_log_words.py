"""What the log window says about an earlier twitch."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from windows.log_words import when_words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 3, 30, 0, 30, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-03-29T22:15Z", "today at 00:15"),
        # The clocks went forward in that night.
        ("2026-03-29T00:30Z", "yesterday at 01:30"),
        ("2026-03-28T22:30Z", "28 March"),
        ("2025-03-28T22:30Z", "28 March"),
    ],
)
def test_the_day_is_that_of_the_wall_clock(moment: str, words: str) -> None:
    assert when_words(dt.datetime.fromisoformat(moment), NOW) == words
