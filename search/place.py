"""The place of an archive: a folder, or an address on a cluster."""

from __future__ import annotations

import os
import re
from os import PathLike
from pathlib import Path

ADDRESSES = ("opensearch://", "opensearch+https://")
"""How an address on a cluster begins."""

BESIDE = "PRESSESPIEGEL_BESIDE"
"""Names the folder of what belongs to an archive on a cluster and is kept here."""

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def is_address(place: str | PathLike[str]) -> bool:
    """Whether a place is an address on a cluster.

    >>> is_address("opensearch://localhost:9200/presse"), is_address("archive")
    (True, False)
    """
    return isinstance(place, str) and place.startswith(ADDRESSES)


def folder_beside(place: str | PathLike[str]) -> Path:
    """The folder of the owner's lists and of the journal: the archive's own, or for one on a
    cluster that which `$PRESSESPIEGEL_BESIDE` names, else one of the user's.

    >>> folder_beside("archive").name
    'archive'
    """
    if not is_address(place):
        return Path(place)
    if named := os.environ.get(BESIDE):
        return Path(named)
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    address = str(place).partition("://")[2].partition("?")[0]
    return Path(state) / "pressespiegel" / _NOT_IN_NAMES.sub("-", address).strip("-.")
