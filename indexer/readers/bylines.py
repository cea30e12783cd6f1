"""Who wrote it: names out of bylines and author fields."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pressespiegel.indexer.readers.cleaning import one_line

# Von Erika Muster | Ein Bericht von … | Text: … | by …
_INTRODUCTION = re.compile(
    r"^(?:(?:[Ee]in(?:e)? )?(?:Ein )?(?:Gast)?(?:[Bb]eitrag|[Kk]ommentar|[Aa]nalyse|[Bb]ericht|"
    r"[Rr]eportage|[Ee]ssay|[Kk]olumne|[Ii]nterview|[Pp]orträt|[Ll]eitartikel|[Rr]ezension|"
    r"[Gg]astkommentar|[Rr]echerche|[Pp]rotokoll)\s+)?(?:[Vv]on|VON|[Bb]y|BY)\s*:?\s+"
    r"|^(?:Text|Autor(?:in|en)?|Verfasser(?:in)?|Redaktion|Aufgezeichnet von|Interview|Bericht)"
    r"\s*:\s*"
)
# Erika Muster und Max Meier, dpa | Erika Muster / Max Meier
_BETWEEN = re.compile(r"\s*(?:,|;|\||/|•|·|\bund\b|\bUND\b|\band\b|&|\bsowie\b)\s*")
# Muster, Wien | aus Brüssel | (Text) und … (Fotos)
_FROM = re.compile(r"\s+(?:aus|in)\s+[A-ZÄÖÜ][\w.-]+(?:[ /][A-ZÄÖÜ][\w.-]+)*$")
_ADDRESS = re.compile(r"(?:https?:|www\.)\S*|\S+@\S+")
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NO_NAME = re.compile(r"https?:|www\.|@|\d{3}|^\W*$")
_ROLE_NAME = (
    r"(?:(?:freie|leitende|stellvertretende|politische)[rs]?\s+)?"
    r"\w*(?:redakteur|korrespondent|reporter|autor|journalist|volontär|chefredakteur|kolumnist|"
    r"ressortleiter|mitarbeiter|redaktionsleiter|editor)(?:in|en|innen)?\b.*$"
)
_ROLE = re.compile(rf"^{_ROLE_NAME}", re.IGNORECASE)
# Erika Muster Leitende Wirtschaftsredakteurin: after two words at least
_ROLE_AFTER = re.compile(rf"(?<=\w\s\w\w)(\w*)\s+{_ROLE_NAME}", re.IGNORECASE)
# A name: Erika Muster | Dr. Max von Meier | Anna-Lena Groß | O'Neill | JÖRG MUSTER
_NAME_WORD = (
    r"(?:[A-ZÄÖÜÉÈÁÀÇŠŽØÅÓ][\w.'’-]*|von|van|de|der|den|zu|zur|vom|da|di|la|le|el|al|bin|ten)"
)
_BYLINE = re.compile(
    rf"(?:[Vv]on|VON|[Bb]y)\s*:?\s+{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}"
    rf"(?:\s*(?:,|;|/|\||&|und|UND|sowie|aus)\s*(?:[a-zA-Z]{{2,6}}|{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}})"
    r"){0,6}\.?"
)
LONGEST_NAME = 80
LONGEST_BYLINE = 2000


def author_names(values: Iterable[str]) -> tuple[str, ...]:
    """The authors that a source names one by one, tidied, each once.

    >>> author_names(["Von Erika Muster", "  Max  Meier, dpa ", "https://example.org/max"])
    ('Erika Muster', 'Max Meier', 'dpa')
    """
    return tuple(dict.fromkeys(name for value in values for name in names_in(value)))


def names_in(byline: str) -> list[str]:
    """The names in one byline, roles and places left out.

    >>> names_in("Von Erika Muster (Text) und Max Meier, Korrespondent aus Brüssel")
    ['Erika Muster', 'Max Meier']
    >>> names_in("Erika Muster Leitende Wirtschaftsredakteurin")
    ['Erika Muster']
    """
    text = _INTRODUCTION.sub(
        "", _ADDRESS.sub("", _BRACKET.sub("", one_line(byline[:LONGEST_BYLINE])))
    )
    parts = (_ROLE_AFTER.sub(r"\1", part) for part in _BETWEEN.split(text))
    names = (_FROM.sub("", part).strip(" .:-–") for part in parts)
    return [name for name in names if _is_name(name)]


def is_byline(line: str) -> bool:
    """Whether a line of a text does nothing but name its authors.

    >>> is_byline("Von Erika Muster und Max Meier, dpa"), is_byline("Von Berlin aus sieht man es.")
    (True, False)
    """
    return len(line) <= 160 and _BYLINE.fullmatch(_BRACKET.sub("", line).strip()) is not None


def _is_name(text: str) -> bool:
    return 1 < len(text) <= LONGEST_NAME and not _NO_NAME.search(text) and _ROLE.match(text) is None
