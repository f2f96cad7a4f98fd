"""The journal as tables for spreadsheets: RFC 4180, one file a table, safe to open.

A spreadsheet takes a text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break for a
formula, and some take the full-width forms of these signs for the signs themselves (OWASP, CSV
Injection, https://owasp.org/www-community/attacks/CSV_Injection). Such a text gets an apostrophe in
front, which marks it as text; so does one with spaces before the sign, which some programs drop.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import msgspec

    from journal.archive_records import EntryRecord, HoldRow, NudgeRow

_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BREAKS: Final = ("\t", "\r", "\n")

Cell = str | float | bool | None


def _times(name: str, text: str | None) -> dict[str, Cell]:
    """A time in two columns: as the clock on the wall said it, and in UTC."""
    if text is None:
        return {f"{name}_local": None, f"{name}_utc": None}
    moment = dt.datetime.fromisoformat(text)
    utc = moment.astimezone(dt.UTC).replace(tzinfo=None)
    local = moment.replace(tzinfo=None)
    return {f"{name}_local": _plain(local), f"{name}_utc": _plain(utc)}


def _plain(moment: dt.datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")


def _entry(record: EntryRecord) -> dict[str, Cell]:
    return {
        "id": record.id,
        "kind": record.kind.value,
        **_times("at", record.at),
        "item": record.item,
        "amount": record.amount,
        "caffeine_mg": record.caffeine_mg,
        "water_ml": record.water_ml,
        "alcohol_units": record.alcohol_units,
        "source": record.source,
        "note": record.note,
        "again_of": record.again,
        "recorded_utc": _times("recorded", record.recorded_at)["recorded_utc"],
        "undone_utc": _times("undone", record.undone_at)["undone_utc"],
    }


def _twitch(record: EntryRecord) -> dict[str, Cell] | None:
    details = record.twitch
    if details is None:
        return None
    report = details.report
    return {
        "id": record.id,
        **_times("at", record.at),
        "sites": _listed(report.get("sites")),
        "kind": report.get("kind"),
        "since_days": report.get("since_days"),
        "level": details.level,
        "rules": " ".join(details.rules),
        "advice_shown": details.advice_shown,
        **_times("answered", details.answered_at),
        "note": record.note,
        "report": json.dumps(report, ensure_ascii=False, sort_keys=True),
        "undone_utc": _times("undone", record.undone_at)["undone_utc"],
    }


def _listed(told: object) -> str | None:
    """The names of a list; a report that was taken in may hold anything in its place."""
    return " ".join(map(str, told)) if isinstance(told, list) else None


def _nudge(record: NudgeRow) -> dict[str, Cell]:
    return {
        "id": record.id,
        "kind": record.kind,
        "tip": record.tip,
        **_times("due", record.due_at),
        **_times("shown", record.shown_at),
        "shown_by": record.shown_by,
        "outcome": record.outcome.value,
        **_times("outcome", record.outcome_at),
        "answer": record.answer,
        "asked_for": record.asked_for,
    }


def _hold(record: HoldRow) -> dict[str, Cell]:
    return {
        **_times("at", record.at),
        "kind": record.kind,
        **_times("due", record.due_at),
        "reason": record.reason,
        "text": record.text,
        **_times("until", record.until),
    }


TABLES: Final[Mapping[str, tuple[str, Callable[..., dict[str, Cell] | None]]]] = {
    "entries": ("entries", _entry),
    "twitches": ("entries", _twitch),
    "nudges": ("nudges", _nudge),
    "holds": ("holds", _hold),
}
"""For each table the list that it is made from, and how a record becomes its row."""


COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "entries": (
        "id",
        "kind",
        "at_local",
        "at_utc",
        "item",
        "amount",
        "caffeine_mg",
        "water_ml",
        "alcohol_units",
        "source",
        "note",
        "again_of",
        "recorded_utc",
        "undone_utc",
    ),
    "twitches": (
        "id",
        "at_local",
        "at_utc",
        "sites",
        "kind",
        "since_days",
        "level",
        "rules",
        "advice_shown",
        "answered_local",
        "answered_utc",
        "note",
        "report",
        "undone_utc",
    ),
    "nudges": (
        "id",
        "kind",
        "tip",
        "due_local",
        "due_utc",
        "shown_local",
        "shown_utc",
        "shown_by",
        "outcome",
        "outcome_local",
        "outcome_utc",
        "answer",
        "asked_for",
    ),
    "holds": (
        "at_local",
        "at_utc",
        "kind",
        "due_local",
        "due_utc",
        "reason",
        "text",
        "until_local",
        "until_utc",
    ),
}
"""The columns of each table; an amount is in the unit of its kind (`journal.entries.Entry`)."""


class _Line:
    """Gives each line back to who writes it."""

    def write(self, line: str) -> str:
        return line


def table(name: str, records: Iterable[msgspec.Struct]) -> Iterator[str]:
    """The lines of a table's file, one after the other; without records it is the first alone.

    Args:
        name: One of `TABLES`.
        records: Those of the list that the table is made from.
    """
    writer = csv.writer(_Line(), lineterminator="\r\n")
    columns = COLUMNS[name]
    yield writer.writerow(columns)
    make = TABLES[name][1]
    for record in records:
        row = make(record)
        if row is not None:
            yield writer.writerow([_cell(row[column]) for column in columns])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}" if value == round(value, 6) else repr(value)
    text = str(value)
    formula = text.startswith(_BREAKS) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if formula else text
