"""A journal with something everywhere, and ways to damage it."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.condition import RESCUED
from journal.connection import connect
from journal.entries import Entry, EntryKind
from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 5, 1, 9, 30, 15, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
ENTRIES = 150
TALLY = "b" * 32


def sleep(number: int) -> Entry:
    return Entry(f"{number:032x}", EntryKind.SLEEP, NOW, "", 7.5, note="slept " * 20)


def twitch(number: int) -> TwitchRecord:
    report = {"sites": ["calf"], "since_days": number}
    return TwitchRecord(f"a{number:031x}", NOW, report, "self_care", ("SC",), advice_shown=True)


def log(path: Path, first: int, last: int) -> None:
    with Journal.open(path, lambda: NOW) as journal:
        journal.add_many(sleep(number) for number in range(first, last))


def fill(path: Path) -> None:
    """Leave a closed journal with something in each of its tables, over many pages."""
    log(path, 0, ENTRIES)
    with Journal.open(path, lambda: NOW) as journal:
        for number in range(3):
            journal.add_twitch(twitch(number))
        journal.add_tally(twitch(0).id, LATER, tally_id=TALLY)
        for number in range(20):
            journal.put_nudge(
                NudgeRecord(
                    f"c{number:031x}",
                    NudgeKind.SLEEP,
                    "tip",
                    NOW,
                    NOW,
                    "terminal",
                    Outcome.SHOWN,
                    None,
                    "",
                    asked_for=False,
                )
            )
        journal.add_hold(HoldRecord(NOW, NudgeKind.SLEEP, NOW, "paused", "you paused it", None))
        journal.set_state("pause", "until then")


def everything(path: Path) -> dict[str, list[object]]:
    with Archive.open(path, lambda: NOW) as archive:
        found: dict[str, list[object]] = {part: list(archive.records(part)) for part in PARTS}
    found["state"] = [record for record in found["state"] if getattr(record, "key", "") != RESCUED]
    return found


def ids(path: Path) -> list[str]:
    with contextlib.closing(connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM entries ORDER BY seq")]


def root_of(path: Path, table: str) -> int:
    with contextlib.closing(connect(path)) as connection:
        [page] = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
    return int(page)


def overwrite(path: Path, page: int, what: bytes = b"\xff" * 4096) -> None:
    """Overwrite a page of a closed journal; they are counted from 1."""
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(what)


def leaf_of(path: Path, table: str, number: int) -> int:
    """The page on which the rows of a large table stand, the ``number``-th in its order."""
    root = root_of(path, table)
    data = path.read_bytes()
    page = data[(root - 1) * 4096 : root * 4096]
    assert page[0] == 5, "the table has outgrown its first page"
    at = int.from_bytes(page[12 + 2 * number : 14 + 2 * number], "big")
    return int.from_bytes(page[at : at + 4], "big")


def execute(path: Path, *statements: str) -> None:
    with contextlib.closing(connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
