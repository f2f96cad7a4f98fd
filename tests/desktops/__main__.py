"""Try Lull on whole desktops: ``./test --desktops [NAME...]``.

Without names on all of them; then docs/desktops.md and its pictures are written anew. With names
only what was seen is printed, and the pictures stay in build/desktops, as those of what failed do.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desktops.gnome import Gnome
from tests.desktops.lxqt import Lxqt
from tests.desktops.mate import Mate
from tests.desktops.older import Tint2, Trayer
from tests.desktops.page import PICTURES, Seen, page, table, versions
from tests.desktops.plasma import Plasma
from tests.desktops.sway import Sway
from tests.desktops.trial import Cell, Trial
from tests.desktops.xfce import Xfce

if TYPE_CHECKING:
    from tests.desktops.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "desktops"
PAGE = ROOT / "docs" / "desktops.md"
DESKS: dict[str, type[Desk]] = {
    kind.key: kind for kind in (Plasma, Gnome, Sway, Mate, Lxqt, Xfce, Trayer, Tint2)
}


def _say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def _try(kind: type[Desk], pictures: Path) -> Seen:
    """Try one desktop; where it does not come up, that is what was seen."""
    cells: dict[str, Cell] = {}
    trouble = ""
    with tempfile.TemporaryDirectory(prefix="lull-home-") as folder:
        desk = kind()
        trial = Trial(desk, Path(folder) / "lull", pictures, BUILD)
        try:
            with desk:
                try:
                    for column, cell in trial.run():
                        cells[column] = cell
                        _say(f"{kind.key}: {column}: {cell.verdict}; {cell.note}")
                    trouble = trial.trouble
                finally:
                    desk.keep_logs(BUILD / kind.key)
        except AssertionError as error:
            trouble = f"It did not come up: {' '.join(str(error).split())}"
    if trouble:
        _say(f"{kind.key}: {trouble}")
    return Seen(kind.key, kind.title, versions(kind.packages), cells, trouble)


def main() -> int:
    """Try the named desktops and return whether anything failed."""
    parser = argparse.ArgumentParser(prog="./test --desktops", description="Try whole desktops.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(DESKS)}")
    names = parser.parse_args().names
    if unknown := set(names) - set(DESKS):
        parser.error(f"there is no desktop named {', '.join(sorted(unknown))}")
    # What was started is ended, however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    BUILD.mkdir(parents=True, exist_ok=True)
    pictures = BUILD if names else PAGE.parent / PICTURES
    seen = [_try(DESKS[name], pictures) for name in names or DESKS]
    _say(table(seen))
    if not names:
        PAGE.write_text(page(seen), encoding="utf-8")
    failed = any(each.trouble or "no" in {c.verdict for c in each.cells.values()} for each in seen)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
