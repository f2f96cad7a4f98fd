"""Words that bend before what comes to stand behind them: "il 8 marzo" is "l'8 marzo" in Italian.

A translation has the word and a place, and nobody who writes it knows what will stand there. So
the two are looked at together when the place is filled in.
"""

from __future__ import annotations

import functools
import re
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_APOSTROPHE: Final = "\u2019"
_SEAM: Final = "\0"
"""Stands between a text and what is put behind it while the two are looked at."""
_REACH: Final = 12
"""How many letters before the seam can matter."""

_ONE: Final = "(?=0?1:)"
"""One o'clock, which takes the article of one hour."""
_VOWEL: Final = "(?=[aàâeéèêiîoôuœAÀÂEÉÈÊIÎOÔUŒ]|hier)"
"""What a French "de" loses its vowel before, among the texts that follow one."""

_JOINTS: Final[Mapping[str, Sequence[tuple[str, str]]]] = MappingProxyType(
    {
        "es": (
            (rf"\b([Ll]a)s {_SEAM}{_ONE}", rf"\1 {_SEAM}"),
            (rf"\b([Hh]asta|[Dd]esde) {_SEAM}{_ONE}", rf"\1 la {_SEAM}"),
            (rf"\b([Hh]asta|[Dd]esde) {_SEAM}(?=\d\d?:)", rf"\1 las {_SEAM}"),
            (rf"\by {_SEAM}(?=[iíIÍ]|[hH][iíÍ](?!e))", f"e {_SEAM}"),
            (rf"\bo {_SEAM}(?=[oóOÓ]|[hH][oóÓ])", f"u {_SEAM}"),
        ),
        "fr": (
            (rf"\bà {_SEAM}le ", f"au {_SEAM}"),
            (rf"\b([Dd])e {_SEAM}{_VOWEL}", rf"\1{_APOSTROPHE}{_SEAM}"),
        ),
        "it": (
            (rf"\ba {_SEAM}il ", f"al {_SEAM}"),
            (rf"\ba {_SEAM}l{_APOSTROPHE}", f"all{_APOSTROPHE}{_SEAM}"),
            (rf"\bfino a {_SEAM}{_ONE}", f"fino all{_APOSTROPHE}{_SEAM}"),
            (rf"\bfino a {_SEAM}(?=\d\d?:)", f"fino alle {_SEAM}"),
            (rf"\bil {_SEAM}(?=(?:8|11)\b)", f"l{_APOSTROPHE}{_SEAM}"),
            (rf"\b([Aa]|[Dd]a|[Dd]e)l {_SEAM}(?=(?:8|11)\b)", rf"\1ll{_APOSTROPHE}{_SEAM}"),
            (rf"\b([Aa]|[Dd]a|[Dd]e)lle {_SEAM}{_ONE}", rf"\1ll{_APOSTROPHE}{_SEAM}"),
        ),
        "pt_BR": (
            (rf"\bàs {_SEAM}{_ONE}", f"à {_SEAM}"),
            (rf"\bÀs {_SEAM}{_ONE}", f"À {_SEAM}"),
        ),
    }
)
"""By language, in this order: what stands around a seam, and what is written instead."""


def joined(language: str, text: str, places: Mapping[str, object], own: Collection[str]) -> str:
    """A translation with its places filled in, and the words before them as these ask for.

    Args:
        language: Its name, such as ``it``.
        text: The translation.
        places: What stands in its places.
        own: The places in which a text of Lull's stands. All else is left as it is to the letter,
            since it may be a person's own words or the name of a file.

    Raises:
        KeyError: There is nothing for a place.
        ValueError: The text is damaged.
    """
    if language not in _JOINTS:
        return text.format(**places)
    written = ""
    for before, name, form, _ in Formatter().parse(text):
        written += before
        if name is not None:
            value = format(places[name], form or "")
            written = "".join(_joint(language, written, value, ours=name in own))
    return written


def _joint(language: str, before: str, value: str, *, ours: bool) -> tuple[str, str]:
    # A person's words may hold what marks the seam.
    reach = max(0, len(before) - _REACH, before.rfind(_SEAM) + 1)
    tail, kept = before[reach:], value
    for pattern, instead in _patterns(language):
        bent, _, behind = pattern.sub(instead, f"{tail}{_SEAM}{kept}", count=1).partition(_SEAM)
        if ours or behind == kept:
            tail, kept = bent, behind
    return before[:reach] + tail, kept


@functools.cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in _JOINTS[language])
