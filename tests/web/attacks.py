"""Articles that try to run something, in every text they have."""

from __future__ import annotations

from pressespiegel.search import Article, Block, Caption, Entity, PressDate

ATTACKS = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onfocus="alert(1)" autofocus="',
    "</title><script>alert(1)</script>",
    "</mark><svg onload=alert(1)>",
    "<mark onclick=alert(1)>x</mark>",
    "{{ 7 * 7 }}{% raw %}",
    "%(count)s %s %%",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "javascript:alert(1)",
    "<!--",
    "]]>",
    "\u202e<b>",
    "<a href='data:text/html,x'>",
)

BREAKOUTS = (
    *("", '"', "'", '">', "'>", "`", "</title>", "</textarea>", "</script>", "</style>", "</mark>"),
    *("</a>", "</h1>", "</option>", "</svg>", "-->", "]]>", '\\"', "%22%3E", "&quot;&gt;"),
)
"""Ways out of where a text stands."""

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1) autofocus>x</a>",
    " onmouseover=alert(1) style=position:fixed;inset:0 x=",
    "<math><mtext><script>alert(1)</script>",
    "<style onload=alert(1)></style>",
)
"""What would run there."""

MANY_ATTACKS = tuple(way + payload for way in BREAKOUTS for payload in PAYLOADS)
"""Two hundred."""


def infected(attack: str, number: int = 0) -> Article:
    return Article(
        id="".join(filter(str.isprintable, f"{number} {attack}")),
        title=f"Titel {attack}",
        kicker=f"Dachzeile {attack}",
        lead=f"Vorspann {attack}",
        blocks=(Block("subhead", f"Zwischen {attack}"), Block("paragraph", f"Absatz {attack}")),
        published=PressDate(2024, 1, 2),
        source=f"Quelle {attack}",
        section=f"Ressort {attack}",
        authors=(f"Autor {attack}",),
        agencies=(f"Agentur {attack}",),
        place=f"Ort {attack}",
        language=attack,
        url=attack,
        captions=(Caption(f"Bild {attack}", f"Foto {attack}"),),
        keywords=(f"Wort {attack}",),
        entities=(
            Entity("person", f"Person {attack}", f"Rolle {attack}"),
            Entity("organisation", f"Firma {attack}"),
            Entity("place", f"Dorf {attack}"),
        ),
        rights=f"Rechte {attack}",
    )
