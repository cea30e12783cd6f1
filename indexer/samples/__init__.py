"""Sample articles about the Tannmark, a German state that does not exist.

The capital is Lindenhall; Königswörth, Hornrode, Bergsalza, Weißenhag and Bad Quellnitz are its
towns, and the Wörla runs through it. In 2023 to 2025 it has a flood, a closed bridge, a
potash mine that fills with water, a hospital in dispute, an election, a trial and a football club.
All outlets, people and companies are invented.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def folder() -> AbstractContextManager[Path]:
    """The folder of the articles, as a file system path for as long as the `with` block lasts.

    >>> with folder() as place:
    ...     sorted(path.name for path in place.iterdir())[0]
    'lindenhaller-tageblatt'
    """
    return as_file(files(__name__) / "articles")
