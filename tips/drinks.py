"""What the drinks hold that can be logged: caffeine, water and alcohol."""

from __future__ import annotations

import dataclasses
import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import msgspec

from config.errors import CatalogError
from config.language import tr
from tips.data_file import UNUSABLE, data_root, read_data
from tips.sources import load_sources, pick_sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from tips.model import Source

DRINKS_FILE = "drinks.toml"

_Amount = Annotated[float, msgspec.Meta(ge=0)]
_Serving = Annotated[float, msgspec.Meta(gt=0)]


@dataclasses.dataclass(frozen=True, slots=True)
class Drink:
    """A drink and what is in it; the figures are typical ones, to be shown with "about".

    Attributes:
        id: Its name in commands, in the journal and in the data file, such as ``"green_tea"``.
        name: What a person calls it, such as ``"green tea"``.
        ml: How much it is, in millilitres; above 0.
        caffeine_mg: Milligrams of caffeine.
        water_ml: Millilitres that count as drinking; 0 for alcohol.
        alcohol_units: UK units of 10 ml of pure alcohol.
        sources: Where the figures come from, the leading one first; never empty.
    """

    id: str
    name: str
    ml: float
    caffeine_mg: float
    water_ml: float
    alcohol_units: float
    sources: tuple[Source, ...]

    def of(self, ml: float) -> Drink:
        """This drink in another size.

        Args:
            ml: The size in millilitres, above 0.

        Raises:
            ValueError: ``ml`` is not a number above 0.
        """
        return self.times(ml / self.ml)

    def times(self, count: float) -> Drink:
        """This drink ``count`` times, such as two mugs or half a unit.

        Args:
            count: How many of it, above 0.

        Raises:
            ValueError: ``count`` is not a number above 0.
        """
        if not (math.isfinite(count) and count > 0.0):
            message = f"there cannot be {count} times {self.name}"
            raise ValueError(message)
        return dataclasses.replace(
            self,
            ml=self.ml * count,
            caffeine_mg=self.caffeine_mg * count,
            water_ml=self.water_ml * count,
            alcohol_units=self.alcohol_units * count,
        )


class _DrinkRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: Annotated[str, msgspec.Meta(pattern="^[a-z]+(_[a-z]+)*$")]
    name: Annotated[str, msgspec.Meta(min_length=1)]
    ml: _Serving
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    caffeine_mg: _Amount = 0.0
    water_ml: _Amount = 0.0
    alcohol_units: _Amount = 0.0


class _DrinksFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    drink: list[_DrinkRow]


def load_drinks(root: Traversable | None = None) -> Mapping[str, Drink]:
    """Read all drinks, by id, in the order of their file.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, or a drink breaks a rule; the detail names it.
    """
    root = root or data_root()
    sources = load_sources(root)
    drinks: dict[str, Drink] = {}
    for row in read_data(root, DRINKS_FILE, _DrinksFile).drink:
        place = f"{DRINKS_FILE}, drink {row.id}"
        if row.id in drinks:
            raise CatalogError(UNUSABLE, f"{place}: this id stands twice")
        if row.water_ml > row.ml:
            raise CatalogError(UNUSABLE, f"{place}: more water than drink")
        if row.alcohol_units and row.water_ml:
            raise CatalogError(UNUSABLE, f"{place}: alcohol does not count as water")
        drinks[row.id] = Drink(
            row.id,
            tr(row.name),
            row.ml,
            row.caffeine_mg,
            row.water_ml,
            row.alcohol_units,
            pick_sources(row.sources, sources, place),
        )
    return MappingProxyType(drinks)
