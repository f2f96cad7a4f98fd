"""About how much of the caffeine that was drunk is still there, and what guidance says of a day."""

from __future__ import annotations

import dataclasses
import math
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from config.errors import CatalogError
from config.language import tr
from config.per_language import per_language
from tips.data_file import UNUSABLE, data_root, read_data
from tips.sources import pick_sources, sources_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.resources.abc import Traversable

    from config.settings import Settings
    from tips.model import Source

CAFFEINE_FILE: Final = "caffeine.toml"

Intake = tuple[datetime, float]
"""When a drink was had (aware) and its caffeine in milligrams, at least 0."""

_UNDER_16: Final = "under_16"
_Hours = Annotated[float, msgspec.Meta(gt=0)]
_Sources = Annotated[list[str], msgspec.Meta(min_length=1)]


@dataclasses.dataclass(frozen=True, slots=True)
class Limit:
    """A figure of published guidance.

    Attributes:
        who: ``adults``, or ``pregnant`` for pregnancy and the time after birth.
        over: What it is about: a ``day``, or a single ``dose``.
        mg: Up to how many milligrams.
        text: The sentence that is shown where more was logged; it scolds nobody.
        sources: Where the figure comes from; never empty.
    """

    who: str
    over: str
    mg: float
    text: str
    sources: tuple[Source, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Caffeine:
    """What is known about caffeine, as `load_caffeine` reads it.

    Attributes:
        half_life_hours: The usual half-life in adults.
        shortest_hours: The short end of what is found in adults.
        longest_hours: The long end of what is found in adults.
        pregnant_hours: The mean half-life in pregnancy.
        absorption_hours: How long a drink takes to pass into the blood in the model.
        limits: The figures of guidance.
        sources: Where the half-lives come from.
        checked: The day on which all of it was last compared with its sources.
    """

    half_life_hours: float
    shortest_hours: float
    longest_hours: float
    pregnant_hours: float
    absorption_hours: float
    limits: tuple[Limit, ...]
    sources: tuple[Source, ...]
    checked: date


class _HalfLifeRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    usual_hours: _Hours
    shortest_hours: _Hours
    longest_hours: _Hours
    sources: _Sources


class _PregnantRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    hours: _Hours
    sources: _Sources


class _AbsorptionRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    hours: _Hours


class _LimitRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    who: Literal["adults", "pregnant"]
    over: Literal["day", "dose"]
    mg: Annotated[float, msgspec.Meta(gt=0)]
    text: Annotated[str, msgspec.Meta(min_length=1)]
    sources: _Sources


class _CaffeineFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    checked: date
    half_life: _HalfLifeRow
    half_life_pregnant: _PregnantRow
    absorption: _AbsorptionRow
    limit: list[_LimitRow]


def load_caffeine(root: Traversable | None = None) -> Caffeine:
    """Read what is known about caffeine.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, a half-life is out of its range, a figure stands twice,
            or a sentence does not name its figure; the detail says where.
    """
    file = read_data(root or data_root(), CAFFEINE_FILE, _CaffeineFile)
    sources = sources_at(root)
    usual = file.half_life
    for hours in (usual.usual_hours, file.half_life_pregnant.hours):
        if not usual.shortest_hours <= hours <= usual.longest_hours:
            raise CatalogError(UNUSABLE, f"{CAFFEINE_FILE}: a half-life of {hours} is out of range")
    limits: dict[tuple[str, str], Limit] = {}
    for row in file.limit:
        place = f"{CAFFEINE_FILE}, limit for {row.who} over a {row.over}"
        if (row.who, row.over) in limits:
            raise CatalogError(UNUSABLE, f"{place}: it stands twice")
        if f" {row.mg:g} mg " not in row.text:
            raise CatalogError(UNUSABLE, f"{place}: its text does not say {row.mg:g} mg")
        picked = pick_sources(row.sources, sources, place)
        limits[row.who, row.over] = Limit(row.who, row.over, row.mg, tr(row.text), picked)
    half_life_sources = [*usual.sources, *file.half_life_pregnant.sources]
    return Caffeine(
        half_life_hours=usual.usual_hours,
        shortest_hours=usual.shortest_hours,
        longest_hours=usual.longest_hours,
        pregnant_hours=file.half_life_pregnant.hours,
        absorption_hours=file.absorption.hours,
        limits=tuple(limits.values()),
        sources=pick_sources(half_life_sources, sources, f"{CAFFEINE_FILE}, half_life"),
        checked=file.checked,
    )


@per_language
def shipped_caffeine() -> Caffeine:
    """What Lull itself brings, read once."""
    return load_caffeine()


def half_life_hours(settings: Settings) -> float:
    """The half-life to reckon with for this person, in hours.

    What the person wrote comes first; then a slow metabolism, as the long end of what is found in
    adults; then pregnancy; else what is usual. After birth it is the usual one again: nothing
    that was checked gives a figure for those weeks.
    """
    known, chosen = shipped_caffeine(), settings.caffeine
    if chosen.half_life_hours is not None:
        return chosen.half_life_hours
    if chosen.slow_metabolism:
        return known.longest_hours
    return known.pregnant_hours if settings.profile.pregnant == "yes" else known.half_life_hours


def guidance(settings: Settings, intakes: Sequence[Intake], *, total_mg: float) -> Limit | None:
    """What guidance says where more than its figure was logged; None where it was not.

    The figure of the day comes before that of a single dose, as one sentence is enough.

    Args:
        settings: Who it is for; nothing is said to a person under 16.
        intakes: The drinks of one local day whose times are known, in any order.
        total_mg: The whole day's caffeine, with what was noted without a time.
    """
    profile, known = settings.profile, shipped_caffeine()
    if profile.age_band == _UNDER_16:
        return None
    who = "pregnant" if profile.pregnant in {"yes", "postpartum"} else "adults"
    most = {
        "day": total_mg,
        "dose": _largest_dose_mg(intakes, timedelta(hours=known.absorption_hours)),
    }
    above = [one for one in known.limits if one.who == who and most[one.over] > one.mg]
    return min(above, key=lambda one: one.over != "day", default=None)


def _largest_dose_mg(intakes: Sequence[Intake], together: timedelta) -> float:
    """The most that was drunk within the time that counts as one go."""
    return max(
        (
            math.fsum(mg for at, mg in intakes if timedelta(0) <= at - began < together)
            for began, _ in intakes
        ),
        default=0.0,
    )


def caffeine_left_mg(
    intakes: Iterable[Intake], at: datetime, half_life_hours: float | None = None
) -> float:
    """How much of the caffeine in ``intakes`` is still in the body at ``at``, in milligrams.

    One compartment, absorption at a steady rate over T = 0.75 h, elimination at the rate
    k = ln 2 / half-life of what has been absorbed. Of a dose D, t hours after it was drunk::

        t <= T:  D * (1 - t/T)  +  D * (1 - exp(-k*t)) / (k*T)
        t >  T:  D * (1 - exp(-k*T)) / (k*T) * exp(-k * (t - T))

    The first term is what still waits in the gut. It counts as "left" because it is still to come:
    a coffee drunk at bedtime is there in full, not yet absent. Doses add up.

    Args:
        intakes: The drinks, in any zone and order. Those after ``at`` are ignored.
        at: The time asked about, aware.
        half_life_hours: From 1.5 to 9.5; the usual one by default.

    Raises:
        ValueError: The half-life is out of its range, a time has no zone, or a dose is negative or
            not a number.
    """
    known = shipped_caffeine()
    if half_life_hours is None:
        half_life_hours = known.half_life_hours
    if not known.shortest_hours <= half_life_hours <= known.longest_hours:
        message = (
            f"the half-life of caffeine must be from {known.shortest_hours} to "
            f"{known.longest_hours} hours, not {half_life_hours}"
        )
        raise ValueError(message)
    rate = math.log(2.0) / half_life_hours
    moment = _in_utc(at)
    left = 0.0
    for drunk_at, dose_mg in intakes:
        if not (math.isfinite(dose_mg) and dose_mg >= 0.0):
            message = f"an amount of caffeine must be 0 mg or more, not {dose_mg}"
            raise ValueError(message)
        hours = (moment - _in_utc(drunk_at)).total_seconds() / 3600.0
        if hours >= 0.0:
            left += dose_mg * _share_left(hours, rate, known.absorption_hours)
    return left


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        message = f"{moment} has no time zone"
        raise ValueError(message)
    return moment.astimezone(UTC)


def _share_left(hours: float, rate: float, absorption_hours: float) -> float:
    absorbing = min(hours, absorption_hours)
    in_gut = 1.0 - absorbing / absorption_hours
    in_blood = -math.expm1(-rate * absorbing) / (rate * absorption_hours)
    # Rounding in the last digit must not make more of a dose than was drunk.
    return min(1.0, in_gut + in_blood * math.exp(-rate * (hours - absorbing)))
