"""What an article is: a frozen value, complete without the archive that keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ArticleError

BlockKind = Literal["paragraph", "subhead"]
EntityKind = Literal["person", "organisation", "place"]
TextField = Literal["title", "kicker", "lead", "text", "caption"]

ENTITY_KINDS: tuple[EntityKind, ...] = ("person", "organisation", "place")
TEXT_FIELDS: tuple[TextField, ...] = ("title", "kicker", "lead", "text", "caption")
"""The parts of an article that are read as running text, in reading order."""

BREAK = "\n\n"
"""What stands between two blocks, or two captions, in the text of a field."""

LONGEST_ID = 512


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or subhead of the text, in the order of print."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The line under a photo, and who took it; neither belongs to the story's own text."""

    text: str
    credit: str = ""


class Mention(NamedTuple):
    """Where an entity stands: characters `start` to `end` of `article.field_text(field)`.

    A tuple, because an article has some hundred of them, and tuples are made five times as fast.
    """

    field: TextField
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place of the story, under one name, with all its mentions.

    `role` is what the text calls them ("Nato-Generalsekretär"), "" where it does not say; `long`
    the long form of an abbreviated name, where the text itself has both.
    """

    kind: EntityKind
    name: str
    role: str = ""
    mentions: tuple[Mention, ...] = ()
    long: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which file an article was read from, and where in it ("line 7", "" for all of it)."""

    file: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of one outlet, as it was printed.

    `source` is the outlet ("Tagesspiegel"), `section` its department ("Politik"), `agencies`
    the news agencies whose copy it uses, `place` the dateline. `keywords` are those that the
    publisher gave. `published` is None for an undated article, `updated` where no later change is
    known, `embargo` unless there was a time before which it was not to be shown. A `stub` is only
    the beginning of an article: the rest is kept for those who pay, or stands elsewhere. `version`
    is the publisher's count of the versions of an article, 0 where there is none.

    Raises:
        ArticleError: the id is empty, too long or has control characters; or there is neither
            title nor text.
    """

    id: str
    title: str
    kicker: str = ""
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    published: PressDate | None = None
    source: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place: str = ""
    language: str = "de"
    url: str = ""
    captions: tuple[Caption, ...] = ()
    keywords: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    rights: str = ""
    updated: PressDate | None = None
    embargo: PressDate | None = None
    stub: bool = False
    version: int = 0
    origin: Origin = Origin()

    def __post_init__(self) -> None:
        if not self.id or len(self.id) > LONGEST_ID or not self.id.isprintable():
            raise ArticleError(
                f"not an article id: {self.id[:60]!r}",
                f"an id is 1 to {LONGEST_ID} printable characters",
            )
        if not self.title.strip() and not any(block.text.strip() for block in self.blocks):
            raise ArticleError(f"article {self.id} has neither title nor text")

    @classmethod
    def from_text(
        cls,
        *,
        id: str,
        title: str,
        text: str,
        published: str | PressDate | None = None,
        source: str = "",
        section: str = "",
        authors: Iterable[str] = (),
        kicker: str = "",
        lead: str = "",
        url: str = "",
    ) -> Article:
        """Make an article from plain text whose paragraphs are parted by empty lines.

        >>> article = Article.from_text(id="a1", title="Brücke gesperrt", text="Eins.\\n\\nZwei.")
        >>> [block.text for block in article.blocks]
        ['Eins.', 'Zwei.']

        Raises:
            ArticleError: as for the class, or `published` is not a date.
        """
        if isinstance(published, str):
            try:
                published = PressDate.parse(published) if published.strip() else None
            except ValueError as error:
                raise ArticleError(f"article {id}: {error}", "write 2022, 2022-01 …") from error
        return cls(
            id=id,
            title=title,
            kicker=kicker,
            lead=lead,
            blocks=tuple(Block("paragraph", paragraph) for paragraph in paragraphs(text)),
            published=published,
            source=source,
            section=section,
            authors=tuple(authors),
            url=url,
        )

    @property
    def text(self) -> str:
        """The story's own text: all blocks, an empty line between them."""
        return BREAK.join(block.text for block in self.blocks)

    def field_text(self, field: TextField) -> str:
        """The running text of one field, which every position in that field refers to."""
        if field == "title":
            return self.title
        if field == "kicker":
            return self.kicker
        if field == "lead":
            return self.lead
        if field == "text":
            return self.text
        return BREAK.join(caption.text for caption in self.captions)

    def names(self, kind: EntityKind) -> tuple[str, ...]:
        """The names of its people, organisations or places, each once."""
        return tuple(dict.fromkeys(each.name for each in self.entities if each.kind == kind))


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a plain text: what stands between empty lines, trimmed.

    >>> list(paragraphs("Eins\\n \\n\\n Zwei "))
    ['Eins', 'Zwei']
    """
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip():
            lines.append(line)
        elif lines:
            yield "\n".join(lines).strip()
            lines = []
    if lines:
        yield "\n".join(lines).strip()
