"""Which numbers to call, by country."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from config.errors import CatalogError
from config.language import tr
from config.per_language import per_language
from tips.data_file import UNUSABLE, data_root, read_data
from tips.sources import pick_sources, sources_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

EMERGENCY_FILE = "emergency.toml"

_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Countries = Annotated[
    list[Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]], msgspec.Meta(min_length=1)
]
_Sources = Annotated[list[str], msgspec.Meta(min_length=1)]


@dataclasses.dataclass(frozen=True, slots=True)
class Numbers:
    """What to call, as words that fit after "Call".

    Attributes:
        call: For an emergency: one number, or a few.
        advice_line: For a question about health on the same day.
        crisis_line: For somebody who thinks of harming themselves.
    """

    call: str
    advice_line: str
    crisis_line: str


class _GroupRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    countries: _Countries
    call: _Text
    sources: _Sources


class _LineRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    countries: _Countries
    sources: _Sources
    advice_line: str = ""
    crisis_line: str = ""


class _NumbersFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    checked: date
    call: _Text
    advice_line: _Text
    crisis_line: _Text
    group: list[_GroupRow]
    line: list[_LineRow]


def numbers_for(country: str | None) -> Numbers:
    """The numbers of a country; general words for one that is unknown or not listed.

    Args:
        country: Two letters of ISO 3166-1, in any case.
    """
    shipped = _shipped()
    return shipped.get((country or "").strip().upper(), shipped[""])


@per_language
def _shipped() -> Mapping[str, Numbers]:
    return load_numbers()


def load_numbers(root: Traversable | None = None) -> Mapping[str, Numbers]:
    """Read the numbers of all countries; those of "" are for everywhere else.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, a country stands twice, or a number has no known source.
    """
    rows = read_data(root or data_root(), EMERGENCY_FILE, _NumbersFile)
    of_countries: list[_GroupRow | _LineRow] = [*rows.group, *rows.line]
    for row in of_countries:
        place = f"{EMERGENCY_FILE}, {', '.join(row.countries)}"
        pick_sources(row.sources, sources_at(root), place)
    numbers = {"": Numbers(tr(rows.call), tr(rows.advice_line), tr(rows.crisis_line))}
    for group in rows.group:
        for country in group.countries:
            if country in numbers:
                raise CatalogError(UNUSABLE, f"{EMERGENCY_FILE}: {country} stands twice")
            numbers[country] = dataclasses.replace(numbers[""], call=tr(group.call))
    seen: set[str] = set()
    for line in rows.line:
        for country in line.countries:
            if country in seen:
                raise CatalogError(UNUSABLE, f"{EMERGENCY_FILE}, line: {country} stands twice")
            seen.add(country)
            known = numbers.get(country, numbers[""])
            numbers[country] = Numbers(
                known.call,
                tr(line.advice_line) or known.advice_line,
                tr(line.crisis_line) or known.crisis_line,
            )
    return numbers
