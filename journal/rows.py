"""Between values and table rows: times as numbers, dataclasses as columns.

A time is two integers: microseconds since 1970 in UTC, which sort and compare, and the offset from
UTC at that place in seconds, from which the local day and hour can be told years later, wherever
the person has moved since. Seconds, because places have had offsets such as -00:44:30; a fraction
of a second in an offset, which no place has, is cut off. The moment itself is kept exactly.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from config.errors import JournalDamageError, JournalError
from config.foreign_words import quoted
from config.kinds import NudgeKind
from config.language import tr
from journal.connection import WHAT_TO_DO
from journal.entries import Entry, EntryKind
from journal.records import HoldRecord, NudgeRecord, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Row = tuple[Any, ...]
NAME_PATTERN = r"[a-z][a-z0-9_]{0,39}"
"""What the names of kinds and outcomes of any Lull, also of a newer one, look like."""
_Value = TypeVar("_Value")

_NAME = re.compile(NAME_PATTERN)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_SECOND = dt.timedelta(seconds=1)


def microseconds(moment: dt.datetime) -> int:
    """Count the microseconds from the beginning of 1970 in UTC to an aware ``moment``.

    Raises:
        JournalError: The moment has no offset from UTC.
    """
    if moment.utcoffset() is None:
        raise JournalError(
            tr("This time cannot be kept"), tr("it does not say its offset from UTC")
        )
    return (moment - _EPOCH) // _MICROSECOND


def moment_columns(moment: dt.datetime | None) -> tuple[int | None, int | None]:
    """Give the two columns of a time: microseconds in UTC, and the offset in seconds."""
    if moment is None:
        return None, None
    # An aware moment has an offset; `microseconds` refuses any other before it is asked for.
    at = microseconds(moment)
    return at, (moment.utcoffset() or dt.timedelta()) // _SECOND


def moment_from(at: int, offset: int) -> dt.datetime:
    """Rebuild a time from its two columns, with the fixed offset that held there and then."""
    zone = dt.timezone(dt.timedelta(seconds=offset))
    return (_EPOCH + dt.timedelta(microseconds=at)).astimezone(zone)


def _optional_moment(at: int | None, offset: int | None) -> dt.datetime | None:
    return None if at is None or offset is None else moment_from(at, offset)


class NewerRowError(ValueError):
    """A row whose kind or outcome only a newer Lull knows: it is kept, and left out here."""


_Named = TypeVar("_Named", bound=StrEnum)


def _named(names: type[_Named], name: object) -> _Named:
    """The kind or outcome of a name.

    Raises:
        NewerRowError: It could be a name, and this Lull does not know it.
        ValueError: It could not.
        TypeError: It is no text.
    """
    if not isinstance(name, str):
        raise TypeError(name)
    if name not in set(names) and _NAME.fullmatch(name):
        raise NewerRowError(name)
    return names(name)


def entry_columns(entry: Entry) -> Row:
    """Give an entry's columns, in the order of the table."""
    return (
        entry.id,
        str(entry.kind),
        *moment_columns(entry.at),
        entry.item,
        float(entry.amount),
        float(entry.caffeine_mg),
        float(entry.water_ml),
        float(entry.alcohol_units),
        entry.source,
        entry.note,
    )


def entry_from(row: Row) -> Entry:
    """Rebuild an entry from its columns."""
    identifier, kind, at, offset, *others = row
    return Entry(identifier, _named(EntryKind, kind), moment_from(at, offset), *others)


def nudge_columns(record: NudgeRecord) -> Row:
    """Give a nudge's columns, in the order of the table."""
    return (
        record.id,
        str(record.kind),
        record.tip,
        *moment_columns(record.due_at),
        *moment_columns(record.shown_at),
        record.shown_by,
        str(record.outcome),
        *moment_columns(record.outcome_at),
        record.answer,
        int(record.asked_for),
    )


def nudge_from(row: Row) -> NudgeRecord:
    """Rebuild a nudge from its columns."""
    return NudgeRecord(
        id=row[0],
        kind=_named(NudgeKind, row[1]),
        tip=row[2],
        due_at=moment_from(row[3], row[4]),
        shown_at=_optional_moment(row[5], row[6]),
        shown_by=row[7],
        outcome=_named(Outcome, row[8]),
        outcome_at=_optional_moment(row[9], row[10]),
        answer=row[11],
        asked_for=bool(row[12]),
    )


def hold_columns(record: HoldRecord) -> Row:
    """Give a hold's columns, in the order of the table."""
    return (
        *moment_columns(record.at),
        str(record.kind),
        *moment_columns(record.due_at),
        record.reason,
        record.text,
        *moment_columns(record.until),
    )


def hold_from(row: Row) -> HoldRecord:
    """Rebuild a hold from its columns."""
    return HoldRecord(
        at=moment_from(row[0], row[1]),
        kind=_named(NudgeKind, row[2]),
        due_at=moment_from(row[3], row[4]),
        reason=row[5],
        text=row[6],
        until=_optional_moment(row[7], row[8]),
    )


def rebuilt(rows: Iterable[Row], rebuild: Callable[[Row], _Value]) -> tuple[_Value, ...]:
    """Rebuild every row but those that only a newer Lull can.

    Raises:
        JournalDamageError: A row holds what no version of Lull writes.
    """
    values = []
    try:
        for row in rows:
            with contextlib.suppress(NewerRowError):
                values.append(rebuild(row))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise JournalDamageError(
            tr("The journal is damaged"),
            tr(
                "it holds a value that makes no sense here: {error}; {what_to_do}",
                error=quoted(str(error)),
                what_to_do=tr(WHAT_TO_DO),
            ),
        ) from error
    return tuple(values)


def nudge_kind(name: object) -> NudgeKind:
    """The kind of a nudge; see `rebuilt` for what becomes of one that is not known."""
    return _named(NudgeKind, name)
