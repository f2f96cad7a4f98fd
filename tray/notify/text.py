"""What may stand in a notification: text without control characters, of a bounded length."""

from __future__ import annotations

import re

from config.language import N_
from config.plain_space import single_spaced

TITLE_LIMIT = 120
"""Characters; GNOME Shell 43 and Plasma 5.27 cut a longer title themselves, without a mark."""
BODY_LIMIT = 500
LABEL_LIMIT = 60
ANSWER_IN_TRAY = N_("Answer in the tray menu.")
"""Added where buttons cannot be shown."""
ELLIPSIS = "…"

_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC and kin
    r"|\x1b[ -/]*[0-~]"  # two- and three-byte sequences
)
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""All control characters but the line feed, and lone surrogates (a file name that is not UTF-8),
which no bus can carry. Spelled out: the ``unicodedata`` module costs the resident a megabyte."""
_DIRECTION_OVERRIDES = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""They would turn round the text after them, up to the daemon's own buttons."""


def line(text: str, limit: int) -> str:
    """Make one line of at most ``limit`` characters of ``text``."""
    return shorten(single_spaced(_clean(text)), limit)


def title(text: str) -> str:
    """Make a title of ``text``: one line."""
    return line(text, TITLE_LIMIT)


def body(text: str, extra: str = "") -> str:
    """Make a body of ``text``, with ``extra`` as its last sentence; line breaks are kept."""
    lines = [single_spaced(part) for part in _clean(text).splitlines()]
    room = BODY_LIMIT - len(extra) - 1 if extra else BODY_LIMIT
    return f"{shorten(chr(10).join(lines).strip(), room)} {extra}".strip()


def shorten(text: str, limit: int) -> str:
    """Cut ``text`` to ``limit`` characters, at the end of a word where one is near."""
    if len(text) <= limit:
        return text
    room = limit - len(ELLIPSIS)
    kept = text[:room]
    if not text[room].isspace():
        last_space = max(kept.rfind(" "), kept.rfind("\n"))
        # A text without spaces (a path, Chinese) is cut where it is.
        kept = kept[:last_space] if last_space > room // 2 else kept
    return kept.rstrip() + ELLIPSIS


def escape_markup(text: str) -> str:
    """Write ``text`` so that a daemon with ``body-markup`` shows it as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clean(text: str) -> str:
    without_sequences = _ESCAPE_SEQUENCE.sub("", text)
    return _CONTROLS.sub(" ", _DIRECTION_OVERRIDES.sub("", without_sequences))
