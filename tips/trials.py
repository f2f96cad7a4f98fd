"""What a person may try for two weeks, and what the nudges do meanwhile; held against the rules."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from config.clock import TimeOfDay, parse_time
from config.errors import CatalogError
from config.kinds import NudgeKind, TrialHabit
from config.language import tr
from config.per_language import per_language
from tips.blocklist import CLAIMS, UNSAFE
from tips.catalog import to_tip
from tips.data_file import UNUSABLE, data_root, read_data
from tips.nudge_words import TONE
from tips.sources import load_sources, pick_sources
from tips.wording import wording_problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from tips.model import Source, Tip

FILE = "trials.toml"
GRADE = 8.0
"""The highest Flesch-Kincaid grade of what is said about a trial: that of the reading pages."""


@dataclasses.dataclass(frozen=True, slots=True)
class TrialHabitFacts:
    """One thing to try.

    Attributes:
        habit: Which one.
        name: What it is called where one is chosen.
        changed: What the changed weeks are called: "without caffeine after noon".
        adds: Whether the changed weeks add something, rather than leave something out.
        what: What the person does in the changed weeks.
        care: What to mind beforehand; may be empty.
        kinds: The nudges that belong to it; none of them comes in the weeks as usual, and the first
            comes daily in the changed ones.
        at: The local time of that nudge; None for another timing.
        before_bedtime_minutes: How long before the bedtime it comes; None for another timing. With
            neither it comes by the settings.
        tips: What it says then.
        sources: Where this comes from.
        checked: The day on which it was last compared with its sources.
    """

    habit: TrialHabit
    name: str
    changed: str
    adds: bool
    what: str
    care: str
    kinds: tuple[NudgeKind, ...]
    at: TimeOfDay | None
    before_bedtime_minutes: int | None
    tips: tuple[Tip, ...]
    sources: tuple[Source, ...]
    checked: date


class _Row(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    habit: TrialHabit
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    changed: Annotated[str, msgspec.Meta(pattern="^(with|without) ")]
    adds: bool
    what: Annotated[str, msgspec.Meta(min_length=1)]
    care: str
    kinds: Annotated[list[NudgeKind], msgspec.Meta(min_length=1)]
    sources: list[str]
    checked: date
    tip: Annotated[list[dict[str, Any]], msgspec.Meta(min_length=2)]
    at: Annotated[str, msgspec.Meta(pattern="^[0-2][0-9]:[0-5][0-9]$")] | None = None
    before_bedtime_minutes: Annotated[int, msgspec.Meta(ge=1, le=960)] | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    trial: list[_Row]


def load_trial_habits(root: Traversable | None = None) -> Mapping[TrialHabit, TrialHabitFacts]:
    """Read what can be tried, in the order of the file.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, a text breaks a rule, or a habit is missing or stands
            twice.
    """
    root = root or data_root()
    sources = load_sources(root)
    facts = [_read(row, sources) for row in read_data(root, FILE, _File).trial]
    found = {one.habit: one for one in facts}
    if len(found) < len(facts) or len(found) < len(TrialHabit):
        raise CatalogError(UNUSABLE, f"{FILE}: each habit is wanted once")
    return found


@per_language
def trial_habit(habit: TrialHabit) -> TrialHabitFacts:
    """What Lull ships about one habit."""
    return load_trial_habits()[habit]


def _read(row: _Row, sources: Mapping[str, Source]) -> TrialHabitFacts:
    place = f"{FILE}, {row.habit}"
    # Together, as they are read: the grade of a few words alone says nothing.
    problem = wording_problem(
        f"{row.name}. {row.what} {row.care}".strip(), (*UNSAFE, *CLAIMS, *TONE), GRADE
    )
    if problem:
        raise CatalogError(UNUSABLE, f"{place}: {problem}")
    if row.adds is not row.changed.startswith("with "):
        raise CatalogError(UNUSABLE, f'{place}: "changed" does not go with "adds"')
    if row.at is not None and row.before_bedtime_minutes is not None:
        raise CatalogError(UNUSABLE, f"{place}: two times for one nudge")
    kind = row.kinds[0]
    return TrialHabitFacts(
        row.habit,
        tr(row.name),
        tr(row.changed),
        row.adds,
        tr(row.what),
        tr(row.care),
        tuple(row.kinds),
        None if row.at is None else parse_time(row.at),
        row.before_bedtime_minutes,
        tuple(to_tip(raw, kind, f"{place}, a tip", sources) for raw in row.tip),
        pick_sources(row.sources, sources, place),
        row.checked,
    )
