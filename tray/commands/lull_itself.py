"""The commands that see to Lull: its settings, its start at login, its health, and a day of it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from config import settings as settings_module
from config.errors import InputError
from tray import autostart

if TYPE_CHECKING:
    import argparse

    from config.paths import Paths


def settings(options: argparse.Namespace, paths: Paths) -> int:
    """``lull settings``."""
    if options.what == "path":
        print(paths.settings)
        return 0
    settings_module.load(paths.settings)
    where = paths.settings if paths.settings.exists() else "the defaults"
    print(f"The settings are valid ({where}).")
    return 0


def autostart_(options: argparse.Namespace, paths: Paths) -> int:
    """``lull autostart``."""
    if options.what == "status":
        print("Autostart is on." if autostart.is_on(os.environ) else "Autostart is off.")
        return 0
    if options.what == "on":
        place = autostart.turn_on(autostart.login_command(paths), os.environ)
        print(f"Lull starts at login ({place}).")
        return 0
    place = autostart.turn_off(os.environ)
    print(f"Lull does not start at login ({place} is gone).")
    return 0


def doctor(options: argparse.Namespace, paths: Paths) -> int:
    """``lull doctor``."""
    from tray.doctor import examine  # noqa: PLC0415 - for this alone

    findings = examine(paths, os.environ)
    signs = {True: "ok", False: "!!", None: "--"}
    width = max(len(finding.check) for finding in findings)
    lines = [f"{signs[f.ok]}  {f.check:<{width}}  {f.detail}" for f in findings]
    rows = [{"check": f.check, "ok": f.ok, "detail": f.detail} for f in findings]
    print(json.dumps(rows, indent=2) if options.json else "\n".join(lines))
    return 1 if any(finding.ok is False for finding in findings) else 0


def demo(options: argparse.Namespace, _paths: Paths) -> int:
    """``lull demo``."""
    from tray.demo import run_demo  # noqa: PLC0415 - for this alone

    if not 1 <= options.seconds <= 3600:  # noqa: PLR2004 - said in the message
        raise InputError("Not understood", "--seconds takes 1 to 3600")
    os.umask(0o077)
    return run_demo(options.seconds)
