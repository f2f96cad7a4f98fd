"""A compiled catalogue of gettext, read; loaded in no other language than its own."""

from __future__ import annotations

import gettext
import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_MISSING: Final = "\0"
"""No catalogue can say this; gettext itself gives the English back, which may be a translation."""


class _Nothing(gettext.NullTranslations):
    """What is asked for a text that a catalogue does not have."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - as it is inherited
        return _MISSING

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - likewise
        return _MISSING

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - likewise
        return _MISSING


class Catalogue:
    """The texts of one language."""

    def __init__(self, translations: gettext.GNUTranslations) -> None:
        """Take over what was read."""
        translations.add_fallback(_Nothing())
        self._translations = translations

    def one(self, text: str, context: str) -> str | None:
        """See `config.language.Words`."""
        found = (
            self._translations.pgettext(context, text)
            if context
            else self._translations.gettext(text)
        )
        return None if found == _MISSING else found

    def counted(self, text: str, many: str, count: int) -> str | None:
        """See `config.language.Words`."""
        try:
            found = self._translations.ngettext(text, many, count)
        except ZeroDivisionError:  # its rule for plural forms is damaged, which shows here alone
            return None
        return None if found == _MISSING else found


def read_catalogue(path: Path) -> Catalogue:
    """Read a ``.mo`` file.

    Raises:
        OSError: It is not there, or is no catalogue.
        ValueError: It is damaged.
    """
    with path.open("rb") as file:
        try:
            return Catalogue(gettext.GNUTranslations(file))
        except (struct.error, LookupError, TypeError) as error:
            message = f"{path.name} is damaged"
            raise ValueError(message) from error
