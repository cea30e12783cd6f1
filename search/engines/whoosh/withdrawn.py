"""The file that says which articles their publishers took back, and in which version."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from pressespiegel.search.errors import ArchiveDamaged

ENDING = "withdrawn"

CHECKSUM_BYTES = 4


def withdrawn_bytes(versions: Mapping[str, int]) -> bytes:
    """A JSON object of ids and versions, in ASCII, then the CRC-32 of these bytes."""
    data = json.dumps(versions, sort_keys=True, separators=(",", ":")).encode("ascii")
    return data + zlib.crc32(data).to_bytes(CHECKSUM_BYTES, "little")


def read_withdrawn(path: Path) -> Mapping[str, int]:
    """Read what `withdrawn_bytes` made.

    Raises:
        ArchiveDamaged: the file is not that.
        FileNotFoundError: it is not there.
    """
    data = path.read_bytes()
    text = data[:-CHECKSUM_BYTES]
    try:
        if data[-CHECKSUM_BYTES:] != zlib.crc32(text).to_bytes(CHECKSUM_BYTES, "little"):
            raise ValueError("checksum")
        return {str(id): int(version) for id, version in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveDamaged(f"{path} is damaged", "run: pressespiegel check --repair") from error
