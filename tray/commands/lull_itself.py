"""The commands that see to Lull: its settings, its start at login, its health, and a day of it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from config import settings as settings_module
from config.errors import InputError
from config.language import tr
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
    if paths.settings.exists():
        print(tr("The settings are valid ({path}).", path=paths.settings))
    else:
        print(tr("The settings are valid (the defaults)."))
    return 0


def autostart_(options: argparse.Namespace, paths: Paths) -> int:
    """``lull autostart``."""
    if options.what == "status":
        on = autostart.is_on(os.environ)
        print(tr("Autostart is on.") if on else tr("Autostart is off."))
        return 0
    if options.what == "on":
        place = autostart.turn_on(autostart.login_command(paths), os.environ)
        print(tr("Lull starts at login ({place}).", place=place))
        return 0
    place = autostart.turn_off(os.environ)
    print(tr("Lull does not start at login ({place} is gone).", place=place))
    return 0


def doctor(options: argparse.Namespace, paths: Paths) -> int:
    """``lull doctor``."""
    from tray.doctor import examine  # noqa: PLC0415 - for this alone

    findings = examine(paths, os.environ)
    signs = {True: "ok", False: "!!", None: "--"}
    names = [tr(finding.check) for finding in findings]
    width = max(map(len, names))
    lines = [
        f"{signs[finding.ok]}  {name:<{width}}  {finding.detail}"
        for name, finding in zip(names, findings, strict=True)
    ]
    rows = [{"check": f.check, "ok": f.ok, "detail": f.detail} for f in findings]
    print(json.dumps(rows, indent=2) if options.json else "\n".join(lines))
    return 1 if any(finding.ok is False for finding in findings) else 0


def demo(options: argparse.Namespace, _paths: Paths) -> int:
    """``lull demo``."""
    from tray.demo import run_demo  # noqa: PLC0415 - for this alone

    if not 1 <= options.seconds <= 3600:  # noqa: PLR2004 - said in the message
        raise InputError(tr("Not understood"), tr("--seconds takes 1 to 3600"))
    os.umask(0o077)
    return run_demo(options.seconds)
