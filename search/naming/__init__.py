"""One name for a person, an organisation, a place or an outlet across an archive.

The values of a facet are what articles say. Which of them are one, and what they are called
together, is worked out from the values themselves, from what articles state, and from the list of
the archive's owner. It changes nothing that is kept.
"""

from pressespiegel.search.naming.archive_names import NAMES_FILE, ArchiveNames
from pressespiegel.search.naming.joining import Naming

__all__ = ["NAMES_FILE", "ArchiveNames", "Naming"]
