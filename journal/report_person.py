"""What the report tells of the person: medicines, conditions, habits and their own words; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.language import N_, tr, trn, trp
from config.local_format import brief_date, whole
from journal import report_phrases as say
from journal.plain_text import plain
from journal.report_written import Row, Section, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.report_facts import Habit, Report
    from journal.report_phrases import Words
    from journal.report_written import Detail

KEPT_AS: Final = N_(
    "As it stood in Lull when this was made. Lull keeps groups of medicines, no names and no doses."
)


def about_section(report: Report, words: Words) -> Section:
    """What the profile says."""
    profile = report.profile

    def several(part: str, values: Sequence[str] | None) -> str:
        if values is None:
            return tr(say.NOT_TOLD)
        names = [*dict.fromkeys(say.label(words, part, value) for value in values)]
        return say.sentence(say.apart(names)) if names else tr("None, as told.")

    def single(part: str, value: str | None) -> str:
        return tr(say.NOT_TOLD) if value is None else say.sentence(say.label(words, part, value))

    return Section(
        tr("Medicines and conditions"),
        rows=(
            Row(tr("Medicines"), several("medicines", profile.medicines)),
            Row(tr("Conditions"), several("conditions", profile.conditions)),
            Row(tr("Age"), single("age_bands", profile.age_band)),
            *(
                [Row(tr("Pregnant"), single("pregnant", profile.pregnant))]
                if profile.pregnant
                else ()
            ),
        ),
        after=(tr(KEPT_AS),),
    )


_HABITS: Final = {
    "sleep": N_("Sleep"),
    "caffeine": N_("Caffeine"),
    "stress": N_("Stress, 0 to 10"),
    "alcohol": N_("Alcohol"),
    "exercise": N_("Exercise"),
    "water": N_("Water and other drinks"),
}

_WHOLE: Final = frozenset({"caffeine", "water", "exercise"})


def habits_section(report: Report, words: Words) -> Section:
    """How much of what, and on how many days."""
    return Section(
        tr("Sleep, caffeine and other habits"),
        table=Table(
            (
                trp("a column", "Habit"),
                trp("a column", "Average"),
                trp("a column", "Range"),
                trp("a column", "Noted on"),
            ),
            tuple(_habit(habit, report.period.days) for habit in report.habits),
        ),
        rows=(_triggers(report, words),),
        after=(tr("Averages are over the days on which the habit was noted."),),
    )


def _triggers(report: Report, words: Words) -> Row:
    ticked = say.counted(report.triggers, words, "triggers")
    return Row(tr("Ticked as a trigger"), say.sentence(ticked))


def _habit(habit: Habit, days: int) -> tuple[str, ...]:
    name = tr(_HABITS[habit.name])
    noted = trn(
        "{noted} of {n} day", "{noted} of {n} days", days, n=whole(days), noted=whole(habit.days)
    )
    if habit.mean is None or habit.low is None or habit.high is None:
        return name, tr("not noted"), "", noted
    low, high = _amount(habit, habit.low), _amount(habit, habit.high)
    return name, _average(habit, habit.mean), tr("{low} to {high}", low=low, high=high), noted


def _average(habit: Habit, mean: float) -> str:
    amount = _amount(habit, mean)
    match habit.name:
        case "caffeine":
            return tr("{n} mg", n=amount)
        case "water":
            return tr("{n} ml", n=amount)
        case "exercise":
            return trn("{n} minute", "{n} minutes", round(mean), n=amount)
        case "sleep":
            return trn("{n} hour", "{n} hours", round(mean, 1), n=amount)
        case "alcohol":
            return trn("{n} unit of 8 g", "{n} units of 8 g", round(mean, 1), n=amount)
    return amount


def _amount(habit: Habit, value: float) -> str:
    return whole(value) if habit.name in _WHOLE else say.number(value)


def own_words_section(report: Report, detail: Detail) -> Section:
    """The notes, the newest first, as many as there is room for."""
    heading = tr("The person's own words")
    if report.notes is None:
        return Section(heading, lead=(tr("Left out by the person."),))
    if not report.notes:
        return Section(heading, lead=(tr("No notes in this period."),))
    shown = report.notes[: detail.notes]
    return Section(
        heading,
        lead=(_how_many(len(report.notes), len(shown)),),
        rows=tuple(
            Row(brief_date(note.date), say.cut(plain(note.text), detail.note_letters))
            for note in shown
        ),
    )


def _how_many(notes: int, quoted: int) -> str:
    if quoted == notes:
        return trn(
            "{n} note, the newest first.",
            "{n} notes, the newest first.",
            notes,
            n=whole(notes),
        )
    if not quoted:
        return trn(
            "{n} note; there is no room here to quote them.",
            "{n} notes; there is no room here to quote them.",
            notes,
            n=whole(notes),
        )
    return trn(
        "{n} notes; the newest {quoted} is quoted.",
        "{n} notes; the newest {quoted} are quoted.",
        quoted,
        n=whole(notes),
        quoted=quoted,
    )
