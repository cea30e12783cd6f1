"""Which files to read: the places named on a command line, and all that lies in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pressespiegel.search import ReadError

_HINT = "check the path and its rights"


def find_files(
    places: Iterable[str | os.PathLike[str]], leave_out: Iterable[str | os.PathLike[str]] = ()
) -> Iterator[Path | ReadError]:
    """All files at the places, folders with everything in them, in the order of names.

    Hidden files and folders are left out unless they are named themselves, and so are the folders
    `leave_out`, the archive's own say. Links are followed, but no folder is entered twice. What
    cannot be entered becomes a `ReadError`, and the rest goes on.
    """
    entered: set[tuple[int, int]] = set()
    entered.update(found for each in leave_out if (found := _identity(Path(each))))
    for place in places:
        if not os.fspath(place):
            # As a path this would be the folder one is in: most likely an unset variable.
            yield ReadError("an empty path", "''", hint="name a file or a folder")
            continue
        # A list as a stack, not recursion: folders nest deeper than Python's calls may.
        waiting = [Path(place)]
        while waiting:
            path = waiting.pop()
            try:
                if path.is_dir():
                    if (identity := _identity(path)) and identity not in entered:
                        entered.add(identity)
                        waiting.extend(_inside(path))
                else:
                    yield _file(path)
            except OSError as error:
                yield ReadError(error.strerror or str(error), str(path), hint=_HINT)
            except ValueError as error:  # a zero byte, which no name of a file may have
                yield ReadError(str(error), str(path), hint=_HINT)


def _inside(folder: Path) -> list[Path]:
    names = sorted(os.listdir(folder), reverse=True)  # noqa: PTH208 - names are enough, and faster
    return [folder / name for name in names if not name.startswith(".")]


def _file(path: Path) -> Path | ReadError:
    path.stat()
    if path.is_file():
        return path
    return ReadError("neither a file nor a folder", str(path), hint="name a file or a folder")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
