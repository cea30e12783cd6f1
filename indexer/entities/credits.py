"""Parts of a text that name people without telling of them: credits, bylines, agency marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PATTERNS = (
    # "Foto: Olivier Hoslet/Pool EPA/AP/dpa", "(Bild: dpa)", "Fotos: A. Berger / Imago"
    re.compile(
        r"\(?\b(?:Fotos?|Bild(?:er|rechte|nachweis|quelle)?|Archiv(?:foto|bild)|Symbol(?:foto|bild)|"
        r"Grafik|Illustration|Karikatur|Montage|Repro|Video|Screenshot|Quelle|Credit|Text|Redaktion)"
        r"(?:/\w{1,20})?: ?[^\n)]{1,120}\)?"
    ),
    # "© dpa", "© Anna Berger/Imago"
    re.compile(r"©[^\n.)]{1,80}"),
    # "(dpa/lby)", "(afp/kna)", "(Reuters)"
    re.compile(
        r"\((?:dpa|afp|AFP|rtr|Reuters|REUTERS|apa|APA|sda|SDA|epd|kna|KNA|sid|SID|dts|dapd|ddp|AP|"
        r"ots|kath\.net|cna)(?:[-/, ]{1,2}[\w.-]{2,20}){0,4}\)"
    ),
    # "Von Erika Muster, dpa", as a paragraph of its own
    re.compile(
        r"(?m)^(?:Von|VON|Text|Interview|Protokoll)(?::| von)? "
        r"(?:[A-ZÄÖÜ][\w.'’-]{0,30}[ ,/]{0,2}(?:und |von |der |van |de )*){1,8}"
        r"(?:dpa|afp|AFP|epd|KNA|Reuters|APA|sda)?[.]?$"
    ),
    # "Olivier Hoslet/Pool EPA/AP/dpa", "picture alliance/dpa", "Imago/Müller"
    re.compile(
        r"(?:[A-ZÄÖÜ][\w.-]{0,30} ){1,3}/ ?(?:dpa|AP|AFP|EPA|epa|Reuters|Getty|imago|Imago|Pool|"
        r"APA|Keystone|picture)\b[^\n.]{0,60}"
    ),
    re.compile(r"(?i)\b(?:picture[ -]alliance|imago(?: images)?|getty images)\b ?/[^\n.)]{1,60}"),
)

_BEFORE_COLON = tuple(
    "foto fotos bild bilder bildrechte bildnachweis bildquelle archivbild archivfoto symbolbild "
    "symbolfoto grafik video illustration karikatur montage repro screenshot quelle credit text "
    "redaktion".split()
)
_AFTER_SLASH = tuple(
    space + source
    for source in "dpa ap afp epa reuters getty imago pool apa keystone picture".split()
    for space in ("", " ")
)
_FIRST_IN_LINE = ("\nvon", "\ntext", "\ninterview", "\nprotokoll")
_AGENCIES_OF_PICTURES = ("picture alliance", "picture-alliance", "imago", "getty images")

_DATELINE = re.compile(
    # "Brüssel - ", "Berlin/München (dpa) – ", "BERLIN taz | ", "New York, 3. Mai. "
    r"\A(?P<place>[A-ZÄÖÜ][\w/.-]{1,30}(?:[ /][A-ZÄÖÜ(][\w.)-]{1,30}){0,3})"
    r"(?P<agency>,? ?\([^)\n]{2,40}\)\.?| taz)? ?(?:[-–—|:]|\.(?=\s?[-–—])) ?[-–—]?\s"
)


def credit_regions(text: str) -> list[tuple[int, int]]:
    """Where photographers, authors and agencies are named; in order, may touch.

    >>> credit_regions("Der Rat (Foto: Anna Berger/dpa) tagt.")
    [(8, 31)]
    """
    return sorted(_found(text))


def _found(text: str) -> Iterator[tuple[int, int]]:
    for pattern, possible in zip(_PATTERNS, _possible(text), strict=True):
        if possible:
            for match in pattern.finditer(text):
                yield match.span()


def _possible(text: str) -> tuple[bool, ...]:
    """Whether a text may hold each of the patterns; fixed strings cost a tenth of patterns."""
    lower = "\n" + text.lower()
    by_colon, by_slash = lower.split(":"), lower.split("/")
    return (
        any(part.endswith(_BEFORE_COLON) for part in (*by_colon[:-1], *by_slash[:-1])),
        "©" in text,
        "(" in text,
        any(word in lower for word in _FIRST_IN_LINE),
        any(part.startswith(_AFTER_SLASH) for part in by_slash[1:]),
        len(by_slash) > 1 and any(name in lower for name in _AGENCIES_OF_PICTURES),
    )


def dateline_end(text: str) -> int:
    """Where the dateline of a story ends, 0 where it has none.

    >>> dateline_end("Berlin (dpa/bb) - Der Senat hat")
    18
    """
    match = _DATELINE.match(text)
    return match.end() if match else 0
