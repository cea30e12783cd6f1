"""Umlauts that come with inflection: Häuser is a form of Haus, but Bürger is none of Burg.

The stemmer takes every umlaut away, which makes "schön" and "schon", "fördern" and "fordern" one
word. Here only those go that inflection brings, which German keeps to a closed list of nouns and
adjectives; their compounds inflect like them (Krankenhäuser).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pressespiegel.search.german.folding import fold

# Plurals of nouns, by what follows the umlaut: Haus, Häus-er. Compounds inflect like their ends.
_PLURALS_IN_ER = """
Amt Bad Band Blatt Buch Bistum Dach Dorf Fach Fass Gehalt Gemach Gewand Glas Gott Grab Gras
Gut Haupt Haus Holz Horn Huhn Irrtum Kalb Korn Kraut Lamm Land Loch Mahl Mal Mann Maul Mund Pfand
Rad Rand Reichtum Besitztum Eigentum Altertum Fürstentum Heiligtum Herzogtum Königtum Schloss
Spital Strauch Tal Trumm Tuch Volk Vormund Wald Wort Wurm
"""

# Stadt, Städt-e.
_PLURALS_IN_E = """
Ablass Abt Admiral Altar Angst Anlass Anwalt Arzt Ast Axt Bach Ball Band Bank Bart Bass Bau Bauch
Baum Bausch Bischof Block Bock Brand Brauch Braut Bruch Brunst Brust Busch Choral Chor Damm Dampf
Darm Draht Duft Dunst Erlass Fall Fang Faust Flor Floh Fluch Flug Fluss Frosch Frost Frucht Fuchs
Fuss Gang Gans Gast Gaul Gauch General Geruch Geschmack Gesang Genuss Grund Gruft Gruss Gurt Guss
Hahn Hals Hand Hang Haut Herzog Hof Hut Kahn Kamm Kampf Kanal Kaplan Kardinal Kauf Kauz Klang Kloss
Klotz Kluft Knall Knauf Knopf Koch Kopf Korb Kraft Kran Kranz Krampf Kropf Krug Kuh Kunft Kunst
Kuss Laus Lauf Laut Lohn Luft Lust Macht Magd Markt Marsch Maus Marschall Morast Nacht Naht Not
Nuss Palast Papst Pass Pfahl Pflock Pflug Pfropf Plan Platz Propst Quast Rang Rat Raum Rausch Rock
Rumpf Saal Sack Saft Sang Sarg Satz Sau Saum Schacht Schaft Schall Schatz Schaum Schlag Schlauch
Schlot Schluck Schlund Schluss Schmaus Schnur Schopf Schoss Schrank Schub Schuss Schwall Schwamm
Schwan Schwank Schwanz Schwarm Schwulst Schwung Schwur Sohn Sold Span Spalt Spass Spross Spruch
Sprung Spund Stab Stadt Stall Stamm Stand Stock Stoss Strang Strand Strauss Strom Strumpf Stuhl
Sturm Sturz Sud Sumpf Tanz Ton Topf Trank Traum Trog Trumpf Turm Umlauf Vogt Wall Wand Wanst Wolf
Wulst Wunsch Wurf Wurst Zahn Zaun Zopf Zoll Zug Zunft Zwang Dacht Druss Druck Trag Bot Wuchs
Schwund Stoff
"""

# Vater, Väter; Garten, Gärten; Mangel, Mängel.
_PLURALS_BY_UMLAUT_ALONE = """
Acker Apfel Boden Bogen Bruder Faden Garten Graben Hafen Hammel Hammer Handel Kasten Kloster Kragen
Laden Magen Mangel Mantel Mutter Nabel Nagel Ofen Sattel Schaden Schnabel Schwager Tochter Vater
Vogel Wagen
"""

# Comparison: groß, größ-er, größ-te.
_COMPARATIVES = """
alt arg arm blass dumm fromm gesund glatt grob groß hart jung kalt karg klug krank krumm kurz lang
nass rot scharf schmal schwach schwarz stark warm
"""

# Feminines of masculines without an umlaut: Jude, Jüdin; Franzose, Französin.
_FEMININES = "Jud Franzos Graf Schwab Sachs"

# These end like one of the above and keep their umlaut: Gerät is no form of "gerat".
_LEXICAL = """
Gerät Gefäß Gefälle Gelände Geschäft Gespräch Gebäude Gerücht Gewächs Gemälde Gesäß Gehör Geläut
Gebäck Gehäuse Gelübde Geräusch Gestüt Gezänk
"""

_UMLAUTED = {"a": "ae", "o": "oe", "u": "ue"}


def umlauted(folded: str) -> str:
    """The folded word with an umlaut on its last vowel that can have one.

    >>> umlauted("haus"), umlauted("garten"), umlauted("kuh")
    ('haeus', 'gaerten', 'kueh')
    """
    at = folded.rfind("au")
    if at < 0 or any(vowel in folded[at + 2 :] for vowel in "aou"):
        at = max(folded.rfind(vowel) for vowel in "aou")
    return folded[:at] + _UMLAUTED[folded[at]] + folded[at + 1 :]


@cache
def inflected_umlauts() -> Mapping[str, str]:
    """Umlauted stem -> stem without, folded: "haeus" -> "haus"; lexical ones stand for themselves.

    Stems are the words without their endings, as the stemmer leaves them.
    """
    stems: dict[str, str] = {}
    for words in (_PLURALS_IN_ER, _PLURALS_IN_E, _COMPARATIVES, _FEMININES):
        for word in words.split():
            stems[umlauted(fold(word))] = fold(word)
    for word in _PLURALS_BY_UMLAUT_ALONE.split():
        base = fold(word)
        stems[umlauted(base)] = base
        for ending in ("en", "er"):
            short = base.removesuffix(ending)
            stems[umlauted(short)] = short
    for word in _LEXICAL.split():
        for stem in {fold(word), fold(word).removesuffix("e")}:
            stems[stem] = stem
    return MappingProxyType(stems)


def may_have_umlaut(folded: str) -> bool:
    """Whether a folded word has the letters of an umlaut: "haeuser", but also "neue".

    >>> may_have_umlaut("haeuser"), may_have_umlaut("neue"), may_have_umlaut("haus")
    (True, True, False)
    """
    return "ae" in folded or "oe" in folded or "ue" in folded


_LONGEST = 11
_SHORTEST_IN_A_COMPOUND = 4


def without_inflected_umlaut(stem: str) -> str:
    """A folded stem without the umlaut that inflection brought; any other stem as it is.

    >>> without_inflected_umlaut("haeus"), without_inflected_umlaut("krankenhaeus")
    ('haus', 'krankenhaus')
    >>> without_inflected_umlaut("buerg"), without_inflected_umlaut("geraet")
    ('buerg', 'geraet')
    """
    known = inflected_umlauts()
    if stem in known:
        return known[stem]
    for length in range(min(_LONGEST, len(stem) - 2), _SHORTEST_IN_A_COMPOUND - 1, -1):
        if base := known.get(stem[-length:]):
            return stem[:-length] + base
    return stem
