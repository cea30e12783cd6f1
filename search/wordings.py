"""How an archive's owner has its queries read: synonyms, and names that are one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pressespiegel.search.engine import Engine
from pressespiegel.search.naming import ArchiveNames, Naming
from pressespiegel.search.owner_file import LineWarning, OwnerFile
from pressespiegel.search.query import Language, Query, parse
from pressespiegel.search.query.synonyms import SYNONYMS_FILE, Synonyms, read_synonyms


class Wordings:
    """The owner's files beside an archive, read anew when they change.

    Args:
        engine: of the archive, which tells what its articles state of names.
        folder: where the files lie; None for an archive without.
    """

    def __init__(self, engine: Engine, folder: Path | None) -> None:
        self._engine = engine
        synonyms = None if folder is None else folder / SYNONYMS_FILE
        self._synonyms = OwnerFile[Synonyms](synonyms, read_synonyms)
        self._names = ArchiveNames(folder)

    def naming(self) -> Naming:
        """Which names are one."""
        return self._names.read(self._engine)

    def understood(self, query: str, naming: Naming, language: Language = "de") -> Query:
        """A query with the owner's synonyms, and in fields of names what else these are called."""
        synonyms = replace(self._synonyms.read(), of_names=naming.wordings)
        return parse(query, language=language, synonyms=synonyms)

    def changed(self) -> tuple[str, str]:
        """What is another when a file is."""
        return self._synonyms.changed(), self._names.changed()

    def synonym_warnings(self) -> tuple[LineWarning, ...]:
        """The lines of the list of synonyms that do not count."""
        return self._synonyms.warnings()

    def name_warnings(self) -> tuple[LineWarning, ...]:
        """The lines of the list of names that do not count."""
        return self._names.warnings()
