"""How quickly German is analysed: words found, and distinct words analysed for the first time.

    python bench/german.py [--articles 1000]     needs ../shared

A distinct word is analysed once and then looked up, so an archive's first articles cost most.
Times are of the processor. Beside them stands what ten slices of a word, each looked up in a
dictionary, take on the same machine at the same time: on an idle one, about 1 µs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from corpus import DAILY

from pressespiegel.indexer.readers import read
from pressespiegel.search.german import analyse_word, split_words
from pressespiegel.search.german.compound_lexicon import compound_lexicon
from pressespiegel.search.german.compounds import compound_cut
from pressespiegel.search.german.folding import fold
from pressespiegel.search.german.stemming import stem


def microseconds(work: Callable[[str], object], items: Sequence[str]) -> float:
    """What a call takes on average."""
    start = time.process_time()
    for item in items:
        work(item)
    return (time.process_time() - start) / len(items) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000, help="how many are read")
    given = parser.parse_args()
    texts = [each.text for each, _ in zip(read(DAILY), range(given.articles), strict=False)]
    found = [split_words(text)[0] for text in texts]
    surfaces = list(dict.fromkeys(surface for words in found for surface in words))
    folded = [fold(surface) for surface in surfaces]
    start = time.process_time()
    compound_lexicon()
    loading = time.process_time() - start
    known = dict.fromkeys(folded)
    print(f"{len(texts)} articles, {sum(map(len, found))} words, {len(surfaces)} distinct")
    print(f"reading the lexicon: {loading:.3f} s")
    for name, work, items in (
        ("ten slices looked up", lambda word: [known.get(word[at:]) for at in range(10)], folded),
        ("words of an article", split_words, texts),
        ("fold", fold, surfaces),
        ("stem", stem, folded),
        ("compound_cut", compound_cut, folded),
        ("analyse_word", analyse_word, surfaces),
        ("analyse_word again", analyse_word, surfaces[-10_000:]),
    ):
        print(f"{name}: {microseconds(work, items):.1f} µs")


if __name__ == "__main__":
    main()
