"""Settings as something typed and stepped."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from config.clock import Weekday
from config.errors import SettingsError
from config.kinds import NudgeKind
from config.paths import resolve
from config.settings import default_settings, parse
from config.settings_rules import TIMING_KEYS
from windows import settings_values as values
from windows.settings_file import SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

    from windows.settings_values import Setting

ALL: tuple[Setting, ...] = (
    values.bedtime(),
    values.active_hours(),
    *(values.bedtime(day) for day in Weekday),
    *(values.active_hours(day) for day in Weekday),
    values.NUDGES_PER_DAY,
    values.GAP_MINUTES,
    values.AWAY_MINUTES,
    values.STAY_SECONDS,
    values.HALF_LIFE,
    values.fixed_times(NudgeKind.STRESS),
    values.every_minutes(NudgeKind.HYDRATION),
    values.before_bedtime(NudgeKind.SLEEP),
)


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.name)
def test_what_a_field_shows_can_be_typed_into_it_again(setting: Setting, tmp_path: Path) -> None:
    file = SettingsFile(resolve(str(tmp_path), {}))
    file.change({setting.name: setting.write(setting.default())})
    assert file.settings == default_settings()
    assert setting.read(file.settings) == setting.default()


@settings(deadline=None, max_examples=examples(40))
@given(
    setting=st.sampled_from(ALL),
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.from_regex(r"[0-9:,.\- ]{0,14}", fullmatch=True),
)
def test_whatever_is_typed_the_file_stays_valid_and_keeps_its_comments(
    setting: Setting, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paths = resolve(str(tmp_path_factory.mktemp("home")), {})
    file = SettingsFile(paths)
    file.ensure()
    before = paths.settings.read_bytes()
    try:
        file.change({setting.name: setting.write(text)})
    except SettingsError:
        assert paths.settings.read_bytes() == before
    else:
        after = paths.settings.read_text("utf-8")
        assert parse(after) == file.settings
        for line in before.decode().splitlines():
            # A value may have taken the place of the line that showed it.
            if line.startswith("# ") and " = " not in line:
                assert line in after


def stepped_together() -> dict[str, list[Setting]]:
    """What can be stepped; the seven days of the week go together."""
    groups: dict[str, list[Setting]] = {}
    for setting in ALL:
        if setting.steps:
            table, _, key = setting.name.rpartition(".")
            day = table.rpartition(".")[2] in set(Weekday)
            groups.setdefault(f"each day's {key}" if day else setting.name, []).append(setting)
    return groups


@pytest.mark.parametrize("name", stepped_together())
@pytest.mark.parametrize("by", [1, -1])
def test_stepping_from_lull_s_own_value_stays_valid(name: str, by: int, tmp_path: Path) -> None:
    file = SettingsFile(resolve(str(tmp_path), {}))
    together = stepped_together()[name]
    texts = [setting.default() for setting in together]
    for _ in range(40):
        before = texts
        texts = [s.steps(t or "22:00", by) for s, t in zip(together, texts, strict=True) if s.steps]
        if texts == before:
            break  # the end of its range
        pairs = list(zip(together, texts, strict=True))
        file.change({setting.name: setting.write(text) for setting, text in pairs})
        assert [setting.read(file.settings) for setting in together] == texts


@pytest.mark.parametrize(
    ("text", "minutes", "end_of_day", "later"),
    [
        ("22:30", 15, False, "22:45"),
        ("23:50", 15, False, "00:05"),
        ("00:05", -15, False, "23:50"),
        ("23:45", 15, True, "24:00"),
        ("8:5", 15, False, "08:20"),
        ("soon", 15, False, "soon"),
        ("", 15, False, ""),
        ("\N{SUPERSCRIPT TWO}:00", 15, False, "\N{SUPERSCRIPT TWO}:00"),
    ],
)
def test_a_time_some_minutes_later(text: str, minutes: int, end_of_day: bool, later: str) -> None:  # noqa: FBT001 - a case's column
    assert values.later(text, minutes, end_of_day=end_of_day) == later


@pytest.mark.parametrize(
    ("text", "by", "stepped"),
    [
        ("90", 15, "105"),
        ("7", 15, "15"),
        ("7", -15, "5"),
        ("720", 15, "720"),
        ("900", 15, "720"),
        ("900", -15, "705"),
        ("-3", -15, "5"),
        ("many", 15, "15"),
        ("nan", 15, "15"),
        ("", 15, "15"),
    ],
)
def test_a_number_goes_to_the_next_multiple_inside_its_range(
    text: str, by: float, stepped: str
) -> None:
    assert values.stepped(text, by, 5, 720) == stepped


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        (" 4 ", 4),
        ("4.0", 4),
        ("8,3", 8.3),
        ("four", "four"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("1e400", "1e400"),
    ],
)
def test_a_typed_number(text: str, value: object) -> None:
    got = values.number_value(text)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("", None),
        ("quiet", []),
        (" Quiet ", []),
        ("08:00-22:00", ["08:00-22:00"]),
        ("08:00 - 12:00, 14:00\N{EN DASH}22:00", ["08:00-12:00", "14:00-22:00"]),
        ("08:00-12:00; 14:00-22:00,", ["08:00-12:00", "14:00-22:00"]),
        ("09:00 to 17:00", ["09:00-17:00"]),
        ("9 To 5", ["9-5"]),
        ("08:00-12:00 14:00-22:00", ["08:00-12:00", "14:00-22:00"]),
    ],
)
def test_typed_hours(text: str, ranges: list[str] | None) -> None:
    assert values.hours_value(text) == ranges


def test_a_quiet_day_shows_as_one() -> None:
    assert values.active_hours().read(parse("[day]\nactive_hours = []\n")) == "quiet"


@pytest.mark.parametrize("kind", NudgeKind)
@pytest.mark.parametrize("chosen", TIMING_KEYS)
def test_another_timing_replaces_the_one_before(
    kind: NudgeKind, chosen: str, tmp_path: Path
) -> None:
    file = SettingsFile(resolve(str(tmp_path), {}))
    file.change(values.with_timing(kind, chosen))
    assert values.timing(file.settings, kind) == chosen
    own = default_settings().nudge(kind)
    if getattr(own, chosen) is not None:
        # Back at its own timing it is as Lull ships it.
        assert file.settings.nudge(kind) == own
    assert tomllib.loads(file.path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (tuple(Weekday), "every day"),
        ((), "on no day"),
        ((Weekday.SUNDAY, Weekday.SATURDAY), "at weekends"),
        (tuple(Weekday)[:5], "on working days"),
        ((Weekday.FRIDAY, Weekday.MONDAY), "on Mon, Fri"),
    ],
)
def test_weekdays_in_a_few_words(days: tuple[Weekday, ...], said: str) -> None:
    assert values.days_text(days) == said
