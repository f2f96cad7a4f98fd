"""The cases of the rules, and reports of every shape."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

from hypothesis import strategies as st

from config import profile as person
from config.profile import Profile
from tips import report as shapes
from tips.report import CORE_SIGNS, SIGNS, Report, TodayFacts, decode_inputs

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "rules.toml").read_text("utf-8"))


def to_inputs(case: dict[str, Any]) -> tuple[Report, Profile]:
    """The base of the cases with what ``case`` changes."""
    raw = {**CASES["base"], **case}
    raw["signs"] = {**CASES["base"]["signs"], **case.get("signs", {})}
    if not raw["signs"]["_core"]:
        del raw["signs"]["_core"]
    raw.pop(raw.pop("gone", ""), None)
    raw.pop("level", None)
    return decode_inputs(raw)


def some(literal: object, *, most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of the words of a Literal, each once."""
    return st.lists(st.sampled_from(get_args(literal)), unique=True, max_size=most).map(tuple)


def maybe(literal: object) -> st.SearchStrategy[str | None]:
    """One of the words of a Literal, or not known."""
    return st.none() | st.sampled_from(get_args(literal))


@st.composite
def sign_answers(draw: st.DrawFn) -> dict[str, str]:
    """Answers to signs: mostly "no", a few others, some missing."""
    keys = draw(st.lists(st.sampled_from(tuple(SIGNS)), unique=True, max_size=5))
    signs = {key: draw(st.sampled_from(SIGNS[key])) for key in keys}
    if draw(st.integers(0, 3)):
        signs = {"_core": "all_no", **signs}
    else:
        calm = draw(st.lists(st.sampled_from(tuple(CORE_SIGNS)), unique=True))
        signs = {**dict.fromkeys(calm, "no"), **signs}
    return signs


def reports() -> st.SearchStrategy[Report]:
    """Every report that can be decoded."""
    return st.builds(
        Report,
        sites=st.lists(st.sampled_from(get_args(shapes.Site)), min_size=1, max_size=4).map(tuple),
        since_days=st.sampled_from([0, 1, 6, 7, 8, 13, 14, 15, 90, 4000]),
        signs=sign_answers(),
        spread=maybe(shapes.Spread),
        kind=maybe(shapes.Kind),
        bout=maybe(shapes.Bout),
        frequency=maybe(shapes.Frequency),
        trend=maybe(shapes.Trend),
        troublesome=st.none() | st.booleans(),
        worry_high=st.none() | st.booleans(),
        checked_by_doctor=maybe(shapes.CheckedByDoctor),
        triggers=st.none() | some(shapes.Trigger),
        medicine_change=maybe(shapes.MedicineChange),
        ms_relapse=maybe(shapes.Relapse),
        free_text=st.none()
        | st.text(max_size=60)
        | st.sampled_from(["no chest pain", "I blacked out", "Kaffee und wenig Schlaf"]),
    )


def profiles() -> st.SearchStrategy[Profile]:
    """Every profile that can be decoded."""
    return st.builds(
        Profile,
        age_band=maybe(person.AgeBand),
        medicines=st.none() | some(person.Medicine, most=3),
        conditions=st.none() | some(person.Condition, most=3),
        pregnant=maybe(person.Pregnant),
    )


def days() -> st.SearchStrategy[TodayFacts]:
    """What a day may have in the journal, damaged figures too."""
    amount = st.none() | st.floats() | st.sampled_from([0.0, 5.5, 8.0, 190.0, 210.0, 410.0])
    return st.builds(
        TodayFacts,
        caffeine_mg=amount,
        water_ml=amount,
        sleep_hours=amount,
        alcohol_units=amount,
        exercise_minutes=amount,
        country=st.none() | st.sampled_from(["GB", "us", "DE", "XX", ""]) | st.text(max_size=3),
        limit_fluids=st.booleans(),
    )
