"""How ``--help`` is said in the person's language."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from config.language import N_, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

_OWN_OF_ARGPARSE = (
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
)
"""What the help holds without a word in this module, for the translators."""


class HelpFormatter(argparse.HelpFormatter):
    """Says the help in the person's language; only now, as it is built at every start."""

    def start_section(self, heading: str | None) -> None:
        """Called by argparse for the heading of a list of options."""
        super().start_section(heading and tr(heading))

    def add_text(self, text: str | None) -> None:
        """Called by argparse for what the command does."""
        super().add_text(text and tr(text))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Called by argparse for the first line."""
        super().add_usage(usage, actions, groups, f"{tr('usage:')} " if prefix is None else prefix)

    def _get_help_string(self, action: argparse.Action) -> str:
        """Called by argparse for each option."""
        said = action.help or ""
        return tr(said)
