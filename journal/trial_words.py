"""What is said about a trial: where it stands, and what came of it with its uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from config.language import N_, tr, trn
from config.local_format import date_with_weekday
from journal.day_words import date_words
from journal.pattern_words import LIKELY_CHANCE, UNLIKELY_CHANCE, count_facts, few, gap_text
from journal.patterns import Verdict
from journal.trial import PHASE_DAYS, Phase, Stage

if TYPE_CHECKING:
    import datetime as dt

    from journal.patterns import Count
    from journal.trial import Trial
    from journal.trial_result import Lacking, TrialResult

INTRO: Final = N_(
    "Two weeks as usual and two weeks with one habit changed, side by side. "
    "A lot draws which come first, unless you choose. "
    "Lull keeps the plan and fits its nudges to it."
)
SHORT: Final = N_(
    "Four weeks are short: only a large difference can be told from chance, and most smaller ones "
    "are missed."
)
LATER: Final = N_(
    "Both parts are shown when the four weeks are over, so that a look on the way steers nothing."
)
ONE_SWITCH: Final = N_(
    "One switch cannot tell the habit from whatever else changed in those weeks: "
    "work, weather, sleep, or how closely you watched."
)
NOT_FEWER: Final = N_("The changed weeks had no fewer days with a twitch.")
KNOWN_DAYS: Final = N_(
    "A known day is one with a check-in, or with at least three logs besides twitches. "
    "Only such days count."
)
AS_USUAL: Final = N_("as usual")


def short_day(day: dt.date) -> str:
    """A date without its year: "Monday 2 March"."""
    return date_with_weekday(day)


def phase_name(phase: Phase, changed: str) -> str:
    """What a part is called; ``changed`` is what the habit calls the changed one."""
    return changed if phase is Phase.CHANGED else tr(AS_USUAL)


def stage_text(trial: Trial, today: dt.date, changed: str) -> str:
    """Where a trial stands today, as one sentence.

    Args:
        trial: The trial.
        today: The local date.
        changed: What the habit calls its changed weeks: "without caffeine after noon".
    """
    phase = trial.phase_on(today)
    if phase is not None:
        name = phase_name(phase, changed)
        # Translators: {weeks} is such as "as usual" or "without caffeine after noon".
        return tr(
            "Day {day} of {of} {weeks}.",
            day=trial.day_of_phase(today),
            of=PHASE_DAYS,
            weeks=name,
        )
    match trial.stage(today):
        case Stage.PLANNED:
            one, other = (phase_name(part, changed) for part in (trial.first, trial.first.other))
            begins = tr(
                "It begins on {date}: two weeks {one}, then two weeks {other}.",
                date=date_words(trial.start),
                one=one,
                other=other,
            )
            return f"{begins} {tr('A lot drew which come first.')}" if trial.drawn else begins
        case Stage.STOPPED:
            return tr("You stopped it on {date}.", date=date_words(trial.end))
    return tr("The four weeks {changed} and as usual are over.", changed=changed)


def result_text(result: TrialResult, changed: str) -> str:
    """What came of a trial, as sentences."""
    if result.verdict is Verdict.NOT_ENOUGH_DAYS:
        lacking = _few(result.lacking, changed)
        said = [tr("There is too little to compare: {lacking}.", lacking=lacking)]
    else:
        surely = UNLIKELY_CHANCE if result.verdict is Verdict.PATTERN else LIKELY_CHANCE
        if _share(result.changed) >= _share(result.as_usual):
            surely = NOT_FEWER
        said = [
            # Translators: {changed} is such as "without caffeine after noon".
            tr(
                "In the two weeks {changed} you logged a twitch on {twitch_days} of {known_days} "
                "known days; in the two weeks as usual on {usual_twitch_days} of "
                "{usual_known_days} known days.",
                changed=changed,
                twitch_days=result.changed.twitch_days,
                known_days=result.changed.days,
                usual_twitch_days=result.as_usual.twitch_days,
                usual_known_days=result.as_usual.days,
            ),
            tr(surely),
        ]
    if result.off_days:
        said.append(
            trn(
                "The day that did not go as planned counts where planned.",
                "The {n} days that did not go as planned count where planned.",
                result.off_days,
            )
        )
    return " ".join(said)


def gap_of(result: TrialResult) -> str:
    """The difference and its interval in a few words; empty without enough days."""
    if result.difference is None:
        return ""
    return gap_text(_share(result.changed) - _share(result.as_usual), *result.difference)


def result_facts(result: TrialResult, changed: str) -> dict[str, Any]:
    """What came of a trial as plain values, as `journal.pattern_words.facts_of` has it."""
    difference = None
    if result.difference is not None:
        low, high = (round(end, 4) for end in result.difference)
        share = round(_share(result.changed) - _share(result.as_usual), 4)
        difference = {"share": share, "low": low, "high": high}
    return {
        "changed": count_facts(result.changed),
        "as_usual": count_facts(result.as_usual),
        "off_days": result.off_days,
        "difference": difference,
        "p": None if result.p is None else round(result.p, 6),
        "verdict": str(result.verdict),
        "text": result_text(result, changed),
        "gap": gap_of(result),
    }


def _share(count: Count) -> float:
    return count.twitch_days / count.days


def _few(lacking: Lacking, changed: str) -> str:
    return few(
        (lacking.changed_days, tr("few known days {changed}", changed=changed)),
        (lacking.as_usual_days, tr("few known days as usual")),
        (lacking.twitch_days, tr("few days with a twitch")),
    )
