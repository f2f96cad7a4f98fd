"""Who Lull is to a desktop."""

from __future__ import annotations

from typing import Final

APP_ID: Final = "org.lull.Lull"
"""The application's id: of its desktop entry, icons, windows, tray item, notifications and agents.

Reverse-DNS, as the Desktop Entry Specification 1.5, AppStream and Flatpak ask for.
"""
