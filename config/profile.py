"""What a profile may say: the values that the advice knows, and how a mistake is told.

The same words stand in `tips.report` (which says what each means to the rules), in ``lull check
--json`` and in the journal; a test holds them together.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec

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
Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2}\Z")]
"""An ISO 3166-1 code of two letters."""

_CHOICES = {
    "profile.age_band": get_args(AgeBand),
    "profile.pregnant": get_args(Pregnant),
    "profile.conditions": get_args(Condition),
    "profile.medicines": get_args(Medicine),
}


def hint(place: str) -> str:
    """What a field of the profile takes, for the one who wrote something else; empty elsewhere.

    Args:
        place: The field's path, such as ``profile.conditions[0]``.
    """
    if place == "profile.country":
        return 'two letters such as "GB"'
    known = _CHOICES.get(place.partition("[")[0])
    return f"known: {', '.join(known)}" if known else ""
