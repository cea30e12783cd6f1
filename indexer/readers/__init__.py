"""Readers: press files of every format become articles.

    for article in read("ausgabe.jsonl.gz"):
        print(article.title)

`read` stops at the first place it cannot read, `read_items` names it and goes on.
What is recognised, and what becomes of each field, is in docs/formats.md.
"""

from pressespiegel.indexer.readers.formats import FORMATS, Format
from pressespiegel.indexer.readers.items import Item, Removal
from pressespiegel.indexer.readers.reading import read, read_items

__all__ = ["FORMATS", "Format", "Item", "Removal", "read", "read_items"]
