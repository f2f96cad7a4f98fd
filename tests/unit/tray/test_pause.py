"""How long a pause lasts, as a person says it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lull_parts import Time, moment

from config.errors import InputError
from tray import menu, pause


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("30m", "14:30"),
        ("30min", "14:30"),
        ("1h", "15:00"),
        ("2H", "16:00"),
        (" 1h30m ", "15:30"),
        ("90m", "15:30"),
        ("tomorrow", "+1 00:00"),
        ("Tomorrow", "+1 00:00"),
        ("2026-03-11", "+1 00:00"),
        ("2026-12-24", "2026-12-24T00:00"),
        ("2027-03-11", "2027-03-11T00:00"),
        # A midnight after the clocks went forward.
        ("2026-03-30", "2026-03-30T00:00"),
    ],
)
def test_a_pause_is_understood(text: str, until: str) -> None:
    assert pause.parse(text, Time("14:00").clock) == moment(until)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "0m",
        "0h",
        "h",
        "m",
        "1",
        "-1h",
        "1.5h",
        "1d",
        "forever",
        "yesterday",
        "2026-03-10",
        "2026-03-09",
        "2026-02-30",
        "2027-03-12",
        "0001-01-01",
        "9999-12-31",
        "\u0663\u0660m",
        "9" * 100_000 + "h",
        "1h 30m",
        "☕",
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
def test_what_is_no_pause_is_refused(text: str, zone: str) -> None:
    with pytest.raises(InputError) as caught:
        pause.parse(text, Time("14:00", ZoneInfo(zone)).clock)
    assert caught.value.title == "Not a pause"
    assert len(str(caught.value)) < 150


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    time = Time("2026-03-29T01:30")
    assert pause.parse("1h", time.clock) == time.now + timedelta(hours=1)


def test_tomorrow_begins_where_midnight_does_not_exist() -> None:
    zone = ZoneInfo("Africa/Cairo")  # the clocks went from 00:00 to 01:00 on 26 April 2024
    until = pause.parse("tomorrow", Time("2024-04-25T20:00", zone).clock)
    assert until.astimezone(zone).isoformat() == "2024-04-26T01:00:00+03:00"


@pytest.mark.parametrize("choice", [choice for choice, _ in menu.PAUSES if choice != "week"])
def test_every_choice_of_the_menu_is_a_pause(choice: str) -> None:
    assert pause.parse(choice, Time().clock) > moment("09:00")


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_pause_of_at_most_a_year_or_bad_input(text: str) -> None:
    clock = Time().clock
    try:
        until = pause.parse(text, clock)
    except InputError:
        return
    assert clock.now() < until <= clock.now() + timedelta(days=366)
