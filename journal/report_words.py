"""The report in words: what the text, the PDF and the window all show; pure.

Whatever is long is cut to what one or two pages hold, and says what was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.language import N_, review_note, tr, trn, trp
from config.local_format import (
    brief_date,
    brief_day,
    capital,
    clock_time,
    in_a_row,
    short_month,
    whole,
)
from journal import report_phrases as say
from journal.report_period import Step
from journal.report_person import about_section, habits_section, own_words_section
from journal.report_signs import signs_in_short, signs_section
from journal.report_written import DETAILS, Bars, Detail, Row, Section, Table, Written

if TYPE_CHECKING:
    from journal.report_facts import Bin, Counts, Place, Report, Series
    from journal.report_phrases import Words

TITLE: Final = N_("Muscle twitches: a record for my doctor")
NOTICE: Final = N_(
    "The person's own record, as it was logged in Lull, without interpretation. It is not a "
    "diagnosis, and it has not been reviewed by a clinician."
)
UNKNOWN_DAYS: Final = N_(
    "A day without an entry may be one without a twitch, or one on which nothing was logged."
)
IN_BRACKETS: Final = N_("In brackets: how often it was said.")
NO_SIDES: Final = N_("Left and right are not told apart in Lull: both sides are marked.")
NOTHING: Final = N_("No twitch was logged in this period.")

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
        title=tr(TITLE),
        period=capital(
            tr(
                "{span} ({days})",
                span=say.span(report.period.first, report.period.last),
                days=say.days(report.period.days),
            )
        ),
        made=tr(
            "Made with Lull on {date} at {time}",
            date=brief_date(made.date()),
            time=clock_time(made),
        ),
        notice=say.joined((tr(NOTICE), review_note())),
        glance=_glance(report, words),
        where=_where(report, words, detail),
        sites=tuple(place.site for place in report.places[:MOST_PLACES]),
        sections=(
            _often(report, words),
            signs_section(report, words, detail),
            _changes(report, words, detail),
            about_section(report, words),
            habits_section(report, words),
            own_words_section(report, detail),
        ),
    )


# -- at a glance


def _glance(report: Report, words: Words) -> Section:
    period = report.period
    logged = tr(NOTHING)
    if report.twitch_days:
        logged = trn(
            "On {days} of {n} day, {times} in all.",
            "On {days} of {n} days, {times} in all.",
            period.days,
            n=whole(period.days),
            days=whole(report.twitch_days),
            times=say.times(report.times),
        )
    return Section(
        tr("At a glance"),
        rows=(
            Row(tr("First noticed"), _first_noticed(report)),
            Row(tr("Twitches logged"), say.joined((logged, _noted(report)))),
            Row(tr("Where"), _places_in_short(report, words)),
            Row(tr("Warning signs"), signs_in_short(report, words)),
            Row(tr("Course"), _course(report, words)),
        ),
    )


def _noted(report: Report) -> str:
    unknown = report.period.days - report.noted_days
    if not report.noted_days:
        return tr("Nothing else was noted either.")
    if not unknown:
        return trn(
            "Something was noted on {n} day.",
            "Something was noted on {n} days.",
            report.noted_days,
            n=whole(report.noted_days),
        )
    return trn(
        "Something was noted on {n} day; of the other {unknown} nothing is known.",
        "Something was noted on {n} days; of the other {unknown} nothing is known.",
        report.noted_days,
        n=whole(report.noted_days),
        unknown=whole(unknown),
    )


def _first_noticed(report: Report) -> str:
    if report.first_ever is None:
        return tr("Not known: no twitch was ever logged.")
    told = (
        tr("{when}, as the person said.", when=capital(say.began(report.began)))
        if report.began is not None
        else tr("Not told in this period.")
    )
    logged = tr("First logged in Lull on {date}.", date=brief_date(report.first_ever))
    return say.joined((told, logged))


def _places_in_short(report: Report, words: Words) -> str:
    if not report.places:
        return tr(say.NOT_TOLD)
    named = [
        tr(
            "{place} ({days})",
            place=say.label(words, "sites", place.site),
            days=say.days(place.days),
        )
        for place in report.places
    ]
    return say.sentence(say.listed(named, _FEW))


def _course(report: Report, words: Words) -> str:
    latest = max(report.changes["trend"], key=lambda said: said.dates[-1], default=None)
    if latest is None:
        return tr(say.NOT_TOLD)
    return tr(
        "{course}, as last said on {date}.",
        course=say.label(words, "trend", latest.value),
        date=brief_date(latest.dates[-1]),
    )


# -- where


def _where(report: Report, words: Words, detail: Detail) -> Section:
    if not report.places:
        lead = tr("No place was told.") if report.times else tr(NOTHING)
        return Section(tr("Where"), lead=(lead,))
    shown = report.places[:MOST_PLACES]
    rest = len(report.places) - len(shown)
    return Section(
        tr("Where"),
        table=Table(
            (
                trp("a column", "No."),
                trp("a column", "Place"),
                trp("a column", "Days"),
                trp("a column", "Logged"),
                trp("a column", "First noticed"),
                trp("a column", "Kind"),
                trp("a column", "Lasts"),
            ),
            tuple(
                _place(number, place, words, detail) for number, place in enumerate(shown, start=1)
            ),
        ),
        after=(
            say.joined(
                (
                    tr(NO_SIDES),
                    tr(
                        "Spread, as told: {answers}.",
                        answers=say.counted(report.answers["spread"], words, "spread"),
                    ),
                    trn("{n} more place left out.", "{n} more places left out.", rest)
                    if rest
                    else "",
                )
            ),
        ),
    )


def _place(number: int, place: Place, words: Words, detail: Detail) -> tuple[str, ...]:
    return (
        str(number),
        say.label(words, "sites", place.site),
        whole(place.days),
        say.span(place.first, place.last),
        tr("not told") if place.began is None else say.began(place.began),
        say.counted(place.kinds, words, "kinds", detail.kinds),
        say.counted(place.bouts, words, "bout", detail.kinds),
    )


# -- how often


def _often(report: Report, words: Words) -> Section:
    answers = report.answers
    told = sum(count for _, count in answers["kind"])
    if not report.times:
        return Section(tr("How often"), lead=(tr(NOTHING),), after=(tr(UNKNOWN_DAYS),))
    bothers = [
        tr(text, times=say.times(count))
        for name, text in _BOTHERS.items()
        if (count := dict(answers[name]).get("yes", 0))
    ]
    said = tr("Nothing was said.")
    if bothers:
        said = tr("{what} (of {n}).", what=capital(in_a_row(bothers)), n=whole(told))
    return Section(
        tr("How often"),
        bars=tuple(_bars(series) for series in report.series),
        rows=(
            _answers(tr("Comes, as told"), answers["frequency"], words, "frequency"),
            _answers(tr("Lasts, as told"), answers["bout"], words, "bout"),
            _answers(tr("Kind, as told"), answers["kind"], words, "kinds"),
            Row(tr("Bother and worry"), said),
        ),
        after=(say.joined((tr(UNKNOWN_DAYS), tr(IN_BRACKETS))),),
    )


_BOTHERS: Final = {
    "troublesome": N_("it bothers them {times}"),
    "worry_high": N_("much worry {times}"),
}
_BARS: Final = {
    Step.WEEK: N_("Days with a twitch by week (each from the day that is named), {span}"),
    Step.MONTH: N_("Days with a twitch by month, {span}"),
    Step.YEAR: N_("Days with a twitch by year, {span}"),
}


def _answers(label: str, counts: Counts, words: Words, part: str) -> Row:
    return Row(label, say.sentence(say.counted(counts, words, part)))


def _bars(series: Series) -> Bars:
    first, last = series.bins[0].period.first, series.bins[-1].period.last
    title = tr(_BARS[series.step], span=say.span(first, last))
    return Bars(title, tuple(_bin_label(series.step, one) for one in series.bins), series.bins)


def _bin_label(step: Step, one: Bin) -> str:
    first = one.period.first
    if step is Step.WEEK:
        return brief_day(first)
    return short_month(first) if step is Step.MONTH else str(first.year)


# -- what changed

_CHANGES: Final = (
    ("trend", N_("Course, as told"), "trend"),
    ("medicine_change", N_("Medicines, four weeks before"), "medicine_change"),
    ("ms_relapse", N_("Thinks of an MS relapse"), "ms_relapse"),
    ("checked_by_doctor", N_("Seen by a doctor for this"), "checked_by_doctor"),
)
_ALWAYS_TOLD: Final = ("trend", "medicine_change", "checked_by_doctor")
_MEDICINE_CHANGES: Final = {"none": N_("no change")}


def _changes(report: Report, words: Words, detail: Detail) -> Section:
    rows = []
    for name, label, part in _CHANGES:
        said = [
            tr(
                "{answer}: {when}",
                answer=capital(_change(words, part, one.value)),
                when=say.when(one.dates, detail.dates),
            )
            for one in report.changes[name]
        ]
        if said or name in _ALWAYS_TOLD:
            rows.append(Row(tr(label), say.sentence(say.apart(said)) if said else tr(say.NOT_TOLD)))
    return Section(tr("What changed"), rows=tuple(rows))


def _change(words: Words, part: str, value: str) -> str:
    if part == "medicine_change" and value in _MEDICINE_CHANGES:
        return tr(_MEDICINE_CHANGES[value])
    return say.label(words, part, value)
