"""The tips that nudges are made of, held against the rules of their content when loaded.

The running Lull leaves that out, see `TipsWhenDue`: the tests have done it for what is shipped.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import msgspec

from config.errors import CatalogError
from config.kinds import NudgeKind
from config.language import tr
from tips.data_file import UNUSABLE, convert_data, data_root, read_data
from tips.model import Evidence, Source, Tip
from tips.sources import load_sources, pick_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

TITLE_CHARACTERS = 60
"""The longest title that notification daemons show whole."""

TEXT_CHARACTERS = 200
"""The longest body."""

DAILY_KINDS = frozenset(
    {NudgeKind.CAFFEINE, NudgeKind.SLEEP, NudgeKind.STRESS, NudgeKind.HYDRATION}
)
"""The kinds that are on by default and need the most variety."""

MINIMUM_DAILY = 13
"""The fewest tips of a daily kind: nearly two weeks of a nudge a day."""

MINIMUM_OTHER = 7
"""The fewest tips of any other kind: a week of a nudge a day."""


class _TipRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)+$")]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=TITLE_CHARACTERS)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_CHARACTERS)]
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    evidence: Evidence
    checked: date


class _TipsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    tip: list[dict[str, Any]]


class TipsByKind(Protocol):
    """Where a nudge takes its words from."""

    def tips(self, kind: NudgeKind) -> tuple[Tip, ...]:
        """The tips of one kind, in the order of their file."""


@dataclasses.dataclass(frozen=True, slots=True)
class Catalog:
    """All tips that were loaded."""

    _by_kind: Mapping[NudgeKind, tuple[Tip, ...]]
    _by_id: Mapping[str, Tip]

    def tips(self, kind: NudgeKind) -> tuple[Tip, ...]:
        """The tips of one kind, in the order of their file; empty if it was not loaded."""
        return self._by_kind.get(kind, ())

    def tip(self, tip_id: str) -> Tip | None:
        """The tip with this id, or None: an older Lull may have had one that is gone."""
        return self._by_id.get(tip_id)


class TipsWhenDue:
    """Lull's own tips, read when a nudge shows, a few times a day, and let go again."""

    def tips(self, kind: NudgeKind) -> tuple[Tip, ...]:
        """The tips of one kind; see `TipsByKind`.

        Raises:
            CatalogError: See `load_catalog`.
        """
        return load_catalog((kind,), held_to_rules=False).tips(kind)


def load_catalog(
    kinds: Iterable[NudgeKind] = tuple(NudgeKind),
    root: Traversable | None = None,
    *,
    held_to_rules: bool = True,
) -> Catalog:
    """Read the tips of ``kinds`` and check them.

    Args:
        kinds: Which kinds to read; the others stay unread and cost nothing.
        root: The folder that holds the data files; Lull's own by default.
        held_to_rules: Whether their words are held against the rules too, see `tips.tip_rules`.

    Raises:
        CatalogError: A file is damaged or a tip breaks a rule; the detail names file, tip and rule.
    """
    root = root or data_root()
    sources = load_sources(root)
    by_kind: dict[NudgeKind, tuple[Tip, ...]] = {}
    by_id: dict[str, Tip] = {}
    for kind in kinds:
        by_kind[kind] = _load_kind(kind, root, sources, held_to_rules=held_to_rules)
        for tip in by_kind[kind]:
            if tip.id in by_id:
                raise CatalogError(UNUSABLE, f"{_file(kind)}, tip {tip.id}: this id stands twice")
            by_id[tip.id] = tip
    return Catalog(by_kind, by_id)


def _file(kind: NudgeKind) -> str:
    return f"catalog/{kind}.toml"


def _load_kind(
    kind: NudgeKind, root: Traversable, sources: Mapping[str, Source], *, held_to_rules: bool
) -> tuple[Tip, ...]:
    name = _file(kind)
    rows = read_data(root, name, _TipsFile).tip
    least = MINIMUM_DAILY if kind in DAILY_KINDS else MINIMUM_OTHER
    if len(rows) < least:
        raise CatalogError(UNUSABLE, f"{name}: {len(rows)} tips; at least {least} are wanted")
    return tuple(
        to_tip(
            raw,
            kind,
            f"{name}, tip {raw.get('id', f'number {number}')}",
            sources,
            held_to_rules=held_to_rules,
        )
        for number, raw in enumerate(rows, start=1)
    )


def to_tip(
    raw: dict[str, Any],
    kind: NudgeKind,
    place: str,
    sources: Mapping[str, Source],
    *,
    held_to_rules: bool = True,
) -> Tip:
    """Make a tip of a table, if it breaks no rule; ``place`` is what an error calls it.

    Raises:
        CatalogError: A field is missing or wrong, or the words break a rule.
    """
    row = convert_data(raw, place, _TipRow)
    if not row.id.startswith(kind.replace("_", "-") + "-"):
        raise CatalogError(UNUSABLE, f"{place}: the id must begin with its kind")
    if held_to_rules:
        from tips.tip_rules import broken_rule  # noqa: PLC0415 - the running Lull is without them

        problem = broken_rule(row.title, row.text)
        if problem:
            raise CatalogError(UNUSABLE, f"{place}: {problem}")
    picked = pick_sources(row.sources, sources, place)
    return Tip(row.id, kind, tr(row.title), tr(row.text), picked, row.checked, row.evidence)
