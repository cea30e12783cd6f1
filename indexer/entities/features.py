"""What the model looks at: features of a word, and classes of words that are looked at together.

The model scores a token by the features of the words around it. Every feature belongs to one
word, so that what a word contributes to its own score and to its neighbours' is worked out once
and kept. What two or three words mean together is seen through `CLASSES`: each puts every word
into one of a few numbered classes, and `CONJUNCTIONS` says which classes are combined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pressespiegel.indexer.entities.gazetteers import BITS, Gazetteers

OFFSETS = (-2, -1, 0, 1, 2)
"""Where a word stands, seen from the token that is scored."""

BOUNDARY = ""
"""The word that stands between two sentences."""

SHAPES = (
    "boundary", "small", "Capital", "CAPITALS", "SHORT", "MixedCase", "Two-Part", "small-Part",
    "PART-Part", "number", "ordinal", "Digits1", "Dotted.", "quote-open", "quote-close", "comma",
    "stop", "bracket", "dash", "mark", "address",
)  # fmt: skip
SHAPE_NUMBERS = {shape: number for number, shape in enumerate(SHAPES)}

FUNCTION_WORDS = (
    "der die das den dem des ein eine einen einem einer eines kein keine im in ins am an ans auf "
    "aus bei beim bis durch für gegen hinter mit nach neben ohne über um unter von vom vor "
    "während wegen zu zum zur zwischen seit ab gegenüber laut und oder aber sowie als wie auch "
    "nicht er sie es ich wir man sich sein seine seiner ihr ihre ihren ihrer dieser diese dieses "
    "diesem alle viele zwei drei ist war sind hat hatte haben wird wurde werden sagte sagt so "
    "dass wenn weil noch schon nur rund etwa bereits heute gestern damals früher ehemalige "
    "ehemaligen neue neuen neuer alte alten große großen kleine deutsche deutschen deutscher "
    "russische russischen amerikanische amerikanischen französische französischen britische "
    "britischen Uhr Prozent Euro Herr Herrn Frau Dr. Prof. Familie geborene alias namens genannt "
    "sogenannte heißt hieß statt trotz nahe Richtung Stadt Ort Dorf Land Partei Firma "
    "Unternehmen Verein Gruppe Institut"
).split()
_FUNCTION_NUMBERS = {word: number for number, word in enumerate(dict.fromkeys(FUNCTION_WORDS), 8)}
FUNCTIONS = 8 + len(_FUNCTION_NUMBERS)

CLASSES = ("shape", "function", "list", "cluster")

CONJUNCTIONS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("shape", -1), ("shape", 0)),
    (("shape", 0), ("shape", 1)),
    (("shape", -1), ("shape", 0), ("shape", 1)),
    (("function", -1), ("shape", 0)),
    (("function", -1), ("list", 0)),
    (("function", -1), ("cluster", 0)),
    (("function", -2), ("function", -1)),
    (("function", 1), ("cluster", 0)),
    (("list", -1), ("list", 0)),
    (("list", 0), ("list", 1)),
    (("list", -1), ("list", 0), ("list", 1)),
    (("cluster", -1), ("cluster", 0)),
    (("cluster", 0), ("cluster", 1)),
    (("cluster", -1), ("cluster", 1)),
)
"""Which classes are looked at together: class, and where the word stands."""

_ROLE = 8
_WITH_GENITIVE = BITS["first_names"] | BITS["places"] | BITS["countries"]
LISTS = 128
COARSE = 128
"""The number of classes of list membership, and of coarse word clusters."""

LONGEST = 60
"""Of longer words, addresses for the most part, only the beginning is looked at."""

LONGEST_BEGINNING, LONGEST_ENDING = 4, 6
"""Up to how many of its first and last letters a word is known by; never by all that it has."""

MOST_LETTERS = 12
"""Words of more letters count as equally long."""

Clusters = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class WordKnowledge:
    """What is known of words beforehand: the lists, and the clusters learned from plain text.

    `clusters` gives a word's cluster at three grains, coarse (below `COARSE`), middle and fine.
    """

    gazetteers: Gazetteers
    clusters: Mapping[str, Clusters]


def shape(word: str) -> str:
    """The kind of thing a token is by its letters alone.

    >>> shape("Berlin"), shape("US-Präsident"), shape("3."), shape("FDP")
    ('Capital', 'PART-Part', 'ordinal', 'SHORT')
    """
    if not word:
        return "boundary"
    first = word[0]
    if first.isalpha():
        if "-" in word:
            if not first.isupper():
                return "small-Part"
            head = word.partition("-")[0]
            return "PART-Part" if len(head) > 1 and head.isupper() else "Two-Part"
        if word.islower():
            return "small"
        if word.endswith("."):
            return "Dotted."
        if word.isupper():
            return "SHORT" if 1 < len(word) < 6 else "CAPITALS"
        if not word.isalpha() and any(letter.isdigit() for letter in word):
            return "Digits1"
        if first.isupper() and word[1:].islower():
            return "Capital"
        return "address" if "@" in word or "/" in word else "MixedCase"
    if first.isdigit():
        return "ordinal" if word.endswith(".") else "number"
    if word in "„«»“":
        return "quote-open"
    if word in "\"”'‘’›‹":
        return "quote-close"
    if word in ",;":
        return "comma"
    if word in ".!?…:":
        return "stop"
    if word in "()[]":
        return "bracket"
    return "dash" if word in "-–—/" else "mark"


def lists(word: str, known: Gazetteers) -> int:
    """Which lists a word is in, as the sum of powers of two; below `LISTS`."""
    member = known.members.get(word, 0)
    if word[-1:] == "s" and len(word) > 4:
        member |= known.members.get(word[:-1], 0) & _WITH_GENITIVE
    endings = _endings(word)
    last = word
    if "-" in word:
        last = word.rpartition("-")[2]
        endings = (endings & ~_ROLE) | (_endings(last) & _ROLE)
    return member | endings | (_ROLE if last in known.roles else 0)


# "Verteidigungsminister", "Oberbürgermeisterin", "Fraktionschef", "Vorstandssprecher"
_ROLE_ENDINGS = tuple(
    stem + ending
    for stem in (
        "minister präsident kanzler meister chef sprecher direktor sekretär leiter trainer "
        "vorsitzende experte expertin politiker forscher anwalt anwält richter spieler kommissar "
        "beauftragte senator rat rät führer kandidat manager autor star botschafter"
    ).split()
    for ending in ("", "in", "innen", "s", "n", "r", "es", "en")
)
# "Bundesministerium", "Amtsgericht", "Sportverein", "Landesbank"
_ORGANISATION_ENDINGS = tuple(
    stem + ending
    for stem in (
        "ministerium gericht verein bank verband partei amt universität klinikum klinik institut "
        "gesellschaft gewerkschaft stiftung kammer kasse werke konzern behörde agentur bund "
        "hochschule akademie zeitung rundfunk polizei kirche club klub union fraktion theater "
        "museum"
    ).split()
    for ending in ("", "s", "es", "en")
)
_ENDINGS = {
    **dict.fromkeys(_ROLE_ENDINGS, _ROLE),
    **dict.fromkeys(_ORGANISATION_ENDINGS, BITS["organisation_forms"]),
}
# the last three letters of endings, and how long the endings with these are
_LENGTHS = {
    tail: sorted({len(ending) for ending in _ENDINGS if ending.endswith(tail)})
    for tail in {ending[-3:] for ending in _ENDINGS}
}


def ends_like_role(word: str) -> bool:
    """Whether a word ends as names of offices and professions do: "Fraktionschef"."""
    return bool(_endings(word) & _ROLE)


def _endings(word: str) -> int:
    """The bits of the endings that a capitalised word has and is longer than."""
    word = word[:40]
    lengths = _LENGTHS.get(word[-3:])
    if not lengths or not word[0].isupper():
        return 0
    found = 0
    for length in lengths:
        if length < len(word):
            found |= _ENDINGS.get(word[-length:], 0)
    return found


def classes(word: str, known: WordKnowledge) -> tuple[int, ...]:
    """The number of the word's class in each of `CLASSES`, in that order."""
    if word == BOUNDARY:
        return SHAPE_NUMBERS["boundary"], 0, 0, 0
    word = word[:LONGEST]
    lower = word.lower()
    cluster = known.clusters.get(word) or known.clusters.get(lower)
    return (
        SHAPE_NUMBERS[shape(word)],
        function_class(word, lower),
        lists(word, known.gazetteers),
        cluster[0] if cluster else 0,
    )


def function_class(word: str, lower: str) -> int:
    """The number of a small word, or of what it ends in; `lower` is the word in small letters."""
    function = _FUNCTION_NUMBERS.get(word) or _FUNCTION_NUMBERS.get(lower)
    # adjectives and other small words by their ending, so that "der neue X" is seen
    return _small_word(word) if function is None else function


def _small_word(word: str) -> int:
    if not word[0].isalpha():
        return 1
    if word[0].isupper():
        return 2
    if word.endswith(("en", "em")):
        return 3
    if word.endswith(("er", "es")):
        return 4
    if word.endswith("e"):
        return 5
    return 6 if word.endswith("t") else 7


def features(word: str, known: WordKnowledge) -> list[str]:
    """All features of a word, for its own score."""
    if word == BOUNDARY:
        return ["boundary"]
    word = word[:LONGEST]
    lower = word.lower()
    length = len(word)
    own = known.clusters.get(word)
    found = _far(word, own or known.clusters.get(lower))
    found += _near(word, lists(word, known.gazetteers), own)
    found += [f"lower={lower}", f"length={min(length, MOST_LETTERS)}"]
    if word[0].isalpha():
        sizes = range(1, length)
        found += [f"begins={word[:size]}" for size in sizes[:LONGEST_BEGINNING]]
        # that of three letters is one that neighbours have, too
        found += [f"ends={lower[-size:]}" for size in sizes[:LONGEST_ENDING] if size != 3]
        if "-" in word:
            first, _, last = word.rpartition("-")
            found += [f"first={first}", f"last={last.lower()}", f"last ends={last.lower()[-4:]}"]
            of_last = known.clusters.get(last)
            if of_last:
                found.append(f"last cluster={of_last[1]}")
        elif length > 4 and word[-1] == "s":
            bare = word[:-1]
            found.append(f"bare={bare}")
            if not own and (of_bare := known.clusters.get(bare)):
                found.append(f"bare cluster={of_bare[1]}")
        if word[0].isupper() and lower in known.clusters:
            found.append("also small")
    return found


def neighbour_features(word: str, known: WordKnowledge) -> list[str]:
    """The features of a word that also count for the tokens right beside it."""
    if word == BOUNDARY:
        return ["boundary"]
    word = word[:LONGEST]
    near = _near(word, lists(word, known.gazetteers), known.clusters.get(word))
    return far_features(word, known) + near


def far_features(word: str, known: WordKnowledge) -> list[str]:
    """The features of a word that also count for tokens two places away."""
    if word == BOUNDARY:
        return ["boundary"]
    word = word[:LONGEST]
    return _far(word, known.clusters.get(word) or known.clusters.get(word.lower()))


def _far(word: str, cluster: Clusters | None) -> list[str]:
    if cluster:
        return [f"word={word}", f"coarse={cluster[0]}", f"middle={cluster[1]}"]
    return [f"word={word}"]


def _near(word: str, member: int, cluster: Clusters | None) -> list[str]:
    found = [f"shape={shape(word)}"]
    if len(word) > 3 and word[0].isalpha():
        found.append(f"ends={word.lower()[-3:]}")
    if member:
        found.append(f"list={member}")
        found += [f"in={bit}" for bit in range(7) if member >> bit & 1]
    if cluster:
        found.append(f"fine={cluster[2]}")
    return found
