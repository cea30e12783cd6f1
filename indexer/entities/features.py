"""What the model looks at: features of a word, and classes of words that are looked at together.

The model scores a token by the features of the words around it. Every feature belongs to one
word, so that what a word contributes to its own score and to its neighbours' is worked out once
and kept. What two or three words mean together is seen through `CLASSES`: each puts every word
into one of a few numbered classes, and `CONJUNCTIONS` says which classes are combined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pressespiegel.indexer.entities.gazetteers import Gazetteers

OFFSETS = (-2, -1, 0, 1, 2)
"""Where a word stands, seen from the token that is scored."""

BOUNDARY = ""
"""The word that stands between two sentences."""

SHAPES = (
    "boundary", "small", "Capital", "CAPITALS", "SHORT", "MixedCase", "Two-Part", "small-Part",
    "PART-Part", "number", "ordinal", "Digits1", "Dotted.", "quote-open", "quote-close", "comma",
    "stop", "bracket", "dash", "mark", "address",
)  # fmt: skip
_SHAPE_NUMBERS = {shape: number for number, shape in enumerate(SHAPES)}

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

LISTS = 128
COARSE = 128
"""The number of classes of list membership, and of coarse word clusters."""

_ARTICLES = frozenset("der die das den dem des ein eine einen einem einer eines".split())


@dataclass(frozen=True, slots=True)
class WordKnowledge:
    """What is known of words beforehand: the lists, and the clusters learned from plain text.

    `clusters` gives a word's cluster at three grains, coarse (below `COARSE`), middle and fine.
    """

    gazetteers: Gazetteers
    clusters: Mapping[str, tuple[int, int, int]]


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
        if any(letter.isdigit() for letter in word):
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
    bare = word[:-1] if word.endswith("s") and len(word) > 4 else word
    last = word.rpartition("-")[2]
    return (
        (1 if word in known.first_names or bare in known.first_names else 0)
        + (2 if word in known.places or bare in known.places else 0)
        + (4 if word in known.countries or bare in known.countries else 0)
        + (8 if last in known.roles or ends_like_role(last) else 0)
        + (16 if word in known.organisation_forms or _ends_like_organisation(word) else 0)
        + (32 if word in known.place_parts else 0)
        + (64 if word in known.organisations else 0)
    )


# "Verteidigungsminister", "Oberbürgermeisterin", "Fraktionschef", "Vorstandssprecher"
_ROLE_ENDING = re.compile(
    r".(?:minister|präsident|kanzler|meister|chef|sprecher|direktor|sekretär|leiter|trainer|"
    r"vorsitzende|experte|expertin|politiker|forscher|anwalt|anwält|richter|spieler|kommissar|"
    r"beauftragte|senator|rat|rät|forscher|führer|kandidat|manager|autor|star|botschafter)"
    r"(?:in|innen|s|n|r|es|en)?$"
)
# "Bundesministerium", "Amtsgericht", "Sportverein", "Landesbank"
_ORGANISATION_ENDING = re.compile(
    r".(?:ministerium|gericht|verein|bank|verband|partei|amt|universität|klinikum|klinik|institut|"
    r"gesellschaft|gewerkschaft|stiftung|kammer|kasse|werke|konzern|behörde|agentur|bund|"
    r"hochschule|akademie|zeitung|rundfunk|polizei|kirche|club|klub|union|fraktion|theater|museum)"
    r"(?:s|es|en)?$"
)


def ends_like_role(word: str) -> bool:
    """Whether a word ends as names of offices and professions do: "Fraktionschef"."""
    return bool(word[:1].isupper() and _ROLE_ENDING.search(word[:40]))


def _ends_like_organisation(word: str) -> bool:
    return bool(word[:1].isupper() and _ORGANISATION_ENDING.search(word[:40]))


def classes(word: str, known: WordKnowledge) -> tuple[int, ...]:
    """The number of the word's class in each of `CLASSES`, in that order."""
    shape_number = _SHAPE_NUMBERS[shape(word)]
    function = _FUNCTION_NUMBERS.get(word) or _FUNCTION_NUMBERS.get(word.lower())
    if function is None:
        # adjectives and other small words by their ending, so that "der neue X" is seen
        function = 0 if word == BOUNDARY else _small_word(word)
    cluster = known.clusters.get(word) or known.clusters.get(word.lower())
    return (
        shape_number,
        function,
        lists(word, known.gazetteers) if word else 0,
        cluster[0] if cluster else 0,
    )


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
    word = word[:60]
    lower = word.lower()
    found = neighbour_features(word, known)
    found += [f"lower={lower}", f"length={min(len(word), 12)}"]
    if word[0].isalpha():
        found += [f"begins={word[:length]}" for length in (1, 2, 3, 4) if length < len(word)]
        found += [f"ends={lower[-length:]}" for length in (1, 2, 4, 5, 6) if length < len(word)]
        if "-" in word:
            first, _, last = word.rpartition("-")
            found += [f"first={first}", f"last={last.lower()}", f"last ends={last.lower()[-4:]}"]
            cluster = known.clusters.get(last)
            if cluster:
                found.append(f"last cluster={cluster[1]}")
        elif len(word) > 4 and word[-1] == "s":
            bare = word[:-1]
            found.append(f"bare={bare}")
            if (cluster := known.clusters.get(bare)) and word not in known.clusters:
                found.append(f"bare cluster={cluster[1]}")
        if word[0].isupper() and lower in known.clusters:
            found.append("also small")
    return found


def neighbour_features(word: str, known: WordKnowledge) -> list[str]:
    """The features of a word that also count for the tokens right beside it."""
    if word == BOUNDARY:
        return ["boundary"]
    word = word[:60]
    found = far_features(word, known)
    found.append(f"shape={shape(word)}")
    if word[0].isalpha() and len(word) > 3:
        found.append(f"ends={word[-3:].lower()}")
    member = lists(word, known.gazetteers)
    if member:
        found += [f"list={member}"] + [f"in={bit}" for bit in range(7) if member >> bit & 1]
    cluster = known.clusters.get(word)
    if cluster:
        found.append(f"fine={cluster[2]}")
    return found


def far_features(word: str, known: WordKnowledge) -> list[str]:
    """The features of a word that also count for tokens two places away."""
    if word == BOUNDARY:
        return ["boundary"]
    word = word[:60]
    cluster = known.clusters.get(word) or known.clusters.get(word.lower())
    found = [f"word={word}"]
    if cluster:
        found += [f"coarse={cluster[0]}", f"middle={cluster[1]}"]
    return found
