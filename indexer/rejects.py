"""What could not be read, set aside with its reason, so that it can be mended and read again."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from pressespiegel.indexer.pipeline import Progress, Summary
from pressespiegel.indexer.readers.formats import format_of
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE, head, opened, skip_line
from pressespiegel.search import ReadError, StorageError

REASONS = "reasons.jsonl"
"""The list of all that could not be read, a line each: file, place, reason, hint, set_aside."""

FILES = "files"
"""The folder of copies: files as a whole, and single lines of JSONL."""

LARGEST_COPY = 1024**3
"""Bytes of the largest file that is copied; a larger one is only named."""

MOST_LINES = 100_000
"""Lines that are set aside in one run; those after them are only named."""

_LINE = re.compile(r"line (\d+)")
_BYTE = re.compile(r"byte \d+")
"""From there on a file is not what it seemed, or was none of ours at all."""

_UNFIT = re.compile(r"[^\w.-]+")


class Rejects:
    """A `Progress` that sets aside what fails, and tells another `Progress` of everything.

    The folder is made if it is missing. Its list is written anew, or goes on with `go_on`.

    Raises:
        StorageError: the folder cannot be written.
    """

    def __init__(self, folder: Path, told: Progress, *, go_on: bool = False) -> None:
        self._folder = folder
        self._told = told
        self._lines: dict[str, list[int]] = {}
        self._room = MOST_LINES
        try:
            (folder / FILES).mkdir(parents=True, exist_ok=True)
            self._list = (folder / REASONS).open("a" if go_on else "w", encoding="utf-8")
        except OSError as error:
            raise _refused(error, folder) from error

    def indexed(self) -> None:
        """One more article was put."""
        self._told.indexed()

    def failed(self, error: ReadError) -> None:
        """Set a file aside that could not be read, from somewhere on; name it and the place."""
        self._told.failed(error)
        copy = ""
        if not error.place or _BYTE.fullmatch(error.place):
            copy = self._copied(Path(error.file))
        elif (found := _LINE.fullmatch(error.place)) and self._room:
            self._lines.setdefault(error.file, []).append(int(found[1]))
            self._room -= 1
        said = {"file": error.file, "place": error.place, "reason": error.reason}
        try:
            # "replace": names of files may hold bytes that are no text.
            line = json.dumps({**said, "hint": error.hint, "set_aside": copy}, ensure_ascii=False)
            self._list.write(line.encode("utf-8", "replace").decode() + "\n")
            self._list.flush()
        except OSError as failure:
            raise _refused(failure, self._folder) from failure

    def committed(self, summary: Summary) -> None:
        """All of this is now in the archive for good."""
        self._told.committed(summary)

    def __enter__(self) -> Rejects:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # every line was written out when it was made
            self._list.close()
        for file, numbers in self._lines.items():
            self._set_lines_aside(file, set(numbers))

    def _copied(self, file: Path) -> str:
        """The name of a file's copy; "" where there is nothing to copy, or it cannot be."""
        copy = self._place_for(file)
        try:
            if not file.is_file() or file.stat().st_size > LARGEST_COPY:
                return ""
            shutil.copyfile(file, copy)
        except (OSError, ValueError):
            # It is named all the same; a file that cannot be read cannot be copied either.
            copy.unlink(missing_ok=True)
            return ""
        return copy.relative_to(self._folder).as_posix()

    def _set_lines_aside(self, file: str, numbers: set[int]) -> None:
        """Lines of JSONL stand for themselves; of other files a line is nothing alone."""
        copy = self._place_for(Path(file)).with_suffix(".jsonl")
        last = max(numbers)
        try:
            with opened(file) as stream:
                found = format_of(head(stream))
                if found is None or found.name != "JSONL":
                    return
                with copy.open("wb") as target:
                    for number in range(1, last + 1):
                        line = stream.readline(LARGEST_ARTICLE)
                        if not line.endswith(b"\n"):
                            skip_line(stream)
                        elif number in numbers:
                            target.write(line)
        except (OSError, ReadError) as error:
            self._told.failed(ReadError(f"its lines cannot be set aside ({error})"[:200], file))

    def _place_for(self, file: Path) -> Path:
        """Where a file's copy lies: under its own name, and its path's, so that none meet."""
        told_apart = hashlib.blake2b(str(file).encode("utf-8", "replace"), digest_size=4)
        stem = _UNFIT.sub("_", file.name)[-80:].lstrip(".") or "file"
        name = Path(stem)
        return self._folder / FILES / f"{name.stem}-{told_apart.hexdigest()}{name.suffix}"


def _refused(error: OSError, folder: Path) -> StorageError:
    reason = error.strerror or str(error)
    return StorageError(f"{folder}: {reason}", "name another folder with --rejects")
