"""What the journal holds as plain JSON records: checked one by one when they are read back.

The format of ``lull export`` is written down in ``docs/export.md``. A time is ISO 8601 with the
offset from UTC that held there and then; nothing is rounded, so that a record that is read back is
the row that it was made from.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import msgspec

from config.errors import InputError, JournalError
from config.kinds import NudgeKind
from config.language import N_, tr
from config.value_words import complaint_of
from journal import rows
from journal.entries import FIRST_YEAR, LAST_YEAR, Entry, EntryKind, checked
from journal.records import HoldRecord, NudgeRecord, Outcome, checked_nudge
from journal.trial import STATE_KEY, trials_from
from journal.twitches import TwitchRecord, checked_twitch, report_json

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = "lull-journal"
VERSION = 1
"""Of the format; a file with a higher one was written by a newer Lull."""

OF_THIS_COMPUTER = frozenset({"started", "absences", "told.no_tray", "room", "rescued", "doubted"})
"""What is remembered about the computer and not about the person, and so is not exported: when Lull
started here, when nobody was here, that here is no place for the icon, whether there is room, and
what became of a damaged journal."""

REFUSED = N_("This file cannot be taken in")
"""The title of every refusal."""

_Id = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z_-]{1,64}\Z")]
_Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
_Line = Annotated[str, msgspec.Meta(max_length=2000)]


_TIME_EXAMPLE = "2026-05-01T08:30:00+01:00"
_NOTHING = 0.0
"""msgspec leaves a field out where its value is the default itself, and not merely equal to it."""


class _Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """One record; a field that is left out has its default."""


class Details(_Record, frozen=True):
    """What only a twitch has; see `journal.twitches.TwitchRecord`."""

    report: dict[str, Any]
    level: str
    rules: tuple[str, ...]
    advice_shown: bool
    answered_at: str


class EntryRecord(_Record, frozen=True):
    """An entry; see `journal.entries.Entry`.

    Attributes:
        recorded_at: When it was confirmed, in UTC.
        undone_at: When it was taken back, in UTC; None where it stands.
        twitch: What only a twitch has; None for every other entry.
        again: The twitch of which this is a later time; None for every other entry.
    """

    id: _Id
    kind: EntryKind
    at: str
    recorded_at: str
    source: str
    item: str = ""
    amount: float = _NOTHING
    caffeine_mg: float = _NOTHING
    water_ml: float = _NOTHING
    alcohol_units: float = _NOTHING
    note: str = ""
    undone_at: str | None = None
    twitch: Details | None = None
    again: _Id | None = None


class NudgeRow(_Record, frozen=True):
    """A nudge; see `journal.records.NudgeRecord`."""

    id: _Id
    kind: NudgeKind
    tip: _Line
    due_at: str
    outcome: Outcome
    shown_at: str | None = None
    shown_by: _Line = ""
    outcome_at: str | None = None
    answer: _Line = ""
    asked_for: bool = False


class HoldRow(_Record, frozen=True):
    """A reason for which a nudge was held; see `journal.records.HoldRecord`."""

    at: str
    kind: NudgeKind
    due_at: str
    reason: _Name
    text: _Line
    until: str | None = None


class StateRow(_Record, frozen=True):
    """Something small that is remembered, such as the pause."""

    key: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    value: Annotated[str, msgspec.Meta(max_length=100_000)]


PARTS: dict[str, type[_Record]] = {
    "entries": EntryRecord,
    "nudges": NudgeRow,
    "holds": HoldRow,
    "state": StateRow,
}
"""The lists of a file, in the order in which they stand."""


class Found(NamedTuple):
    """A record that was read and checked.

    Attributes:
        part: One of `PARTS`.
        rows: Its rows, one for each table that it may stand in; an empty one stands for none.
        line: Where it begins in its file, from 1; 0 if it comes from none.
    """

    part: str
    rows: tuple[rows.Row, ...]
    line: int = 0


class RecordError(InputError):
    """A record that cannot be taken in; the detail begins with the name of its field."""


def read_record(part: str, value: object) -> tuple[rows.Row, ...]:
    """Check a record and give its rows, one for each table that it stands in.

    Args:
        part: One of `PARTS`.
        value: The record as JSON gives it.

    Raises:
        RecordError: It does not say what a record of this part says.
    """
    try:
        record = msgspec.convert(value, PARTS[part])
    except msgspec.ValidationError as error:
        raise complaint_of(error).error(RecordError, tr(REFUSED)) from error
    _check_letters(record)
    try:
        return _ROWS[type(record)](record)
    except RecordError:
        raise
    except InputError as error:
        raise RecordError(tr(REFUSED), error.detail) from error


def fits(part: str, record: msgspec.Struct) -> bool:
    """Whether a record could be taken in, or holds what damage has made of it.

    Args:
        part: One of `PARTS`.
        record: A record of this part.
    """
    try:
        read_record(part, msgspec.to_builtins(record))
    except RecordError:
        return False
    return True


def _refused(field: str, problem: str) -> RecordError:
    return RecordError.of_field(tr(REFUSED), field, problem)


def _check_letters(record: _Record) -> None:
    """Refuse halves of a pair, which JSON can say with an escape and no file can hold."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        try:
            if isinstance(value, str) and not value.isascii():
                value.encode()
        except UnicodeEncodeError as error:
            raise _refused(name, tr("must be text in valid Unicode")) from error


def _entry_rows(record: EntryRecord) -> tuple[rows.Row, ...]:
    """The rows of the tables entries, twitches and tallies; an empty one stands for none."""
    entry = checked(
        Entry(
            record.id,
            record.kind,
            _moment("at", record.at),
            record.item,
            record.amount,
            record.caffeine_mg,
            record.water_ml,
            record.alcohol_units,
            record.source,
            record.note,
        )
    )
    if (record.kind is EntryKind.TWITCH) != ((record.twitch is None) == (record.again is not None)):
        raise _refused(
            "twitch", tr("a twitch has either this or again, and nothing else has one of them")
        )
    if (record.again is not None) != (record.kind is EntryKind.TWITCH and record.item != ""):
        raise _refused("again", tr('goes with the item "again", and with no other'))
    recorded = rows.microseconds(_moment("recorded_at", record.recorded_at))
    undone = record.undone_at
    whole = (
        *rows.entry_columns(entry),
        recorded,
        None if undone is None else rows.microseconds(_moment("undone_at", undone)),
    )
    tally = () if record.again is None else (record.id, record.again)
    return whole, _detail_row(record, entry), tally


def _detail_row(record: EntryRecord, entry: Entry) -> rows.Row:
    details = record.twitch
    if details is None:
        return ()
    answered = _moment("twitch.answered_at", details.answered_at)
    told = checked_twitch(
        TwitchRecord(
            record.id,
            entry.at,
            details.report,
            details.level,
            details.rules,
            details.advice_shown,
            note=record.note,
            source=record.source,
            answered_at=answered,
        )
    )
    return (
        record.id,
        report_json(told),
        told.level,
        json.dumps(told.rules),
        int(told.advice_shown),
        *rows.moment_columns(answered),
    )


def _nudge_rows(record: NudgeRow) -> tuple[rows.Row, ...]:
    nudge = NudgeRecord(
        record.id,
        record.kind,
        record.tip,
        _moment("due_at", record.due_at),
        _optional("shown_at", record.shown_at),
        record.shown_by,
        record.outcome,
        _optional("outcome_at", record.outcome_at),
        record.answer,
        record.asked_for,
    )
    try:
        return (rows.nudge_columns(checked_nudge(nudge)),)
    except JournalError as error:
        raise _refused("outcome", error.detail) from error


def _hold_rows(record: HoldRow) -> tuple[rows.Row, ...]:
    hold = HoldRecord(
        _moment("at", record.at),
        record.kind,
        _moment("due_at", record.due_at),
        record.reason,
        record.text,
        _optional("until", record.until),
    )
    return (rows.hold_columns(hold),)


def _state_rows(record: StateRow) -> tuple[rows.Row, ...]:
    if record.key == STATE_KEY:
        try:
            trials_from(record.value)
        except JournalError as error:
            # Once it is kept, no other can be planned.
            raise _refused("value", error.detail) from error
    return ((record.key, record.value),)


_ROWS: dict[type, Callable[[Any], tuple[rows.Row, ...]]] = {
    EntryRecord: _entry_rows,
    NudgeRow: _nudge_rows,
    HoldRow: _hold_rows,
    StateRow: _state_rows,
}


def _moment(field: str, text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.utcoffset() is not None and FIRST_YEAR <= moment.year <= LAST_YEAR:
            # Also refuses what falls off the end of time in UTC.
            moment.astimezone(dt.UTC)
            return moment
    except (ValueError, OverflowError):
        pass
    problem = tr("expected a time with its offset, such as {example}", example=_TIME_EXAMPLE)
    raise _refused(field, problem)


def _optional(field: str, text: str | None) -> dt.datetime | None:
    return None if text is None else _moment(field, text)


# -- from rows to records


def entry_record(row: rows.Row) -> EntryRecord:
    """The record of an entry, from a row of `journal.archive` with its three tables joined."""
    entry = rows.entry_from(row[:11])
    recorded, undone, report, level, rules, shown, answered, offset, again = row[11:]
    details = None
    if report is not None:
        details = Details(
            json.loads(report),
            level,
            tuple(json.loads(rules)),
            bool(shown),
            rows.moment_from(answered, offset).isoformat(),
        )
    return EntryRecord(
        entry.id,
        entry.kind,
        entry.at.isoformat(),
        rows.moment_from(recorded, 0).isoformat(),
        entry.source,
        entry.item,
        entry.amount or _NOTHING,
        entry.caffeine_mg or _NOTHING,
        entry.water_ml or _NOTHING,
        entry.alcohol_units or _NOTHING,
        entry.note,
        None if undone is None else rows.moment_from(undone, 0).isoformat(),
        details,
        again,
    )


def nudge_record(row: rows.Row) -> NudgeRow:
    """The record of a nudge, from its columns."""
    nudge = rows.nudge_from(row)
    return NudgeRow(
        nudge.id,
        nudge.kind,
        nudge.tip,
        nudge.due_at.isoformat(),
        nudge.outcome,
        _text(nudge.shown_at),
        nudge.shown_by,
        _text(nudge.outcome_at),
        nudge.answer,
        nudge.asked_for,
    )


def hold_record(row: rows.Row) -> HoldRow:
    """The record of a hold, from its columns."""
    hold = rows.hold_from(row)
    return HoldRow(
        hold.at.isoformat(),
        hold.kind,
        hold.due_at.isoformat(),
        hold.reason,
        hold.text,
        _text(hold.until),
    )


def state_record(row: rows.Row) -> StateRow:
    """The record of something remembered, from its columns."""
    return StateRow(*row)


def _text(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
