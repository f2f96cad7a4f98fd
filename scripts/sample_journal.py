"""A made-up person's weeks, for pictures: a journal and the settings that go with it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from journal.entries import Entry, EntryKind
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from datetime import datetime

    from journal.store import Journal

WEEKS = 9
PROFILE = """[profile]
age_band = "40_49"
conditions = ["thyroid_disease"]
medicines = ["levothyroxine", "ppi_longterm"]
"""
NOTES = (
    "Left eyelid, most of the afternoon. Long day at the screen.",
    "Came back in the evening. Gone after a walk.",
    "Calf, in bed, after running.",
)


def fill(journal: Journal, now: datetime) -> None:
    """Weeks of somebody who sleeps little at times, and whose eyelid twitches."""
    chance = random.Random(7)  # noqa: S311 - a made-up person
    for ago in range(7 * WEEKS, 0, -1):
        at = now - timedelta(days=ago, minutes=chance.randrange(480))
        if chance.random() < 0.8:  # noqa: PLR2004 - a share
            journal.add_many(_habits(chance, ago, at))
        if chance.random() < 0.3:  # noqa: PLR2004 - a share
            journal.add_twitch(_twitch(chance, ago, at))


def _habits(chance: random.Random, ago: int, at: datetime) -> list[Entry]:
    hours = chance.choice((5, 5.5, 6, 6.5, 7, 7.5, 8))
    return [
        Entry(f"night-{ago}", EntryKind.SLEEP, at, "", hours),
        Entry(f"stress-{ago}", EntryKind.STRESS, at, "", chance.randint(2, 8)),
        *(
            Entry(f"cup-{ago}-{cup}", EntryKind.DRINK, at, "coffee", 250, 100, 250)
            for cup in range(chance.randint(1, 4))
        ),
    ]


def _twitch(chance: random.Random, ago: int, at: datetime) -> TwitchRecord:
    signs = {"_core": "all_no", "cramps": "no", "stiffness": "no", "weak_feeling": "no"}
    if chance.random() < 0.2:  # noqa: PLR2004 - a share
        signs |= {"cramps": "yes"}
    if chance.random() < 0.1:  # noqa: PLR2004 - a share
        signs |= {"drops_or_trips": "unsure"}
    told = {
        "sites": chance.choice((["eyelid"], ["eyelid"], ["calf"], ["eyelid", "hand"])),
        "since_days": chance.choice((0, 1, 7)),
        "spread": "one_place",
        "signs": signs,
        "kind": "flicker",
        "bout": chance.choice(("seconds", "seconds", "minutes")),
        "frequency": chance.choice(("some_days", "daily")),
        "trend": chance.choice(("same", "same", "easing")),
        "triggers": chance.sample(("caffeine", "sleep", "stress", "screen"), 2),
    }
    note = chance.choice(NOTES) if chance.random() < 0.3 else ""  # noqa: PLR2004 - a share
    return TwitchRecord(f"twitch-{ago}", at, told, "self_care", (), advice_shown=True, note=note)
