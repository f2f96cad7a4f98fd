"""Writes docs/licences.md: ``.venv/bin/python scripts/licences.py``.

What stands there is what the installed packages say of themselves, for all that
requirements/run.txt pins. On another system than Linux the packages for it alone would be told too.
"""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"

_PIN = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; sys_platform == '(\w+)')?", re.MULTILINE)
_SYSTEMS = {"darwin": "macOS", "linux": "Linux", "win32": "Windows"}
_LONGEST = 80
"""Some packages put the whole text where its name belongs."""
_BEGIN = """\
# Licences

Lull itself is under the [MIT licence](../LICENSE). It ships no code of others: it is installed with
the packages below, each under its own licence, of the versions and hashes in
[requirements/run.txt](../requirements/run.txt). They stand beside Lull as files of their own and
can be replaced, as the LGPL asks. `scripts/licences.py` writes this page from what the installed
packages say of themselves; a test tells when it is out of date.

| package | version | needed on | licence |
|---|---|---|---|
"""
_END = """
Qt, as PySide6 brings it, is used under the LGPL 3. System packages (fonts, X libraries, D-Bus) come
from the system and are not part of this list.

# Known weaknesses in these packages

Nothing here looks them up, since Lull and its checks open no network socket. Before a release, and
whenever pins are remade, whoever releases runs `uvx pip-audit --require-hashes -r` with
`requirements/run.txt` and with `requirements/test.txt` where there is a network: it compares these
versions with the Python Packaging Advisory Database. A finding is met by `scripts/pin --upgrade`,
or by a line here that says why it does not concern Lull. The one database of this kind that comes
as a package, safety-db, ends in July 2021: it is older than these versions, and would find nothing
wrong with any of them.
"""


def page() -> str:
    """The whole page.

    Raises:
        LookupError: A package says nothing of its licence, or another version is installed.
    """
    pins = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    rows = [_row(*found) for found in _PIN.findall(pins)]
    return _BEGIN + "".join(rows) + _END


def _row(name: str, version: str, system: str) -> str:
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        if not system:
            raise
        licence = "as it says where it is installed"
    else:
        if said["Version"] != version:
            raise LookupError(f"{name}: {said['Version']} is installed, {version} is pinned")
        told = [said.get_all(key) or [] for key in ("License-Expression", "License")]
        licence = _first(name, [words for each in told for words in each])
    return f"| {name} | {version} | {_SYSTEMS.get(system, 'every system')} | {licence} |\n"


def _first(name: str, said: list[str]) -> str:
    for words in said:
        if words and len(words) <= _LONGEST and "\n" not in words:
            return words
    raise LookupError(f"{name} says nothing of its licence")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
