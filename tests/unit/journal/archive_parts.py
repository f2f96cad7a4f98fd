"""What several tests of the journal as a whole need: one of everything, and records as JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from config.kinds import NudgeKind
from journal.archive import Archive, Counts
from journal.archive_records import PARTS
from journal.archive_text import read_text, write_text
from journal.entries import Entry, EntryKind, new_id
from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.spreadsheet import table
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import msgspec

ZONE = dt.timezone(dt.timedelta(hours=5, minutes=30, seconds=-44 * 60))
NOW = dt.datetime(2026, 5, 1, 9, 30, 15, 123456, tzinfo=ZONE)
HEAD = '{"format": "lull-journal", "version": 1'
notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def text_of(path: Path) -> str:
    with Archive.open(path) as archive:
        return "".join(write_text({part: archive.portable(part) for part in PARTS}))


def take_in(path: Path, text: str, *, rehearse: bool = False) -> dict[str, Counts]:
    with Archive.open(path) as archive:
        return archive.take_in(read_text([text]), rehearse=rehearse)


def read_table(name: str, records: Iterable[msgspec.Struct]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(table(name, records)), newline="")))


def twitch(at: dt.datetime = NOW, **fields: Any) -> TwitchRecord:  # noqa: ANN401 - any of its fields
    told = {"sites": ["eyelid"], "kind": "flicker", "since_days": 1, "free_text": "=1+1"}
    whole = {
        "id": new_id(),
        "at": at,
        "report": told,
        "level": "self_care",
        "rules": ("SC",),
        "advice_shown": True,
        "note": "@home",
        "answered_at": at - dt.timedelta(hours=2),
    }
    return TwitchRecord(**(whole | fields))


def fill(path: Path) -> None:
    """A journal with one of everything."""
    with Journal.open(path, lambda: NOW) as journal:
        journal.add(Entry(new_id(), EntryKind.DRINK, NOW, "coffee", 250, 100, 250, note="-2"))
        undone = journal.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", 6.5))
        journal.undo(undone.id, NOW)
        record = journal.add_twitch(twitch())
        journal.add_tally(record.id, NOW + dt.timedelta(hours=1))
        for outcome in (Outcome.DISMISSED, Outcome.NOT_SHOWN):
            shown = None if outcome is Outcome.NOT_SHOWN else NOW
            journal.put_nudge(
                NudgeRecord(
                    new_id(),
                    NudgeKind.STRESS,
                    "t",
                    NOW,
                    shown,
                    "",
                    outcome,
                    NOW,
                    "",
                    asked_for=False,
                )
            )
        journal.add_hold(HoldRecord(NOW, NudgeKind.SLEEP, NOW, "paused", "paused", None))
        journal.set_state("paused_until", NOW.isoformat())


ENTRY = {
    "id": "x",
    "kind": "sleep",
    "at": "2026-05-01T08:00:00+01:00",
    "recorded_at": "2026-05-01T07:00:00+00:00",
    "source": "window",
    "amount": 7.0,
}
DETAILS = {
    "report": {},
    "level": "self_care",
    "rules": [],
    "advice_shown": True,
    "answered_at": "2026-05-01T08:00:00+01:00",
}
TWITCH = ENTRY | {"kind": "twitch", "amount": 1.0, "twitch": DETAILS}
STATE = {"key": "a", "value": "b"}
HOLD = {"at": ENTRY["at"], "kind": "stress", "due_at": ENTRY["at"], "reason": "away", "text": ""}
DEEP: list[Any] = [[[[[[[[[[1]]]]]]]]]]
NUDGE = {"id": "n", "kind": "stress", "tip": "", "due_at": ENTRY["at"], "outcome": "shown"}
