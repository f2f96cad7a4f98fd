"""The countries that a person chooses from, by name. No Qt in here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from config.language import NP_

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AT": NP_("a country", "Austria"),
        "AU": NP_("a country", "Australia"),
        "BE": NP_("a country", "Belgium"),
        "BG": NP_("a country", "Bulgaria"),
        "BR": NP_("a country", "Brazil"),
        "CA": NP_("a country", "Canada"),
        "CH": NP_("a country", "Switzerland"),
        "CY": NP_("a country", "Cyprus"),
        "CZ": NP_("a country", "Czechia"),
        "DE": NP_("a country", "Germany"),
        "DK": NP_("a country", "Denmark"),
        "EE": NP_("a country", "Estonia"),
        "ES": NP_("a country", "Spain"),
        "FI": NP_("a country", "Finland"),
        "FR": NP_("a country", "France"),
        "GB": NP_("a country", "United Kingdom"),
        "GR": NP_("a country", "Greece"),
        "HR": NP_("a country", "Croatia"),
        "HU": NP_("a country", "Hungary"),
        "IE": NP_("a country", "Ireland"),
        "IT": NP_("a country", "Italy"),
        "JP": NP_("a country", "Japan"),
        "LT": NP_("a country", "Lithuania"),
        "LU": NP_("a country", "Luxembourg"),
        "LV": NP_("a country", "Latvia"),
        "MT": NP_("a country", "Malta"),
        "NL": NP_("a country", "Netherlands"),
        "NO": NP_("a country", "Norway"),
        "NZ": NP_("a country", "New Zealand"),
        "PL": NP_("a country", "Poland"),
        "PT": NP_("a country", "Portugal"),
        "RO": NP_("a country", "Romania"),
        "SE": NP_("a country", "Sweden"),
        "SI": NP_("a country", "Slovenia"),
        "SK": NP_("a country", "Slovakia"),
        "US": NP_("a country", "United States"),
    }
)
"""Those with numbers to call of their own (``tips/emergency.toml``), by ISO 3166-1."""
