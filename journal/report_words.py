"""The report in words: what the text, the PDF and the window all show; pure.

Whatever is long is cut to what one or two pages hold, and says what was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from journal import report_phrases as say
from journal.plain_text import plain
from journal.report_period import Step
from journal.report_signs import signs_in_short, signs_section
from journal.report_written import DETAILS, Bars, Detail, Row, Section, Table, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.report_facts import Bin, Habit, Place, Report, Series
    from journal.report_phrases import Words

TITLE: Final = "Muscle twitches: a record for my doctor"
NOTICE: Final = (
    "The person's own record, as it was logged in Lull, without interpretation. It is not a "
    "diagnosis, and it has not been reviewed by a clinician."
)
UNKNOWN_DAYS: Final = (
    "A day without an entry may be one without a twitch, or one on which nothing was logged."
)
IN_BRACKETS: Final = "In brackets: how often it was said."
NO_SIDES: Final = "Left and right are not told apart in Lull: both sides are marked."
KEPT_AS: Final = (
    "As it stood in Lull when this was made. Lull keeps groups of medicines, no names and no doses."
)
NOTHING: Final = "No twitch was logged in this period."

MOST_PLACES: Final = 13
"""As many as Lull knows."""
_FEW: Final = 4


def write(report: Report, words: Words, detail: Detail = DETAILS[0]) -> Written:
    """Put the report into words.

    Args:
        report: What it tells.
        words: What values are called: for each list its labels by value; the names of the signs
            under ``core`` and ``other``; their answers under ``answers``, and under
            ``answers.SIGN`` those that a sign says in its own way.
        detail: How much is told where there is much to tell.
    """
    made = report.made_at
    return Written(
        title=TITLE,
        period=f"{say.span(report.period.first, report.period.last)} "
        f"({say.quantity(report.period.days, 'day')})",
        made=f"Made with Lull on {say.day(made.date())} at {made:%H:%M}",
        notice=NOTICE,
        glance=_glance(report, words),
        where=_where(report, words, detail),
        sites=tuple(place.site for place in report.places[:MOST_PLACES]),
        sections=(
            _often(report, words),
            signs_section(report, words, detail),
            _changes(report, words, detail),
            _about(report, words),
            _habits(report, words),
            _own_words(report, detail),
        ),
    )


# -- at a glance


def _glance(report: Report, words: Words) -> Section:
    period = report.period
    unknown = period.days - report.noted_days
    logged = (
        f"On {report.twitch_days:,} of {say.quantity(period.days, 'day')}, "
        f"{say.times(report.times)} in all."
        if report.twitch_days
        else NOTHING
    )
    noted = "Nothing else was noted either."
    if report.noted_days:
        rest = f"; of the other {unknown:,} nothing is known." if unknown else "."
        noted = f"Something was noted on {say.quantity(report.noted_days, 'day')}{rest}"
    return Section(
        "At a glance",
        rows=(
            Row("First noticed", _first_noticed(report)),
            Row("Twitches logged", f"{logged} {noted}"),
            Row("Where", _places_in_short(report, words)),
            Row("Warning signs", signs_in_short(report, words)),
            Row("Course", _course(report, words)),
        ),
    )


def _first_noticed(report: Report) -> str:
    if report.first_ever is None:
        return "Not known: no twitch was ever logged."
    told = (
        f"{say.capital(say.began(report.began))}, as the person said."
        if report.began is not None
        else "Not told in this period."
    )
    return f"{told} First logged in Lull on {say.day(report.first_ever)}."


def _places_in_short(report: Report, words: Words) -> str:
    if not report.places:
        return "Not told."
    named = [
        f"{say.label(words, 'sites', place.site)} ({say.quantity(place.days, 'day')})"
        for place in report.places
    ]
    return f"{say.listed(named, _FEW)}."


def _course(report: Report, words: Words) -> str:
    latest = max(report.changes["trend"], key=lambda said: said.dates[-1], default=None)
    if latest is None:
        return "Not told."
    label = say.label(words, "trend", latest.value)
    return f"{label}, as last said on {say.day(latest.dates[-1])}."


# -- where


def _where(report: Report, words: Words, detail: Detail) -> Section:
    if not report.places:
        return Section("Where", lead=(NOTHING if not report.times else "No place was told.",))
    shown = report.places[:MOST_PLACES]
    rest = len(report.places) - len(shown)
    return Section(
        "Where",
        table=Table(
            ("No.", "Place", "Days", "Logged", "First noticed", "Kind", "Lasts"),
            tuple(
                _place(number, place, words, detail) for number, place in enumerate(shown, start=1)
            ),
        ),
        after=(
            say.joined(
                (
                    NO_SIDES,
                    f"Spread, as told: {say.counted(report.answers['spread'], words, 'spread')}.",
                    f"{say.quantity(rest, 'more place')} left out." if rest else "",
                )
            ),
        ),
    )


def _place(number: int, place: Place, words: Words, detail: Detail) -> tuple[str, ...]:
    return (
        str(number),
        say.label(words, "sites", place.site),
        f"{place.days:,}",
        say.span(place.first, place.last),
        "not told" if place.began is None else say.began(place.began),
        say.counted(place.kinds, words, "kinds", detail.kinds),
        say.counted(place.bouts, words, "bout", detail.kinds),
    )


# -- how often


def _often(report: Report, words: Words) -> Section:
    answers = report.answers
    told = sum(count for _, count in answers["kind"])
    if not report.times:
        return Section("How often", lead=(NOTHING,), after=(UNKNOWN_DAYS,))
    bothers = [
        f"{words_} {say.times(dict(answers[name]).get('yes', 0))}"
        for name, words_ in (("troublesome", "it bothers them"), ("worry_high", "much worry"))
        if dict(answers[name]).get("yes")
    ]
    said = f"{say.capital(', '.join(bothers))} (of {told:,})." if bothers else "Nothing was said."
    return Section(
        "How often",
        bars=tuple(_bars(series) for series in report.series),
        rows=(
            Row("Comes, as told", f"{say.counted(answers['frequency'], words, 'frequency')}."),
            Row("Lasts, as told", f"{say.counted(answers['bout'], words, 'bout')}."),
            Row("Kind, as told", f"{say.counted(answers['kind'], words, 'kinds')}."),
            Row("Bother and worry", said),
        ),
        after=(f"{UNKNOWN_DAYS} {IN_BRACKETS}",),
    )


def _bars(series: Series) -> Bars:
    first, last = series.bins[0].period.first, series.bins[-1].period.last
    step = {
        Step.WEEK: "week (each from the day that is named)",
        Step.MONTH: "month",
        Step.YEAR: "year",
    }[series.step]
    title = f"Days with a twitch by {step}, {say.span(first, last)}"
    return Bars(title, tuple(_bin_label(series.step, one) for one in series.bins), series.bins)


def _bin_label(step: Step, one: Bin) -> str:
    first = one.period.first
    if step is Step.WEEK:
        return say.day_without_year(first)
    return f"{say.month(first)} {first.year}" if step is Step.MONTH else str(first.year)


# -- what changed, the person, habits, notes

_CHANGES: Final = (
    ("trend", "Course, as told", "trend"),
    ("medicine_change", "Medicines, four weeks before", "medicine_change"),
    ("ms_relapse", "Thinks of an MS relapse", "ms_relapse"),
    ("checked_by_doctor", "Seen by a doctor for this", "checked_by_doctor"),
)
_ALWAYS_TOLD: Final = ("trend", "medicine_change", "checked_by_doctor")
_MEDICINE_CHANGES: Final = {"none": "no change"}


def _changes(report: Report, words: Words, detail: Detail) -> Section:
    rows = []
    for name, label, part in _CHANGES:
        said = [
            f"{say.capital(_change(words, part, one.value))}: {say.when(one.dates, detail.dates)}"
            for one in report.changes[name]
        ]
        if said or name in _ALWAYS_TOLD:
            rows.append(Row(label, f"{'; '.join(said)}." if said else "Not told."))
    return Section("What changed", rows=tuple(rows))


def _change(words: Words, part: str, value: str) -> str:
    if part == "medicine_change" and value in _MEDICINE_CHANGES:
        return _MEDICINE_CHANGES[value]
    return say.label(words, part, value)


def _about(report: Report, words: Words) -> Section:
    profile = report.profile

    def several(part: str, values: Sequence[str] | None) -> str:
        if values is None:
            return "Not told."
        names = dict.fromkeys(say.label(words, part, value) for value in values)
        return f"{'; '.join(names)}." if names else "None, as told."

    def single(part: str, value: str | None) -> str:
        return "Not told." if value is None else f"{say.label(words, part, value)}."

    return Section(
        "Medicines and conditions",
        rows=(
            Row("Medicines", several("medicines", profile.medicines)),
            Row("Conditions", several("conditions", profile.conditions)),
            Row("Age", single("age_bands", profile.age_band)),
            *([Row("Pregnant", single("pregnant", profile.pregnant))] if profile.pregnant else ()),
        ),
        after=(KEPT_AS,),
    )


_HABITS: Final = {
    "sleep": ("Sleep", "hours"),
    "caffeine": ("Caffeine", "mg"),
    "stress": ("Stress, 0 to 10", ""),
    "alcohol": ("Alcohol", "units of 8 g"),
    "exercise": ("Exercise", "minutes"),
    "water": ("Water and other drinks", "ml"),
}


def _habits(report: Report, words: Words) -> Section:
    return Section(
        "Sleep, caffeine and other habits",
        table=Table(
            ("Habit", "Average", "Range", "Noted on"),
            tuple(_habit(habit, report.period.days) for habit in report.habits),
        ),
        rows=(Row("Ticked as a trigger", f"{say.counted(report.triggers, words, 'triggers')}."),),
        after=("Averages are over the days on which the habit was noted.",),
    )


def _habit(habit: Habit, days: int) -> tuple[str, ...]:
    name, unit = _HABITS[habit.name]
    if habit.mean is None or habit.low is None or habit.high is None:
        return name, "not noted", "", f"0 of {say.quantity(days, 'day')}"
    return (
        name,
        f"{_amount(habit, habit.mean)} {unit}".rstrip(),
        f"{_amount(habit, habit.low)} to {_amount(habit, habit.high)}",
        f"{habit.days:,} of {say.quantity(days, 'day')}",
    )


def _amount(habit: Habit, value: float) -> str:
    whole = habit.name in {"caffeine", "water", "exercise"}
    return f"{value:,.0f}" if whole else say.number(value)


def _own_words(report: Report, detail: Detail) -> Section:
    heading = "The person's own words"
    if report.notes is None:
        return Section(heading, lead=("Left out by the person.",))
    if not report.notes:
        return Section(heading, lead=("No notes in this period.",))
    shown = report.notes[: detail.notes]
    left = len(report.notes) - len(shown)
    lead = f"{say.quantity(len(report.notes), 'note')}, the newest first"
    if left:
        lead = (
            f"{len(report.notes):,} notes; the newest {len(shown)} are quoted"
            if shown
            else f"{say.quantity(len(report.notes), 'note')}; there is no room here to quote them"
        )
    return Section(
        heading,
        lead=(f"{lead}.",),
        rows=tuple(
            Row(say.day(note.date), say.cut(plain(note.text), detail.note_letters))
            for note in shown
        ),
    )
