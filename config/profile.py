"""What a profile may say: the values that the advice knows, and how a mistake is told.

The settings, ``lull check --json`` and the advice all take these values from here; what each means
to the rules is in ``tips/SPEC.md``.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec

from config.language import tr

AgeBand = Literal["under_16", "16_39", "40_49", "50_59", "60_plus"]
Pregnant = Literal["no", "yes", "postpartum"]
Condition = Literal[
    "ms",
    "kidney_disease",
    "thyroid_disease",
    "neck_surgery_recent",
    "diabetes_insulin",
    "epilepsy",
    "heart_failure",
    "bfs_diagnosed",
    "eating_disorder",
    "cancer",
    "family_history_mnd",
]
Medicine = Literal[
    "diuretic",
    "k_sparing_or_acei",
    "steroid",
    "beta2_agonist",
    "stimulant",
    "lithium",
    "cholinesterase_inhibitor",
    "ssri_snri",
    "tramadol_triptan_maoi_stjw",
    "statin",
    "ppi_longterm",
    "baclofen",
    "fampridine",
    "gabapentinoid_opioid",
    "levothyroxine",
    "antipsychotic",
    "benzodiazepine",
    "other",
]
MAX_ITEMS = 64
"""The most items that a list may hold; doubles count."""

Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2}\Z")]
"""An ISO 3166-1 code of two letters."""

_CHOICES = {
    "profile.age_band": get_args(AgeBand),
    "profile.pregnant": get_args(Pregnant),
    "profile.conditions": get_args(Condition),
    "profile.medicines": get_args(Medicine),
}


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What about the person changes the advice; None is not known, and all of it may be.

    Attributes:
        age_band: Age; unknown means an adult, and 50 or older where that is the careful choice.
        medicines: What they take; () is "none".
        conditions: What they live with; () is "none".
        pregnant: Pregnant, or gave birth within six weeks.
    """

    age_band: AgeBand | None = None
    medicines: Annotated[tuple[Medicine, ...], msgspec.Meta(max_length=MAX_ITEMS)] | None = None
    conditions: Annotated[tuple[Condition, ...], msgspec.Meta(max_length=MAX_ITEMS)] | None = None
    pregnant: Pregnant | None = None


def hint(place: str) -> str:
    """What a field of the profile takes, for the one who wrote something else; empty elsewhere.

    Args:
        place: The field's path, such as ``profile.conditions[0]``.
    """
    if place == "profile.country":
        return tr('two letters such as "GB"')
    known = _CHOICES.get(place.partition("[")[0])
    return tr("known: {names}", names=", ".join(known)) if known else ""
