"""The country that a computer is set up for, as far as its language and formats say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ELSEWHERE: Final = "ZZ"
"""A country that is none of those with a name here. ISO 3166 leaves the code to its users, and CLDR
uses it so too; somebody whose computer is set up for another country than theirs can choose it."""

_VARIABLES = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")
"""POSIX: the first that is set decides. Desktops set the two in the middle by "region and formats",
which may differ from the language."""

_LOCALE = re.compile(r"[a-z]{2,3}_([A-Z]{2})([.@].*)?", re.ASCII)


def country_of(environ: Mapping[str, str], chosen: str | None = None) -> str | None:
    """The ISO 3166-1 code of two letters, such as ``GB``; None where nothing says it.

    Args:
        environ: The environment.
        chosen: The country of the settings, which goes before the computer's.
    """
    locale = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return chosen or territory_of(locale)


def territory_of(locale: str) -> str | None:
    """The country in the name of a locale, such as ``GB`` of ``en_GB.UTF-8``; None without one."""
    found = _LOCALE.fullmatch(locale)
    return found[1] if found else None
