"""A twitch as it is kept: what was told, what was advised, and how often it came back that day."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Any

from config.errors import InputError
from config.language import tr
from journal.entries import Entry, EntryKind, checked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

MAX_REPORT_BYTES = 128 * 1024
"""A report is a few hundred bytes, and up to 80 000 with the longest free text."""
MAX_REPORT_DEPTH = 8
"""How deeply lists and tables stand in each other; those of `tips.report` stand in a report."""
MAX_RULES = 100

_LEVEL = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RULE = re.compile(r"[0-9A-Za-z_.-]{1,40}")


@dataclasses.dataclass(frozen=True, slots=True)
class TwitchRecord:
    """One logged twitch; all times are aware.

    Attributes:
        id: Made by `journal.entries.new_id`, once, before the first attempt to add the twitch.
        at: When it was logged.
        report: What the person told, as plain JSON values: the fields of `tips.report.Report`.
        level: The id of the advice's level, such as ``self_care``.
        rules: The ids of the rules that fired, the highest level first.
        advice_shown: Whether the advice was on the screen before the person saved.
        tally: How often the same twitch was logged again on its day; 0 in a record to be added.
        note: The person's own words, at most 2000 characters.
        source: Where it was logged: ``window`` or ``command``.
        answered_at: When the questions about warning signs were answered, which is earlier than
            ``at`` where the answers of the same twitch were still good; None for ``at``.
        again_at: When it was logged again, in order; empty in a record to be added.
    """

    id: str
    at: dt.datetime
    report: Mapping[str, Any]
    level: str
    rules: tuple[str, ...]
    advice_shown: bool
    tally: int = 0
    note: str = ""
    source: str = "window"
    answered_at: dt.datetime | None = None
    again_at: tuple[dt.datetime, ...] = ()

    @property
    def signs_at(self) -> dt.datetime:
        """When the questions about warning signs were answered."""
        return self.answered_at or self.at


def entry_of(record: TwitchRecord) -> Entry:
    """The entry that stands for a twitch among what else was logged.

    Raises:
        InputError: A field is out of range; the detail begins with its name.
    """
    return checked(
        Entry(record.id, EntryKind.TWITCH, record.at, "", 1, source=record.source, note=record.note)
    )


def checked_twitch(record: TwitchRecord) -> TwitchRecord:
    """Return ``record`` if it may be added.

    Raises:
        InputError: A field is out of range; the detail begins with its name.
    """
    entry_of(record)
    report_json(record)
    if not _LEVEL.fullmatch(record.level):
        raise _refusal("level", tr("the id of a level"))
    if len(record.rules) > MAX_RULES or not all(_RULE.fullmatch(rule) for rule in record.rules):
        raise _refusal("rules", tr("the ids of rules"))
    if record.tally or record.again_at:
        raise _refusal("tally", tr("0 for a new twitch; add the others one by one"))
    if record.answered_at is not None:
        if record.answered_at.utcoffset() is None:
            raise _refusal("answered_at", tr("a time with its offset from UTC"))
        if record.answered_at > record.at:
            raise _refusal("answered_at", tr("no later than the twitch itself"))
    return record


def report_json(record: TwitchRecord) -> str:
    """The report as it stands in the file; equal reports are equal text.

    Raises:
        InputError: It holds something that JSON cannot say, or is too large.
    """
    try:
        text = json.dumps(dict(record.report), ensure_ascii=False, sort_keys=True, allow_nan=False)
        size = len(text.encode())
        shallow = _is_shallow(record.report, MAX_REPORT_DEPTH)
    # UnicodeEncodeError, for a lone surrogate, is a ValueError.
    except (TypeError, ValueError, RecursionError) as error:
        raise _refusal("report", tr("plain values that JSON can say")) from error
    if size > MAX_REPORT_BYTES:
        raise _refusal("report", tr("at most {n} bytes", n=MAX_REPORT_BYTES))
    if not shallow:
        raise _refusal("report", tr("nested at most {n} deep", n=MAX_REPORT_DEPTH))
    return text


def _is_shallow(value: object, left: int) -> bool:
    """Whether ``value`` is nested at most ``left`` deep: what is written must be readable again."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list | tuple):
        return True
    return left > 0 and all(_is_shallow(inner, left - 1) for inner in value)


def _refusal(field: str, wanted: str) -> InputError:
    problem = tr("must be {wanted}", wanted=wanted)
    return InputError.of_field(tr("This entry cannot be logged"), field, problem)
