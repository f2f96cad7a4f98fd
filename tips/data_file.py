"""Reading the shipped TOML files, from a checkout and from an installed wheel alike."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from config.errors import CatalogError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

UNUSABLE = "a data file of Lull cannot be used"
"""The title of every `CatalogError` that this package raises."""

Shape = TypeVar("Shape")


def data_root() -> Traversable:
    """The folder that the data files are named from."""
    folder = Path(__file__).parent
    if folder.is_dir():
        return folder
    import importlib.resources  # noqa: PLC0415 - see `config.settings.defaults_text`

    return importlib.resources.files("tips")


def read_data(root: Traversable, name: str, shape: type[Shape]) -> Shape:
    """Read the TOML file ``name`` below ``root`` into ``shape``.

    Args:
        root: The folder to look in.
        name: The file, with ``/`` between folders.
        shape: What the file must look like; a struct that forbids unknown fields.

    Raises:
        CatalogError: The file is missing, is not TOML, or does not have that shape.
    """
    try:
        text = root.joinpath(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(UNUSABLE, f"{name}: {error}") from error
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(UNUSABLE, f"{name}: not TOML: {error}") from error
    return convert_data(raw, name, shape)


def convert_data(raw: dict[str, Any], place: str, shape: type[Shape]) -> Shape:
    """Convert a table that was read already; ``place`` is what an error calls it.

    Raises:
        CatalogError: A field is missing, unknown, or not of its type.
    """
    try:
        return msgspec.convert(raw, shape, strict=True)
    except msgspec.ValidationError as error:
        raise CatalogError(UNUSABLE, f"{place}: {error}") from error
