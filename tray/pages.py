"""The pages that a person reads: shipped ones, and one made from the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.errors import InputError
from config.language import N_, tr
from config.paths import make_folder, write_private
from tips.pages import load_page, page_html, page_text
from tray.look_back import look_back_page

if TYPE_CHECKING:
    from pathlib import Path

    from config.paths import Paths
    from tips.pages import Page
    from tray.desk import Desk

SHIPPED = ("about", "when_to_get_help")
MADE = ("look_back",)

_NOTICE = N_(
    "This is what was logged, without any interpretation. It is not a diagnosis, and it has not "
    "been reviewed by a clinician."
)


def page(name: str, desk: Desk) -> Page:
    """The page ``name``, one of `SHIPPED` or `MADE`.

    Raises:
        InputError: There is no such page.
        JournalError: The journal cannot be read.
        CatalogError: The shipped page is damaged.
    """
    if name in SHIPPED:
        return load_page(name)
    if name == "look_back":
        return look_back_page(desk, tr(_NOTICE))
    raise InputError(tr("No such page"), name[:40])


def text_of(name: str, desk: Desk) -> str:
    """The page ``name`` for a terminal."""
    return page_text(page(name, desk))


def write(name: str, paths: Paths, desk: Desk) -> Path:
    """Write the page ``name`` as HTML for the person's browser; returns the owner-only file.

    Raises:
        InputError: There is no such page.
        OSError: It cannot be written.
    """
    html = page_html(page(name, desk))
    make_folder(paths.pages)
    path = paths.pages / f"{name}.html"
    write_private(path, html.encode(), follow=False)
    return path
