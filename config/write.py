"""Changes single settings in the person's own file; their comments and layout stay."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from config import settings as settings_module
from config.clock import TimeOfDay, TimeRange
from config.errors import SettingsError
from config.foreign_words import named, reason_of
from config.language import N_, tr
from config.paths import make_folder, write_private
from config.settings_text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from config.settings import Settings

_TITLE = N_("Settings cannot be changed")


def set_values(path: Path, values: Mapping[str, object]) -> Settings:
    """Change settings in the file at ``path``, which is made from the template if it is missing.

    What the file would then say is checked before anything is written; the file is replaced as a
    whole. A value that the template shows behind a "#" takes that line's place.

    Args:
        path: The settings file.
        values: The new values by their full names, such as ``{"day.bedtime": "22:00"}``: text,
            numbers, true or false, dates, times of day and ranges, and lists of them. None takes
            the setting out of the file, so that the default holds again.

    Returns:
        The settings as they are now.

    Raises:
        SettingsError: A name or value is not valid, or the file was not valid before, cannot be
            read or cannot be written. It is left as it was.
    """
    text = read_text(path)
    if text is None:
        text = settings_module.template_text()
    settings_module.parse(text)
    wanted = tomllib.loads(text)
    for name, value in values.items():
        _set(wanted, name.split("."), _plain(value))
        text = _with_value(text, name.split("."), _plain(value), wanted)
    settings = settings_module.parse(text)
    try:
        if not path.parent.exists():
            make_folder(path.parent)
        write_private(path, text.encode())
    except OSError as error:
        raise SettingsError(tr(_TITLE), named(path, reason_of(error))) from error
    return settings


def _plain(value: object) -> object:
    if isinstance(value, (TimeOfDay, TimeRange)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (str, bool, int, float, dt.date)):
        return value
    raise SettingsError(tr(_TITLE), tr("a setting cannot be {type}", type=type(value).__name__))


def _set(table: Any, keys: list[str], value: object) -> None:  # noqa: ANN401 - dict or tomlkit's
    """Set a value in nested tables, or take it out where it is None."""
    for key in keys[:-1]:
        if key not in table:
            if value is None:
                return
            table[key] = {}
        table = table[key]
        if not hasattr(table, "keys"):
            raise SettingsError.of_field(tr(_TITLE), ".".join(keys), tr("no such setting"))
    if value is not None:
        table[keys[-1]] = value
    elif keys[-1] in table:
        del table[keys[-1]]


def _with_value(text: str, keys: list[str], value: object, wanted: dict[str, Any]) -> str:
    """``text`` with one value changed.

    Args:
        text: The file.
        keys: The setting's name, in parts.
        value: The new value; None takes the setting out.
        wanted: What the file is to say then.

    Raises:
        SettingsError: The file is laid out so that it cannot be changed without harm.
    """
    for change in (_in_place, _by_table, _at_the_end, _at_the_top):
        changed = change(text, keys, value)
        if changed is not None and _says(changed, wanted):
            return changed
    problem = tr("the file is laid out in a way that only its author can change")
    raise SettingsError.of_field(tr(_TITLE), ".".join(keys), problem)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    # tomlkit (0.15) puts a new table above dotted keys that then fall into it, and says nothing.
    try:
        return _filled(tomllib.loads(text)) == _filled(wanted)
    except tomllib.TOMLDecodeError:
        return False


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    """``table`` without tables in which nothing stands."""
    pruned = {
        key: _filled(value) if isinstance(value, dict) else value for key, value in table.items()
    }
    return {key: value for key, value in pruned.items() if value != {}}


def _in_place(text: str, keys: list[str], value: object) -> str | None:
    """The value in the place of the line that shows it behind a "#", where its table is."""
    *table, key = keys
    header = re.compile(rf"\[\s*{re.escape('.'.join(table))}\s*\]\s*(#.*)?")
    offered = re.compile(rf"#\s*{re.escape(key)}\s*=")
    lines = text.splitlines(keepends=True)
    inside = not table
    for number, line in enumerate(lines):
        if inside and offered.match(line) and value is not None:
            end = line[len(line.rstrip("\r\n")) :]
            lines[number] = f"{key} = {tomlkit.item(value).as_string()}{end}"
            return "".join(lines)
        # Another table, or one that is shown as an example.
        if line.lstrip("# \t").startswith("["):
            inside = header.fullmatch(line.strip()) is not None
    return None


def _by_table(text: str, keys: list[str], value: object) -> str | None:
    """The value at the end of its table, or in the place of the one that stands there."""
    try:
        document = tomlkit.parse(text)
        _set(document, keys, value)
        return document.as_string()
    # What tomlkit cannot change may still be added to at one of its ends.
    except (TOMLKitError, ValueError):
        return None


def _at_the_end(text: str, keys: list[str], value: object) -> str | None:
    """The value in a table of its own below everything else."""
    *table, key = keys
    if value is None or not table:
        return None
    ended = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{ended}\n[{'.'.join(table)}]\n{key} = {tomlkit.item(value).as_string()}\n"


def _at_the_top(text: str, keys: list[str], value: object) -> str | None:
    """The value under its full name above everything else, where no table has begun."""
    if value is None:
        return None
    return f"{'.'.join(keys)} = {tomlkit.item(value).as_string()}\n{text}"
