"""The list of sources that every statement in the data files points to."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import msgspec

from config.errors import CatalogError
from tips.data_file import UNUSABLE, data_root, read_data
from tips.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

SOURCES_FILE = "sources.toml"


class _SourceRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: str
    title: str
    short: str = ""
    url_or_doi: str = ""


class _SourcesFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    source: list[_SourceRow]


def load_sources(root: Traversable | None = None) -> Mapping[str, Source]:
    """Read all sources, by id.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, an id stands twice, or an id or a title is empty.
    """
    sources: dict[str, Source] = {}
    for row in read_data(root or data_root(), SOURCES_FILE, _SourcesFile).source:
        place = f"{SOURCES_FILE}, source {row.id!r}"
        if not (row.id and row.title.strip()):
            raise CatalogError(UNUSABLE, f"{place}: id and title must not be empty")
        if row.id in sources:
            raise CatalogError(UNUSABLE, f"{place}: this id stands twice")
        sources[row.id] = Source(row.id, row.title, row.url_or_doi, row.short)
    return sources


@functools.cache
def shipped_sources() -> Mapping[str, Source]:
    """Lull's own sources, read once."""
    return load_sources()


def sources_at(root: Traversable | None) -> Mapping[str, Source]:
    """The sources below ``root``; where that is None, Lull's own, which are read once."""
    return shipped_sources() if root is None else load_sources(root)


def pick_sources(
    ids: Iterable[str], sources: Mapping[str, Source], place: str
) -> tuple[Source, ...]:
    """The sources with these ids, in their order; ``place`` is what an error calls the user.

    Raises:
        CatalogError: One of them is not in the list.
    """
    picked = []
    for source_id in ids:
        if source_id not in sources:
            raise CatalogError(UNUSABLE, f"{place}: there is no source {source_id!r}")
        picked.append(sources[source_id])
    return tuple(picked)
