"""The error family: every error that a person may read is one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.language import ENGLISH, changed, code, in_english, tr
from config.plain_space import NO_BREAKS, single_spaced

if TYPE_CHECKING:
    from typing import Self

_MAX_CHARACTERS = 1000
"""A detail may name a path of a few hundred characters; beyond this nobody reads on."""

_UNSEEN = f"{NO_BREAKS}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
"""What translations hold that is not printable to Python: Arabic has marks around paths. English
has none of it: what stands there was typed."""


class LullError(Exception):
    """An error with a title and a detail, both written for the person who reads them.

    Attributes:
        title: What went wrong, in a few words, without a full stop.
        detail: Where and what to do about it, on one line.
        exit_code: What the command line exits with: 2 for bad input, 1 for anything else.
    """

    exit_code = 1
    field = ""
    """The full name of the setting, or of the field of a file, that is wrong; empty for none."""
    problem = ""
    """What is wrong with it, without its name; empty without a field."""

    @classmethod
    def of_field(cls, title: str, field: str, problem: str) -> Self:
        """An error that one field makes; its name stands at the beginning of the detail.

        Args:
            title: As in every error.
            field: Its full name.
            problem: What is wrong with it, without a capital and a full stop.
        """
        error = cls(title, tr("{field}: {problem}", field=field, problem=problem))
        error.field, error.problem = field, problem
        return error

    def __init__(self, title: str, detail: str) -> None:
        """Keep the two texts, each as one printable line of a length that can be read."""
        self.title = changed(title, _one_line)
        self.detail = changed(detail, _one_line)
        super().__init__(f"{self.title}: {self.detail}")

    @property
    def told(self) -> str:
        """Both texts on one line, for the person."""
        return tr("{title}: {detail}", title=self.title, detail=self.detail)

    @property
    def title_for_log(self) -> str:
        """The title in English, in which the log is."""
        return in_english(self.title)

    @property
    def for_log(self) -> str:
        """What of it a log may hold, in English: nothing stands in it that a person told."""
        return f"{self.title_for_log}: {in_english(self.detail)}"


def _one_line(text: str) -> str:
    # Texts quote what a person or a file gave: no line breaks, terminal escapes or lone surrogates.
    line = text[: 2 * _MAX_CHARACTERS]
    if code() == ENGLISH:
        line, unseen = " ".join(line.split()), ""
    else:
        line, unseen = single_spaced(line), _UNSEEN
    line = "".join(
        letter if letter.isprintable() or letter in unseen else "\N{REPLACEMENT CHARACTER}"
        for letter in line
    )
    return line if len(line) <= _MAX_CHARACTERS else f"{line[: _MAX_CHARACTERS - 3]}..."


class InputError(LullError):
    """A command, an argument or a control message that Lull does not understand."""

    exit_code = 2

    @property
    def for_log(self) -> str:
        """The title: the detail quotes what was typed."""
        return self.title_for_log


class SettingsError(LullError):
    """A settings file that cannot be used; the detail names the field's path."""

    exit_code = 2

    @property
    def for_log(self) -> str:
        """The title: the detail quotes the file, in which medicines and conditions stand."""
        return self.title_for_log


class WrongValueError(SettingsError):
    """A setting that is of another kind than it takes, or out of its range.

    Whoever asked for it in a window says what it takes in words of its own.
    """


class CatalogError(LullError):
    """Shipped data (tips, drinks, pages) that breaks a rule of its format."""


class JournalError(LullError):
    """The journal could not be read or written."""


class JournalDamageError(JournalError):
    """What stands in the journal's place is none, or is one that can no longer be trusted.

    `journal.rescue` makes it anew from what can still be read.
    """


class DesktopError(LullError):
    """Something of the desktop (tray, notifications, session bus) is not usable."""
