"""An archive as a Whoosh index: what is written for Whoosh reads it like any other."""

from __future__ import annotations

from pressespiegel.search.engines.whoosh.face.commit import OpenedCommit
from pressespiegel.search.engines.whoosh.face.evaluated import Evaluated
from pressespiegel.search.engines.whoosh.face.index import ArchiveIndex, open_index
from pressespiegel.search.engines.whoosh.face.schema import archive_schema

__all__ = ["ArchiveIndex", "Evaluated", "OpenedCommit", "archive_schema", "open_index"]
