from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from config.errors import InputError
from config.language import LANGUAGES
from config.profile import Profile
from config.settings import parse
from tips.emergency import numbers_for
from tips.report import (
    MAX_DAYS,
    SIGNS,
    Report,
    TodayFacts,
    decode_inputs,
    decode_report,
    facts_of_today,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST = {"sites": ["eyelid"], "since_days": 0, "signs": {}}


def test_only_sites_days_and_signs_are_needed() -> None:
    report, profile = decode_inputs(LEAST)
    assert report == Report(sites=("eyelid",), since_days=0, signs={})
    assert profile == Profile()
    assert profile.medicines is None


def test_what_is_null_is_not_known() -> None:
    inputs = LEAST | {
        "age_band": "60_plus",
        "medicines": [],
        "pregnant": "no",
        "trend": None,
        "free_text": "since lunch",
        "signs": {"_core": "all_no", "weakness": "yes"},
    }
    report, profile = decode_inputs(inputs)
    assert (profile.age_band, profile.medicines) == ("60_plus", ())
    assert report.trend is None
    assert report.signs == {"_core": "all_no", "weakness": "yes"}


def test_a_report_survives_the_journal() -> None:
    report, _ = decode_inputs(LEAST | {"kind": "jerk", "triggers": ["sleep"]})
    assert decode_report(msgspec.to_builtins(report)) == report


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sites": []}, "sites: "),
        ({"sites": ["nose"]}, "sites[0]: "),
        ({"sites": ["calf"] * 65}, "sites: "),
        ({"since_days": -1}, "since_days: "),
        ({"since_days": MAX_DAYS + 1}, "since_days: "),
        ({"since_days": "3"}, "since_days: "),
        ({"since_days": True}, "since_days: "),
        ({"signs": {"weakness": 1}}, "signs.weakness: "),
        ({"signs": {"cramps": "yes", "weakness": None}}, "signs.weakness: "),
        ({"signs": {"weakness": "maybe"}}, "signs.weakness: "),
        ({"signs": {"cramps": "sudden"}}, "signs.cramps: "),
        ({"signs": {"itch": "yes"}}, "signs.itch: "),
        ({"signs": {"_core": "all_yes"}}, "signs._core: "),
        ({"signs": []}, "signs: "),
        ({"kind": "wobble"}, "kind: "),
        ({"kind": "wobble" * 999}, "kind: "),
        ({"medicines": "none"}, "medicines: "),
        ({"conditions": ["flu"]}, "conditions[0]: "),
        ({"age_band": 40}, "age_band: "),
        ({"troublesome": "yes"}, "troublesome: "),
        ({"free_text": "a" * 20_001}, "free_text: "),
        ({"colour": "red"}, "colour: there is no such field"),
        ({"long" * 999: 1}, "longlong"),
        ({"signs": {"long" * 999: 1}}, "signs.longlong"),
        ({"signs": {"long" * 999: "yes"}}, "signs.longlong"),
        ({"signs": {"weakness": "yes" * 999}}, "signs.weakness: "),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as caught:
        decode_inputs(LEAST | change)
    assert caught.value.detail.startswith(field)
    assert caught.value.exit_code == 2
    assert len(caught.value.detail) < 300


@pytest.mark.parametrize("missing", ["sites", "since_days", "signs"])
def test_a_missing_field_is_named(missing: str) -> None:
    with pytest.raises(InputError, match=f"{missing}: this field is needed"):
        decode_inputs({name: value for name, value in LEAST.items() if name != missing})


def test_a_report_alone_takes_no_profile() -> None:
    with pytest.raises(InputError, match="age_band"):
        decode_report(LEAST | {"age_band": "16_39"})


def test_every_sign_can_be_answered_in_the_four_ways() -> None:
    for answers in SIGNS.values():
        assert answers[:4] == ("no", "yes", "unsure", "long_standing")


def test_the_facts_of_a_day_hold_the_amounts_the_country_and_the_fluid_limit() -> None:
    told = parse('[profile]\ncountry = "GB"\nlimit_fluids = true').profile
    assert facts_of_today(told, {"LANG": "de_DE"}) == TodayFacts(country="GB", limit_fluids=True)
    defaults = parse("").profile
    amounts = {"caffeine_mg": 410.0, "sleep_hours": None}
    assert facts_of_today(defaults, {"LANG": "de_DE"}, amounts) == TodayFacts(
        caffeine_mg=410, country="DE"
    )


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_a_computer_set_up_for_where_the_language_is_not_spoken_gives_general_numbers(
    speak: Callable[[str], None], name: str
) -> None:
    speak(name)
    country = facts_of_today(parse("").profile, {"LANG": "en_NZ.UTF-8"}).country
    assert country == ("NZ" if name == "en" else None)
    general = numbers_for(None).call
    assert (numbers_for(country).call == general) is (name != "en")
    told = parse('[profile]\ncountry = "NZ"').profile
    assert numbers_for(facts_of_today(told, {"LANG": "en_US"}).country).call == "111"


def test_where_no_settings_can_be_read_nothing_is_said_about_drinking() -> None:
    assert facts_of_today(None, {}) == TodayFacts(limit_fluids=True)
