"""A terminal in which everything was typed beforehand."""

from __future__ import annotations

from tray.commands.asking import Terminal


class Typed(Terminal):
    """Gives the lines in their order, and keeps what was printed; Ctrl+D when none is left."""

    def __init__(self, *lines: str | type[BaseException]) -> None:
        self.left = list(lines)
        self.printed: list[str] = []
        self.prompts: list[str] = []
        super().__init__(self._next, self.printed.append)

    def _next(self, prompt: str) -> str:
        self.prompts.append(prompt)
        if not self.left:
            raise EOFError
        line = self.left.pop(0)
        if isinstance(line, str):
            return line
        raise line

    @property
    def text(self) -> str:
        """All that was printed, as one line."""
        return " ".join(" ".join(self.printed).split())
