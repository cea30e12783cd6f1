"""The progress of an index run, shown to the person at the terminal."""

from __future__ import annotations

import sys

from tqdm import tqdm

from pressespiegel.indexer.pipeline import Summary
from pressespiegel.search import ReadError
from pressespiegel.search.console import printable


class TerminalProgress:
    """A `Progress` on stderr: a running count where that is a terminal, errors in any case.

    `safe` is what the last commit made sure of.
    """

    def __init__(self) -> None:
        self.safe = Summary()
        # None: off where the output is no terminal.
        self._bar = tqdm(unit=" articles", file=sys.stderr, disable=None, leave=False)

    def indexed(self) -> None:
        """Count one more."""
        self._bar.update()

    def failed(self, error: ReadError) -> None:
        """Name the place and the reason, on one line."""
        hint = f" ({error.hint})" if error.hint else ""
        self._bar.write(printable(" ".join(f"{error}{hint}".split())), file=sys.stderr)

    def committed(self, summary: Summary) -> None:
        """Remember what is safe."""
        self.safe = summary

    def close(self) -> None:
        """Take the count off the terminal."""
        self._bar.close()
