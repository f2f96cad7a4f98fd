"""The names that conditions may use besides the fields, and reading a condition of a data file."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import msgspec

from config.errors import CatalogError
from tips.conditions import ConditionError, parse_condition
from tips.data_file import UNUSABLE, data_root, read_data
from tips.facts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from tips.conditions import Condition, Field

DEFINITIONS_FILE = "advice/definitions.toml"


class _DefineRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: str
    when: str
    note: str = ""


class _DefinitionsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    define: list[_DefineRow]


def load_definitions(root: Traversable | None = None) -> Mapping[str, Condition]:
    """Read what the names stand for.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, or a name stands twice, is a field, or has no sense.
    """
    defined: dict[str, Condition] = {}
    for row in read_data(root or data_root(), DEFINITIONS_FILE, _DefinitionsFile).define:
        place = f"{DEFINITIONS_FILE}, {row.name}"
        if row.name in defined or row.name in FIELDS:
            raise CatalogError(UNUSABLE, f"{place}: this name is taken")
        defined[row.name] = read_condition(row.when, place, defined)
    return defined


@functools.cache
def shipped_definitions() -> Mapping[str, Condition]:
    """Lull's own definitions, read once."""
    return load_definitions()


def definitions_at(root: Traversable | None) -> Mapping[str, Condition]:
    """The definitions below ``root``; where that is None, Lull's own, which are read once."""
    return shipped_definitions() if root is None else load_definitions(root)


def read_condition(
    text: str,
    place: str,
    defined: Mapping[str, Condition],
    fields: Mapping[str, Field] = FIELDS,
) -> Condition:
    """Parse the condition of a data file.

    Args:
        text: The condition.
        place: What an error calls it.
        defined: What its bare names stand for.
        fields: The fields that it may name.

    Raises:
        CatalogError: It cannot be read, or can never be true.
    """
    try:
        return parse_condition(text, fields, defined)
    except ConditionError as error:
        raise CatalogError(UNUSABLE, f"{place}: when: {error}") from error
