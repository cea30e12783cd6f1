"""Pressespiegel: full-text search for German press coverage.

Three packages, one for each kind of user: `pressespiegel.search` is the library,
`pressespiegel.indexer` fills an archive from files, `pressespiegel.web` shows it in a browser.
"""

__version__ = "0.1.0"
