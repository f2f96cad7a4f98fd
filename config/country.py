"""The country that a computer is set up for, as far as its language and formats say."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ELSEWHERE: Final = "ZZ"
"""A country that is none of those with a name here. ISO 3166 leaves the code to its users, and CLDR
uses it so too; somebody whose computer is set up for another country than theirs can choose it."""

_VARIABLES = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")
"""POSIX: the first that is set decides. Desktops set the two in the middle by "region and formats",
which may differ from the language."""

_SPOKEN_IN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ar": "AE BH DJ DZ EG EH ER IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE",
        "de": "AT BE CH DE IT LI LU",
        "es": "AR BO BR BZ CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PH PR PY SV UY VE",
        "fr": "BE BF BI BJ BL CA CD CF CG CH CI CM DJ DZ FR GA GF GN GP GQ HT KM LU MA MC MF MG ML "
        "MQ MR MU NC NE PF PM RE RW SC SN SY TD TG TN VU WF YT",
        "it": "CH IT SM VA",
        "nl": "AW BE BQ CW NL SR SX",
        "pl": "PL",
        "pt_BR": "AO BR CH CV GQ GW LU MO MZ PT ST TL",
    }
)
"""The countries in which a language is commonly spoken: those for which Unicode CLDR has a locale
of it, but for Spanish in the United States, which is what computers everywhere are set up for.
English is not among them: it is spoken nearly everywhere, and by Lull also to whoever it has no
catalogue for, so that it says nothing of a country."""

_LOCALE = re.compile(r"[a-z]{2,3}_([A-Z]{2})([.@].*)?", re.ASCII)


def country_of(environ: Mapping[str, str], chosen: str | None = None) -> str | None:
    """The ISO 3166-1 code of two letters, such as ``GB``; None where nothing says it.

    Args:
        environ: The environment.
        chosen: The country of the settings, which goes before the computer's.
    """
    return chosen or territory_of(_locale_of(environ))


def country_to_call(
    environ: Mapping[str, str], language: str, chosen: str | None = None
) -> str | None:
    """Likewise, for the numbers to call; None where the language speaks against the computer's.

    Many computers are set up for the United States by people who live elsewhere: where somebody has
    German spoken to them on one, a number of that country may reach nobody.

    Args:
        environ: The environment.
        language: The language that is spoken: `config.language.code`.
        chosen: The country of the settings, which goes before all else.
    """
    locale = _locale_of(environ)
    country = chosen or territory_of(locale)
    # "es_US" was chosen by somebody who speaks Spanish there.
    fits = locale.partition("_")[0] == language.partition("_")[0]
    if chosen or fits or language not in _SPOKEN_IN or country in _SPOKEN_IN[language].split():
        return country
    return None


def _locale_of(environ: Mapping[str, str]) -> str:
    return next((environ[name] for name in _VARIABLES if environ.get(name)), "")


def territory_of(locale: str) -> str | None:
    """The country in the name of a locale, such as ``GB`` of ``en_GB.UTF-8``; None without one."""
    found = _LOCALE.fullmatch(locale)
    return found[1] if found else None
