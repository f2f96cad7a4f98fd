"""Settings for where a mistake in the file must not stand in the way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from config.errors import SettingsError
from config.settings_text import read_text, says_nothing

if TYPE_CHECKING:
    from config.paths import Paths
    from config.settings import Settings

_log = logging.getLogger(__name__)


def usable_settings(paths: Paths) -> Settings | None:
    """The settings of the file, else the last that were valid; None if neither can be read.

    The running Lull tells the person what is wrong with the file; nobody else has to.
    """
    from config.settings import load  # noqa: PLC0415 - which language is to be known before it

    for path in (paths.settings, paths.last_good_settings):
        try:
            return load(path)
        except SettingsError as error:
            _log.info("%s", error.title_for_log)
    return None


def language_setting(paths: Paths) -> str:
    """What the settings say of the language, whatever else they say; see `config.language.begin`.

    A mistake elsewhere in the file must not have Lull tell of it in a language that was not chosen.
    """
    for path in (paths.settings, paths.last_good_settings):
        try:
            text = read_text(path) or ""
            if says_nothing(text):
                return ""
            import tomllib  # noqa: PLC0415 - only now

            said = tomllib.loads(text).get("language", "")
        # Not to be read, or no TOML; the running Lull tells the person.
        except (SettingsError, ValueError, RecursionError):
            continue
        return said if isinstance(said, str) else ""
    return ""
