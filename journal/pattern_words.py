"""What is said about patterns: counts, and how sure they are. Never what brings what about."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final, Protocol

from config.kinds import FactorName
from config.language import N_, tr
from config.local_format import capital, date_with_year, in_a_row, signed
from journal.patterns import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from journal.patterns import Count, Missing, Pattern

DAYS: Final[Mapping[FactorName, tuple[str, str]]] = {
    FactorName.SHORT_SLEEP: (
        N_("days after a short night"),
        N_("days after one that began with a short night"),
    ),
    FactorName.CAFFEINE: (
        N_("days with late or much caffeine"),
        N_("days after one with late or much caffeine"),
    ),
    FactorName.HIGH_STRESS: (N_("days of high stress"), N_("days after one of high stress")),
    FactorName.LOW_WATER: (
        N_("days with little to drink"),
        N_("days after one with little to drink"),
    ),
    FactorName.HARD_EXERCISE: (N_("days with hard exercise"), N_("days after hard exercise")),
    FactorName.ALCOHOL: (N_("days with alcohol"), N_("days after one with alcohol")),
    FactorName.COLD: (N_("days in the cold"), N_("days after one in the cold")),
}
"""What the days with a factor are called, on the same day and a day later."""

INTRO: Final = N_(
    "Days with and without each factor, as you logged them. This counts days; it cannot tell why."
)
KNOWN_DAYS: Final = N_(
    "A known day is one with a check-in, or with at least three logs besides twitches. "
    "Only such days count. Today is left out, as it is not over."
)
INTERVAL: Final = N_("The gap in brackets is where the true one may lie. With few days it is wide.")
TOO_LITTLE: Final = N_("There is too little to compare yet: {lacking}.")
NO_COLD: Final = N_("Lull does not ask about cold each day, so cold can't be compared yet.")
LIKELY_CHANCE: Final = N_("This could still be chance.")
UNLIKELY_CHANCE: Final = N_("This is unlikely to be chance alone. It does not show why.")


def text_of(pattern: Pattern) -> str:
    """A pattern as sentences."""
    days = tr(DAYS[pattern.factor][pattern.lag_days])
    if pattern.verdict is Verdict.NOT_ENOUGH_DAYS:
        said = [
            tr("{days}.", days=capital(days)),
            tr(NO_COLD)
            if pattern.factor is FactorName.COLD
            else tr(TOO_LITTLE, lacking=_few(pattern.missing)),
        ]
    else:
        on, off = pattern.on, pattern.off
        said = [
            # Translators: {days} is such as "days after a short night".
            tr(
                "On {twitch_days} of the {known_days} {days} you logged a twitch; "
                "on {other_twitch_days} of the {other_days} others.",
                twitch_days=on.twitch_days,
                known_days=on.days,
                days=days,
                other_twitch_days=off.twitch_days,
                other_days=off.days,
            ),
            tr(UNLIKELY_CHANCE if pattern.verdict is Verdict.PATTERN else LIKELY_CHANCE),
        ]
    if pattern.suspicion is not None:
        date = date_with_year(pattern.suspicion.since)
        said.append(tr("You named this on {date}.", date=date))
        said.append(tr("Days before that do not count here."))
    return " ".join(said)


class Lacks(Protocol):
    """A comparison that cannot be made yet."""

    @property
    def factor(self) -> FactorName:
        """Which factor."""

    @property
    def lag_days(self) -> int:
        """Days from the factor to the twitch."""

    @property
    def missing(self) -> Missing:
        """What is missing."""


def lacking_lines(patterns: Iterable[Lacks]) -> list[str]:
    """Why nothing can be said, for a person who reads all of it: what lacks the same together.

    No number is named: it would read like something to reach, days with a twitch among them.

    Args:
        patterns: Those without enough days; cold is left to `NO_COLD`.
    """
    together: dict[str, list[str]] = {}
    for one in patterns:
        if one.factor is FactorName.COLD:
            together[tr(NO_COLD)] = []
            continue
        lacking = tr(TOO_LITTLE, lacking=_few(one.missing))
        together.setdefault(lacking, []).append(tr(DAYS[one.factor][one.lag_days]))
    lines = []
    for lacking, days in together.items():
        lines += [lacking, *(f"  {what}" for what in days)]
    return lines


def gap_of(pattern: Pattern) -> str:
    """The difference and its interval in a few words; empty without enough days."""
    if pattern.difference is None:
        return ""
    on, off = pattern.on, pattern.off
    share = on.twitch_days / on.days - off.twitch_days / off.days
    return gap_text(share, *pattern.difference)


def gap_text(share: float, low: float, high: float) -> str:
    """A difference of shares and both ends of its interval, in a few words."""
    return tr(
        "Gap: {gap} days in 100 (from {low} to {high})",
        gap=points(share),
        low=points(low),
        high=points(high),
    )


def points(share: float) -> str:
    """A difference of shares in days of a hundred, with its sign: "+12"."""
    return signed(round(100 * share))


def _few(missing: Missing) -> str:
    return few(
        (missing.known_days, tr("few known days")),
        (missing.twitch_days, tr("few days with a twitch")),
        (missing.with_days, tr("few of these days")),
        (missing.without_days, tr("few other days")),
    )


def few(*lacking: tuple[int, str]) -> str:
    """What there is too little of: "few known days, few other days".

    Args:
        lacking: How many are missing, and how that is said.
    """
    return in_a_row([what for count, what in lacking if count])


def facts_of(pattern: Pattern) -> dict[str, Any]:
    """A pattern as plain values, ready for JSON.

    ``difference`` is in shares of days, from -1 to 1, with both ends of its 95 % interval;
    ``missing`` says what lacks before both can be compared, all 0 where nothing does;
    ``named_since`` is the day on which a suspected factor was named, null for every other.
    """
    on, off = pattern.on, pattern.off
    difference = None
    if pattern.difference is not None:
        low, high = (round(end, 4) for end in pattern.difference)
        share = on.twitch_days / on.days - off.twitch_days / off.days
        difference = {"share": round(share, 4), "low": low, "high": high}
    since = None if pattern.suspicion is None else pattern.suspicion.since.isoformat()
    p_adjusted = None if pattern.p_adjusted is None else round(pattern.p_adjusted, 6)
    return {
        "factor": str(pattern.factor),
        "lag_days": pattern.lag_days,
        "with": count_facts(on),
        "without": count_facts(off),
        "missing": dataclasses.asdict(pattern.missing),
        "difference": difference,
        "p_adjusted": p_adjusted,
        "verdict": str(pattern.verdict),
        "named_since": since,
        "text": text_of(pattern),
    }


def count_facts(count: Count) -> dict[str, int]:
    """A count as plain values, ready for JSON."""
    return {"days": count.days, "twitch_days": count.twitch_days}
