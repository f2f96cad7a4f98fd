"""Changing single settings in a person's own file."""

from __future__ import annotations

import stat
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import tomlkit
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from tomlkit.exceptions import TOMLKitError

from config import write
from config.clock import parse_range, parse_time
from config.errors import SettingsError
from config.settings import load, parse, template_text
from config.write import set_values

if TYPE_CHECKING:
    from pathlib import Path

OWN = """\
# My own words stay.
[limits]  # these too
gap_minutes=45   # every three quarters

[day]
active_hours = [
    "08:00-12:00",  # the morning
    "14:00-22:00",
]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


@pytest.fixture
def own(path: Path) -> Path:
    path.parent.mkdir()
    path.write_text(OWN)
    return path


def test_a_missing_file_is_made_from_the_template(path: Path) -> None:
    made = set_values(path, {"day.bedtime": "23:15"})
    assert load(path) == made == parse('day.bedtime = "23:15"')
    expected = template_text().replace('# bedtime = "22:30"', 'bedtime = "23:15"', 1)
    assert path.read_text() == expected
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_value_of_the_template_is_changed_in_its_own_place(path: Path) -> None:
    set_values(
        path,
        {
            "day.active_hours": [parse_range("09:00-17:00")],
            "day.bedtime": parse_time("00:30"),
            "limits.nudges_per_day": 2,
            "profile.limit_fluids": True,
            "profile.age_band": "60_plus",
            "profile.conditions": ("ms", "epilepsy"),
            "profile.medicines": [],
            "profile.pregnant": "no",
            "profile.country": "DE",
            "caffeine.half_life_hours": 7.5,
            "nudges.sleep.on": False,
        },
    )
    before, after = template_text().splitlines(), path.read_text().splitlines()
    assert len(before) == len(after)
    changed = [line for old, line in zip(before, after, strict=True) if old != line]
    assert changed == [
        'active_hours = ["09:00-17:00"]',
        'bedtime = "00:30"',
        "nudges_per_day = 2",
        "limit_fluids = true",
        'age_band = "60_plus"',
        'conditions = ["ms", "epilepsy"]',
        "medicines = []",
        'pregnant = "no"',
        'country = "DE"',
        "half_life_hours = 7.5",
        "on = false",
    ]


def test_a_setting_above_all_tables_takes_its_place_there(path: Path) -> None:
    made = set_values(path, {"language": "de"})
    assert made.language == "de"
    assert path.read_text() == template_text().replace('# language = ""', 'language = "de"', 1)


def test_a_day_of_its_own_is_not_written_into_the_example(path: Path) -> None:
    made = set_values(path, {"day.saturday.bedtime": "23:45"})
    assert str(made.day.bedtime_on(5)) == "23:45"
    assert '# bedtime = "23:30"' in path.read_text()


def test_comments_and_layout_of_a_persons_file_stay(own: Path) -> None:
    set_values(own, {"limits.gap_minutes": 30, "profile.age_band": "40_49"})
    expected = OWN.replace("gap_minutes=45 ", "gap_minutes=30 ")
    assert own.read_text().startswith(expected)
    assert own.read_text().removeprefix(expected).split() == [
        "[profile]",
        "age_band",
        "=",
        '"40_49"',
    ]


def test_none_takes_a_setting_out_so_that_the_default_holds(own: Path) -> None:
    changed = set_values(own, {"limits.gap_minutes": None, "day.bedtime": None, "nudges.x.y": None})
    assert changed.limits.gap_minutes == 90
    assert "gap_minutes" not in own.read_text()
    assert "# the morning" in own.read_text()


def test_another_timing_takes_the_place_of_the_earlier_one(path: Path) -> None:
    set_values(path, {"nudges.stress.every_minutes": 60})
    changed = set_values(
        path, {"nudges.stress.every_minutes": None, "nudges.stress.at": ["10:00", "15:00"]}
    )
    assert [str(time) for time in changed.nudges.stress.at or ()] == ["10:00", "15:00"]


LAYOUTS = [
    "",
    "# nothing\n",
    'day.bedtime = "22:00"\nlimits.gap_minutes = 30\n',
    'day = {bedtime = "22:00"} # inline\n',
    '[day.monday]\nbedtime = "23:00"\n[limits]\ngap_minutes = 30\n[day]\nbedtime = "22:00"\n',
    '[day.monday]\nbedtime = "23:00"',
    "[nudges.sleep]\non = true\n[limits]\n[nudges.stress]\non = false\n",
    '["day"]\n"bedtime" = "22:00"\n',
    "[ day ] # mine\r\n#bedtime = 1\r\nactive_hours = []\r\n",
]
CHANGES: list[dict[str, object]] = [
    {"day.bedtime": "21:00"},
    {"day.sunday.bedtime": "20:00"},
    {"limits.gap_minutes": 60, "limits.nudges_per_day": 1},
    {"nudges.screen.on": True},
    {"profile.pregnant": "no", "profile.conditions": ["ms"]},
    {"day.bedtime": None},
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_any_layout_is_changed_to_say_just_that(
    path: Path, layout: str, change: dict[str, object]
) -> None:
    path.parent.mkdir()
    path.write_text(layout, newline="")
    wanted = tomllib.loads(layout)
    for name, value in change.items():
        write._set(wanted, name.split("."), value)
    set_values(path, change)
    changed = path.read_text()
    assert write._filled(tomllib.loads(changed)) == write._filled(wanted)
    assert all(line.partition("# ")[2] in changed for line in layout.splitlines())


def test_line_ends_of_windows_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf[day]\r\n# bedtime = 1\r\n")
    set_values(path, {"day.bedtime": "21:00"})
    assert path.read_bytes() == b'[day]\r\nbedtime = "21:00"\r\n'


@pytest.mark.parametrize("trips", ["", "[limits]\ngap_minutes = 5\n", "[limits"])
def test_a_file_that_cannot_be_changed_without_harm_is_left_alone(
    own: Path, monkeypatch: pytest.MonkeyPatch, trips: str
) -> None:
    real = tomlkit.parse

    def parse(_: str) -> tomlkit.TOMLDocument:
        # What tomlkit makes of it is never believed without a look.
        return real(trips)

    monkeypatch.setattr(tomlkit, "parse", parse)
    with pytest.raises(SettingsError, match=r"limits\.gap_minutes: the file is laid out"):
        set_values(own, {"limits.gap_minutes": None})
    assert own.read_text() == OWN


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("[limits]", "day.bedtime", '[limits]\n\n[day]\nbedtime = "21:00"\n'),
        ("day.active_hours = []", "day.bedtime", 'day.bedtime = "21:00"\nday.active_hours = []'),
        ("", "day.bedtime", '\n[day]\nbedtime = "21:00"\n'),
    ],
)
def test_a_value_is_added_at_an_end_where_its_table_cannot_be_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch, text: str, name: str, expected: str
) -> None:
    def trip(_: str) -> tomlkit.TOMLDocument:
        raise TOMLKitError

    monkeypatch.setattr(tomlkit, "parse", trip)
    path.parent.mkdir()
    path.write_text(text)
    set_values(path, {name: "21:00"})
    assert path.read_text() == expected


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"day.bedtime": "late"}, "day.bedtime: "),
        ({"limits.gap_minutes": 1}, "limits.gap_minutes: "),
        ({"limits.gap": 30}, "limits.gap: no such setting"),
        ({"bedtime": "22:00"}, "bedtime: no such setting"),
        ({"day.bedtime.x": "22:00"}, "day.bedtime.x: no such setting"),
        ({"profile.conditions": ["ms", "flu"]}, "profile.conditions[1]: "),
        ({"profile.conditions": ["ms", "ms"]}, "profile.conditions: a value stands twice"),
        ({"nudges.stress.at": ["10:00"], "nudges.stress.every_minutes": 60}, "nudges.stress: "),
        ({"limits.gap_minutes": 45, "profile.age_band": 40}, "profile.age_band: "),
        ({"profile.country": "Germany"}, "profile.country: "),
    ],
)
def test_what_is_not_valid_changes_nothing(
    own: Path, values: dict[str, object], place: str
) -> None:
    own.write_text(OWN.replace("[day]", '[day]\nbedtime = "22:00"'))
    before = own.read_bytes()
    with pytest.raises(SettingsError) as caught:
        set_values(own, values)
    assert caught.value.detail.startswith(place)
    assert own.read_bytes() == before
    assert [file.name for file in own.parent.iterdir()] == [own.name]


def test_a_value_of_a_strange_type_is_refused(own: Path) -> None:
    with pytest.raises(SettingsError, match="a setting cannot be set"):
        set_values(own, {"profile.conditions": {"ms"}})


def test_a_file_that_was_not_valid_before_is_left_alone(own: Path) -> None:
    for text in ("[limits\n", "[limits]\ngap_minutes = 1\n"):
        own.write_text(text)
        with pytest.raises(SettingsError):
            set_values(own, {"day.bedtime": "22:00"})
        assert own.read_text() == text


def test_a_file_that_cannot_be_written_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path), len(data))

    monkeypatch.setattr(write, "write_private", full)
    with pytest.raises(SettingsError, match=r"settings\.toml: No space left on device"):
        set_values(own, {"day.bedtime": "22:00"})
    assert own.read_text() == OWN


def test_a_link_to_settings_kept_elsewhere_stays_a_link(own: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    own.rename(kept)
    own.symlink_to(kept)
    set_values(own, {"limits.gap_minutes": 30})
    assert own.is_symlink()
    assert "gap_minutes=30" in kept.read_text()


@settings(max_examples=examples(30))
@given(
    values=st.dictionaries(
        st.sampled_from(["limits.gap_minutes", "limits.nudges_per_day"]), st.integers(5, 24)
    ),
    layout=st.sampled_from(LAYOUTS),
)
def test_a_change_that_is_made_twice_is_as_made_once(
    values: dict[str, object],
    layout: str,
    tmp_path_factory: Any,  # noqa: ANN401 - pytest does not export its type
) -> None:
    path: Path = tmp_path_factory.mktemp("twice") / "settings.toml"
    path.write_text(layout, newline="")
    once = set_values(path, values)
    text = path.read_bytes()
    assert set_values(path, values) == once
    assert path.read_bytes() == text
