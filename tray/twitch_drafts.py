"""Half-given answers as a draft, which the window can take up too, and back."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from config.errors import InputError
from config.profile import Profile
from journal.repeats import SIGNS_HOLD
from tips.report import CORE_SIGNS
from tray.twitch_answers import (
    CORE,
    DENIED,
    MORE,
    NONE,
    OTHER,
    PROFILE,
    PROFILE_WAS,
    REST,
    SAME,
    SIGN,
    WORDS,
    Answers,
    Known,
    before,
    report_of,
    signs_of,
    told_before,
)
from tray.twitch_form import next_ask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from journal.draft import Draft

_FORM = "terminal"
"""Where the answers stand as the terminal form has them; the rest is as the window has it."""
_WHERE = (
    "sites",
    "spread",
    "kind",
    "since_days",
    "bout",
    "frequency",
    "trend",
    "troublesome",
    "worry_high",
    "triggers",
    "medicine_change",
    "ms_relapse",
    "checked_by_doctor",
)


def draft_data(answers: Answers, known: Known, earlier_id: str) -> dict[str, Any]:
    """What a draft keeps.

    Args:
        answers: The answers so far.
        known: What was known before them.
        earlier_id: The entry that "the same one" means; empty without one.
    """
    told = {**told_before(answers, known), **answers}
    where = {name: told[name] for name in _WHERE if told.get(name)}
    for name in ("troublesome", "worry_high"):
        if where.pop(name, None) in {"yes", True}:
            where[name] = True
    chosen = [key for key in answers if key.startswith(SIGN) and not key.endswith(MORE)]
    # Never those of the earlier entry: they are older than the draft says it is, and without their
    # "yes" the window would take them all for "no".
    signs = signs_of(answers, dataclasses.replace(known, earlier=None))
    return {
        _FORM: answers,
        "earlier": earlier_id,
        "where": where,
        "person": _of_person(answers),
        "person_was": dict(answers.get(PROFILE_WAS) or {}),
        "signs": {
            key.removeprefix(SIGN): [answers[key], answers.get(f"{key}{MORE}") or ""]
            for key in chosen
            if answers[key] != "no"
        },
        "core_rest_no": CORE_SIGNS.keys() <= signs.keys(),
        "others_denied": [
            key for key, value in signs.items() if value == "no" and key not in CORE_SIGNS
        ],
        "note": answers.get(WORDS) or "",
    }


def _of_person(answers: Mapping[str, Any]) -> dict[str, Any]:
    was = answers.get(PROFILE_WAS) or {}
    return {
        name: answers[name]
        for name in PROFILE
        if answers.get(name) is not None or (name in answers and name in was)
    }


def answers_from(draft: Draft, known: Known, earlier_id: str, now: datetime) -> Answers | None:
    """The answers of a draft, from here or from the window; None where they cannot be used.

    Answers about warning signs that are a day old are asked again (triage, section 4.6).

    Args:
        draft: The draft.
        known: What is known now.
        earlier_id: The entry that "the same one" means now; empty without one.
        now: The present, aware.
    """
    try:
        answers = _own(draft.data, earlier_id) or _of_window(draft.data, known)
        if not timedelta() <= now - draft.saved_at < SIGNS_HOLD and CORE in answers:
            answers = before(answers, CORE)
        # Whether the form can go on from there: a question, a list or a value may be gone.
        next_ask(answers, known)
        if "since_days" in answers:
            report_of(answers, known)
        msgspec.convert(_of_person(answers), Profile)
    except (KeyError, TypeError, ValueError, AttributeError, InputError, msgspec.MsgspecError):
        return None
    return answers or None


def _own(data: Mapping[str, Any], earlier_id: str) -> Answers:
    answers = dict(data.get(_FORM) or {})
    # Another twitch was logged since, which "the same one" would now mean: what was taken over
    # from the one it meant then stands beside it, as the window reads it.
    if answers.get(SAME, OTHER) != OTHER and data["earlier"] != earlier_id:
        return {}
    return answers


def _of_window(data: Mapping[str, Any], known: Known) -> Answers:
    where: Mapping[str, Any] = data["where"]
    answers: Answers = {SAME: OTHER} if known.earlier is not None else {}
    for name in _WHERE:
        if where.get(name):
            answers[name] = "yes" if where[name] is True else where[name]
    if "since_days" in where:
        answers["since_days"] = where["since_days"]
    was = {name: told for name, told in data.get("person_was", {}).items() if told is not None}
    msgspec.convert(was, Profile)
    if was:
        answers[PROFILE_WAS] = was
    answers |= _of_person({**data.get("person", {}), PROFILE_WAS: was})
    core = {key: pair for key, pair in data["signs"].items() if key in CORE_SIGNS}
    if data["core_rest_no"] is not True:
        # Ticks without a word about the rest are asked for again, so that nothing is half said.
        return answers
    answers[CORE] = list(core)
    for key, (main, final) in core.items():
        answers[f"{SIGN}{key}"] = main
        if final:
            answers[f"{SIGN}{key}{MORE}"] = final
    if core:
        answers[f"{CORE}{REST}"] = NONE
    denied = {f"{DENIED}{key}": True for key in CORE_SIGNS if key not in core}
    return {**answers, **denied}
