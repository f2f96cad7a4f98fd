from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from config.kinds import FactorName
from config.local_time import system_zone
from journal import pattern_words as words
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from command_line import Commands

HABITS = "sleep stress caffeine water exercise alcohol"


def fill(lull: Commands, days: int) -> None:
    """Days with a check-in up to today; every third night is short and a twitch follows it."""
    now = datetime.now(UTC).astimezone(system_zone())
    with Journal.open(lull.paths.journal) as journal:
        for ago in range(days):
            at = now - timedelta(days=ago)
            # Short nights in an uneven order: a strict rhythm could be anything.
            short = (ago * ago + ago // 5) % 3 == 0
            entries = [
                Entry(new_id(), EntryKind.SLEEP, at, "", 5.0 if short else 8.0, source="check_in"),
                Entry(new_id(), EntryKind.CHECK_IN, at, HABITS, 6, source="check_in"),
            ]
            journal.add_many(entries)
            if short or ago % 17 == 1:
                journal.add_twitch(
                    TwitchRecord(
                        new_id(), at, {"sites": ["eyelid"]}, "self_care", (), advice_shown=True
                    )
                )


def rows(lull: Commands) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(lull.text("patterns", "--json"))
    return found


def test_an_empty_journal_has_not_enough_days(lull: Commands) -> None:
    assert {row["verdict"] for row in rows(lull)} == {"not_enough_days"}
    text = lull.text("patterns")
    assert text.startswith(words.INTRO)
    assert "There is too little to compare yet: few known days, few days with a twitch" in text
    assert words.INTERVAL not in text


def test_what_is_in_the_journal_is_found_and_today_is_left_out(lull: Commands) -> None:
    fill(lull, 61)
    found = rows(lull)
    assert [(row["factor"], row["lag_days"]) for row in found] == [
        (str(factor), lag) for factor in FactorName for lag in (0, 1)
    ]
    sleep = found[0]
    assert sleep["verdict"] == "pattern"
    assert sleep["with"]["days"] + sleep["without"]["days"] == 60
    assert sleep["with"]["days"] == sleep["with"]["twitch_days"]
    assert sleep["named_since"] is None


def test_the_text_says_the_same_under_three_headings(lull: Commands) -> None:
    fill(lull, 61)
    lines = lull.text("patterns").splitlines()
    for row in rows(lull):
        if row["verdict"] != "not_enough_days":
            assert f"  {row['text']}" in lines
    assert f"  {words.NO_COLD}" in lines
    headings = ["Stands out", "Could be chance", "Not enough days yet"]
    assert [line for line in lines if line in headings] == [headings[0], *headings[1:]]
    assert words.KNOWN_DAYS in lines
    assert words.INTERVAL in lines
    assert any("Gap: +" in line for line in lines)
    assert lines[-1].startswith("Sources of the figures: American Academy of Sleep Medicine")


@pytest.mark.parametrize("lag", ["", "suspected_lag_days = 0\n"])
def test_what_was_named_in_the_settings_comes_first(lull: Commands, lag: str) -> None:
    fill(lull, 61)
    since = (datetime.now(UTC).astimezone(system_zone()) - timedelta(days=40)).date()
    lull.paths.settings.parent.mkdir(parents=True, exist_ok=True)
    lull.paths.settings.write_text(
        f'[patterns]\nsuspected = "short_sleep"\nsuspected_since = {since}\n{lag}', "utf-8"
    )
    found = rows(lull)
    assert [row["named_since"] for row in found[:3]] == [
        str(since),
        None if lag else str(since),
        None,
    ]
    assert found[0]["with"]["days"] + found[0]["without"]["days"] == 40
