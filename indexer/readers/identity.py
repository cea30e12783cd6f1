"""Article ids that are the same on every run and every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from pressespiegel.search.article import LONGEST_ID
from pressespiegel.search.dates import PressDate

_TRACKING = frozenset(
    """
    fbclid gclid dclid msclkid igshid mc_cid mc_eid wt_mc wt_zmc xtor cmpid cid ref referrer
    source_id xing_share at_medium at_campaign
    """.split()
)
"""Query parameters that say where a reader came from; the article is the same without them."""


def article_id(
    *,
    given: str = "",
    url: str = "",
    source: str = "",
    published: PressDate | None = None,
    title: str = "",
    text: Iterable[str] = (),
) -> str:
    """The id of an article: as given, else from its address, else from what it is.

    A derived id is 16 hexadecimal digits: among a million articles the odds of two that meet
    are 1 in 37 million.

    >>> article_id(url="http://www.example.org/a/?utm_source=x#top")
    'dbdc723d9a66403f'
    """
    if given and given.isprintable():
        return given if len(given) <= LONGEST_ID else _digest("id", given)
    if address := normal_url(url):
        return _digest("url", address)
    return _digest("article", source, str(published or ""), title, *text)


def normal_url(url: str) -> str:
    """An address without what does not tell articles apart; "" where it is none.

    >>> normal_url("HTTPS://www.Example.org:443/politik/a.html?b=2&utm_medium=rss&a=1#kommentare")
    'example.org/politik/a.html?a=1&b=2'
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    if port not in (None, 80, 443):
        host += f":{port}"
    telling = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in _TRACKING and not name.lower().startswith("utm_")
    )
    query = f"?{urlencode(telling)}" if telling else ""
    return host + (parts.path.rstrip("/") or "/") + query


def host_of(url: str) -> str:
    """The host of an address, which names an outlet that has no better name; "" where it is none.

    >>> host_of("https://www.example.org/politik"), host_of("urn:newsml:x")
    ('example.org', '')
    """
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _digest(*parts: str) -> str:
    state = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data) + data)
    return state.hexdigest()
