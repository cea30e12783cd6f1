"""Forms for all genders: Politiker:innen, Politikerinnen and Politiker are one word.

A marked form is read as its feminine, and feminines of persons lose their ending before they are
stemmed; so all meet at the masculine's stem. "PolitikerInnen" needs no rule: it is the feminine
as soon as case is gone.
"""

from __future__ import annotations

import re

# Politiker:innen, Politiker*innen, Politiker_innen, Politiker/-innen, Politiker(innen), Kund:in;
# inside a word too: Bürger:innenrat
_MARKED_FEMININE = re.compile(r"(?<=[^\W\d_])(?:[:*·_]|/-?|\()(in(?:nen)?)\)?")

# jede:r, Angestellte(n): what stands behind the mark is not needed
_MARKED_ENDING = re.compile(r"(?<=[^\W\d_])[:*·_(](?:[rnsm]|e[rnsm]?)\)?$")

_MARKS = frozenset(":*·_/(")
"""One of them is in every marked form."""

# Kolleginnen, Präsidentinnen; no verbs and no other plurals: gewinnen, besinnen, Finnen
_FEMININE_PLURAL = re.compile(r"(?<=...)(?<!beg)(?<!gew)(?<!bes)(?<!ger)(?<!entr)(?<!sp)innen$")

# The ends of words for persons (folded) to which "-in" is added: Präsident|in, Au|tor|in,
# Koll|eg|in, Ärzt|in. After any other end it belongs to the word: Termin, Medizin, Berlin.
_PERSON_ENDINGS = (
    *("ent", "ant", "ist", "eur", "tor", "sor", "log", "gog", "ekt", "pert", "lleg", "raph"),
    *("eut", "krat", "mat", "dat", "pat", "lot", "riot", "poet", "soph", "chef", "bar", "ling"),
    *("wirt", "freund", "feind", "kund", "zeug", "genoss", "beamt", "koenig", "fuerst", "graef"),
    *("aerzt", "waelt", "raet", "koech", "schoef", "staend", "gatt", "held", "botschaft", "wolf"),
    *("jued", "russ", "zoes", "nes", "tuerk", "griech", "chech", "kroat", "serb", "daen", "kurd"),
    *("chwed", "finn", "brit", "schott", "pol", "afghan", "slowak", "bulgar", "ungar", "rumaen"),
)

# Not the names that end like one: Valentin, Konstantin, Augustin.
_FEMININE = re.compile(rf"(?<!^val)(?<!^konst)(?<=..)(?<!^aug)({'|'.join(_PERSON_ENDINGS)})ins?$")


def unmarked(word: str) -> str:
    """A gender form as the feminine that it stands for; any other word as it is.

    >>> unmarked("Politiker:innen"), unmarked("Kund*in"), unmarked("jede:r"), unmarked("Haus")
    ('Politikerinnen', 'Kundin', 'jede', 'Haus')
    """
    if _MARKS.isdisjoint(word):
        return word
    return _MARKED_ENDING.sub("", _MARKED_FEMININE.sub(r"\1", word))


def without_feminine_ending(folded: str) -> str:
    """A folded word for a person without "-in" or "-innen"; any other word as it is.

    >>> without_feminine_ending("kolleginnen"), without_feminine_ending("praesidentin")
    ('kolleg', 'praesident')
    >>> without_feminine_ending("gewinnen"), without_feminine_ending("berlin")
    ('gewinnen', 'berlin')
    """
    if folded.endswith("innen"):
        return _FEMININE_PLURAL.sub("", folded)
    if folded.endswith(("in", "ins")):
        return _FEMININE.sub(r"\1", folded)
    return folded
