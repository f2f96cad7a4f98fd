"""A journal to look back on, and somebody at the window."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from config.paths import Paths

ZONE = ZoneInfo("Europe/London")
TODAY = dt.date(2026, 3, 10)
NOW = dt.datetime(2026, 3, 10, 21, 30, tzinfo=ZONE)


def at(days_ago: int, hour: int, minute: int = 0) -> dt.datetime:
    """A time on a day before `TODAY`."""
    day = TODAY - dt.timedelta(days=days_ago)
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE)


def log(paths: Paths, kind: EntryKind, when: dt.datetime, amount: float, **more: Any) -> Entry:  # noqa: ANN401 - fields of an entry
    """Log a habit."""
    entry = Entry(new_id(), kind, when, more.pop("item", ""), amount, **more)
    with Journal.open(paths.journal, lambda: when) as journal:
        return journal.add(entry)


def coffee(paths: Paths, when: dt.datetime, **more: Any) -> Entry:  # noqa: ANN401 - likewise
    """Log a coffee."""
    fields = {"item": "coffee", "caffeine_mg": 100.0, "water_ml": 250.0, **more}
    return log(paths, EntryKind.DRINK, when, 250, **fields)


def twitch(paths: Paths, when: dt.datetime, *sites: str, **more: Any) -> TwitchRecord:  # noqa: ANN401 - fields of a record
    """Log a twitch."""
    told = {"sites": list(sites), "kind": "flicker", "since_days": 1, "signs": {"_core": "all_no"}}
    fields = {"level": "self_care", "rules": ("SC",), "advice_shown": True, **more}
    report = told | fields.pop("report", {})
    record = TwitchRecord(id=new_id(), at=when, report=report, **fields)
    with Journal.open(paths.journal, lambda: when) as journal:
        return journal.add_twitch(record)
