"""Five people, and what they do on a day: everything is drawn from one seeded source."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tray import timetable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

MINUTE = timedelta(minutes=1)


@dataclasses.dataclass(frozen=True, order=True)
class Event:
    """Something that happens.

    Attributes:
        at: The UTC moment.
        what: ``sit``, ``leave``, ``lock``, ``unlock``, ``sleep``, ``wake``, ``busy``, ``free``,
            ``film``, ``film_over``, ``pause``, ``drink`` or ``fly``.
        how: The name of a zone, or the minutes of a pause.
    """

    at: datetime
    what: str
    how: str = ""


@dataclasses.dataclass(frozen=True)
class Person:
    """Somebody whose days are simulated.

    Attributes:
        name: What the table calls them.
        toml: Their settings.
        zone: Where they live.
        days: Draws the events of the local date in a zone; in order.
        told_of_sleep: Whether logind tells of suspend and resume before the clocks do.
        told_of_idleness: Whether the idle time can be asked for.
        told_of_return: Whether the desktop tells by itself that somebody is back.
    """

    name: str
    toml: str
    zone: ZoneInfo
    days: Callable[[Random, date, ZoneInfo], list[Event]]
    told_of_sleep: bool = True
    told_of_idleness: bool = True
    told_of_return: bool = True


def _at(day: date, minutes: float, zone: ZoneInfo) -> datetime:
    whole = int(minutes)
    base = timetable.instant(day + timedelta(days=whole // 1440), whole % 1440, zone)
    return base + timedelta(seconds=int((minutes - whole) * 60))


def _stretch(random: Random, start: float, end: float) -> Iterator[tuple[float, str, str]]:
    """Hours at the desk, with breaks; the screen is locked for the longer ones."""
    yield start, "sit", ""
    minute = start + random.expovariate(1 / 50)
    while minute < end - 10:
        length = min(random.expovariate(1 / 12) + 1, end - minute - 5)
        yield minute, "leave", ""
        if length > 15 and random.random() < 0.6:
            yield minute + 0.5, "lock", ""
            yield minute + length - 0.2, "unlock", ""
        yield minute + length, "sit", ""
        if random.random() < 0.25:
            yield minute + length + 1, "drink", ""
        minute += length + random.expovariate(1 / 50) + 2
    yield end, "leave", ""


def _meetings(random: Random, start: float, end: float) -> Iterator[tuple[float, str, str]]:
    """Some meetings: presented in full screen, or with do not disturb on."""
    minute = start + random.expovariate(1 / 90)
    while minute < end - 70:
        length = random.choice([25, 30, 45, 60])
        begin, over = random.choice([("busy", "free"), ("film", "film_over")])
        yield minute, begin, ""
        yield minute + length, over, ""
        minute += length + random.expovariate(1 / 120) + 5


def _placed(day: date, zone: ZoneInfo, happenings: list[tuple[float, str, str]]) -> list[Event]:
    return sorted(Event(_at(day, minute, zone), what, how) for minute, what, how in happenings)


def office(random: Random, day: date, zone: ZoneInfo) -> list[Event]:
    """Five days a week at a desk, a lunch break, now and then an evening on the sofa."""
    happenings: list[tuple[float, str, str]] = []
    start, end = 510 + random.uniform(-30, 40), 1050 + random.uniform(-40, 60)
    if day.weekday() < 5 and random.random() > 0.08:
        lunch = 720 + random.uniform(-20, 30)
        happenings += [(start - 1, "unlock", ""), *_stretch(random, start, lunch)]
        happenings += [(lunch + 0.5, "lock", ""), (lunch + 44.8, "unlock", "")]
        happenings += [*_stretch(random, lunch + 45, end), (end + 0.5, "lock", "")]
        happenings += _meetings(random, start + 10, end)
    if random.random() < 0.35:
        evening = 1170 + random.uniform(0, 60)
        over = min(evening + random.uniform(30, 180), 1400)
        happenings += [(evening - 1, "unlock", ""), *_stretch(random, evening, over)]
        happenings += [(over + 1, "sleep", ""), (over + random.uniform(300, 420), "wake", "")]
    if random.random() < 0.1:
        happenings.append((random.uniform(500, 1200), "pause", random.choice(["30", "60", "600"])))
    return _placed(day, zone, happenings)


def night(random: Random, day: date, zone: ZoneInfo) -> list[Event]:
    """Four nights in six at a desk, from evening to morning."""
    happenings: list[tuple[float, str, str]] = []
    if day.toordinal() % 6 < 4:
        start, end = 1260 + random.uniform(-10, 20), 1770 + random.uniform(-20, 20)
        happenings += [(start - 1, "unlock", ""), *_stretch(random, start, end)]
        happenings += [(end + 1, "lock", ""), *_meetings(random, start, end)]
        if random.random() < 0.1:
            happenings.append((random.uniform(start, end), "pause", "120"))
    return _placed(day, zone, happenings)


def napping(random: Random, day: date, zone: ZoneInfo) -> list[Event]:
    """A laptop whose lid is opened and closed at any time of day."""
    happenings: list[tuple[float, str, str]] = []
    minute = random.uniform(0, 200)
    while minute < 1400:
        length = random.expovariate(1 / 60) + 2
        happenings += [(minute, "wake", ""), (minute + 0.1, "sit", "")]
        if length > 40 and random.random() < 0.5:
            happenings += [(minute + 12, "leave", ""), (minute + 12 + length / 3, "sit", "")]
        happenings.append((min(minute + length, 1435), "sleep", ""))
        if random.random() < 0.05:
            happenings.append((minute + 1, "pause", "240"))
        minute += length + random.expovariate(1 / 90) + 1
    return _placed(day, zone, happenings)


_AIRPORTS = (
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Auckland",
)


def travelling(random: Random, day: date, zone: ZoneInfo) -> list[Event]:
    """An office day somewhere else every week or so."""
    events = office(random, day, zone)
    if random.random() < 0.15:
        flight = _at(day, random.uniform(360, 1300), zone)
        landed = flight + timedelta(hours=random.uniform(3, 14))
        events = [event for event in events if event.at < flight]
        events += [Event(flight, "sleep"), Event(landed, "wake")]
        events.append(Event(landed + 2 * MINUTE, "fly", random.choice(_AIRPORTS)))
    return events


_NO_INTERVALS = "[nudges.hydration]\non = false\n[nudges.movement]\non = true\n"
_EVERYTHING = "[nudges.screen]\non = true\n[nudges.movement]\non = true\n"

PEOPLE = (
    Person("office", "", ZoneInfo("Europe/Berlin"), office),
    Person(
        "night",
        '[day]\nactive_hours = ["20:00-06:00"]\nbedtime = "08:00"\n'
        '[nudges.stress]\nat = ["01:00"]\n',
        ZoneInfo("America/New_York"),
        night,
        told_of_idleness=False,
    ),
    Person(
        "napping laptop",
        f"[limits]\nnudges_per_day = 8\ngap_minutes = 30\n{_EVERYTHING}",
        ZoneInfo("Australia/Lord_Howe"),
        napping,
        told_of_sleep=False,
    ),
    Person("traveller", _EVERYTHING, ZoneInfo("Europe/Berlin"), travelling),
    Person(
        "plain desktop",
        _NO_INTERVALS,
        ZoneInfo("America/New_York"),
        office,
        told_of_return=False,
    ),
)
