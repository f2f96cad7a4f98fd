"""docs/settings.md, held against the settings, their defaults and the environment."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

import msgspec
import pytest
from doc_pages import DOCS, INLINE, PAGES, SOURCES, blocks, rows, text

from config.clock import Weekday
from config.kinds import NudgeKind
from config.language import LANGUAGES
from config.profile import Condition, Medicine
from config.settings import TIMING_KEYS, Settings, defaults_text, parse
from config.settings_rules import CAFFEINATED_DRINKS

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = DOCS / "settings.md"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
VARIABLE = re.compile(r"\bLULL_[A-Z_]+\b")


class Field(NamedTuple):
    """A setting: its default, and what a page must say of its values."""

    default: object
    words: tuple[str, ...]


def fields(struct: type[msgspec.Struct], given: dict[str, Any], path: str) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in msgspec.structs.fields(struct):
        name = f"{path}{field.name}"
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            found |= fields(field.type, given.get(field.name, {}), f"{name}.")
        else:
            found[name] = Field(given.get(field.name), tuple(values(field.type)))
    return found


def values(kind: Any) -> Iterator[str]:  # noqa: ANN401 - whatever stands in an annotation
    """The words and the figures that a type allows: those of a Literal or an enum, and limits."""
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    elif isinstance(kind, type) and hasattr(kind, "__members__"):
        yield from kind
    for inner in get_args(kind):
        if isinstance(inner, msgspec.Meta):
            limits = (inner.ge, inner.le, inner.max_length)
            yield from (f"{limit:g}" for limit in limits if limit is not None)
        elif get_origin(kind) is not Literal:
            yield from values(inner)


DEFAULTS = tomllib.loads(defaults_text())
ALL = fields(Settings, DEFAULTS, "")
PLAIN = {name: field for name, field in ALL.items() if not name.startswith("nudges.")}
OF_A_DAY = {f"day.{day}.{key}" for day in Weekday for key in ("active_hours", "bedtime")}
OF_A_NUDGE = {"on", "weekdays", *TIMING_KEYS}


def shown(value: object) -> str:
    """A default as it is written in the file."""
    return "not set" if value is None else f"`{as_toml(value)}`"


def as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_every_setting_is_named_and_no_other_is() -> None:
    variables = set(VARIABLE.findall(text(SETTINGS)))
    assert set(rows(SETTINGS)) - variables == {
        *(name for name in PLAIN if name not in OF_A_DAY),
        *OF_A_NUDGE,
        *NudgeKind,
    }
    assert {name.split(".", 2)[2] for name in ALL if name.startswith("nudges.")} == OF_A_NUDGE
    assert set(PLAIN) >= OF_A_DAY
    assert all(f"`day.{day}`" in text(SETTINGS) for day in Weekday)


@pytest.mark.parametrize("name", [name for name in PLAIN if name not in OF_A_DAY])
def test_a_setting_has_its_default_and_its_values(name: str) -> None:
    what, allowed, default = rows(SETTINGS)[name]
    assert what.endswith(".")
    assert f"{default}:".startswith(f"{shown(PLAIN[name].default)}:")
    # What is listed below the table is looked for in the whole page.
    place = text(SETTINGS) if "words below" in allowed else allowed
    figures = FIGURE.findall(place)
    for word in PLAIN[name].words:
        assert word in (figures if FIGURE.fullmatch(word) else place)


def test_what_a_list_may_hold_is_listed() -> None:
    listed = set(INLINE.findall(text(SETTINGS)))
    assert {*get_args(Condition), *get_args(Medicine)} <= listed
    assert {f'"{word}"' for word in (*CAFFEINATED_DRINKS, *LANGUAGES)} <= listed


@pytest.mark.parametrize("key", sorted(OF_A_NUDGE))
def test_what_each_kind_of_nudge_takes_is_told(key: str) -> None:
    allowed = rows(SETTINGS)[key][1]
    figures = [word for word in ALL[f"nudges.sleep.{key}"].words if word.isdigit()]
    assert [figure for figure in figures if figure not in re.findall(r"\d+", allowed)] == []


@pytest.mark.parametrize("kind", NudgeKind)
def test_each_kind_of_nudge_has_its_defaults(kind: NudgeKind) -> None:
    given = DEFAULTS["nudges"][kind]
    _, on, when, weekdays = rows(SETTINGS)[kind]
    assert on == shown(given["on"])
    (timing,) = (key for key in TIMING_KEYS if key in given)
    assert when == f"`{timing} = {as_toml(given[timing])}`"
    every = [str(day) for day in Weekday]
    some = ", ".join(f"`{day}`" for day in given["weekdays"])
    assert weekdays == ("every day" if given["weekdays"] == every else some)


def test_each_table_of_settings_that_the_page_shows_is_valid() -> None:
    tables = blocks(SETTINGS, "toml")
    assert len(tables) > 1
    for table in tables:
        parse(table)


def variables(*tops: str) -> set[str]:
    """The variables that the code in these folders reads."""
    reading = [path for path in SOURCES if path.parts[0] in tops and path.suffix in {".py", ".sh"}]
    return {name for path in reading for name in VARIABLE.findall(text(path))}


def test_every_variable_that_is_read_is_told_of_and_no_other() -> None:
    read = variables("config", "journal", "tips", "tray", "windows", "scripts")
    assert {name for name in rows(SETTINGS) if VARIABLE.fullmatch(name)} == read
    told_of = {name for page in PAGES for name in VARIABLE.findall(text(page))}
    # CONTRIBUTING.md tells of what the tests alone read.
    assert told_of <= read | variables("tests")
