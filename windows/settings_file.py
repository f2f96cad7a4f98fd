"""The settings file as the settings window works on it: one change at a time, each undoable. No Qt.

`config.settings` alone says what is valid; what it refuses is told beside the field, and the file
stays as it was.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from config.errors import SettingsError, WrongValueError
from config.foreign_words import named, reason_of
from config.language import tr
from config.local_format import sentence
from config.paths import make_folder, write_private
from config.settings import default_settings, load, parse, template_text
from config.settings_text import read_text
from config.write import set_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from config.paths import Paths
    from config.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class _Step:
    """What one change did to the file; None where there was none."""

    before: str | None
    after: str


class SettingsFile:
    """The person's settings file.

    Attributes:
        settings: What holds now; the last valid settings or the defaults where the file is broken.
        error: What is wrong with the file; None if it can be changed.
    """

    def __init__(self, paths: Paths) -> None:
        """Read the file."""
        self._paths = paths
        self._text: str | None = None
        self._steps: list[_Step] = []
        self.settings: Settings = default_settings()
        self.error: SettingsError | None = None
        self.look()

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._paths.settings

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of this window to take back."""
        return bool(self._steps)

    @property
    def can_restore(self) -> bool:
        """Whether settings that were valid before can take the place of a broken file."""
        return self.error is not None and self._last_good() is not None

    def look(self) -> bool:
        """Read the file anew; True if it says something else than before."""
        before = (self._text, self.error is None)
        try:
            self._text = read_text(self.path)
            self.settings = default_settings() if self._text is None else parse(self._text)
            self.error = None
        except SettingsError as error:
            self.error = error
            self.settings = self._last_good() or self.settings
        return (self._text, self.error is None) != before

    def change(self, values: Mapping[str, object]) -> None:
        """Write new values, as `config.write.set_values` takes them.

        Raises:
            SettingsError: A value is not valid, or the file cannot be written; nothing changed.
        """
        before = read_text(self.path)
        self.settings = set_values(self.path, values)
        self._text = read_text(self.path)
        if self._text is not None and self._text != before:
            self._steps.append(_Step(before, self._text))

    def undo(self) -> None:
        """Take the last change back.

        Raises:
            SettingsError: Somebody else changed the file since, or it cannot be written.
        """
        step = self._steps[-1]
        if read_text(self.path) != step.after:
            # What they wrote must not be lost with it.
            self._steps.clear()
            raise SettingsError(
                tr("That cannot be undone"), tr("the file was changed elsewhere since")
            )
        try:
            if step.before is None:
                self.path.unlink()
            else:
                write_private(self.path, step.before.encode())
        except OSError as error:
            detail = named(self.path, reason_of(error))
            raise SettingsError(tr("Settings cannot be changed"), detail) from error
        self._steps.pop()
        self.look()

    def ensure(self) -> None:
        """Have a file to open: the template where there is none.

        Raises:
            SettingsError: It cannot be written.
        """
        try:
            if not self.path.parent.exists():
                make_folder(self.path.parent)
            if not self.path.exists():
                write_private(self.path, template_text().encode())
        except OSError as error:
            detail = named(self.path, reason_of(error))
            raise SettingsError(tr("Settings cannot be written"), detail) from error

    def restore(self, now: datetime) -> Path:
        """Put the last valid settings in the place of a broken file, which is kept beside it.

        Args:
            now: The present, for the name of the file that is kept.

        Returns:
            Where the broken file is now.

        Raises:
            SettingsError: It cannot be done; nothing changed.
        """
        try:
            data = self._paths.last_good_settings.read_bytes()
            aside = self.path.with_name(f"settings.broken-{now:%Y%m%d-%H%M%S}.toml")
            write_private(aside, self.path.read_bytes())
            write_private(self.path, data)
        except OSError as error:
            detail = named(error.filename or self.path, reason_of(error))
            raise SettingsError(tr("Settings cannot be changed"), detail) from error
        self._steps.clear()
        self.look()
        return aside

    def _last_good(self) -> Settings | None:
        try:
            if not self._paths.last_good_settings.is_file():
                return None
            return load(self._paths.last_good_settings)
        except (SettingsError, OSError):
            return None


def problem(error: SettingsError, names: Sequence[str], wanted: str) -> str:
    """What is wrong with a value, as a sentence beside its field.

    Args:
        error: What `SettingsFile.change` raised.
        names: The settings that stand at the field; their names are left out of the sentence.
        wanted: What the field takes, as a sentence; it stands for what only a programmer reads.
    """
    if not error.field.startswith(tuple(names)):
        return error.told
    return wanted if isinstance(error, WrongValueError) else sentence(error.problem)
