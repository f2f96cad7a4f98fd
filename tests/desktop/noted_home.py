"""A made-up person who noted things for ten weeks, up to today: for tests and for pictures."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from config.local_time import local_now
from config.paths import resolve
from config.settings import parse
from journal.check_in import SOURCE
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.twitches import TwitchRecord
from tips.advice import advise
from tips.report import TodayFacts, decode_report

if TYPE_CHECKING:
    from pathlib import Path

DAYS = 70
PROFILE = """[profile]
age_band = "40_49"
conditions = ["thyroid_disease"]
medicines = ["levothyroxine", "ppi_longterm"]
"""
NOTE = "left one, after a long day at the screen"
_NOTES = (NOTE, NOTE, "came back in the evening, gone after a walk", "in bed, after running", "")
_SITES = (("eyelid",), ("eyelid",), ("calf",), ("eyelid",), ("thigh", "calf"), ("hand",))


def note_ten_weeks(home: Path) -> None:
    """Fill the journal of a new home."""
    with Journal.open(resolve(str(home), {}).journal) as journal:
        fill(journal, local_now())


def fill(journal: Journal, now: dt.datetime) -> None:
    """Note ten weeks, the same each time but for the dates; ``now`` is in the person's zone."""
    chance = random.Random(7)  # noqa: S311 - a made-up person
    for ago in reversed(range(DAYS)):
        # Nobody notes something every day.
        if ago and chance.random() < 0.1:
            continue
        _note_day(journal, chance, now.date() - dt.timedelta(days=ago), now)


def _note_day(journal: Journal, chance: random.Random, day: dt.date, now: dt.datetime) -> None:
    def at(hour: int, minute: int = 0) -> dt.datetime:
        # Of today nothing is later than now, in the order of the day.
        moment = dt.datetime.combine(day, dt.time(hour, minute), now.tzinfo)
        earliest = dt.datetime.combine(day, dt.time(), now.tzinfo)
        share = (hour * 60 + minute) / 1440
        return min(moment, earliest + (now - earliest) * share)

    def log(kind: EntryKind, when: dt.datetime, amount: float, **more: object) -> None:
        item = str(more.pop("item", ""))
        journal.add(Entry(new_id(), kind, when, item, amount, **more))  # type: ignore[arg-type] # its fields by name

    log(EntryKind.SLEEP, at(7), chance.choice([5.5, 6.5, 7, 7.5, 8]))
    for number in range(chance.randrange(4)):
        log(EntryKind.DRINK, at(8 + 3 * number), 200, item="coffee", caffeine_mg=100, water_ml=200)
    for number in range(1 + chance.randrange(6)):
        log(EntryKind.DRINK, at(9 + 2 * number, 30), 250, item="water", water_ml=250)
    if chance.random() < 0.6:
        log(EntryKind.STRESS, at(15), chance.randrange(9))
    if chance.random() < 0.3:
        log(EntryKind.EXERCISE, at(18), chance.choice([20, 30, 45, 150]))
    if chance.random() < 0.5:
        check_in = Entry(new_id(), EntryKind.CHECK_IN, at(21), "exercise", 1, source=SOURCE)
        journal.add(check_in)
    if chance.random() < 0.25:
        _note_twitch(journal, chance, at(16, 20))


def _note_twitch(journal: Journal, chance: random.Random, when: dt.datetime) -> None:
    signs = {"_core": "all_no", "cramps": "no", "stiffness": "no", "weak_feeling": "no"}
    if chance.random() < 0.2:
        signs["cramps"] = "yes"
    if chance.random() < 0.1:
        signs["drops_or_trips"] = "unsure"
    told = {
        "sites": list(chance.choice(_SITES)),
        "kind": "flicker",
        "since_days": chance.choice((0, 1, 7)),
        "spread": "one_place",
        "bout": chance.choice(("seconds", "seconds", "minutes")),
        "frequency": chance.choice(("some_days", "daily")),
        "trend": chance.choice(("same", "same", "easing")),
        "triggers": chance.sample(("caffeine", "sleep", "stress", "screen"), 2),
        "signs": signs,
    }
    # What was advised is what these answers lead to.
    advice = advise(decode_report(told), parse(PROFILE).profile.for_advice, TodayFacts())
    record = TwitchRecord(
        new_id(),
        when,
        told,
        advice.level.value,
        advice.rules,
        advice_shown=True,
        note=chance.choice(_NOTES),
    )
    journal.add_twitch(record)
    if chance.random() < 0.3:
        journal.add_tally(record.id, when + dt.timedelta(minutes=30))
