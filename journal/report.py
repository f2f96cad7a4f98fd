"""The report for a doctor: what was logged in a period, added up and never interpreted; pure.

It knows no level of advice and no rule. What a person did not say stays unknown: it is counted as
not said, and never as "no".
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import math
import operator
from typing import TYPE_CHECKING, Any, Final

from journal.report_facts import (
    MAX_BEGAN_DAYS,
    NO,
    Began,
    Bin,
    Counts,
    Habit,
    OwnWords,
    Place,
    Report,
    Said,
    Series,
    Sign,
)
from journal.report_period import Period, Step, chosen_period, parts, steps_of
from journal.totals import reach_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from config.profile import Profile
    from journal.day_log import DaySums
    from journal.twitch_log import TwitchLog
    from journal.twitches import TwitchRecord

_CORE_KEY: Final = "_core"
_ALL_NO: Final = "all_no"


@dataclasses.dataclass(frozen=True, slots=True)
class Logged:
    """What the journal holds about a period, and a day more at each end.

    Attributes:
        twitches: The twitches in order of time.
        sums: What each day comes to.
        notes: Words that stand with other entries.
        first_ever: The day of the first twitch in the whole journal; None if there is none.
    """

    twitches: Sequence[TwitchRecord] = ()
    sums: Sequence[DaySums] = ()
    notes: Sequence[OwnWords] = ()
    first_ever: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants the report to be about.

    Attributes:
        first: The first day as it was typed; None for what is usual: about three months, or since
            the first entry where that is less.
        last: The last day; None for today.
        with_notes: Whether their own words belong in it.
        trimmed: Whether days before the first entry are left out, as they are where no first day
            was named.
    """

    first: str | None = None
    last: str | None = None
    with_notes: bool = True
    trimmed: bool = False


def read_report(
    journal: TwitchLog,
    asked: Asked,
    made_at: dt.datetime,
    profile: Profile,
    core: Iterable[str],
) -> Report:
    """Read the journal and put the report together; see `make_report`.

    Args:
        journal: The open journal.
        asked: What the report is about.
        made_at: Now, in the person's zone.
        profile: What they told about themselves.
        core: The core signs, in the order in which they are asked.

    Raises:
        InputError: The period makes no sense.
        JournalError: The journal cannot be read.
    """
    period = chosen_period(asked.first, asked.last, made_at.date())
    zone = made_at.tzinfo or dt.UTC
    start, end = reach_of(period.first, period.last + dt.timedelta(days=1), zone)
    first = journal.first_twitch_at()
    logged = Logged(
        twitches=journal.twitches(start, end),
        sums=journal.day_sums(start, end),
        notes=[OwnWords(one.at.date(), one.note.strip()) for one in journal.noted(start, end)],
        first_ever=None if first is None else first.date(),
    )
    if asked.first is None or asked.trimmed:
        begun = (one.date for one in logged.sums if one.date in period)
        period = Period(min(begun, default=period.first), period.last)
    return make_report(logged, period, made_at, profile, core, with_notes=asked.with_notes)


_COUNTED: Final = ("spread", "kind", "bout", "frequency")
_CHANGES: Final = ("trend", "medicine_change", "ms_relapse", "checked_by_doctor")
_BOTHERS: Final = ("troublesome", "worry_high")


def make_report(
    logged: Logged,
    period: Period,
    made_at: dt.datetime,
    profile: Profile,
    core: Iterable[str],
    *,
    with_notes: bool = True,
) -> Report:
    """Put the report together.

    Args:
        logged: What the journal holds; what lies outside the period is left out.
        period: What the report is about.
        made_at: Now, in the person's zone.
        profile: What they told about themselves.
        core: The core signs, in the order in which they are asked.
        with_notes: Whether their own words belong in it.
    """
    told = [_Told.of(one) for one in logged.twitches if one.at.date() in period]
    sums = [one for one in logged.sums if one.date in period]
    core_keys = tuple(core)
    asked, signs = _signs(told, core_keys)
    notes = [*(one for one in logged.notes if one.date in period), *_notes(told)]
    return Report(
        made_at=made_at,
        period=period,
        first_ever=logged.first_ever,
        twitch_days=sum(one.twitches > 0 for one in sums),
        times=sum(one.twitches for one in sums),
        noted_days=len(sums),
        began=_began(told),
        places=_places(told),
        answers={
            **{name: _counts(one.word(name) for one in told) for name in _COUNTED},
            **{name: _counts("yes" if one.yes(name) else "" for one in told) for name in _BOTHERS},
        },
        series=tuple(_series(step, part, sums) for step, part in steps_of(period)),
        asked=asked,
        core=tuple(Sign(key, _said(signs.pop(key))) for key in core_keys),
        other=tuple(Sign(key, _said(answers)) for key, answers in signs.items()),
        changes={
            name: _said([(one.date, word) for one in told if (word := one.word(name))])
            for name in _CHANGES
        },
        profile=profile,
        habits=tuple(_habit(name, sums, noted) for name, noted in _NOTED.items()),
        triggers=_counts(word for one in told for word in one.words("triggers")),
        notes=tuple(sorted(notes, key=lambda one: one.date, reverse=True)) if with_notes else None,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """A twitch with what was told about it, whatever stands in the journal."""

    record: TwitchRecord
    date: dt.date

    @classmethod
    def of(cls, record: TwitchRecord) -> _Told:
        return cls(record, record.at.date())

    def word(self, field: str) -> str:
        value = self.record.report.get(field)
        return value if isinstance(value, str) else ""

    def words(self, field: str) -> list[str]:
        value = self.record.report.get(field)
        found = value if isinstance(value, (list, tuple)) else ()
        return list(dict.fromkeys(word for word in found if isinstance(word, str)))

    def yes(self, field: str) -> bool:
        return self.record.report.get(field) is True

    @property
    def times(self) -> int:
        return 1 + self.record.tally

    @property
    def began(self) -> Began | None:
        days = self.record.report.get("since_days")
        if not isinstance(days, int) or isinstance(days, bool):
            return None
        return Began(self.date, min(max(0, days), MAX_BEGAN_DAYS))

    @property
    def signs(self) -> Mapping[str, Any]:
        signs = self.record.report.get("signs")
        return signs if isinstance(signs, dict) else {}

    @property
    def text(self) -> str:
        # Not the words in the report: what somebody deleted from a note stands there still.
        return self.record.note.strip()


def _counts(values: Iterable[str]) -> Counts:
    return tuple(collections.Counter(values).most_common())


def _began(told: Iterable[_Told]) -> Began | None:
    all_ = [began for one in told if (began := one.began) is not None]
    return min(all_, key=lambda began: (began.earliest, began.told_on), default=None)


def _places(told: Sequence[_Told]) -> tuple[Place, ...]:
    at: dict[str, list[_Told]] = {}
    for one in told:
        for site in one.words("sites"):
            at.setdefault(site, []).append(one)
    places = [
        Place(
            site=site,
            days=len({one.date for one in there}),
            times=sum(one.times for one in there),
            first=there[0].date,
            last=there[-1].date,
            began=_began(there),
            kinds=_counts(word for one in there if (word := one.word("kind"))),
            bouts=_counts(word for one in there if (word := one.word("bout"))),
        )
        for site, there in at.items()
    ]
    return tuple(sorted(places, key=lambda place: (-place.days, -place.times)))


def _series(step: Step, period: Period, sums: Iterable[DaySums]) -> Series:
    by_date = {one.date: one for one in sums}
    bins = []
    for part in parts(period, step):
        noted = [one for date, one in by_date.items() if date in part]
        times = [one.twitches for one in noted]
        bins.append(Bin(part, sum(map(bool, times)), sum(times), len(noted)))
    return Series(step, tuple(bins))


def _signs(
    told: Iterable[_Told], core: Sequence[str]
) -> tuple[int, dict[str, list[tuple[dt.date, str]]]]:
    """How often the signs were asked about, and the answers to each with their days."""
    # Answers that were still good are kept with the next twitch too: they were given once.
    askings = {(one.record.signs_at, _fingerprint(one.signs)): one for one in told}
    found: dict[str, list[tuple[dt.date, str]]] = {key: [] for key in core}
    all_no: list[tuple[dt.date, Mapping[str, Any]]] = []
    for one in askings.values():
        date, signs = one.record.signs_at.date(), one.signs
        if signs.get(_CORE_KEY) == _ALL_NO:
            all_no.append((date, signs))
        for key, answer in signs.items():
            if key != _CORE_KEY and isinstance(answer, str) and answer:
                found.setdefault(key, []).append((date, answer))
    for key in core:
        found[key] += [(date, NO) for date, signs in all_no if key not in signs]
    return len(askings), found


def _fingerprint(signs: Mapping[str, Any]) -> str:
    return repr(sorted(signs.items(), key=lambda pair: pair[0]))


def _said(answers: Iterable[tuple[dt.date, str]]) -> tuple[Said, ...]:
    days: dict[str, list[dt.date]] = {}
    for date, answer in sorted(answers, key=operator.itemgetter(0)):
        days.setdefault(answer, []).append(date)
    return tuple(Said(value, tuple(dates)) for value, dates in days.items())


def _notes(told: Iterable[_Told]) -> list[OwnWords]:
    return [OwnWords(one.date, one.text) for one in told if one.text]


def _habit(name: str, sums: Iterable[DaySums], noted: Callable[[DaySums], float | None]) -> Habit:
    amounts = [
        amount or 0.0
        for one in sums
        if (amount := noted(one)) is not None
        or name in _MAY_BE_NONE & (one.answered or frozenset())
    ]
    if not amounts:
        return Habit(name, 0, None, None, None)
    mean = math.fsum(amounts) / len(amounts)
    return Habit(name, len(amounts), mean, min(amounts), max(amounts))


_MAY_BE_NONE: Final = frozenset({"caffeine", "alcohol", "exercise", "water"})
"""Of these a check-in can say that there was none. Sleep and stress leave an entry, and one that
was taken back leaves nothing known."""
_NOTED: Final[Mapping[str, Callable[[DaySums], float | None]]] = {
    "sleep": lambda day: day.sleep_hours,
    "caffeine": lambda day: day.caffeine_mg or None,
    "stress": lambda day: day.stress,
    "alcohol": lambda day: day.alcohol_units or None,
    "exercise": lambda day: day.exercise_minutes or None,
    "water": lambda day: day.water_ml or None,
}
"""What a day tells of each habit. Where nothing was logged, drinks and exercise come to 0: that is
none only where a check-in asked for it, and otherwise not known."""
