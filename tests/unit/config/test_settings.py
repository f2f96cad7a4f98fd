"""What a settings file may say, and what comes of it."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from config import profile
from config import settings as settings_module
from config.clock import TimeOfDay, Weekday, parse_range
from config.errors import SettingsError
from config.kinds import NudgeKind
from config.settings import (
    default_settings,
    defaults_text,
    load,
    parse,
    template_text,
)
from config.settings_rules import CAFFEINATED_DRINKS
from config.settings_text import MAX_BYTES, says_nothing


def detail_of(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        parse(text)
    assert str(caught.value).isprintable()
    return caught.value.detail


# -- defaults


def test_the_defaults_are_those_that_the_product_names() -> None:
    settings = default_settings()
    assert [str(hours) for hours in settings.day.active_hours] == ["08:00-22:00"]
    assert str(settings.day.bedtime) == "22:30"
    assert settings.limits.nudges_per_day == 4
    assert settings.limits.gap_minutes == 90
    assert settings.caffeine.half_life_hours is None
    assert not settings.caffeine.slow_metabolism
    assert not settings.profile.limit_fluids
    assert settings.nudges.caffeine.before_bedtime_minutes == 8 * 60
    assert settings.nudges.sleep.before_bedtime_minutes == 45
    assert settings.nudges.stress.at == (TimeOfDay(16 * 60),)
    assert settings.nudges.hydration.every_minutes == 120
    on = {kind for kind in NudgeKind if settings.nudge(kind).on}
    assert on == {NudgeKind.CAFFEINE, NudgeKind.SLEEP, NudgeKind.STRESS, NudgeKind.HYDRATION}


def test_the_defaults_are_found_where_they_stand_in_no_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = defaults_text()
    monkeypatch.setattr(settings_module, "__file__", str(tmp_path / "archive.zip" / "x.py"))
    assert defaults_text() == usual


def test_the_template_says_the_same_as_no_file_at_all() -> None:
    tables = tomllib.loads(defaults_text()).keys() - {"language"}
    assert tomllib.loads(template_text()).keys() == tables
    assert parse(template_text()) == default_settings()


def test_the_template_says_nothing_and_a_changed_one_something() -> None:
    assert says_nothing(template_text())
    assert says_nothing("")
    for line in ('language = "fr"', "x", "  [", "[day", "[[day]]", "[day]]"):
        assert not says_nothing(template_text() + line + "\n"), line


def test_the_template_with_every_value_uncommented_is_the_defaults() -> None:
    pairs = zip(defaults_text().splitlines(), template_text().splitlines(), strict=True)
    for shipped, offered in pairs:
        assert offered == (f"# {shipped}" if " = " in shipped and shipped[0] != "#" else shipped)


def test_no_value_of_the_template_is_in_force_before_it_is_uncommented() -> None:
    def leaves(table: dict[str, Any]) -> list[object]:
        return [v for v in table.values() if not isinstance(v, dict) or leaves(v)]

    assert leaves(tomllib.loads(template_text())) == []


# -- what a person changes


def test_one_changed_value_leaves_the_others_alone() -> None:
    changed = parse("[limits]\ngap_minutes = 30\n")
    assert changed.limits.gap_minutes == 30
    assert changed.limits.nudges_per_day == 4
    assert changed.day == default_settings().day


def test_another_timing_takes_the_place_of_the_default_one() -> None:
    nudges = parse('[nudges.hydration]\nat = ["10:00", "15:00"]\n').nudges
    assert nudges.hydration.at == (TimeOfDay(600), TimeOfDay(900))
    assert nudges.hydration.every_minutes is None
    assert parse("[nudges.sleep]\nevery_minutes = 60").nudges.sleep.before_bedtime_minutes is None
    assert parse("[nudges.stress]\nbefore_bedtime_minutes = 0").nudges.stress.at is None


def test_a_weekday_of_its_own_changes_that_day_only() -> None:
    day = parse(
        '[day.saturday]\nactive_hours = ["09:00-13:00", "15:00-23:00"]\nbedtime = "23:30"\n'
        "[day.sunday]\nactive_hours = []\n"
    ).day
    assert day.hours(5) == (parse_range("09:00-13:00"), parse_range("15:00-23:00"))
    assert str(day.bedtime_on(5)) == "23:30"
    assert day.hours(6) == ()
    assert str(day.bedtime_on(6)) == "22:30"
    for weekday in range(5):
        assert day.hours(weekday) == day.active_hours
        assert day.bedtime_on(weekday) == day.bedtime


def test_ranges_may_touch_and_may_run_over_midnight() -> None:
    text = '[day]\nactive_hours = ["20:00-02:00", "08:00-12:00", "12:00-14:00", "02:00-03:00"]'
    assert [str(hours) for hours in parse(text).day.active_hours] == [
        "20:00-02:00",
        "08:00-12:00",
        "12:00-14:00",
        "02:00-03:00",
    ]


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbf[limits]\r\ngap_minutes = 45\r\n")
    assert load(path).limits.gap_minutes == 45


def test_the_usual_drinks_are_those_that_are_known_to_have_caffeine() -> None:
    from tips.drinks import load_drinks  # noqa: PLC0415 - the room above, for its data alone

    known = {drink.id for drink in load_drinks().values() if drink.caffeine_mg}
    # Decaf has a little; nobody means it by "had one".
    assert set(CAFFEINATED_DRINKS) == known - {"decaf"}


@pytest.mark.parametrize("drink", CAFFEINATED_DRINKS)
def test_every_drink_with_caffeine_may_be_the_usual_one(drink: str) -> None:
    assert parse(f'[caffeine]\nusual_drink = "{drink}"').caffeine.usual_drink == drink


def test_a_profile_is_unknown_until_it_is_told() -> None:
    unknown = default_settings().profile
    told = (unknown.age_band, unknown.conditions, unknown.medicines, unknown.pregnant)
    assert told == (None, None, None, None)
    assert unknown.country is None
    none = parse("[profile]\nconditions = []\nmedicines = []").profile
    assert (none.conditions, none.medicines) == ((), ())


def test_a_profile_takes_every_word_that_is_known() -> None:
    told = parse(
        f"""
        [profile]
        age_band = "60_plus"
        pregnant = "postpartum"
        country = "gb"
        conditions = {list(get_args(profile.Condition))}
        medicines = {list(get_args(profile.Medicine))}
        """
    ).profile
    assert told.age_band == "60_plus"
    assert told.conditions == get_args(profile.Condition)
    assert told.medicines == get_args(profile.Medicine)


def test_the_advice_gets_the_profile_and_nothing_else_of_the_settings() -> None:
    assert default_settings().profile.for_advice == profile.Profile()
    told = parse(
        '[profile]\nage_band = "60_plus"\nconditions = ["ms"]\nmedicines = []\npregnant = "no"\n'
        'country = "GB"\nlimit_fluids = true'
    ).profile
    expected = profile.Profile(age_band="60_plus", conditions=("ms",), medicines=(), pregnant="no")
    assert told.for_advice == expected


def test_every_word_that_a_profile_takes_is_explained_in_the_template() -> None:
    known = {
        word
        for choice in (profile.AgeBand, profile.Pregnant, profile.Condition, profile.Medicine)
        for word in get_args(choice)
    }
    section = template_text().partition("[profile]")[2].partition("\n[")[0]
    assert {word for word in known if not re.search(rf"\b{word}\b", section)} == set()


# -- mistakes

MISTAKES = [
    ("day = 3", "day", "an object"),
    ("[day]\nbedtime = 22:30:00", "day.bedtime", "text in quotes"),
    ("[day]\nbedtime = 1350", "day.bedtime", "text in quotes"),
    ('[day]\nbedtime = "24:00"', "day.bedtime", "no time of day"),
    ('[day]\nbedtime = "late"', "day.bedtime", '"late"'),
    ('[day]\nactive_hours = "08:00-22:00"', "day.active_hours", "expected a list, got text"),
    ('[day]\nactive_hours = ["8-22"]', "day.active_hours[0]", '"8-22"'),
    ('[day]\nactive_hours = ["08:00-22:00", 5]', "day.active_hours[1]", "text in quotes"),
    ('[day]\nactive_hours = ["08:00-08:00"]', "day.active_hours[0]", "is empty"),
    ('[day]\nactive_hours = ["08:00-12:00", "11:59-13:00"]', "day.active_hours", "overlap"),
    ('[day]\nactive_hours = ["20:00-06:00", "22:00-23:00"]', "day.active_hours", "overlap"),
    ('[day]\nactive_hours = ["22:00-09:00", "08:00-12:00"]', "day.active_hours", "next day"),
    (
        '[day.monday]\nactive_hours = ["08:00-12:00", "08:00-12:00"]',
        "day.monday.active_hours",
        "overlap",
    ),
    ('[day.sunday]\nbedtime = "23:75"', "day.sunday.bedtime", '"23:75"'),
    ("[limits]\nnudges_per_day = -1", "limits.nudges_per_day", "0"),
    ("[limits]\nnudges_per_day = 25", "limits.nudges_per_day", "24"),
    ("[limits]\nnudges_per_day = true", "limits.nudges_per_day", "got true or false"),
    ("[limits]\nnudges_per_day = 4.0", "limits.nudges_per_day", "got a number"),
    ("[limits]\nnudges_per_day = 99999999999999999999999", "limits.nudges_per_day", ""),
    ("[limits]\ngap_minutes = 2026-03-01", "limits.gap_minutes", "date"),
    ("[limits]\ngap_minutes = 4", "limits.gap_minutes", "5"),
    ("[limits]\ngap_minutes = 721", "limits.gap_minutes", "720"),
    ('[limits]\ngap_minutes = "90"', "limits.gap_minutes", "expected a whole number, got text"),
    ("[notifications]\nstay_seconds = -1", "notifications.stay_seconds", "0"),
    ("[notifications]\nstay_seconds = 3", "notifications.stay_seconds", "5 to 3600"),
    ("[notifications]\nstay_seconds = 3601", "notifications.stay_seconds", "3600"),
    ('[profile]\nlimit_fluids = "yes"', "profile.limit_fluids", "expected true or false"),
    ('[profile]\nage_band = "30"', "profile.age_band", "known: under_16, 16_39"),
    ("[profile]\npregnant = false", "profile.pregnant", "known: no, yes, postpartum"),
    ('[profile]\nconditions = "ms"', "profile.conditions", "known: ms, "),
    ('[profile]\nconditions = ["MS"]', "profile.conditions[0]", "known: ms, "),
    ('[profile]\nmedicines = ["statin", "statin"]', "profile.medicines", "twice"),
    ('[profile]\nmedicines = ["aspirin"]', "profile.medicines[0]", "'aspirin'; known: diuretic"),
    ('[profile]\ncountry = "UK1"', "profile.country", 'two letters such as "GB"'),
    ("[caffeine]\nhalf_life_hours = 1.4", "caffeine.half_life_hours", "1.5"),
    ("[caffeine]\nhalf_life_hours = 9.6", "caffeine.half_life_hours", "9.5"),
    ("[caffeine]\nhalf_life_hours = nan", "caffeine.half_life_hours", ""),
    ("[caffeine]\nhalf_life_hours = inf", "caffeine.half_life_hours", "9.5"),
    ('[caffeine]\nusual_drink = "cofee"', "caffeine.usual_drink", "coffee"),
    ("[nudges.sleep]\non = 1", "nudges.sleep.on", "expected true or false"),
    ("[nudges]\nsleep = true", "nudges.sleep", "an object"),
    ('[nudges.sleep]\nweekdays = ["monday", "Tue"]', "nudges.sleep.weekdays[1]", "Tue"),
    ('[nudges.sleep]\nweekdays = ["monday", "monday"]', "nudges.sleep.weekdays", "twice"),
    ("[nudges.sleep]\nbefore_bedtime_minutes = 961", "nudges.sleep.before_bedtime_minutes", "960"),
    ("[nudges.sleep]\nbefore_bedtime_minutes = -1", "nudges.sleep.before_bedtime_minutes", "0"),
    ("[nudges.screen]\nevery_minutes = 14", "nudges.screen.every_minutes", "15"),
    ("[nudges.screen]\nevery_minutes = 721", "nudges.screen.every_minutes", "720"),
    ("[nudges.stress]\nat = []", "nudges.stress.at", "give a time"),
    ('[nudges.stress]\nat = ["16:00", "16:00"]', "nudges.stress.at", "twice"),
    ('[nudges.stress]\nat = ["24:00"]', "nudges.stress.at[0]", '"24:00"'),
    ('[nudges.stress]\nat = ["16:00"]\nevery_minutes = 60', "nudges.stress", "exactly one of at,"),
]


@pytest.mark.parametrize(("text", "path", "says"), MISTAKES)
def test_a_mistake_is_named_with_its_place(text: str, path: str, says: str) -> None:
    detail = detail_of(text)
    assert detail.startswith(f"{path}: ")
    assert says in detail.removeprefix(path)


UNKNOWN = [
    ("[nudge]", 'nudge: no such setting; did you mean "nudges"?'),
    (
        "[limits]\ngap_minute = 30",
        'limits.gap_minute: no such setting; did you mean "limits.gap_minutes"?',
    ),
    ("[nudges.watter]", "nudges.watter: no such setting; known: caffeine, sleep, stress, "),
    ("[nudges.checkin]", 'did you mean "nudges.check_in"?'),
    (
        "[nudges.sleep]\nbefore_bedtime = 30",
        'did you mean "nudges.sleep.before_bedtime_minutes"?',
    ),
    ('[day.monday]\nbed_time = "22:00"', 'did you mean "day.monday.bedtime"?'),
    ("[day.mon]", 'did you mean "day.monday"?'),
    ('at = ["16:00"]', "at: no such setting"),
    ("[zzz]", "known: language, day, limits, notifications, profile, caffeine, patterns"),
]


@pytest.mark.parametrize(("text", "says"), UNKNOWN)
def test_an_unknown_key_is_named_with_the_nearest_known_one(text: str, says: str) -> None:
    assert says in detail_of(text)


NOT_TOML = [
    ("[limits\n", "line 1"),
    ("[limits]\ngap_minutes = \n", "line 2"),
    ("a = 1\na = 2\n", "line 2"),
    (f"a = {'[' * 100_000}", "too deep or too long"),
    (f"a = {'9' * 5000}", "too deep or too long"),
    ("a = 2026-02-30", "line 1"),
]


@pytest.mark.parametrize(("text", "says"), NOT_TOML)
def test_what_is_not_toml_is_told_with_its_line(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match="not valid TOML") as caught:
        parse(text)
    assert says in caught.value.detail


# -- files


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none" / "settings.toml") == default_settings()


def test_a_file_that_cannot_be_read_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"cannot be read: {tmp_path}: Is a directory"):
        load(tmp_path)


def test_a_file_that_is_far_too_large_is_not_read_as_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert load(path) == default_settings()
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(SettingsError, match="larger than"):
        load(path)


def test_bytes_that_are_no_text_are_named_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"# caf\xe9\n")
    with pytest.raises(SettingsError, match="byte 6 is not UTF-8 text"):
        load(path)


def test_a_pipe_or_a_device_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "settings.toml"
    os.mkfifo(pipe)

    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(SettingsError, match="it is not a file"):
            load(path)


# -- values


def test_settings_are_frozen_and_can_be_keys() -> None:
    settings = parse("[limits]\ngap_minutes = 30")
    same, other = parse("limits.gap_minutes = 30"), default_settings()
    assert len({settings, same, other}) == 2
    for part in (settings, settings.day, settings.day.monday, settings.nudges.sleep):
        with pytest.raises(AttributeError):
            setattr(part, part.__struct_fields__[0], None)


def test_every_weekday_has_a_table_of_its_own() -> None:
    for weekday in Weekday:
        day = parse(f'[day.{weekday}]\nbedtime = "01:00"').day
        assert [n for n in range(7) if str(day.bedtime_on(n)) == "01:00"] == [weekday.number]


def test_a_language_is_one_that_lull_speaks() -> None:
    assert parse('language = "pt_BR"').language == "pt_BR"
    assert default_settings().language == ""
    said = detail_of('language = "tlh"')
    assert said.startswith('language: no such language "tlh"; known: ar, de, en, ')
