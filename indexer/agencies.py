"""News agencies whose copy an article uses: told from datelines, bylines, endings and notes.

A credit names an agency too ("Foto: Anna Berger/dpa"); it says who took the picture, not who
wrote the story, and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from pressespiegel.search.article import Article


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: the name that facets show, its marks ("dpa/lby"), its full names in prose."""

    name: str
    marks: tuple[str, ...]
    full_names: tuple[str, ...] = ()


AGENCIES = (
    Agency("dpa", ("dpa", "dpa-infocom", "dpa-zentralbild"), ("Deutsche Presse-Agentur",)),
    Agency("dpa-AFX", ("dpa-afx", "afx", "dpa-afx-broker"), ("dpa-AFX",)),
    Agency("AFP", ("afp", "afpd"), ("Agence France-Presse", "Agence France Presse")),
    Agency("Reuters", ("reuters", "rtr", "rtrd"), ("Reuters", "Thomson Reuters")),
    Agency("AP", ("ap", "apd"), ("Associated Press",)),
    Agency("APA", ("apa", "apa-ots"), ("Austria Presse Agentur",)),
    Agency("Keystone-SDA", ("sda", "keystone-sda", "ats", "keystone"), ("Keystone-SDA",)),
    Agency("epd", ("epd",), ("Evangelischer Pressedienst",)),
    Agency("KNA", ("kna",), ("Katholische Nachrichten-Agentur",)),
    Agency("kathpress", ("kap", "kathpress"), ("Kathpress",)),
    Agency("SID", ("sid",), ("Sport-Informations-Dienst",)),
    Agency("dts", ("dts", "dts nachrichtenagentur"), ("dts Nachrichtenagentur",)),
    Agency("dapd", ("dapd",)),
    Agency("ddp", ("ddp",)),
    Agency("ots", ("ots", "news aktuell"), ("news aktuell",)),
    Agency("Bloomberg", ("bloomberg", "blg"), ("Bloomberg",)),
    Agency("ANSA", ("ansa",)),
    Agency("Tass", ("tass", "itar-tass")),
    Agency("Interfax", ("interfax",)),
    Agency("Ria Nowosti", ("ria", "ria nowosti", "ria novosti")),
    Agency("Xinhua", ("xinhua",)),
    Agency("Belga", ("belga",)),
    Agency("ANP", ("anp",)),
    Agency("EFE", ("efe",)),
    Agency("PA", ("pa media",)),
    Agency("ZAMG", ("zamg",)),
    Agency("Spot on News", ("spot", "spot on news")),
    Agency("Teleschau", ("teleschau", "tsch")),
    Agency("Dow Jones", ("dow jones", "djn", "dj newswires"), ("Dow Jones Newswires",)),
    Agency("vwd", ("vwd",)),
    Agency("dpa Custom Content", ("dpa custom content",)),
)
"""The agencies that German-language papers print, as they mark them."""

_BY_MARK: Mapping[str, str] = MappingProxyType(
    {mark: agency.name for agency in AGENCIES for mark in agency.marks}
)
# the services of one agency are marked after a slash or hyphen: "dpa/lby", "dpa-tmn", "APA-ots"
_SERVICES = frozenset(
    "lby bb lsw lhe lni lno lrs lnw lsa lsc lsn lth lmv lbn lhb lhh lsl bln brb tmn wap sport pol "
    "red mat nbg de at ch".split()
)
_WITH_SERVICES = frozenset(("dpa", "epd", "apa", "sda", "afp", "kna"))

_MARK = r"[A-Za-zÄÖÜäöü][\w.]{1,14}(?:-[A-Za-z]\w{1,14})?"
_MARKS = rf"{_MARK}(?: ?[/,;+&|] ?{_MARK}| (?:und|sowie|mit|/) {_MARK}){{0,5}}"

_CREDIT = re.compile(
    r"\(?\b(?:Fotos?|Bild(?:er|rechte|nachweis|quelle)?|\w*(?:foto|bild|bilder)|Grafik|Infografik|"
    r"Illustration|Karikatur|Montage|Repro|Video|Screenshot|Credit)(?:/\w{1,20})?: ?"
    r"[^\n)]{1,120}\)?|©(?! ?dpa-infocom)[^\n/]{1,60}/[^\n)]{1,60}"
    r"|\bpicture[ -]alliance[^\n)]{0,60}"
)

_PLACES_OF_MARKS = (
    # a bracket that is all marks: "(dpa/lby)", "(afp/kna)", "(mit dpa und AFP)"
    re.compile(
        rf"\((?:mit |Mit |Quellen?: ?|nach |von )?(?:Material (?:von|der) )?(?P<marks>{_MARKS})\)"
    ),
    # the note at an end: "mit Material von Reuters", "mit dpa", "Mit Agenturmaterial von dpa, AFP"
    re.compile(
        r"\b[Mm]it (?:Material|Informationen|Inhalten|Agenturmaterial|Texten|Agentur|Agenturen)"
        r"(?: (?:von|der|des|durch)(?: der| den)?(?: Nachrichtenagentur(?:en)?| Agentur(?:en)?)?|:)"
        rf" (?P<marks>{_MARKS})"
    ),
    re.compile(rf"(?m)^(?:[Mm]it|Quellen?:|© ?|Copyright:?) ?(?P<marks>{_MARKS})[.]?\s*$"),
    # a line of marks alone: "dpa", "dpa/lby", "Reuters/AFP"
    re.compile(rf"(?m)^(?P<marks>{_MARKS})[.]?\s*$"),
    # "© dpa-infocom, dpa:210305-99-123456/2"
    re.compile(r"(?m)(?:©|\(c\)|Copyright) ?(?P<marks>dpa(?:-[a-z]+)?)\b"),
    re.compile(r"\b(?P<marks>dpa):\d{6}-\d{2}-\d+"),
    # a byline: "Von Erika Muster, dpa"
    re.compile(rf"(?m)^Von [A-ZÄÖÜ][^\n,]{{2,60}}, ?(?P<marks>{_MARKS})\.?$"),
)
_DATELINE = re.compile(
    # "Berlin (dpa/bb) - ", "WIEN (APA)."; "BERLIN afp | "; "Rom, 3. Mai (kna) – "
    rf"\A\W{{0,3}}[A-ZÄÖÜ][\w./ ,-]{{1,60}}?(?:, )?"
    rf"(?:\((?P<bracket>{_MARKS})\)| (?P<bare>{_MARK}) \|)"
)
_PROSE = re.compile(
    r"(?:Dieser|Dieses|Diese|Der) (?:Text|Artikel|Bericht|Beitrag|Inhalt|Meldung|Nachricht)"
    rf"[^\n.]{{1,80}}?(?:von der|der|von) (?:Nachrichtenagentur |Agentur )?(?P<marks>{_MARK})"
)
_INITIALS = re.compile(
    r"\(?\b(?P<marks>[a-zäöü]{2,4}(?: ?[/,] ?[A-Za-zäöü]{2,8}){0,3})\)?[.]?\s*\Z"
)
_SPLIT = re.compile(r"\s*[/,;+&|]\s*|\s+(?:und|sowie|mit)\s+")

_LOOKED_AT = 400
"""Characters at either end of a text in which marks are looked for."""


def agencies_of_mark(mark: str) -> tuple[str, ...]:
    """The agencies that a mark stands for, in its order; () where it names none.

    For readers: what stands in the brackets of a dateline or in a field for the provider.

    >>> agencies_of_mark("dpa/lby"), agencies_of_mark("afp/KNA"), agencies_of_mark("r")
    (('dpa',), ('AFP', 'KNA'), ())
    """
    return tuple(
        dict.fromkeys(name for part in _SPLIT.split(mark.strip()) if (name := _named(part)))
    )


def agencies_in(text: str) -> tuple[str, ...]:
    """The agencies named as sources at the beginning and at the end of a text, each once.

    >>> agencies_in("Berlin (dpa/bb) - Der Senat tagt.\\n\\nMit Material von Reuters")
    ('dpa', 'Reuters')
    >>> agencies_in("Der Senat tagt. Foto: Anna Berger/dpa")
    ()
    """
    return tuple(dict.fromkeys(name for marks in _marks(text) for name in agencies_of_mark(marks)))


def initials_in(text: str) -> tuple[str, ...]:
    """The initials of authors that a text ends with: small letters beside or without an agency.

    >>> initials_in("Der Senat tagt. (gro/dpa)"), initials_in("Er kam nicht.")
    (('gro',), ())
    """
    match = _INITIALS.search(text[-40:])
    if not match or not (match.group().startswith("(") or "/" in match["marks"]):
        return ()
    parts = _SPLIT.split(match["marks"])
    return tuple(
        part for part in parts if part.islower() and len(part) < 5 and not _is_agency_part(part)
    )


def with_agencies(article: Article, initials: Mapping[str, str] | None = None) -> Article:
    """Fill in the agencies of an article, where its reader knew none, and tidy its authors.

    Agencies that stand among the authors, or behind a name ("Erika Muster, dpa"), are moved to
    the agencies. `initials` says whose initials ("gro") are whose: they are put in the place of
    such an author, and an article without authors that ends with some gets their names.
    """
    known = initials or {}
    authors: tuple[str, ...] = ()
    among: list[str] = []
    for author in article.authors:
        found = agencies_of_mark(author)
        among += found
        # only where an agency stands beside it is a comma or a slash between two authors
        parts = _SPLIT.split(author.strip()) if found or author.islower() else [author]
        authors += tuple(
            known.get(part, part) for part in parts if not (found and _is_agency_part(part))
        )
    authors = tuple(dict.fromkeys(filter(None, authors)))
    agencies = article.agencies or tuple(dict.fromkeys([*among, *agencies_in(article.text)]))
    if not authors and known:
        authors = tuple(known[each] for each in initials_in(article.text) if each in known)
    if authors == article.authors and agencies == article.agencies:
        return article
    return replace(article, authors=authors, agencies=agencies)


def _marks(text: str) -> Iterator[str]:
    dateline = _DATELINE.match(text)
    if dateline:
        yield dateline["bracket"] or dateline["bare"]
    # bylines stand first, notes last; brackets in the middle of a long text tell of other things
    head, tail = text[:_LOOKED_AT], text[max(_LOOKED_AT, len(text) - _LOOKED_AT) :]
    for part in (head, tail):
        # most have no credit, which is quicker to see than to look for
        suspicious = ":" in part or "©" in part or "alliance" in part
        clean = _CREDIT.sub(" ", part) if suspicious else part
        for pattern in (*_PLACES_OF_MARKS, _PROSE):
            for match in pattern.finditer(clean):
                yield match["marks"]


def _named(part: str) -> str:
    """The agency that one part of a mark names, "" for none."""
    lower = part.strip(" .").lower()
    if lower in _BY_MARK:
        return _BY_MARK[lower]
    head, _, service = lower.partition("-")
    return _BY_MARK[head] if head in _WITH_SERVICES and service else ""


def _is_agency_part(part: str) -> bool:
    return bool(_named(part)) or part in _SERVICES
