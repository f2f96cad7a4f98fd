"""Reports of nothing, of a month, and of more than anybody logs."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any, get_args

from config import profile as person
from config.profile import Profile
from journal.day_log import DaySums
from journal.entries import new_id
from journal.report import Logged, make_report
from journal.report_period import Period
from journal.twitches import TwitchRecord
from tips import report as shapes
from tips.report import SIGNS
from tips.report_words import report_words

if TYPE_CHECKING:
    from journal.report_facts import Report

HERE = dt.timezone(dt.timedelta(hours=1))
NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=HERE)
TODAY = NOW.date()
LONG_NOTES = (
    "word " * 400,
    "x" * 2000,
    "\U0001f468\N{ZERO WIDTH JOINER}\U0001f469\N{ZERO WIDTH JOINER}\U0001f467" * 200,
    "\u05e9\u05dc\u05d5\u05dd \u202e" * 300,
    "a\0b\n" * 500,
    "<b>&amp;</b><script>" * 100,
)


def twitch(at: dt.datetime, note: str = "", **told: Any) -> TwitchRecord:  # noqa: ANN401 - any JSON
    report = {"sites": ["eyelid"], "since_days": 3, "signs": {"_core": "all_no"}, **told}
    return TwitchRecord(new_id(), at, report, "self_care", ("R1",), advice_shown=True, note=note)


def sums(at: dt.datetime, twitches: int) -> DaySums:
    return DaySums(at.date(), twitches, 3, None, 6.5, 5.0, 240.0, 1250.0, 30.0, 1.5, 0)


def report(logged: Logged, days: int, profile: Profile | None = None) -> Report:
    period = Period(TODAY - dt.timedelta(days=days - 1), TODAY)
    return make_report(logged, period, NOW, profile or Profile(), report_words()["core"])


def empty() -> Report:
    return report(Logged(), 90)


def month() -> Report:
    """A few twitches, one answer that is not "no", two short notes."""
    days = [NOW - dt.timedelta(days=ago) for ago in range(28, -1, -1)]
    twitches = [
        twitch(at, kind="flicker", bout="seconds", note="in bed" if number % 5 == 0 else "")
        for number, at in enumerate(days[::3])
    ]
    twitches.append(twitch(NOW, sites=["calf"], signs={"_core": "all_no", "cramps": "yes"}))
    held = {one.at.date() for one in twitches}
    told = Logged(twitches, [sums(at, int(at.date() in held)) for at in days], (), days[0].date())
    return report(told, 29, Profile(medicines=("statin",), conditions=(), age_band="40_49"))


def everything() -> Report:
    """Ten years in which everything was said, every place and every answer of every sign."""
    start = NOW - dt.timedelta(days=3650)
    twitches = [
        twitch(
            start + dt.timedelta(days=20 * number),
            sites=list(get_args(shapes.Site)),
            since_days=1000,
            spread=spread,
            kind=kind,
            bout=bout,
            frequency=frequency,
            trend=trend,
            checked_by_doctor=checked,
            medicine_change=change,
            ms_relapse=relapse,
            troublesome=True,
            worry_high=True,
            triggers=list(get_args(shapes.Trigger)),
            note=LONG_NOTES[number % len(LONG_NOTES)],
            signs={"_core": "all_no"}
            | {sign: answers[number % len(answers)] for sign, answers in SIGNS.items()},
        )
        for number, kind, bout, frequency, trend, checked, change, relapse, spread in zip(
            range(180),
            *(
                itertools.cycle(get_args(list_))
                for list_ in (
                    shapes.Kind,
                    shapes.Bout,
                    shapes.Frequency,
                    shapes.Trend,
                    shapes.CheckedByDoctor,
                    shapes.MedicineChange,
                    shapes.Relapse,
                    shapes.Spread,
                )
            ),
            strict=False,
        )
    ]
    profile = Profile(
        age_band="60_plus",
        medicines=get_args(person.Medicine),
        conditions=get_args(person.Condition),
        pregnant="postpartum",
    )
    days = [sums(one.at, 1) for one in twitches]
    return report(Logged(twitches, days, (), start.date()), 3651, profile)
