"""A few days in a journal, and the words that a report says them with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from config.profile import Profile
from journal.entries import Entry, EntryKind, new_id
from journal.report import Asked, read_report
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from journal.report_facts import Report
    from journal.store import Journal

HERE = dt.timezone(dt.timedelta(hours=1))
TODAY = dt.date(2026, 3, 10)
NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=HERE)
CORE = ("weakness", "wasting", "numbness")

WORDS = {
    "sites": {"eyelid": "Eyelid", "calf": "Calf or shin"},
    "spread": {"one_place": "In one place"},
    "kinds": {"flicker": "Flicker", "jerk": "Jerk", "cramp_lock": "Cramp"},
    "bout": {"seconds": "Seconds", "minutes": "Minutes"},
    "frequency": {"daily": "Every day"},
    "trend": {"same": "About the same", "worse": "It gets worse"},
    "checked_by_doctor": {"yes_no_change": "Yes, no change"},
    "triggers": {"caffeine": "Coffee", "sleep": "Little sleep"},
    "medicines": {"statin": "Statins", "lithium": "Lithium"},
    "medicine_change": {"none": "No", "started_or_increased": "Started one"},
    "conditions": {"ms": "MS"},
    "ms_relapse": {"unsure": "Not sure"},
    "pregnant": {"yes": "Yes"},
    "age_bands": {"40_49": "40 to 49"},
    "core": {"weakness": "Weakness", "wasting": "Wasting", "numbness": "Numbness"},
    "other": {"cramps": "Cramps"},
    "answers": {
        "no": "no",
        "yes": "yes",
        "unsure": "not sure",
        "long_standing": "had it before",
        "days": "yes, over days",
        "sudden": "yes, all of a sudden",
    },
    "answers.numbness": {"sudden": "yes, on one side"},
}


def day(ago: int, hour: int = 8) -> dt.datetime:
    """A moment some days before today."""
    return dt.datetime.combine(TODAY - dt.timedelta(days=ago), dt.time(hour), HERE)


def date(ago: int) -> dt.date:
    return day(ago).date()


def twitch(ago: int, note: str = "", hour: int = 8, **told: Any) -> TwitchRecord:  # noqa: ANN401 - any JSON
    """A twitch with what was told about it."""
    report = {"sites": ["eyelid"], "since_days": 0, "signs": {"_core": "all_no"}, **told}
    at = day(ago, hour)
    return TwitchRecord(new_id(), at, report, "self_care", ("R1",), advice_shown=True, note=note)


def sleep(ago: int, hours: float, note: str = "") -> Entry:
    return Entry(new_id(), EntryKind.SLEEP, day(ago), "", hours, note=note)


def report(journal: Journal, asked: Asked | None = None, profile: Profile | None = None) -> Report:
    """The report of a journal, made now."""
    return read_report(journal, asked or Asked(), NOW, profile or Profile(), CORE)
