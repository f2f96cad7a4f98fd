"""What libraries and the system say of a mistake, said in the person's language.

They speak English alone, and no sentence of Lull's ends in another language than it begins. So each
of their sentences stands in the catalogues as they say it, with places for what differs in it, and
is known again by its form. One that is new to Lull is quoted.
"""

from __future__ import annotations

import errno
import functools
import os
import re
from typing import TYPE_CHECKING, Final

from config.errors import LullError
from config.language import N_, tr, trp

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLACE: Final = re.compile(r"\\\{(\w+)\\\}")

_SYSTEM: Final = {
    errno.EACCES: N_("Permission denied"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.ECONNREFUSED: N_("Connection refused"),
    errno.ECONNRESET: N_("Connection reset by peer"),
    errno.EDQUOT: N_("Disk quota exceeded"),
    errno.EEXIST: N_("File exists"),
    errno.EFBIG: N_("File too large"),
    errno.EINVAL: N_("Invalid argument"),
    errno.EIO: N_("Input/output error"),
    errno.EISDIR: N_("Is a directory"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.EMFILE: N_("Too many open files"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.ENOENT: N_("No such file or directory"),
    errno.ENOEXEC: N_("Exec format error"),
    errno.ENOSPC: N_("No space left on device"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.ENOTEMPTY: N_("Directory not empty"),
    errno.ENXIO: N_("No such device or address"),
    errno.EPERM: N_("Operation not permitted"),
    errno.EPIPE: N_("Broken pipe"),
    errno.EROFS: N_("Read-only file system"),
    errno.ETIMEDOUT: N_("Connection timed out"),
}
"""What the system says of what files and sockets meet with."""
_NULL: Final = "embedded null"
"""How Python begins what it says of a name with a null byte in it."""


def reason_of(error: BaseException) -> str:
    """Why it was not done: by the system, Python or Lull.

    Args:
        error: What was raised; what Lull raised itself says what is wrong as it is to be read.
    """
    if isinstance(error, LullError):
        return error.detail
    if isinstance(error, UnicodeEncodeError) or str(error).startswith(_NULL):
        return tr("no file can be called so")
    if isinstance(error, TimeoutError):
        return tr(_SYSTEM[errno.ETIMEDOUT])  # Python's own have no number
    if not isinstance(error, OSError):
        return quoted(str(error) or type(error).__name__)
    said = error.strerror or str(error)
    if error.errno is None or said != os.strerror(error.errno):
        return said
    known = _SYSTEM.get(error.errno)
    return quoted(said) if known is None else tr(known)


def place_and_reason_of(error: Exception) -> str:
    """Likewise, with the file in front that the system was asked for."""
    file = getattr(error, "filename", None)
    return named(file, reason_of(error)) if file else reason_of(error)


def named(name: object, reason: str) -> str:
    """What is wrong with a file or a program, with its name in front; English for the log too."""
    return tr("{field}: {problem}", field=name, problem=reason)


def in_our_words(message: str, forms: Iterable[str]) -> str:
    """A sentence of a library in the person's language; one that has no form is quoted.

    Args:
        message: The sentence, in English.
        forms: What the library says, with places: ``"unrecognized arguments: {words}"``; where two
            fit, the first counts. They stand in the catalogues.
    """
    for form in forms:
        places = places_in(message, form)
        if places is not None:
            return tr(form, **places)
    return quoted(message)


def places_in(message: str, form: str) -> dict[str, str] | None:
    """What stands in the places of ``form`` in ``message``; None for a sentence of another form."""
    found = _pattern(form).fullmatch(message)
    return None if found is None else found.groupdict()


def quoted(words: str) -> str:
    """Words that are not Lull's, within a sentence."""
    return trp("words of another program", '"{words}"', words=words)


@functools.cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.*?)", re.escape(form)), re.DOTALL)
