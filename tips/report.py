"""What a person tells about a twitch, and what is known about their day: input of the advice.

What they say about themselves is `config.profile.Profile`.

Field names and values are those of ``lull check --json`` and of the journal; ``SPEC.md`` says what
each means to the rules. None (and a sign that is not there) means *not known*.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar

import msgspec

from config.country import country_to_call
from config.errors import InputError
from config.language import N_, code, tr
from config.profile import MAX_ITEMS, Profile
from config.value_words import complaint_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.settings import ProfileSettings
    from config.value_words import Complaint

MAX_DAYS = 36_525
"""The longest time that a twitch may have gone on, in days: a hundred years."""

MAX_FREE_TEXT = 20_000
"""The longest note, in characters."""

_QUOTED: Final = 60
"""Characters of what somebody wrote that a message repeats."""

Site = Literal[
    "eyelid",
    "face_other",
    "tongue",
    "jaw_neck",
    "shoulder_arm",
    "forearm",
    "hand",
    "chest_back",
    "abdomen",
    "thigh",
    "calf",
    "foot",
    "all_over",
]
Spread = Literal["one_place", "same_muscles_both_sides", "several_places", "all_over"]
Kind = Literal[
    "flicker",
    "ripple_constant",
    "jerk",
    "rhythmic_shake",
    "cramp_lock",
    "urge_tic",
    "sleep_jerk",
    "unsure",
]
Bout = Literal["seconds", "minutes", "hours", "constant"]
Frequency = Literal["once", "some_days", "daily", "many_a_day", "constant"]
Trend = Literal["easing", "same", "worse"]
CheckedByDoctor = Literal["no", "yes_no_change", "yes_changed"]
Trigger = Literal[
    "caffeine",
    "sleep",
    "stress",
    "hydration",
    "exercise",
    "alcohol",
    "cold",
    "hyperventilation",
    "screen",
    "hot_weather",
    "recent_virus",
    "restricted_diet",
    "alcohol_stopped",
]
MedicineChange = Literal["none", "started_or_increased", "stopped_or_missed"]
Relapse = Literal["no", "yes", "unsure"]

_COMMON = ("no", "yes", "unsure", "long_standing")

CORE_SIGNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # "yes" without a tempo is understood everywhere: the rules then assume the faster one.
        "weakness": (*_COMMON, "sudden", "days", "weeks"),
        "drops_or_trips": _COMMON,
        "wasting": _COMMON,
        "slurred_speech": (*_COMMON, "sudden", "weeks"),
        "swallowing": (*_COMMON, "cannot"),
        "breathless": _COMMON,
        "face_droop": _COMMON,
        "numbness": (*_COMMON, "sudden", "days", "weeks"),
        "seizure_or_blackout": _COMMON,
        "confusion": _COMMON,
        "chest_pain": _COMMON,
        "bladder_bowel_saddle": _COMMON,
        "vision_loss": (*_COMMON, "sudden", "days"),
        "dark_urine_muscle_pain": _COMMON,
        "poison_bite_overdose": _COMMON,
        "fever_unwell": _COMMON,
    }
)
"""The core safety signs, in the order they are asked, with the answers that each takes."""

OTHER_SIGNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    dict.fromkeys(
        (
            "weak_feeling",
            "stiffness",
            "cramps",
            "double_vision",
            "eye_pain",
            "balance",
            "palpitations",
            "tight_eye_closure",
            "face_beyond_eyelid",
            "mouth_finger_tingling",
            "sweating_agitation_diarrhoea",
            "weight_loss_heat",
            "jaw_lock",
            "severe_headache",
            "neck_arm_pain",
            "vomiting_diarrhoea",
            "muscle_pain",
            "drooling_small_pupils",
            "shaking_sweats",
            "suicidal",
        ),
        _COMMON,
    )
)
"""The signs that are asked only where they matter, with the answers that each takes."""

SIGNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({**CORE_SIGNS, **OTHER_SIGNS})
"""All signs with the answers that each takes."""

CORE_KEY = "_core"
ALL_NO = "all_no"

_Days = Annotated[int, msgspec.Meta(ge=0, le=MAX_DAYS)]
_Text = Annotated[str, msgspec.Meta(max_length=MAX_FREE_TEXT)]
_Sites = Annotated[tuple[Site, ...], msgspec.Meta(min_length=1, max_length=MAX_ITEMS)]
_Triggers = Annotated[tuple[Trigger, ...], msgspec.Meta(max_length=MAX_ITEMS)]


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One twitch as the person describes it.

    Attributes:
        sites: Where it is; at least one.
        since_days: How many days ago this twitch began, 0 for today.
        signs: The warning signs and the answers, of `SIGNS`; a sign that is missing was not
            answered. ``_core = "all_no"``: every core sign that is not listed was answered "no".
        spread: Whether it is in one place; where None, it follows from the number of sites.
        kind: What the movement is like.
        bout: How long it goes on at a time.
        frequency: How often it comes.
        trend: Whether it eases.
        troublesome: Whether it bothers the person.
        worry_high: Whether they worry about it much.
        checked_by_doctor: Whether a doctor has seen this twitch, and whether it changed since.
        triggers: What the person thinks may have played a part.
        medicine_change: What happened to the medicines in the last four weeks.
        ms_relapse: Whether a person with MS thinks that this is a relapse.
        free_text: Their own words; may raise the level, never lower it.
    """

    sites: _Sites
    since_days: _Days
    signs: dict[str, str]
    spread: Spread | None = None
    kind: Kind | None = None
    bout: Bout | None = None
    frequency: Frequency | None = None
    trend: Trend | None = None
    troublesome: bool | None = None
    worry_high: bool | None = None
    checked_by_doctor: CheckedByDoctor | None = None
    triggers: _Triggers | None = None
    medicine_change: MedicineChange | None = None
    ms_relapse: Relapse | None = None
    free_text: _Text | None = None


class TodayFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the journal and the settings know about today; it shapes habits, never the level.

    Attributes:
        caffeine_mg: Caffeine logged today, in milligrams.
        water_ml: Water logged today, in millilitres.
        sleep_hours: Hours of sleep logged for the last night.
        alcohol_units: Alcohol logged today and last night, in UK units of 10 ml.
        exercise_minutes: Exercise logged today and yesterday, in minutes.
        country: The country of the person as an ISO 3166-1 code of two letters, in any case.
        limit_fluids: Told to limit fluids: nothing is said about drinking then.
    """

    caffeine_mg: float | None = None
    water_ml: float | None = None
    sleep_hours: float | None = None
    alcohol_units: float | None = None
    exercise_minutes: float | None = None
    country: str | None = None
    limit_fluids: bool = False


def facts_of_today(
    told: ProfileSettings | None,
    environ: Mapping[str, str],
    amounts: Mapping[str, float | None] = MappingProxyType({}),
) -> TodayFacts:
    """What is known about today.

    Args:
        told: What the settings say about the person; None where they cannot be read.
        environ: The environment, for the country where the settings name none and the language
            that is spoken does not speak against it.
        amounts: The amounts of `TodayFacts` by their names, as far as they are known.
    """
    return TodayFacts(
        **amounts,
        country=country_to_call(environ, code(), told.country if told else None),
        # Not known: nothing is said about drinking.
        limit_fluids=told is None or told.limit_fluids,
    )


def decode_inputs(data: dict[str, Any]) -> tuple[Report, Profile]:
    """Read the ``inputs`` object of a check: the fields of `Report` and `Profile` in one.

    Args:
        data: The object as it was read from JSON.

    Raises:
        InputError: A field is missing, unknown or has a value that it cannot have; the detail
            begins with the field.
    """
    of_person = {name: data[name] for name in Profile.__struct_fields__ if name in data}
    of_twitch = {name: value for name, value in data.items() if name not in of_person}
    return decode_report(of_twitch), _decode(of_person, Profile)


def decode_report(data: dict[str, Any]) -> Report:
    """Read a report alone, as the journal and the draft keep it (``msgspec.to_builtins``).

    Raises:
        InputError: As in `decode_inputs`.
    """
    report = _decode(data, Report)
    _check_signs(report.signs)
    return report


_Shape = TypeVar("_Shape", Report, Profile)


def _decode(data: dict[str, Any], shape: type[_Shape]) -> _Shape:
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        raise _complaint(error, data).error(InputError, tr(_TITLE)) from error


_TITLE = N_("the answers cannot be used")


def _complaint(error: msgspec.ValidationError, data: Mapping[str, Any]) -> Complaint:
    complaint = complaint_of(error)
    if complaint.field == "signs[...]":
        # So msgspec calls a value of an object; the first that it can have met is the one.
        sign = next(name for name, answer in data["signs"].items() if not isinstance(answer, str))
        return complaint._replace(field=f"signs.{sign[:_QUOTED]}")
    return complaint


def _check_signs(signs: Mapping[str, str]) -> None:
    for key, answer in signs.items():
        known = (ALL_NO,) if key == CORE_KEY else SIGNS.get(key)
        if known is None:
            raise _refused(f"signs.{key[:_QUOTED]}", tr("there is no such sign"))
        if answer not in known:
            said, names = repr(answer[:_QUOTED]), ", ".join(known)
            raise _refused(
                f"signs.{key}", tr("{answer} is not one of {names}", answer=said, names=names)
            )


def _refused(field: str, problem: str) -> InputError:
    return InputError.of_field(tr(_TITLE), field, problem)
