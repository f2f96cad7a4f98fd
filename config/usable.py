"""Settings for where a mistake in the file must not stand in the way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from config.errors import SettingsError
from config.settings import load

if TYPE_CHECKING:
    from config.paths import Paths
    from config.settings import Settings

_log = logging.getLogger(__name__)


def usable_settings(paths: Paths) -> Settings | None:
    """The settings of the file, else the last that were valid; None if neither can be read.

    The running Lull tells the person what is wrong with the file; nobody else has to.
    """
    for path in (paths.settings, paths.last_good_settings):
        try:
            return load(path)
        except SettingsError as error:
            _log.info("%s", error.title)
    return None
