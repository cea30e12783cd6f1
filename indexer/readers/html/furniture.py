"""What stands on a page beside the article: told by markup, by names in the markup, by wording."""

from __future__ import annotations

import re
from typing import Literal

from pressespiegel.indexer.readers.html.page import Element

Role = Literal["story", "figure", "beside"]
"""What an element holds: the story's own text, a picture with its caption, or page furniture."""

SKIPPED_TAGS = frozenset(
    """
    script style noscript template button select option input textarea svg canvas iframe object
    embed audio video map head link meta progress datalist picture img source
    """.split()
)
"""Elements that hold no words for readers."""

_BESIDE_TAGS = frozenset("nav footer aside form dialog menu fieldset label".split())
_FIGURE_TAGS = frozenset("figure figcaption".split())
_BESIDE_ROLES = frozenset("navigation complementary contentinfo search dialog banner form".split())

# The words of a class, id or role: "article-teaser", "related_articles", "adSlot", "AdSlot2"
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BESIDE = frozenset(
    """
    teaser teasers related recommendation recommendations recommended recirculation outbrain
    taboola plista newsletter promo promotion ad ads adslot advertisement advertorial anzeige
    werbung sponsored share sharing social socials socialmedia comments comment kommentare
    postings breadcrumb breadcrumbs paywall cookie consent gdpr cmp navigation nav navbar menu
    sidebar footer subscribe subscription abo login register toolbar tools tags toc pagination
    pager skiplink skip screenreader visuallyhidden tooltip modal popup overlay feedback survey
    banner readmore pullquote bookmark player author authors autor autoren byline bio infos meta
    metadata dateline timestamp trending meistgelesen marginal linklist accordion embed donation
    """.split()
)
_COMMENTS = frozenset("comments comment kommentare forum postings disqus".split())
_FIGURE = frozenset(
    """
    caption captions bildunterschrift bildtext credit credits copyright gallery slideshow
    lightbox fotostrecke bildergalerie carousel photographer fotograf
    """.split()
)

_PICTURE = frozenset("pic picture img image bild foto photo media thumbnail".split())
LONGEST_CAPTION = 400


def role_of(element: Element, *, holds_story: bool) -> Role:
    """What an element is, by its tag and its names.

    `holds_story`: a good part of all paragraphs is in it; then its names say something about the
    page ("paywall", "with-sidebar"), not about what it holds.
    """
    tag = element.tag
    if tag in _FIGURE_TAGS and not holds_story:
        return "figure"
    names = _names(element)
    if names & _COMMENTS and element.find(".//h1") is None:
        return "beside"
    if holds_story:
        return "story"
    if tag in _BESIDE_TAGS or names & _BESIDE or _is_hidden(element):
        return "beside"
    if names & _FIGURE or (names & _PICTURE and _is_picture_with_words(element)):
        return "figure"
    return "story"


def _names(element: Element) -> set[str]:
    names: set[str] = set()
    for token in f"{element.get('class') or ''} {element.get('id') or ''}".split():
        # Tailwind's "print:hidden" or "[.floated_&]:mt-0" say how it looks, not what it is.
        if ":" not in token and "[" not in token:
            names.update(word.lower() for word in _WORDS.findall(token))
    role = element.get("role")
    if role in _BESIDE_ROLES:
        names.add("navigation")
    return names


def _is_picture_with_words(element: Element) -> bool:
    if element.find(".//img") is None:
        return False
    return sum(len(text.strip()) for text in element.itertext()) <= LONGEST_CAPTION


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("aria-expanded") == "false":
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


# Lesen Sie auch: … | Mehr zum Thema | Hier geht es zum Newsletter | Anzeige
_INVITATION = re.compile(
    r"(?:lesen sie (?:auch|hier|dazu|mehr)|lies auch|auch interessant|"
    r"mehr (?:zum thema|dazu|lesen)|weitere (?:artikel|themen|nachrichten|informationen zum)|"
    r"zum thema:?$|das könnte (?:sie|dich) auch|anzeige$|werbung$|zur startseite|"
    r"(?:unser|der|zum|abonnieren sie) .{0,40}newsletter|newsletter|"
    r"jetzt (?:abonnieren|anmelden|registrieren|kostenlos|testen|unterstützen)|"
    r"hier (?:geht es|geht's|klicken|anmelden|abonnieren)|"
    r"empfohlener (?:redaktioneller |externer )?inhalt|extern(?:er|en) inhalt|"
    r"an dieser stelle finden sie|mit (?:ihrer|deiner) zustimmung|"
    r"ich bin damit einverstanden|um diesen inhalt|"
    r"artikel (?:teilen|drucken|anhören|merken)|teilen$|drucken$|"
    r"(?:\d+ )?kommentare?(?: \(\d+\))?$|"
    r"sie haben (?:noch )?kein abo|(?:sie sind )?bereits abonnent|diesen artikel weiterlesen|"
    r"weiterlesen (?:mit|nach)|folgen? sie uns|folge uns|inhaltsverzeichnis$|"
    r"datenschutz(?:erklärung|hinweise?|einstellungen)?:?$|"
    r"dieses thema im programm|über dieses thema berichtet|dieser (?:artikel|text|beitrag) (?:ist|"
    r"erschien|wurde) (?:zuerst|ursprünglich|ausgedruckt|erstmals)|schlagwörter|quellen?:|links?:|"
    r"redaktion:|bildrechte|feedback (?:zum|an)|(?:ihre|deine) meinung|hinweis:|"
    r"(?:video|audio|podcast|bildergalerie|fotostrecke|grafik|infografik|embed)\b.{0,3}(?:$|\||:))",
    re.IGNORECASE,
)
# Stand: 28.04.2023 17:23 Uhr | Aktualisiert am … | Publiziert: … | Lesedauer: 4 Min. | 3 Min.
_STAMP = re.compile(
    r"(?:(?:zuletzt )?aktualisiert|stand|publiziert|veröffentlicht|erschienen|erstellt|update|"
    r"datum|vom)\b.{0,12}\d.*|.{0,60}\blesedauer\b.{0,20}|\d+:?\d*\s*(?:min(?:uten?|\.)?)\b.{0,20}|"
    r"(?:(?:mo|di|mi|do|fr|sa|so)\w*,?\s+)?"
    r"\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,9}\.?)\s?\d{2,4}\b.{0,40}|"
    r"\d{1,2}[:.]\d\d uhr.{0,20}|\d+\s*/\s*\d+|[\d\s.,:/|–-]+",
    re.IGNORECASE,
)


_MARKS_BEFORE = "→▶►»>–•|[( -"


def is_furniture_text(text: str) -> bool:
    """Whether a line is an invitation, a label or a time stamp rather than part of the story.

    >>> is_furniture_text("Lesen Sie auch: Was jetzt wichtig ist"), is_furniture_text("Er las.")
    (True, False)
    """
    plain = text.lstrip(_MARKS_BEFORE)
    if len(text) <= 300 and _INVITATION.match(plain):
        return True
    return len(text) <= 100 and _STAMP.fullmatch(plain) is not None
