"""An article cited in a sentence, after DIN ISO 690, and the names of its authors in order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from pressespiegel.search.article import Article
from pressespiegel.search.dates import PressDate
from pressespiegel.search.query import Language

# "Ursula von der Leyen", "Vincent van Gogh": the small words belong to the family name
_FAMILY = re.compile(
    r"(?<!\S)(?:(?:von|vom|van|zu|zum|zur|de|del|della|di|da|dos|du|la|le|den|der|ten|ter) )*\S+$"
)

_MONTHS: dict[Language, tuple[str, ...]] = {
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


@dataclass(frozen=True, slots=True)
class AuthorName:
    """A name in two parts; `given` is "" for an agency or an initial."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """The family name first: "Kern, Ada"."""
        return f"{self.family}, {self.given}" if self.given else self.family


def author_names(article: Article) -> tuple[AuthorName, ...]:
    """Who wrote an article: its authors, else the agencies whose copy it is.

    >>> article = Article(id="1", title="T", authors=("Ada von der Kern", "Thun, Ole", "kli"))
    >>> [name.inverted for name in author_names(article)]
    ['von der Kern, Ada', 'Thun, Ole', 'kli']
    """
    if not article.authors:
        return tuple(AuthorName(one_line(agency)) for agency in article.agencies)
    return tuple(name for each in article.authors if (name := _parted(one_line(each))).family)


def _parted(name: str) -> AuthorName:
    family, comma, given = name.partition(", ")
    if comma:
        return AuthorName(family, given)
    match = _FAMILY.search(name)
    if match is None or match.start() == 0:
        return AuthorName(name)
    return AuthorName(match[0], name[: match.start()].strip())


def cited(article: Article, *, accessed: date | None = None, language: Language = "de") -> str:
    """An article as DIN ISO 690 cites a contribution to a newspaper; what is unknown is left out.

    `accessed` is the day on which the original was looked at; it is named where there is one.

    >>> article = Article(id="1", title="Es regnet", source="Deichkurier", authors=("Ada Kern",),
    ...                   published=PressDate(2024, 3, 12), url="https://deichkurier.example/1")
    >>> cited(article, accessed=date(2026, 11, 27))  # doctest: +NORMALIZE_WHITESPACE
    'KERN, Ada. Es regnet. In: Deichkurier [online]. 12. März 2024 [Zugriff am: 27. November 2026].
    Verfügbar unter: https://deichkurier.example/1'
    """
    german = language == "de"
    written = []
    if names := author_names(article):
        first, *others = names
        people = [AuthorName(first.family.upper(), first.given).inverted]
        people += [f"{each.given} {each.family.upper()}".strip() for each in others]
        both = "und" if german else "and"
        written.append(
            _sentence(f" {both} ".join(filter(None, [", ".join(people[:-1]), people[-1]])))
        )
    written.append(_sentence(one_line(article.title) or ("Ohne Titel" if german else "Untitled")))
    address = one_line(article.url)
    if article.source:
        medium = " [online]" if address else ""
        written.append(f"In: {_sentence(one_line(article.source) + medium)}")
    when = in_words(article.published, language) if article.published else ""
    if address and accessed:
        day = in_words(PressDate(accessed.year, accessed.month, accessed.day), language)
        when = f"{when} [{'Zugriff am' if german else 'viewed'}: {day}]".strip()
    if when:
        written.append(f"{when}.")
    if address:
        written.append(f"{'Verfügbar unter' if german else 'Available from'}: {address}")
    return " ".join(written)


def in_words(published: PressDate, language: Language) -> str:
    """A date without its time: "12. März 2024", "March 2024".

    >>> in_words(PressDate(2024, 3, 12), "en")
    '12 March 2024'
    """
    here = published.local()
    if here.month is None:
        return str(here.year)
    month = f"{_MONTHS[language][here.month - 1]} {here.year}"
    if here.day is None:
        return month
    return f"{here.day}{'.' if language == 'de' else ''} {month}"


def one_line(text: str) -> str:
    """A text with every run of spaces, line ends and control characters as one space.

    >>> one_line(" Es\\n\\tregnet\\x00 ")
    'Es regnet'
    """
    shown = (
        sign if sign.isprintable() else "" if unicodedata.category(sign) == "Cf" else " "
        for sign in text
    )
    return " ".join("".join(shown).split())


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
