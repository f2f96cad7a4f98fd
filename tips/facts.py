"""What a report and a profile say, in the form that conditions ask about.

``SPEC.md`` lists the fields. Nothing here can fail: whatever an answer is, it becomes a fact.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, get_args

from config.profile import AgeBand, Condition, Medicine, Pregnant
from tips.conditions import UNKNOWN, Field, FieldKind
from tips.report import (
    ALL_NO,
    CORE_KEY,
    CORE_SIGNS,
    SIGNS,
    Bout,
    CheckedByDoctor,
    Frequency,
    Kind,
    MedicineChange,
    Relapse,
    Site,
    Spread,
    Trend,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from config.profile import Profile
    from tips.conditions import Facts
    from tips.report import Report

_YES_NO = ("yes", "no")
_GIVE_WAY = {True: ("no", UNKNOWN), False: ("no", UNKNOWN, "unsure")}
"""Which answers give way to what was read in the free text, by whether that is "unsure"."""


def _choice(values: Iterable[str]) -> Field:
    return Field(FieldKind.CHOICE, frozenset(values))


def _list(values: Iterable[str], *, always_given: bool = False) -> Field:
    return Field(FieldKind.LIST, frozenset(values), always_given=always_given)


FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        "age_band": _choice(get_args(AgeBand)),
        "sites": _list(get_args(Site), always_given=True),
        "places": _choice(get_args(Spread)),
        "kind": _choice(get_args(Kind)),
        "since_days": Field(FieldKind.NUMBER, always_given=True),
        "bout": _choice(get_args(Bout)),
        "frequency": _choice(get_args(Frequency)),
        "trend": _choice(get_args(Trend)),
        "troublesome": _choice(_YES_NO),
        "worry_high": _choice(_YES_NO),
        "checked_by_doctor": _choice(get_args(CheckedByDoctor)),
        "triggers": _list(get_args(Trigger)),
        "medicines": _list(get_args(Medicine)),
        "medicines_told": _choice(_YES_NO),
        "medicine_change": _choice(get_args(MedicineChange)),
        "conditions": _list(get_args(Condition)),
        "conditions_told": _choice(_YES_NO),
        "ms_relapse": _choice(get_args(Relapse)),
        "pregnant": _choice(get_args(Pregnant)),
        **{sign: Field(FieldKind.SIGN, frozenset(answers)) for sign, answers in SIGNS.items()},
    }
)
"""Every field that a condition may name."""


def facts_of(report: Report, profile: Profile, noted: Mapping[str, str] | None = None) -> Facts:
    """What is known, by field.

    Args:
        report: The twitch.
        profile: The person.
        noted: Answers that the free text suggests, by sign. They take the place of "no" and of
            no answer, and of "unsure" too unless they are that themselves.
    """
    return {
        "age_band": profile.age_band or UNKNOWN,
        "sites": frozenset(report.sites),
        "places": _places(report),
        "kind": report.kind or UNKNOWN,
        "since_days": report.since_days,
        "bout": report.bout or UNKNOWN,
        "frequency": report.frequency or UNKNOWN,
        "trend": report.trend or UNKNOWN,
        "troublesome": _yes_no(report.troublesome),
        "worry_high": _yes_no(report.worry_high),
        "checked_by_doctor": report.checked_by_doctor or UNKNOWN,
        "triggers": frozenset(report.triggers or ()),
        "medicines": frozenset(profile.medicines or ()),
        "medicines_told": _yes_no(profile.medicines is not None),
        "medicine_change": report.medicine_change or UNKNOWN,
        "conditions": frozenset(profile.conditions or ()),
        "conditions_told": _yes_no(profile.conditions is not None),
        "ms_relapse": report.ms_relapse or UNKNOWN,
        "pregnant": profile.pregnant or UNKNOWN,
        **_signs(report.signs, noted or {}),
    }


def _yes_no(answer: bool | None) -> str:  # noqa: FBT001 - an answer, not a switch
    return UNKNOWN if answer is None else "yes" if answer else "no"


def _places(report: Report) -> str:
    """Where the person says it is; what the sites say where that is more or nothing was said."""
    if "all_over" in report.sites:
        return "all_over"
    if report.spread not in {None, "one_place"}:
        return str(report.spread)
    return "several_places" if len(set(report.sites)) > 1 else "one_place"


def _signs(signs: Mapping[str, str], noted: Mapping[str, str]) -> dict[str, str]:
    rest = "no" if signs.get(CORE_KEY) == ALL_NO else UNKNOWN
    facts = {}
    for sign, answers in SIGNS.items():
        answer = signs.get(sign, rest if sign in CORE_SIGNS else UNKNOWN)
        if answer != UNKNOWN and answer not in answers:
            answer = "unsure"  # What cannot be read is never taken as "no".
        heard = noted.get(sign)
        if heard is not None and answer in _GIVE_WAY[heard == "unsure"]:
            answer = heard
        facts[sign] = answer
    return facts
