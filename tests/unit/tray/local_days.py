"""Random settings, a machine that sleeps and pauses at random, and rules held against both.

The rules are written out here anew, by the wall clock, so that they do not repeat the arithmetic
of `tray.timetable`.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from config.clock import Weekday
from config.kinds import NudgeKind
from config.settings import parse
from tray import gate, plan, timetable
from tray.due import Due, Situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from config.settings import Settings

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Scoresbysund",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "UTC",
)
"""With and without changes, by half an hour, at midnight, with odd offsets."""

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)

Shown = tuple[datetime, Due]


def at(text: str, zone: tzinfo = UTC) -> datetime:
    """A UTC moment from ISO text on the wall clock of ``zone``; ``fold`` is 0."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def berlin(text: str) -> datetime:
    """A moment on Tuesday 10 March 2026 in Berlin, or on another day if the text names one."""
    return at(text if "T" in text else f"2026-03-10T{text}", BERLIN)


# -- rules


def wall_is_active(settings: Settings, zone: tzinfo, moment: datetime) -> bool:
    """Whether the wall clock stands inside active hours, minute by minute of the settings."""
    wall = moment.astimezone(zone).replace(tzinfo=None)
    for back in (0, 1):
        day = datetime.combine(wall.date() - timedelta(days=back), datetime.min.time())
        for hours in settings.day.hours(day.weekday()):
            start = day + hours.start.minutes * MINUTE
            end = day + hours.end.minutes * MINUTE + timedelta(days=hours.overnight)
            if start <= wall < end:
                return True
    return False


def follows_bedtime(settings: Settings, kind: NudgeKind) -> bool:
    return settings.nudge(kind).before_bedtime_minutes is not None


def assert_calm(shown: Sequence[Shown], settings: Settings, zone: tzinfo) -> None:
    """Hold what was shown against every promise about quiet."""
    for moment, due in shown:
        assert follows_bedtime(settings, due.kind) or wall_is_active(settings, zone, moment)
        assert settings.nudge(due.kind).on
        assert due.at <= moment < gate.deadline(due, settings)
    gap = settings.limits.gap_minutes * MINUTE
    for (before, _), (after, _) in pairwise(shown):
        assert after - before >= gap
    days = Counter(moment.astimezone(zone).date() for moment, _ in shown)
    assert max(days.values(), default=0) <= settings.limits.nudges_per_day
    dues = Counter((due.kind, due.at) for _, due in shown)
    assert max(dues.values(), default=0) <= 1


# -- random settings


def clock_text(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@st.composite
def _hours(draw: st.DrawFn) -> list[str]:
    """Ranges that do not overlap; the last may run over midnight, up to the first."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from([[], ["00:00-24:00"]]))
    minutes = st.integers(0, 24 * 12 - 1).map(lambda five: five * 5)
    points = sorted(draw(st.sets(minutes, min_size=2, max_size=8)))
    points = points[: len(points) // 2 * 2]
    if draw(st.booleans()):
        points = [*points[1:], points[0]]
    return [
        f"{clock_text(a)}-{clock_text(b)}" for a, b in zip(points[::2], points[1::2], strict=True)
    ]


_TIMES = st.integers(0, 24 * 60 - 1).map(clock_text)
_WEEKDAYS = st.lists(st.sampled_from([day.value for day in Weekday]), unique=True, max_size=7)
_ALL_DAYS = st.just([day.value for day in Weekday])
_TIMINGS = st.one_of(
    st.lists(_TIMES, min_size=1, max_size=4, unique=True).map(lambda times: ("at", times)),
    st.integers(15, 720).map(lambda minutes: ("every_minutes", minutes)),
    st.integers(0, 960).map(lambda minutes: ("before_bedtime_minutes", minutes)),
)


def toml(tables: dict[str, dict[str, Any]]) -> str:
    """A settings file; Python writes these few kinds of value as TOML does, truths aside."""
    lines = []
    for name, values in tables.items():
        lines.append(f"[{name}]")
        for key, value in values.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            lines.append(f"{key} = {text if not isinstance(value, str) else repr(value)}")
    return "\n".join(lines) + "\n"


@st.composite
def random_settings(draw: st.DrawFn) -> Settings:
    """Valid settings with any mix of hours, bedtimes, kinds, timings and limits."""
    tables: dict[str, dict[str, Any]] = {
        "day": {"active_hours": draw(_hours()), "bedtime": draw(_TIMES)},
        "limits": {
            "nudges_per_day": draw(st.integers(0, 24)),
            "gap_minutes": draw(st.one_of(st.integers(5, 120), st.integers(5, 720))),
        },
        "profile": {"limit_fluids": draw(st.integers(0, 9)) == 0},
    }
    for weekday in draw(st.lists(st.sampled_from(Weekday), unique=True, max_size=3)):
        own: dict[str, Any] = {}
        if draw(st.booleans()):
            own["active_hours"] = draw(_hours())
        if draw(st.booleans()):
            own["bedtime"] = draw(_TIMES)
        tables[f"day.{weekday}"] = own
    for kind in NudgeKind:
        name, timing = draw(_TIMINGS)
        weekdays = draw(st.one_of(_ALL_DAYS, _ALL_DAYS, _WEEKDAYS))
        on = draw(st.integers(0, 3)) > 0
        tables[f"nudges.{kind}"] = {"on": on, "weekdays": weekdays, name: timing}
    return parse(toml(tables))


@st.composite
def periods(draw: st.DrawFn, days: int) -> tuple[ZoneInfo, datetime, datetime]:
    """A zone and ``days`` local days in it, often over a clock change."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    near_changes = [date(2026, month, 20) for month in (2, 3, 4, 9, 10)]
    first = draw(
        st.one_of(st.sampled_from(near_changes), st.dates(date(2025, 1, 1), date(2027, 12, 1)))
    )
    return (zone, *plan.day_range(first, days, zone))


@st.composite
def stretches(draw: st.DrawFn, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Some stretches of time within ``start`` and ``end`` that do not overlap, in order."""
    minutes = int((end - start) / MINUTE)
    points = sorted(draw(st.sets(st.integers(0, minutes), max_size=12)))
    points = points[: len(points) // 2 * 2]
    moments = [start + point * MINUTE for point in points]
    return list(zip(moments[::2], moments[1::2], strict=True))


# -- a machine


@dataclasses.dataclass
class Machine:
    """Lives through time as the running Lull does: late after a sleep, quiet in a pause.

    Attributes:
        settings: The settings.
        zone: The local time zone.
        asleep: When the machine sleeps: nothing happens before it wakes.
        paused: When nudges are paused.
        together: Whether what was missed in a sleep arrives at once or each by itself.
    """

    settings: Settings
    zone: tzinfo
    asleep: Sequence[tuple[datetime, datetime]] = ()
    paused: Sequence[tuple[datetime, datetime]] = ()
    together: bool = True
    shown: list[Shown] = dataclasses.field(default_factory=list)
    returns: list[datetime] = dataclasses.field(default_factory=list)
    waiting: tuple[Due, ...] = ()
    wake_at: datetime | None = None

    def live(self, start: datetime, end: datetime) -> list[Shown]:
        """Live from ``start`` to ``end``; what was shown."""
        now = self._awake(start)
        upcoming = {
            kind: moment
            for kind in NudgeKind
            if self.settings.nudge(kind).on and (moment := self._next(kind, start - MINUTE))
        }
        while now < end:
            dues = []
            for kind, moment in list(upcoming.items()):
                if moment > now:
                    continue
                due_at = timetable.last_time(
                    self.settings.nudge(kind), self.settings.day, self.zone, now
                )
                assert due_at is not None
                assert moment <= due_at <= now
                dues.append(Due(kind, due_at))
                following = self._next(kind, now)
                upcoming.pop(kind)
                if following is not None:
                    upcoming[kind] = following
            for batch in [dues] if self.together or not dues else [[due] for due in dues]:
                for due in batch:
                    self.waiting = plan.add_due(self.waiting, due)
                self._review(now)
            now = self._following(now, upcoming.values())
        return self.shown

    def _next(self, kind: NudgeKind, after: datetime) -> datetime | None:
        return timetable.next_time(self.settings.nudge(kind), self.settings.day, self.zone, after)

    def _following(self, now: datetime, upcoming: Iterable[datetime]) -> datetime:
        moments = [*upcoming, *(edge for stretch in self.paused for edge in stretch)]
        if self.wake_at is not None:
            assert self.wake_at > now, "asks to be woken at once, for ever"
            moments.append(self.wake_at)
        following = min((m for m in moments if m > now), default=datetime.max.replace(tzinfo=UTC))
        return self._awake(following)

    def _awake(self, moment: datetime) -> datetime:
        """``moment``, or the end of the sleep that it falls in."""
        for began, ended in self.asleep:
            if began <= moment < ended:
                self.returns.append(ended)
                return ended
        return moment

    def _review(self, now: datetime) -> None:
        today = now.astimezone(self.zone).date()
        excluded: frozenset[NudgeKind] = frozenset()
        situation = Situation(
            now=now,
            zone=self.zone,
            settings=self.settings,
            paused_until=next((b for a, b in self.paused if a <= now < b), None),
            last_shown_at=self.shown[-1][0] if self.shown else None,
            shown_today=sum(m.astimezone(self.zone).date() == today for m, _ in self.shown[-24:]),
            kept=plan.kept_now(self.settings, self.zone, now, self.waiting, excluded),
        )
        verdict = gate.decide(self.waiting, situation)
        everything = [due for due, _ in (*verdict.waiting, *verdict.lapsed)]
        everything += [verdict.show] if verdict.show else []
        assert Counter(everything) == Counter(self.waiting)
        assert all(held for _, held in (*verdict.waiting, *verdict.lapsed))
        self.waiting = tuple(due for due, _ in verdict.waiting)
        self.wake_at = verdict.wake_at
        if verdict.show is not None:
            self.shown.append((now, verdict.show))
