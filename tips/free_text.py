"""Warning signs in the person's own words; they may raise the level and never lower it."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated

import msgspec

from config.errors import CatalogError
from config.language import ENGLISH, code, tr
from tips.data_file import UNUSABLE, data_root, read_data
from tips.report import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

WORDS_FILE = "advice/words.toml"

NEGATION_REACH = 3
"""How many words before a phrase a negation may stand and still belong to it."""

_CLAUSE_END = re.compile(
    r"[.,;:!?()\n\u2013\u2014]| - |"
    r"\b(?:and|but|so|plus|because|except|however|although|though|yet|then|now)\b"
)

_APOSTROPHE = re.compile("[`\u00b4\u2018\u2019\u02bc\u2032]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")
_SHORT_NOT = re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|ca|could|wo|would)n'?t\b")
_CANNOT = re.compile(
    r"\b(?:ca not|can not|cannot|could not|can no longer|unable to"
    r"|(?:not|no longer) (?:been )?able to"
    r"|(?:can|could) (?:barely|hardly)|(?:barely|hardly) able to)"
    r"(?: (?:really|even|properly|fully|actually|quite))*\b"
)

_Word = Annotated[str, msgspec.Meta(min_length=1)]


class _PhraseRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    sign: str
    answer: str
    words: Annotated[list[_Word], msgspec.Meta(min_length=1)]


class Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The phrases to look for.

    Attributes:
        negations: Words that take a phrase back.
        affirmed: Phrases in which such a word takes nothing back: "not only".
        phrase: The phrases, each with its sign and the answer that it stands for.
    """

    negations: list[_Word]
    affirmed: list[_Word]
    phrase: list[_PhraseRow]


def load_words(root: Traversable | None = None) -> Words:
    """Read the phrases.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, a phrase stands for an answer that could lower, or it is
            written in a way that no note is read in.
    """
    words = read_data(root or data_root(), WORDS_FILE, Words)
    for row in words.phrase:
        if row.answer not in set(SIGNS.get(row.sign, ())) - {"no", "long_standing"}:
            raise CatalogError(UNUSABLE, f"{WORDS_FILE}: {row.sign} cannot be {row.answer!r}")
        for phrase in row.words:
            if (read := _plain(phrase)) != phrase:
                raise CatalogError(UNUSABLE, f"{WORDS_FILE}: {phrase!r} is read as {read!r}")
    return words


@functools.cache
def shipped_words() -> Words:
    """Lull's own phrases, read once, when the first note is looked at."""
    return load_words()


def known_in_english_alone() -> str:
    """What is said beside a note in another language; empty in English.

    The phrases are English, so that a warning sign in other words is not noticed.
    """
    if code() == ENGLISH:
        return ""
    return tr(
        "Lull knows warning signs in a note only in English. In any other language it does not "
        "notice them there, so please answer the questions about them."
    )


def signs_in(text: str | None) -> dict[str, str]:
    """The signs that a text speaks of, each with the firmest answer that it gives.

    Args:
        text: The person's note; None and empty hold nothing.
    """
    if not text:
        return {}
    words = shipped_words()
    plain = _plain(text)
    found: dict[str, str] = {}
    for row in words.phrase:
        firmer = found.get(row.sign, "unsure") == "unsure"
        if firmer and any(_speaks_of(phrase, plain, words) for phrase in row.words):
            found[row.sign] = row.answer
    return found


def _plain(text: str) -> str:
    """The text as the phrases are written: one way to say "cannot", short forms in full."""
    # Before the normal form, which makes a space of some of the marks that people type for one.
    plain = _APOSTROPHE.sub("'", text)
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", plain)).lower()
    plain = _HYPHEN.sub(" ", plain)
    plain = re.sub(r"[^\S\n]+", " ", plain)
    plain = _SHORT_NOT.sub(r"\1 not", plain)
    return _CANNOT.sub("cannot", plain)


def _speaks_of(phrase: str, plain: str, words: Words) -> bool:
    stem = phrase.removesuffix("*")
    open_ended = stem != phrase
    # A line may end within a phrase; it ends a clause all the same.
    for place in _places(stem, plain.replace("\n", " ")):
        end = place + len(stem)
        whole = not plain[place - 1 : place].isalnum() and (
            open_ended or not plain[end : end + 1].isalnum()
        )
        if whole and not _taken_back(plain[:place], words):
            return True
    return False


def _places(stem: str, plain: str) -> Iterator[int]:
    place = plain.find(stem)
    while place >= 0:
        yield place
        place = plain.find(stem, place + 1)


def _taken_back(before: str, words: Words) -> bool:
    clause = " ".join(_CLAUSE_END.split(before[-80:])[-1].split())
    for phrase in words.affirmed:
        clause = re.sub(rf"\b{re.escape(phrase)}\b", "", clause)
    return not set(clause.split()[-NEGATION_REACH:]).isdisjoint(words.negations)
