"""The rules that turn a report into a level, as they stand in ``advice/*.toml``."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import msgspec

from config.errors import CatalogError
from config.language import tr
from config.per_language import per_language
from tips.conditions import holds
from tips.data_file import UNUSABLE, data_root, read_data
from tips.definitions import definitions_at, read_condition
from tips.sources import pick_sources, sources_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from tips.conditions import Condition, Facts
    from tips.model import Source


class Level(StrEnum):
    """How soon to do something; the most urgent one stands first."""

    EMERGENCY = "emergency"
    """Call the emergency number or go to the emergency department now."""
    URGENT_SAME_DAY = "urgent_same_day"
    """Speak to someone today, within hours."""
    SOON_WITHIN_2_WEEKS = "soon_within_2_weeks"
    """Get in touch in one to three days, to be seen within two weeks."""
    ROUTINE_SEE_DOCTOR = "routine_see_doctor"
    """An ordinary appointment in the next weeks."""
    SELF_CARE = "self_care"
    """Simple steps, and when to come back."""

    @property
    def order(self) -> int:
        """How urgent it is: 4 for an emergency down to 0 for simple steps."""
        return len(Level) - 1 - list(Level).index(self)


RULE_FILES = {
    "advice/emergency.toml": (Level.EMERGENCY,),
    "advice/urgent.toml": (Level.URGENT_SAME_DAY,),
    "advice/soon.toml": (Level.SOON_WITHIN_2_WEEKS,),
    "advice/routine.toml": (Level.ROUTINE_SEE_DOCTOR, Level.SELF_CARE),
}
"""The files of the rules with the levels that each may hold, the most urgent first."""


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule table.

    Attributes:
        id: Its name, as in the knowledge base; those with an L are Lull's own.
        level: What it calls for.
        when: When it fires.
        reason: Why, as the person reads it.
        sources: Where it comes from; never empty.
        checked: The day on which it was last compared with its sources.
        steps: What it adds to what to do: keys of ``[steps]`` in ``advice/texts.toml``.
        alone: Whether it counts only where no other rule fires.
        note: Why it is as it is, for whoever changes it.
    """

    id: str
    level: Level
    when: Condition
    reason: str
    sources: tuple[Source, ...]
    checked: date
    steps: tuple[str, ...] = ()
    alone: bool = False
    note: str = ""


_Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"\S")]


class _RuleRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    id: Annotated[str, msgspec.Meta(pattern="^(?:[A-Z][0-9]{1,2}|SC)$")]
    level: Level
    when: _Text
    reason: _Text
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    steps: list[str] = []
    alone: bool = False
    note: str = ""
    checked: date | None = None


class _RulesFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    checked: date
    rule: list[_RuleRow]


def load_rules(root: Traversable | None = None) -> tuple[Rule, ...]:
    """Read all rules, the most urgent first, and check them.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: A file is damaged; a rule has no reason, no source or one that is not known,
            the level of another file, an id that stands twice, or a condition that names what
            there is not or can never be true.
    """
    sources = sources_at(root)
    defined = definitions_at(root)
    rules: dict[str, Rule] = {}
    for name, levels in RULE_FILES.items():
        file = read_data(root or data_root(), name, _RulesFile)
        for row in file.rule:
            place = f"{name}, rule {row.id}"
            if row.id in rules:
                raise CatalogError(UNUSABLE, f"{place}: this id stands twice")
            if row.level not in levels:
                raise CatalogError(UNUSABLE, f"{place}: level: {row.level} has a file of its own")
            rules[row.id] = Rule(
                row.id,
                row.level,
                read_condition(row.when, place, defined),
                tr(row.reason),
                pick_sources(row.sources, sources, place),
                row.checked or file.checked,
                tuple(row.steps),
                row.alone,
                row.note,
            )
    return tuple(sorted(rules.values(), key=lambda rule: -rule.level.order))


@per_language
def shipped_rules() -> tuple[Rule, ...]:
    """Lull's own rules, read once."""
    return load_rules()


def rules_at(root: Traversable | None) -> tuple[Rule, ...]:
    """The rules below ``root``; where that is None, Lull's own, which are read once."""
    return shipped_rules() if root is None else load_rules(root)


def fire(rules: Iterable[Rule], facts: Facts) -> tuple[Rule, ...]:
    """The rules that fire, in their order, which begins with the most urgent ones.

    Those that count alone do so only where no other one does, and of them only the most urgent:
    beside a floor, that nothing calls for a doctor would be untrue.
    """
    fired = [rule for rule in rules if holds(rule.when, facts)]
    together = tuple(rule for rule in fired if not rule.alone)
    return together or tuple(rule for rule in fired if rule.level is fired[0].level)
