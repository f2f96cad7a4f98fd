"""Whatever stands in a settings file, it becomes settings or one readable error."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import SettingsError
from config.settings import Settings, defaults_text, load, parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FULL = defaults_text()
LINES = FULL.splitlines()
TIME_LIKE = st.one_of(
    st.from_regex(r"[0-9]{1,2}:[0-9]{2}(-[0-9]{1,2}:[0-9]{2})?", fullmatch=True),
    st.sampled_from(["24:00", "00:00-24:00", "22:00-06:00", "08:00-08:00", "monday", "coffee"]),
)


def settle(make: Callable[[], Settings]) -> SettingsError | None:
    """Run ``make``; its error if it has one. Any other kind of error goes through to the test."""
    try:
        hash(make())
    except SettingsError as error:
        return error
    return None


def assert_readable(error: SettingsError | None) -> None:
    if error is not None:
        assert str(error).isprintable()
        assert error.title
        assert error.detail


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_random_bytes_are_settings_or_one_error(
    data: bytes,
    tmp_path_factory: Any,  # noqa: ANN401 - pytest does not export its type
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "random.toml"
    path.write_bytes(data)
    assert_readable(settle(lambda: load(path)))


@settings(deadline=None)
@given(st.text(alphabet="[]{}\"=.,#\n\\\t '0123456789:-_abe", max_size=80))
def test_text_that_looks_like_toml_is_settings_or_one_error(text: str) -> None:
    assert_readable(settle(lambda: parse(text)))


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_a_valid_file_with_bytes_changed_is_settings_or_one_error(data: st.DataObject) -> None:
    text = FULL
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text(max_size=6)) + text[at + length :]
    assert_readable(settle(lambda: parse(text)))


def _paths(table: dict[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in table.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += _paths(value, (*above, key))
    return found


PLACES = [*_paths(tomllib.loads(FULL)), ("day", "monday"), ("day", "sunday", "bedtime")]
PLAIN = st.one_of(
    st.booleans().map(lambda value: str(value).lower()),
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(["nan", "-inf", "1e400", "0.0", "2026-03-29", "22:30:00", "{}", "[]", "[[]]"]),
    st.floats(-10, 1000, allow_nan=False).map(lambda value: f"{value:.3f}"),
    TIME_LIKE.map(lambda value: f'"{value}"'),
)
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=4).map(lambda vs: f"[{', '.join(vs)}]"))


@settings(max_examples=examples(150), deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES)
def test_any_value_in_any_place_is_taken_or_refused_with_that_place(
    place: tuple[str, ...], value: str
) -> None:
    error = settle(lambda: parse(f"{'.'.join(place)} = {value}\n"))
    # A value that fits by itself may contradict another of the same table.
    named = (".".join(place), ".".join(place[:-1]) + ":")
    assert error is None or error.detail.startswith(named)
    assert_readable(error)


@settings(deadline=None)
@given(place=st.sampled_from(PLACES), spoil=st.sampled_from(["x", "_", "s", "-x", "é", " "]))
def test_a_misspelt_key_is_never_taken_and_its_table_is_named(
    place: tuple[str, ...], spoil: str
) -> None:
    keys = (*place[:-1], place[-1] + spoil)
    quoted = ".".join(f'"{key}"' for key in keys)
    error = settle(lambda: parse(f"{quoted} = 1\n"))
    assert error is not None
    assert error.detail.startswith(" ".join(".".join(keys).split()))
    assert f'no such setting; did you mean "{".".join(place)}"?' in error.detail


@settings(deadline=None)
@given(st.sets(st.integers(0, len(LINES) - 1), max_size=30))
def test_a_file_with_lines_missing_is_settings_or_one_error(missing: set[int]) -> None:
    text = "\n".join(line for n, line in enumerate(LINES) if n not in missing)
    assert_readable(settle(lambda: parse(text)))
