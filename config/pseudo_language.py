"""Languages made of English on the fly, which show what was not translated and what has no room."""

from __future__ import annotations

import itertools
import re

_PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz"
_ACCENTED = "ÅåɃƀĆćĐđÉéƑƒĜĝĤĥÍíĴĵĶķĻļḾḿÑñÖöṔṕǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž"
_WITH_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)

_KEPT = re.compile(r"(\{[^{}]*\}|<[^<>]+>|&\w+;)")
"""Places, marks of HTML and its letters."""

_MORE = "ļíṕš öţ đûš äŕ "
_MORE_SHARE = 0.4
"""How much longer a text gets: German and Polish take a third more room than English, labels of one
word often more."""

_FROM_RIGHT, _BACK = "\u202e", "\u202c"


class PseudoWords:
    """English in brackets, longer and with accents."""

    def __init__(self, *, mirrored: bool) -> None:
        """Write from right to left if ``mirrored``."""
        self._mirrored = mirrored

    def one(self, text: str, context: str) -> str:  # noqa: ARG002 - as languages take it
        """See `config.language.Words`."""
        parts = _KEPT.split(text)
        letters = sum(len(part) for part in parts[::2])
        more = "".join(itertools.islice(itertools.cycle(_MORE), round(letters * _MORE_SHARE)))
        words = "".join(
            self._written(part) if number % 2 == 0 else part for number, part in enumerate(parts)
        )
        return f"⟦{words}{self._written(f' {more}'.rstrip())}⟧"

    def counted(self, text: str, many: str, count: int) -> str:
        """See `config.language.Words`."""
        return self.one(text if count == 1 else many, "")

    def _written(self, part: str) -> str:
        accented = part.translate(_WITH_ACCENTS)
        return f"{_FROM_RIGHT}{accented}{_BACK}" if self._mirrored and part else accented
