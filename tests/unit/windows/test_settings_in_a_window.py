"""The settings file under the settings window: changes, undo, and a file that others broke."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from config.errors import SettingsError
from config.settings import default_settings, load, template_text
from windows.settings_file import SettingsFile, problem

if TYPE_CHECKING:
    from config.paths import Paths

NOW = datetime(2026, 5, 1, 9, 30, 15, tzinfo=UTC)


@pytest.fixture
def file(paths: Paths) -> SettingsFile:
    return SettingsFile(paths)


def write(paths: Paths, text: str) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(text, "utf-8")


def test_without_a_file_the_defaults_hold(file: SettingsFile) -> None:
    assert file.settings == default_settings()
    assert file.error is None
    assert not file.can_undo
    assert not file.can_restore
    assert not file.look()


def test_a_change_is_written_with_the_comments_of_the_template(
    file: SettingsFile, paths: Paths
) -> None:
    file.change({"day.bedtime": "21:45"})
    assert str(file.settings.day.bedtime) == "21:45"
    assert load(paths.settings) == file.settings
    assert "# Lull's settings." in paths.settings.read_text("utf-8")
    assert stat.S_IMODE(paths.settings.stat().st_mode) == 0o600
    # What it wrote itself is no news to it.
    assert not file.look()


def test_a_value_that_is_not_valid_changes_nothing(file: SettingsFile, paths: Paths) -> None:
    file.change({"day.bedtime": "21:45"})
    before = paths.settings.read_bytes()
    with pytest.raises(SettingsError, match="bedtime"):
        file.change({"day.bedtime": "25:00"})
    assert paths.settings.read_bytes() == before
    assert str(file.settings.day.bedtime) == "21:45"


def test_changes_are_taken_back_one_by_one(file: SettingsFile, paths: Paths) -> None:
    write(paths, '# mine\n[day]\nbedtime = "23:00"\n')
    file.look()
    file.change({"day.bedtime": "21:45"})
    file.change({"limits.nudges_per_day": 2})
    file.undo()
    assert file.settings.limits.nudges_per_day == 4
    assert str(file.settings.day.bedtime) == "21:45"
    file.undo()
    assert paths.settings.read_text("utf-8") == '# mine\n[day]\nbedtime = "23:00"\n'
    assert not file.can_undo


def test_undoing_the_first_change_leaves_no_file(file: SettingsFile, paths: Paths) -> None:
    file.change({"day.bedtime": "21:45"})
    file.undo()
    assert not paths.settings.exists()
    assert file.settings == default_settings()


def test_the_same_value_again_is_no_change(file: SettingsFile) -> None:
    file.change({"day.bedtime": "21:45"})
    file.undo()
    file.change({"day.bedtime": "21:45"})
    file.change({"day.bedtime": "21:45"})
    file.undo()
    assert not file.can_undo


def test_what_others_wrote_is_not_undone(file: SettingsFile, paths: Paths) -> None:
    file.change({"day.bedtime": "21:45"})
    write(paths, '[day]\nbedtime = "20:00"\n')
    with pytest.raises(SettingsError, match="changed elsewhere"):
        file.undo()
    assert paths.settings.read_text("utf-8") == '[day]\nbedtime = "20:00"\n'
    assert not file.can_undo
    assert file.look()
    assert str(file.settings.day.bedtime) == "20:00"


def test_a_change_goes_on_from_what_others_wrote(file: SettingsFile, paths: Paths) -> None:
    write(paths, "[limits]\nnudges_per_day = 1\n")
    file.change({"day.bedtime": "21:45"})
    assert load(paths.settings).limits.nudges_per_day == 1
    assert file.settings.limits.nudges_per_day == 1


def test_an_undo_that_cannot_be_written_can_be_tried_again(
    file: SettingsFile, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(paths, "")
    file.change({"day.bedtime": "21:45"})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(paths.settings))

    with monkeypatch.context() as patch:
        patch.setattr("windows.settings_file.write_private", full)
        with pytest.raises(SettingsError, match="No space left"):
            file.undo()
    assert file.can_undo
    file.undo()
    assert paths.settings.read_text("utf-8") == ""


def test_a_broken_file_is_told_and_left_alone(file: SettingsFile, paths: Paths) -> None:
    file.change({"day.bedtime": "21:45"})
    write(paths, "[day\n")
    assert file.look()
    assert file.error is not None
    assert not file.look()
    # What held before goes on, where no last good copy was made.
    assert str(file.settings.day.bedtime) == "21:45"
    assert not file.can_restore
    with pytest.raises(SettingsError):
        file.change({"day.bedtime": "22:00"})
    assert paths.settings.read_text("utf-8") == "[day\n"


def test_the_last_good_settings_can_take_its_place(file: SettingsFile, paths: Paths) -> None:
    write(paths, "[day\n")
    paths.last_good_settings.parent.mkdir(parents=True)
    paths.last_good_settings.write_text('[day]\nbedtime = "20:15"\n', "utf-8")
    file.look()
    assert file.can_restore
    assert str(file.settings.day.bedtime) == "20:15"
    aside = file.restore(NOW)
    assert aside.name == "settings.broken-20260501-093015.toml"
    assert aside.read_text("utf-8") == "[day\n"
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert file.error is None
    assert str(load(paths.settings).day.bedtime) == "20:15"
    assert not file.can_undo


def test_broken_last_good_settings_restore_nothing(file: SettingsFile, paths: Paths) -> None:
    write(paths, "[day\n")
    paths.last_good_settings.parent.mkdir(parents=True)
    paths.last_good_settings.write_text("[day\n", "utf-8")
    file.look()
    assert not file.can_restore


def test_a_restore_that_fails_leaves_the_file(
    file: SettingsFile, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(paths, "[day\n")
    paths.last_good_settings.parent.mkdir(parents=True)
    paths.last_good_settings.write_text("", "utf-8")
    file.look()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("windows.settings_file.write_private", full)
    with pytest.raises(SettingsError, match="No space left"):
        file.restore(NOW)
    assert paths.settings.read_text("utf-8") == "[day\n"


def test_a_file_to_open_is_made_from_the_template(file: SettingsFile, paths: Paths) -> None:
    file.ensure()
    assert paths.settings.read_text("utf-8") == template_text()
    write(paths, "# mine\n")
    file.ensure()
    assert paths.settings.read_text("utf-8") == "# mine\n"


def test_no_room_for_a_file_to_open_is_said(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("windows.settings_file.make_folder", full)
    with pytest.raises(SettingsError, match="No space left"):
        file.ensure()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"day.bedtime": "25:00"}, 'There is no time of day "25:00".'),
        ({"day.bedtime": 3}, 'Expected text in quotes such as "08:00", got a whole number'),
        ({"limits.nudges_per_day": 99}, "wanted"),
        ({"limits.nudges_per_day": "many"}, "wanted"),
        ({"day.active_hours": ["08:00-12:00", "11:00-13:00"]}, '"08:00-12:00" and "11:00-13:00"'),
        ({"nudges.stress.at": ["8", "9"]}, 'Expected a time of day such as "22:30", got "8".'),
        ({"nudges.stress.at": []}, "Give a time, or set on = false."),
    ],
)
def test_what_is_wrong_stands_beside_the_field_in_plain_words(
    file: SettingsFile, values: dict[str, object], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        file.change(values)
    told = problem(caught.value, tuple(values), "wanted")
    assert said in told
    assert "`" not in told


def test_what_is_not_about_the_value_is_said_whole() -> None:
    error = SettingsError("Settings cannot be changed", "/x: Read-only file system")
    told = problem(error, ("day.bedtime",), "wanted")
    assert told == "Settings cannot be changed: /x: Read-only file system"
