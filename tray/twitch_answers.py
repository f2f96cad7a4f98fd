"""The answers about a twitch so far, and what they say: a report and a profile.

Pure. Answers stand in a plain dictionary in the order in which they were given, by the key of their
`Ask`; None stands for a question that was left open.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import msgspec

from config.profile import Profile
from tips.report import Report, decode_report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tips.questions import Option

Answers = dict[str, Any]

UNCHANGED: Final = "unchanged"
CHANGED: Final = "changed"
OTHER: Final = "other"
AGAIN: Final = "again"
"""Chosen where `REST` is asked, to go back to their list."""
OPEN: Final = "open"
NONE: Final = "none"

SAME: Final = "same"
CORE: Final = "core"
OTHERS: Final = "others"
REST: Final = ".rest"
SIGN: Final = "sign."
MORE: Final = ".more"
DENIED: Final = "no."
"""Before a sign that was not chosen where "none of these" or "none of the others" was said."""
WORDS: Final = "free_text"
PROFILE: Final = ("age_band", "conditions", "medicines", "pregnant")
PROFILE_WAS: Final = "profile_was"
"""What the settings said where a window's draft says otherwise of the person, for this once."""

_TAKEN_OVER = (
    "sites",
    "spread",
    "kind",
    "bout",
    "frequency",
    "troublesome",
    "worry_high",
    "checked_by_doctor",
)
"""What the same twitch needs no asking for again; never a safety answer by itself."""


class Step(StrEnum):
    """The three steps; a draft calls them by these names."""

    WHERE = "where"
    SIGNS = "signs"
    ADVICE = "advice"


@dataclasses.dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    Attributes:
        key: Under which its answer is kept.
        step: The step to which it belongs.
        text: The question, on one line.
        options: What can be chosen; empty for the person's own words.
        many: Whether several may be chosen; the answer is then a list.
        none: What choosing nothing on purpose is called; empty where that cannot be.
        optional: Whether Enter alone leaves it open.
        can_skip: Whether a word leaves it open, where Enter alone must not.
        in_days: Whether a time such as "12 days" is understood too.
        denies: The signs that "none" says "no" to.
    """

    key: str
    step: Step
    text: str
    options: tuple[Option, ...] = ()
    many: bool = False
    none: str = ""
    optional: bool = False
    can_skip: bool = False
    in_days: bool = False
    denies: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Earlier:
    """The twitch that was logged last.

    Attributes:
        report: What was told of it, as the journal keeps it.
        when: When that was, for the person.
        days_ago: Local days since then.
        only_counts: Whether the same again, unchanged, only counts.
        signs_hold: Whether its answers about warning signs still hold, if nothing changed.
    """

    report: Mapping[str, Any]
    when: str
    days_ago: int
    only_counts: bool
    signs_hold: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What is known before the first question.

    Attributes:
        is_emergency: Whether a report of this profile calls for help now; nothing more is asked.
        profile: What the settings say about the person.
        earlier: The twitch that was logged last; None without one.
        often: Whether this one would be logged often (triage, section 8).
    """

    is_emergency: Callable[[Report, Profile], bool]
    profile: Profile = Profile()  # noqa: RUF009 - a frozen value
    earlier: Earlier | None = None
    often: bool = False


def answered(answers: Answers, ask: Ask, value: object) -> Answers:
    """The answers with one more.

    Args:
        answers: The answers before.
        ask: What was asked.
        value: The answer: a value of the options, a list of them where several may be chosen, the
            person's words, or None for a question that is left open.
    """
    more = {**answers, ask.key: value}
    if value in (NONE, []):
        more |= {f"{DENIED}{sign}": True for sign in ask.denies}
    return more


def before_last(answers: Answers) -> Answers:
    """The answers without the last one, and without what followed from it."""
    keys = list(answers)
    while keys and keys.pop().startswith(DENIED):
        pass
    return {key: answers[key] for key in keys}


def without_skipped_profile(answers: Answers) -> Answers:
    """The answers without what was left open about the person, so that it is asked again."""
    return {key: value for key, value in answers.items() if key not in PROFILE or value is not None}


def before(answers: Answers, key: str) -> Answers:
    """The answers that were given before that to ``key``."""
    keys = list(answers)
    return {name: answers[name] for name in keys[: keys.index(key)]}


def only_counts(answers: Answers, known: Known) -> bool:
    """Whether the answers say that it is the same twitch, unchanged, on the same day."""
    earlier = known.earlier
    return earlier is not None and earlier.only_counts and answers.get(SAME) == UNCHANGED


def takes_signs(answers: Answers, known: Known) -> bool:
    """Whether the earlier answers about warning signs hold for this one too."""
    earlier = known.earlier
    return earlier is not None and earlier.signs_hold and answers.get(SAME) == UNCHANGED


def told_before(answers: Answers, known: Known) -> dict[str, Any]:
    """What the earlier report says that still holds for the same twitch."""
    if known.earlier is None or answers.get(SAME) not in {UNCHANGED, CHANGED}:
        return {}
    report = known.earlier.report
    told = {name: report[name] for name in _TAKEN_OVER if name in report}
    if answers[SAME] == UNCHANGED:
        told["trend"] = "same"
    elif told.get("checked_by_doctor") == "yes_no_change":
        told["checked_by_doctor"] = "yes_changed"
    return {**told, "since_days": report["since_days"] + known.earlier.days_ago}


def signs_before(answers: Answers, known: Known) -> dict[str, str]:
    """The earlier answers about warning signs, as far as they hold."""
    earlier = known.earlier
    if earlier is None or not takes_signs(answers, known):
        return {}
    return dict(earlier.report.get("signs", {}))


def signs_of(answers: Answers, known: Known) -> dict[str, str]:
    """The signs as a report says them; what was not answered is left out."""
    signs = signs_before(answers, known)
    signs |= {key.removeprefix(DENIED): "no" for key in answers if key.startswith(DENIED)}
    for key, value in answers.items():
        if key.startswith(SIGN) and not key.endswith(MORE):
            signs[key.removeprefix(SIGN)] = answers.get(f"{key}{MORE}") or value
    return signs


def report_of(answers: Answers, known: Known) -> Report:
    """The answers so far as a report.

    Raises:
        InputError: Where or since when was not answered yet.
    """
    told = told_before(answers, known)
    told |= {
        name: answers[name] for name in Report.__struct_fields__ if answers.get(name) is not None
    }
    for name in ("troublesome", "worry_high"):
        if told.get(name) in {"yes", "no"}:
            told[name] = told[name] == "yes"
    told["signs"] = signs_of(answers, known)
    return decode_report(told)


def profile_of(answers: Answers, known: Known) -> Profile:
    """What is known about the person with what they answered."""
    # What the settings have come to say since a draft was begun goes before what it says.
    now, was = msgspec.to_builtins(known.profile), answers.get(PROFILE_WAS) or {}
    told = {
        name: _plain(answers[name])
        for name in PROFILE
        if name in answers and now[name] == _plain(was.get(name))
    }
    return msgspec.structs.replace(known.profile, **told)


def _plain(value: object) -> object:
    """A value as `msgspec.to_builtins` gives it."""
    return tuple(value) if isinstance(value, list) else value
