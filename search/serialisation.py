"""Articles as bytes and back: JSON with short, stable keys; nothing in it can run code."""

from __future__ import annotations

import json
from typing import cast

from pressespiegel.search.article import (
    Article,
    Block,
    BlockKind,
    Caption,
    Entity,
    Mention,
    Origin,
)
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ArchiveInvalid, ArticleError

_PLAIN = ("title", "kicker", "lead", "source", "section", "place", "url", "rights")
_DATES = ("published", "updated", "embargo")
_LISTS = ("authors", "agencies", "keywords")


def article_to_bytes(article: Article) -> bytes:
    """The article as ASCII JSON, equal bytes for equal articles; empty fields are left out.

    `origin` is not part of it, since the same article read from another file is the same.
    """
    data: dict[str, object] = {"id": article.id}
    data.update((name, value) for name in _PLAIN if (value := getattr(article, name)))
    data.update((name, value) for name in _LISTS if (value := getattr(article, name)))
    if article.language != "de":
        data["language"] = article.language
    if article.version:
        data["version"] = article.version
    data.update((name, str(value)) for name in _DATES if (value := getattr(article, name)))
    if article.stub:
        data["stub"] = True
    if article.blocks:
        data["blocks"] = [[block.kind, block.text] for block in article.blocks]
    if article.captions:
        data["captions"] = [[caption.text, caption.credit] for caption in article.captions]
    if article.entities:
        data["entities"] = [
            [
                each.kind,
                each.name,
                each.role,
                [[m.field, m.start, m.end] for m in each.mentions],
                *([each.long] if each.long else ()),
            ]
            for each in article.entities
        ]
    return json.dumps(data, separators=(",", ":")).encode("ascii")


def article_from_bytes(stored: bytes, origin: Origin | None = None) -> Article:
    """Read what `article_to_bytes` wrote.

    Raises:
        ArchiveInvalid: the bytes are not such an article.
    """
    try:
        data = json.loads(stored)
        dates = {name: PressDate.parse(data[name]) for name in _DATES if data.get(name)}
        return Article(
            id=data["id"],
            title=data.get("title", ""),
            kicker=data.get("kicker", ""),
            lead=data.get("lead", ""),
            blocks=tuple(Block(cast(BlockKind, k), text) for k, text in data.get("blocks", ())),
            published=dates.get("published"),
            source=data.get("source", ""),
            section=data.get("section", ""),
            authors=tuple(data.get("authors", ())),
            agencies=tuple(data.get("agencies", ())),
            place=data.get("place", ""),
            language=data.get("language", "de"),
            url=data.get("url", ""),
            captions=tuple(Caption(text, credit) for text, credit in data.get("captions", ())),
            keywords=tuple(data.get("keywords", ())),
            entities=tuple(
                [
                    Entity(kind, name, role, tuple(map(Mention._make, mentions)), *long)
                    for kind, name, role, mentions, *long in data.get("entities", ())
                ]
            ),
            rights=data.get("rights", ""),
            updated=dates.get("updated"),
            embargo=dates.get("embargo"),
            stub=bool(data.get("stub")),
            version=int(data.get("version", 0)),
            origin=origin or Origin(),
        )
    except (
        ArticleError,
        AttributeError,
        KeyError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise ArchiveInvalid(
            f"a stored article cannot be read: {error}",
            "the archive is damaged: index its files again, into another folder",
        ) from error
