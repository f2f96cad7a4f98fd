"""A made-up journal of ten years: 50,000 twitches, 200,000 habits, and the nudges between them.

The same seed makes the same journal, whatever the day and the machine. It is far more than anybody
logs; what stays quick with it stays quick.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from config.kinds import NudgeKind
from journal import rows
from journal.archive import Archive
from journal.archive_records import Found
from journal.check_in import SOURCE, Habit
from journal.entries import AGAIN, Entry, EntryKind
from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.twitches import TwitchRecord, entry_of, report_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZONE: Final = ZoneInfo("Europe/Berlin")
"""One whose clocks change."""

LAST_DAY: Final = dt.date(2026, 6, 30)
DAYS: Final = 3652
TWITCHES: Final = 50_000
TALLIES: Final = 5_000
"""Later times of the same twitch; they come on top of the twitches."""

HABITS: Final = 200_000
"""Among them a check-in on most days, with what it adds."""

_DRINKS: Final = (("water", 250.0, 0.0), ("coffee", 200.0, 95.0), ("tea", 250.0, 47.0))
_SITES: Final = ("eyelid", "calf", "hand", "thigh", "shoulder_arm")
_WORDS: Final = ("after a long day", "on the train", "did not sleep well", "während der Arbeit")
_HOLD_DAYS: Final = 90
_DAY: Final = dt.timedelta(days=1)


def make_journal(path: Path, *, seed: int = 1, days: int = DAYS, last: dt.date = LAST_DAY) -> None:
    """Make the journal in one transaction.

    Args:
        path: The file; it must not hold any of this yet.
        seed: Another one makes another journal.
        days: How many days, up to the last; fewer hold as much less.
        last: The last day, where it is not to be the same whenever this runs.
    """
    # So that no hold counts as old, whenever this runs.
    end = dt.datetime.combine(last, dt.time(23), ZONE)
    with Archive.open(path, lambda: end) as archive:
        archive.take_in(_everything(random.Random(seed), days, last))  # noqa: S311 - a made-up person


def _everything(chance: random.Random, days: int, last: dt.date) -> Iterator[Found]:
    for ago in reversed(range(days)):
        date = last - ago * _DAY
        index = DAYS - 1 - ago
        yield from _habits(chance, date, _share(HABITS, index))
        yield from _twitches(chance, date, _share(TWITCHES, index), _share(TALLIES, index))
        yield from _nudges(chance, date, held=ago < _HOLD_DAYS)


def _share(of: int, day: int) -> int:
    """How many of ``of`` fall on a day, so that over all days it is exactly ``of``."""
    return of * (day + 1) // DAYS - of * day // DAYS


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _at(
    chance: random.Random, date: dt.date, first: float = 7.5, last: float = 22.5
) -> dt.datetime:
    seconds = round(chance.uniform(first, last) * 3600)
    clock = dt.time(seconds // 3600, seconds // 60 % 60, seconds % 60, chance.randrange(1_000_000))
    return dt.datetime.combine(date, clock, ZONE)


def _entry(entry: Entry, *, undone: bool = False) -> rows.Row:
    recorded = rows.microseconds(entry.at)
    return (*rows.entry_columns(entry), recorded, recorded + 60_000_000 if undone else None)


def _habits(chance: random.Random, date: dt.date, count: int) -> Iterator[Found]:
    made = list(_check_in(chance, date)) if chance.random() < 0.85 else []  # noqa: PLR2004 - a share
    made += [_habit(chance, date) for _ in range(count - len(made))]
    for entry in sorted(made, key=lambda entry: entry.at):
        undone = chance.random() < 0.02  # noqa: PLR2004 - a share
        yield Found("entries", (_entry(entry, undone=undone), (), ()))


def _check_in(chance: random.Random, date: dt.date) -> Iterator[Entry]:
    """A check-in in the evening that adds the night and the day's stress."""
    at, made = _at(chance, date, 20.5, 22.5), _id(chance)
    added = ((EntryKind.SLEEP, chance.gauss(7, 1)), (EntryKind.STRESS, chance.gauss(5, 2)))
    for kind, amount in added:
        name = f"{made}-{kind}"
        yield Entry(name, kind, at, "", round(min(max(amount, 0.5), 10), 1), source=SOURCE)
    yield Entry(made, EntryKind.CHECK_IN, at, " ".join(Habit), len(Habit), source=SOURCE)


def _habit(chance: random.Random, date: dt.date) -> Entry:
    at, made = _at(chance, date), _id(chance)
    note = chance.choice(_WORDS) if chance.random() < 0.05 else ""  # noqa: PLR2004 - a share
    kind = chance.choices(
        (EntryKind.DRINK, EntryKind.STRESS, EntryKind.EXERCISE, EntryKind.BREATHE), (30, 4, 2, 4)
    )[0]
    if kind is EntryKind.DRINK:
        item, ml, caffeine_mg = chance.choices(_DRINKS, (6, 2, 1))[0]
        return Entry(made, kind, at, item, ml, caffeine_mg, ml, source="menu", note=note)
    amount = chance.randint(0, 10) if kind is EntryKind.STRESS else chance.choice((2, 10, 30, 45))
    return Entry(made, kind, at, "", float(amount), source="command", note=note)


def _twitches(chance: random.Random, date: dt.date, count: int, again: int) -> Iterator[Found]:
    moments = sorted(_at(chance, date, 7.5, 20) for _ in range(count))
    records = [_twitch(chance, at) for at in moments]
    for record in records:
        detail = (
            record.id,
            report_json(record),
            record.level,
            json.dumps(record.rules),
            int(record.advice_shown),
            *rows.moment_columns(record.signs_at),
        )
        yield Found("entries", (_entry(entry_of(record)), detail, ()))
    for record in chance.sample(records, again):
        at = record.at + dt.timedelta(minutes=chance.randint(5, 120))
        tally = Entry(_id(chance), EntryKind.TWITCH, at, AGAIN, 1, source="window")
        yield Found("entries", (_entry(tally), (), (tally.id, record.id)))


def _twitch(chance: random.Random, at: dt.datetime) -> TwitchRecord:
    told: dict[str, Any] = {
        "sites": chance.sample(_SITES, chance.choice((1, 1, 1, 2))),
        "since_days": chance.randint(0, 30),
        "signs": {"_core": "all_no"},
        "kind": chance.choice(("flicker", "ripple_constant", "jerk", "cramp_lock")),
        "bout": chance.choice(("seconds", "minutes", "hours")),
        "frequency": chance.choice(("once", "some_days", "daily")),
        "triggers": chance.sample(("caffeine", "sleep", "stress", "exercise", "screen"), 2),
    }
    watched = chance.random() < 0.05  # noqa: PLR2004 - a share
    if watched:
        told["signs"] |= {"numbness": "weeks"}
    level, rule = ("routine_gp", "R1") if watched else ("self_care", "SC")
    note = chance.choice(_WORDS) if chance.random() < 0.2 else ""  # noqa: PLR2004 - a share
    return TwitchRecord(_id(chance), at, told, level, (rule,), advice_shown=True, note=note)


def _nudges(chance: random.Random, date: dt.date, *, held: bool) -> Iterator[Found]:
    kinds = (NudgeKind.HYDRATION, NudgeKind.CAFFEINE, NudgeKind.STRESS, NudgeKind.SLEEP)
    for kind in kinds:
        due = _at(chance, date)
        shown = due + dt.timedelta(seconds=chance.randint(0, 600))
        outcome = chance.choice((Outcome.ANSWERED, Outcome.DISMISSED, Outcome.EXPIRED))
        record = NudgeRecord(
            _id(chance),
            kind,
            f"{kind}-1",
            due,
            shown,
            "freedesktop",
            outcome,
            shown + dt.timedelta(seconds=40),
            "done" if outcome is Outcome.ANSWERED else "",
            asked_for=False,
        )
        yield Found("nudges", (rows.nudge_columns(record),))
        if held:
            text = "you are away from the computer"
            hold = HoldRecord(due - dt.timedelta(minutes=5), kind, due, "away", text, shown)
            yield Found("holds", (rows.hold_columns(hold),))
