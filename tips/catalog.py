"""The tips that nudges are made of, held against every rule of their content when loaded."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from config.errors import CatalogError
from config.kinds import NudgeKind
from config.language import tr
from tips.blocklist import CLAIMS, UNSAFE
from tips.data_file import UNUSABLE, convert_data, data_root, read_data
from tips.model import Evidence, Source, Tip
from tips.nudge_words import SYMPTOMS, TONE
from tips.readability import count_sentences
from tips.sources import load_sources, pick_sources
from tips.wording import wording_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

TITLE_CHARACTERS = 60
"""The longest title that notification daemons show whole."""

TEXT_CHARACTERS = 200
"""The longest body."""

TEXT_SENTENCES = 2
"""How many sentences a body may have."""

GRADE = 6.0
"""The highest Flesch-Kincaid grade of a title, and of a body."""

DAILY_KINDS = frozenset(
    {NudgeKind.CAFFEINE, NudgeKind.SLEEP, NudgeKind.STRESS, NudgeKind.HYDRATION}
)
"""The kinds that are on by default and need the most variety."""

MINIMUM_DAILY = 13
"""The fewest tips of a daily kind: nearly two weeks of a nudge a day."""

MINIMUM_OTHER = 7
"""The fewest tips of any other kind: a week of a nudge a day."""

NUDGE_RULES = (*UNSAFE, *CLAIMS, *SYMPTOMS, *TONE)
"""Everything that the words of a tip must not break."""


class _TipRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)+$")]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=TITLE_CHARACTERS)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_CHARACTERS)]
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    evidence: Evidence
    checked: date


class _TipsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    tip: list[dict[str, Any]]


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


def load_catalog(
    kinds: Iterable[NudgeKind] = tuple(NudgeKind), root: Traversable | None = None
) -> Catalog:
    """Read the tips of ``kinds`` and check them.

    Args:
        kinds: Which kinds to read; the others stay unread and cost nothing.
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: A file is damaged or a tip breaks a rule; the detail names file, tip and rule.
    """
    root = root or data_root()
    sources = load_sources(root)
    by_kind: dict[NudgeKind, tuple[Tip, ...]] = {}
    by_id: dict[str, Tip] = {}
    for kind in kinds:
        by_kind[kind] = _load_kind(kind, root, sources)
        for tip in by_kind[kind]:
            if tip.id in by_id:
                raise CatalogError(UNUSABLE, f"{_file(kind)}, tip {tip.id}: this id stands twice")
            by_id[tip.id] = tip
    return Catalog(by_kind, by_id)


def _file(kind: NudgeKind) -> str:
    return f"catalog/{kind}.toml"


def _load_kind(
    kind: NudgeKind, root: Traversable, sources: Mapping[str, Source]
) -> tuple[Tip, ...]:
    name = _file(kind)
    rows = read_data(root, name, _TipsFile).tip
    least = MINIMUM_DAILY if kind in DAILY_KINDS else MINIMUM_OTHER
    if len(rows) < least:
        raise CatalogError(UNUSABLE, f"{name}: {len(rows)} tips; at least {least} are wanted")
    return tuple(
        to_tip(raw, kind, f"{name}, tip {raw.get('id', f'number {number}')}", sources)
        for number, raw in enumerate(rows, start=1)
    )


def to_tip(raw: dict[str, Any], kind: NudgeKind, place: str, sources: Mapping[str, Source]) -> Tip:
    """Make a tip of a table, if it breaks no rule; ``place`` is what an error calls it.

    Raises:
        CatalogError: A field is missing or wrong, or the words break a rule.
    """
    row = convert_data(raw, place, _TipRow)
    if not row.id.startswith(kind.replace("_", "-") + "-"):
        raise CatalogError(UNUSABLE, f"{place}: the id must begin with its kind")
    for field, words in (("title", row.title), ("text", row.text)):
        problem = wording_problem(words, NUDGE_RULES, GRADE)
        if problem:
            raise CatalogError(UNUSABLE, f"{place}: {field}: {problem}")
    sentences = count_sentences(row.text)
    if sentences > TEXT_SENTENCES:
        raise CatalogError(
            UNUSABLE, f"{place}: text: {sentences} sentences; at most {TEXT_SENTENCES}"
        )
    picked = pick_sources(row.sources, sources, place)
    return Tip(row.id, kind, tr(row.title), tr(row.text), picked, row.checked, row.evidence)
