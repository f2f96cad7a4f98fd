"""From a report to the next step that published guidance suggests.

`advise` is pure: the same answers give the same advice, whatever their order. ``SPEC.md`` says how
the rules are evaluated and what a missing answer means. Nothing here is a diagnosis, and the
wording never names a disease or a chance.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from config.language import fill_anyhow, review_note, tr
from config.local_format import capital, in_a_row
from tips.advice_texts import ADVICE_NEEDS, pick_level_text, quote, quote_noted, shipped_texts
from tips.conditions import holds, matched
from tips.emergency import numbers_for
from tips.facts import facts_of
from tips.free_text import signs_in
from tips.habits import Habit, dated, facts_of_advice, pick_habits
from tips.rules import Level, Rule, fire, shipped_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from config.profile import Profile
    from tips.advice_texts import Part, Texts
    from tips.conditions import Facts
    from tips.emergency import Numbers
    from tips.report import Report, TodayFacts

__all__ = ["Advice", "Habit", "Level", "RuleShown", "advise", "explain", "not_told"]

MOST_REASONS: Final = 5
"""How many reasons are shown at once; all of them are in `explain`."""

MOST_QUOTES: Final = 6
"""How many answers are quoted."""

_ASKS_ABOUT_PERSON: Final = "profile"
"""The step of the rules that fire for nothing but what the person has not told."""


@dataclasses.dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, and why.

    Attributes:
        level: How soon.
        rules: The ids of all rules that fired, the most urgent first.
        headline: The next step in a few words.
        what_to_do: What to do, when and how, in sentences; never empty.
        why: The person's own answers that count, and the reasons.
        come_back_if: What to look out for.
        habits: What to try today; empty in an emergency.
        sources: Title and date of what the reasons come from.
        notice: What this is not: an examination, a diagnosis, reviewed.
        emergency_number: What to call, as words after "Call"; None unless it is an emergency.
        offers: Further help that fits, in sentences.
        waits_for_answers: Whether nothing but what the person has not told about themselves calls
            for this level, so that telling it is the first thing to do.
    """

    level: Level
    rules: tuple[str, ...]
    headline: str
    what_to_do: tuple[str, ...]
    why: tuple[str, ...]
    come_back_if: tuple[str, ...]
    habits: tuple[Habit, ...]
    sources: tuple[str, ...]
    notice: str
    emergency_number: str | None
    offers: tuple[str, ...]
    waits_for_answers: bool = False

    @property
    def next_step(self) -> str:
        """What to do next, as a sentence or two, without what could be answered first."""
        return self.what_to_do[1] if self.waits_for_answers else tr("{step}.", step=self.headline)

    def to_json(self) -> dict[str, Any]:
        """The advice as ``lull check --json`` prints it: lists and strings alone.

        The number to call stands in what to do; offers are for people and left out.
        """
        return {
            "level": self.level.value,
            "rules": list(self.rules),
            "headline": self.headline,
            "what_to_do": list(self.what_to_do),
            "why": list(self.why),
            "come_back_if": list(self.come_back_if),
            "habits": [dataclasses.asdict(habit) for habit in self.habits],
            "sources": list(self.sources),
            "notice": self.notice,
        }


@dataclasses.dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule that fired, for "Why am I seeing this?".

    Attributes:
        id: Its id.
        reason: Why it fired, for the person.
        sources: Title and date of where it comes from.
    """

    id: str
    reason: str
    sources: tuple[str, ...]


def advise(report: Report, profile: Profile, today: TodayFacts) -> Advice:
    """What published guidance suggests after these answers.

    Args:
        report: The twitch. Safety answers hold for 24 hours and for the same place; asking again
            after that, or when it gets worse, is up to the caller.
        profile: The person.
        today: What the journal and the settings know; it shapes words and habits, never the level.
    """
    texts = shipped_texts()
    answered = facts_of(report, profile)
    facts = facts_of(report, profile, signs_in(report.free_text))
    noted = frozenset(field for field, value in facts.items() if value != answered[field])
    fired = _crisis_first(fire(shipped_rules(), facts))
    level = fired[0].level
    # An emergency screen says nothing of lower levels: section 4, point 1.
    shown = tuple(rule for rule in fired if level is not Level.EMERGENCY or rule.level is level)
    facts = facts_of_advice(facts, fired, today)
    words = pick_level_text(level, facts, texts)
    numbers = numbers_for(today.country)
    places = _filling(numbers, not_told(profile))
    emergency = level is Level.EMERGENCY
    waits = all(_ASKS_ABOUT_PERSON in rule.steps for rule in fired)
    return Advice(
        level=level,
        rules=tuple(rule.id for rule in fired),
        headline=words.headline,
        what_to_do=_filled(
            (
                *words.what_to_do,
                *_steps(shown, texts, waits=waits),
                *_more("what_to_do", facts, texts),
                *_general(level, facts, texts),
            ),
            places,
        ),
        why=(*_why(shown[:MOST_REASONS], facts, noted, texts), *_more("why", facts, texts)),
        come_back_if=_filled(
            texts.red_flags
            if _red_flags(shown) and not emergency
            else (*_more("come_back_if", facts, texts), *words.come_back_if),
            places,
        ),
        habits=() if emergency else pick_habits(facts, today),
        sources=_sources(shown, texts),
        notice=f"{texts.notice} {review_note()}".rstrip(),
        emergency_number=numbers.call if emergency else None,
        offers=(texts.worry_offer,) if report.worry_high and not emergency else (),
        waits_for_answers=waits,
    )


def not_told(profile: Profile) -> str:
    """What of `ADVICE_NEEDS` the person has not told, as words for a sentence; empty for nothing.

    Such as "your age, what you live with".
    """
    words = shipped_texts().open
    return in_a_row([words[name] for name in ADVICE_NEEDS if getattr(profile, name) is None])


def explain(advice: Advice) -> tuple[RuleShown, ...]:
    """Why somebody sees this advice: every rule behind it, with its sources.

    On an emergency only the rules of that level are named. Rules that this Lull does not know
    (an older entry may have them) are left out.
    """
    by_id = {rule.id: rule for rule in shipped_rules()}
    known = [by_id[rule_id] for rule_id in advice.rules if rule_id in by_id]
    return tuple(
        RuleShown(
            rule.id,
            rule.reason,
            tuple(dated(source.calm_title, rule.checked) for source in rule.sources),
        )
        for rule in known
        if advice.level is not Level.EMERGENCY or rule.level is Level.EMERGENCY
    )


def _crisis_first(fired: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Somebody in a crisis reads first about that; otherwise the order of the table stands."""
    return tuple(sorted(fired, key=lambda rule: (-rule.level.order, "crisis" not in rule.steps)))


def _steps(shown: Iterable[Rule], texts: Texts, *, waits: bool) -> tuple[str, ...]:
    keys = dict.fromkeys(step for rule in shown for step in rule.steps)
    if waits:
        # The words of the level say it already, before all else.
        keys.pop(_ASKS_ABOUT_PERSON, None)
    # Advice about medicines is given once.
    if "ask_before_dose" in keys or "stopped_today" in keys:
        keys.pop("ask_about_medicine", None)
    return tuple(texts.steps[key] for key in keys)


def _red_flags(shown: Iterable[Rule]) -> bool:
    return any("red_flags" in rule.steps for rule in shown)


def _general(level: Level, facts: Facts, texts: Texts) -> tuple[str, ...]:
    if level is not Level.SELF_CARE:
        return ()
    return tuple(text for text, when in texts.general if holds(when, facts))


def _more(part: Part, facts: Facts, texts: Texts) -> tuple[str, ...]:
    return tuple(text for to, text, when in texts.more if to == part and holds(when, facts))


def _why(
    shown: Iterable[Rule], facts: Facts, noted: frozenset[str], texts: Texts
) -> tuple[str, ...]:
    answers = dict.fromkeys(answer for rule in shown for answer in matched(rule.when, facts))
    said = _joined(quote(*answer, texts) for answer in answers if answer[0] not in noted)
    heard = _joined(quote_noted(*answer, texts) for answer in answers if answer[0] in noted)
    # Translators: what follows is a sentence or some of them, without the last full stop.
    own_words = (tr("You said: {said}.", said=said),) if said else ()
    note = (fill_anyhow(texts.from_note, heard, said=heard),) if heard else ()
    return (*own_words, *note, *(rule.reason for rule in shown))


def _joined(quotes: Iterable[str]) -> str:
    """A few quotes as sentences, the first without a capital and the last without a full stop."""
    said, *others = [*dict.fromkeys(text for text in quotes if text)][:MOST_QUOTES] or [""]
    for text in others:
        said = tr("{said}. {next}", said=said, next=capital(text))
    return said


def _sources(shown: Iterable[Rule], texts: Texts) -> tuple[str, ...]:
    from_rules = [
        dated(source.calm_title, rule.checked) for rule in shown for source in rule.sources
    ]
    from_texts = [dated(source.calm_title, texts.checked) for source in texts.sources]
    return tuple(dict.fromkeys([*from_rules, *from_texts]))


def _filling(numbers: Numbers, still_open: str) -> Mapping[str, str]:
    return {
        "call": numbers.call,
        "advice_line": numbers.advice_line,
        "crisis_line": numbers.crisis_line,
        "open": still_open,
    }


def _filled(sentences: Iterable[str], values: Mapping[str, str]) -> tuple[str, ...]:
    # Whatever somebody wrote wrong in a sentence, the most urgent number can stand there.
    whole = (fill_anyhow(sentence, values["call"], **values) for sentence in sentences)
    return tuple(dict.fromkeys(whole))
