"""The language that a person reads, and every shown text in it.

English is the source: a text stands in the code as it is shown in English, and its translation in
``languages/*.po`` under that text. In English nothing is loaded and nothing looked up.
``docs/languages.md`` says how a shown text is written.
"""

from __future__ import annotations

import contextlib
import contextvars
import dataclasses
import logging
import os
import re
import threading
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_log = logging.getLogger(__name__)

VARIABLE: Final = "LULL_LANGUAGE"
"""The variable that goes before the setting, for a look at another language."""

ENGLISH: Final = "en"
PSEUDO: Final = "en_XA"
"""English with accents, brackets and more room, by CLDR's name: what shows without them is not
translated, and what is cut off has too little room."""
PSEUDO_MIRRORED: Final = "ar_XB"
"""Likewise, written from right to left."""


@dataclasses.dataclass(frozen=True, slots=True)
class Language:
    """A language that Lull speaks.

    Attributes:
        name: What its speakers call it.
        right_to_left: Whether it is written from right to left.
        reviewed: Whether a clinician has reviewed the translation of advice and safety questions.
        fraction_as: The whole number whose plural form a fraction such as 6.5 takes; None for the
            one below it (French: 1,5 heure).
    """

    name: str
    right_to_left: bool = False
    reviewed: bool = False
    fraction_as: int | None = 2


LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {
        "ar": Language("العربية", right_to_left=True, fraction_as=100),
        "de": Language("Deutsch"),
        ENGLISH: Language("English", reviewed=True),
        "es": Language("Español"),
        "fr": Language("Français", fraction_as=None),
        "it": Language("Italiano"),
        "nl": Language("Nederlands"),
        "pl": Language("Polski"),
        "pt_BR": Language("Português (Brasil)", fraction_as=None),
    }
)
"""By their names in settings and files."""

_PSEUDO_LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {
        PSEUDO: Language("[Pseudo]"),
        PSEUDO_MIRRORED: Language("[Pseudo, mirrored]", right_to_left=True),
    }
)

_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2}))?(?:[.@].*)?", re.ASCII)
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
"""A place, or a brace that belongs to none."""
_NO_LANGUAGE = frozenset({"C", "POSIX"})

_T = TypeVar("_T")


class Words(Protocol):
    """The texts of one language; None for one that it does not have."""

    def one(self, text: str, context: str) -> str | None:
        """The text for ``text``; ``context`` tells apart what English says alike."""

    def counted(self, text: str, many: str, count: int) -> str | None:
        """The form that goes with ``count``."""


class _Shown(str):
    """A text in another language that still knows its English.

    Where a sentence lacks a part, or a part its sentence, all of it is said in English.
    """

    __slots__ = ("english", "whole")
    english: str
    whole: bool

    def __new__(cls, text: str, english: str = "", *, whole: bool = True) -> Self:
        made = super().__new__(cls, text)
        made.english = english or text
        made.whole = whole
        return made


@dataclasses.dataclass(frozen=True, slots=True)
class _Spoken:
    code: str
    language: Language
    words: Words | None


_IN_ENGLISH = _Spoken(ENGLISH, LANGUAGES[ENGLISH], None)
_for_now: contextvars.ContextVar[_Spoken | None] = contextvars.ContextVar("_for_now", default=None)


class _Choice:
    """Which language this process speaks, chosen when the first text is shown."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._setting: Callable[[], str] = str
        self._choosing = False
        self._spoken: _Spoken | None = None

    def begin(self, setting: Callable[[], str]) -> None:
        with self._lock:
            self._setting = setting
            self._spoken = None

    def spoken(self) -> _Spoken:
        return _for_now.get() or self._spoken or self._choose()

    def _choose(self) -> _Spoken:
        with self._lock:
            # What goes wrong while the setting is read is said in English.
            if self._choosing:
                return _IN_ENGLISH
            if self._spoken is None:
                self._choosing = True
                try:
                    self._spoken = _spoken_in(wanted(os.environ, self._setting()))
                finally:
                    self._choosing = False
            return self._spoken


_choice = _Choice()


def begin(setting: Callable[[], str]) -> None:
    """Choose the language anew when the next text is shown.

    Args:
        setting: Tells what the settings say: the name of a language, or "" for the desktop's. It is
            asked once, and not before a text is shown.
    """
    _choice.begin(setting)


@contextlib.contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak another language as long as the block lasts, in this thread alone.

    Nothing may wait or be started in it: what is begun there would go on in that language.

    Args:
        name: The language; "", or one that Lull speaks already or not at all, changes nothing.
    """
    known = _named(name)
    other = known and known != code()
    before = _for_now.set(_spoken_in(known) if other else _for_now.get())
    try:
        yield
    finally:
        _for_now.reset(before)


def asked_for(environ: Mapping[str, str]) -> str:
    """The language that ``LULL_LANGUAGE`` names; "" without it, or for one that is not spoken."""
    return _named(environ.get(VARIABLE, ""))


def is_spoken(setting: str) -> bool:
    """Whether what the settings say by now, as in `begin`, is the language that is spoken."""
    return wanted(os.environ, setting) == code()


def wanted(environ: Mapping[str, str], setting: str) -> str:
    """The name of the language that is wanted; English for one that Lull does not speak.

    Args:
        environ: The environment. ``LULL_LANGUAGE`` goes before the setting; behind it ``LANGUAGE``,
            a list, and the locale's variables say what the desktop speaks, as GNU gettext has it.
        setting: The setting; "" for the desktop's.
    """
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in variables if environ.get(name)), "C")
    plain = locale.partition(".")[0] in _NO_LANGUAGE
    listed = [] if plain else environ.get("LANGUAGE", "").split(":")
    spoken = (_named(name) for name in (environ.get(VARIABLE, ""), setting, *listed, locale))
    return next((name for name in spoken if name), ENGLISH)


def _named(locale: str) -> str:
    """The language of ours for a locale such as ``de_AT.UTF-8``; "" without one."""
    found = _LOCALE.fullmatch(locale)
    if not found:
        return ""
    language, territory = found[1].lower(), (found[2] or "").upper()
    for name in (f"{language}_{territory}", language):
        if name in LANGUAGES or name in _PSEUDO_LANGUAGES:
            return name
    # Brazil's is nearer to the Portuguese of anywhere than English is.
    return next((name for name in LANGUAGES if name.startswith(f"{language}_")), "")


def _spoken_in(code: str) -> _Spoken:
    if code == ENGLISH:
        return _IN_ENGLISH
    if code in _PSEUDO_LANGUAGES:
        from config.pseudo_language import PseudoWords  # noqa: PLC0415 - for whoever tests alone

        language = _PSEUDO_LANGUAGES[code]
        return _Spoken(code, language, PseudoWords(mirrored=language.right_to_left))
    from config.catalogue import read_catalogue  # noqa: PLC0415 - not in English

    try:
        words = read_catalogue(Path(__file__).with_name("languages") / f"{code}.mo")
    # A folder without it, or what is no catalogue: nobody is left without a word for that.
    except (OSError, ValueError) as error:
        _log.warning("the catalogue %s cannot be read: %s", code, error)
        return _IN_ENGLISH
    return _Spoken(code, LANGUAGES[code], words)


def code() -> str:
    """The name of the language that is spoken, such as ``de`` or ``pt_BR``."""
    return _choice.spoken().code


def tag() -> str:
    """The BCP 47 tag of the language that is spoken, for HTML: ``pt-BR``; ``en-GB`` for English."""
    spoken = code()
    return "en-GB" if spoken == ENGLISH else spoken.replace("_", "-")


def right_to_left() -> bool:
    """Whether the language that is spoken is written from right to left."""
    return _choice.spoken().language.right_to_left


def review_note() -> str:
    """What stands beside advice and safety questions that no clinician reviewed; else empty."""
    if _choice.spoken().language.reviewed:
        return ""
    return tr(NOT_REVIEWED)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a constant as a shown text; `tr` translates it when it is shown."""
    return text


def NP_(context: str, text: str) -> str:  # noqa: ARG001, N802 - the context is for the extraction
    """Likewise, for `trp` with the same context."""
    return text


NOT_REVIEWED: Final = N_("This translation has not been reviewed by a clinician.")


def tr(text: str, /, **places: object) -> str:
    """A shown text in the person's language, with its places filled in.

    Args:
        text: The whole sentence or label in English, with named places: ``"Logged {what}."``.
        places: What stands in them. Without any, the text is taken as it is, braces included.
    """
    return _say(text, "", places)


def trp(context: str, text: str, /, **places: object) -> str:
    """Likewise, for what English says alike and others may not: ``trp("a month", "May")``.

    Args:
        context: What is meant, for the translator; never shown.
        text: The text in English.
        places: What stands in its places.
    """
    return _say(text, context, places)


def trn(one: str, many: str, count: float, /, **places: object) -> str:
    """Likewise, for what depends on a number: ``trn("{n} day", "{n} days", days)``.

    Args:
        one: The text in English for exactly 1.
        many: The text in English for any other number.
        count: The number, which also stands in the place ``{n}`` unless ``places`` says how it is
            written.
        places: What stands in the other places.
    """
    places = {"n": count, **places}
    english = one if count == 1 else many
    spoken = _choice.spoken()
    if spoken.words is None:
        return english.format(**places)
    whole, as_whole = int(count), spoken.language.fraction_as
    if whole != count and as_whole is not None:
        whole = as_whole
    return _filled(spoken.words.counted(one, many, whole), english, places)


def fill(text: str, /, **places: object) -> str:
    """Fill in the places of a text that is in the person's language already.

    Args:
        text: What `tr` made of it, with its places open.
        places: What stands in them; one that the text does not have is left out.
    """
    if not isinstance(text, _Shown):
        return text.format(**places)
    return _filled(str(text) if text.whole else None, text.english, places)


def fill_anyhow(text: str, unknown: object, /, **places: object) -> str:
    """Likewise, for a text that must be shown even where somebody wrote a place wrong in it.

    It is said in English then, as a sentence without a translation is.

    Args:
        text: As for `fill`.
        unknown: What stands in a place that has no such name.
        places: As for `fill`.
    """
    try:
        return fill(text, **places)
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        _log.warning("a text cannot be filled in: %s", type(error).__name__)
    plain = {name: in_english(part) for name, part in places.items()}
    english = in_english(text)
    said = _BRACES.sub(
        lambda found: str(plain.get(found[1], in_english(unknown)) if found[1] else ""),
        english,
    )
    return _Shown(said, said, whole=False) if isinstance(text, _Shown) else said


def changed(text: str, change: Callable[[str], str]) -> str:
    """A shown text with its letters changed, such as the first to a capital one.

    Args:
        text: What `tr` made.
        change: What is done to it, whatever its language.
    """
    if not isinstance(text, _Shown):
        return change(text)
    return _Shown(change(text), change(text.english), whole=text.whole)


def in_english(part: _T) -> _T | str:
    """A shown text as English has it, for the log; anything else as it is."""
    return part.english if isinstance(part, _Shown) else part


def _say(text: str, context: str, places: Mapping[str, object]) -> str:
    words = _choice.spoken().words
    if isinstance(text, _Shown):  # said already
        return fill(text, **places) if places else text
    if words is None or not text:
        return text.format(**places) if places else text
    return _filled(words.one(text, context), text, places)


def _filled(found: str | None, english: str, places: Mapping[str, object]) -> str:
    parts = {name: part for name, part in places.items() if isinstance(part, _Shown)}
    in_english = english
    if places:
        plain = {**places, **{name: part.english for name, part in parts.items()}}
        in_english = english.format(**plain)
    if found is None or not all(part.whole for part in parts.values()):
        return _Shown(in_english, in_english, whole=False)
    if not places:
        return _Shown(found, in_english)
    from config.joints import joined  # noqa: PLC0415 - not in English

    try:
        return _Shown(joined(code(), found, places, parts), in_english)
    # One bit of the file that changed on the disk is enough: no place has this name any more.
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        # Not which: a person's words may be filled in by now.
        _log.warning("a translation cannot be filled in: %s", type(error).__name__)
        return _Shown(in_english, in_english, whole=False)
