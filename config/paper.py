"""Which size of paper is usual where the person is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from config.country import country_of, territory_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class Paper(StrEnum):
    """A size of paper."""

    A4 = "A4"
    LETTER = "Letter"


_LETTER_COUNTRIES: Final = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
"""Unicode CLDR, supplemental data, paper size "US-Letter"; everywhere else it is A4."""


def usual_paper(environ: Mapping[str, str], chosen: str | None = None) -> Paper:
    """The size of paper that is usual for the person.

    Args:
        environ: The environment: ``LC_PAPER`` is what POSIX systems say it with.
        chosen: The country of the settings, for where the computer says nothing of paper.
    """
    told = environ.get("LC_ALL") or environ.get("LC_PAPER") or ""
    country = territory_of(told) or country_of(environ, chosen)
    return Paper.LETTER if (country or "").upper() in _LETTER_COUNTRIES else Paper.A4
