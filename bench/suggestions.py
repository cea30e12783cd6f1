"""How often the first suggestion is the word that was meant, and how long one takes.

    python bench/suggestions.py [--sample N] [--wrong N]

The vocabulary is all words of a real daily and the corrections of the file, as an archive would
count them. Many a typo of the file is corrected to another inflected form than the one typed
(poltitischen -> politische); the second figure counts the forms of one word as one. pyspellchecker
runs beside it on the same counts where it is installed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence

from corpus import DAILY, SHARED, read_articles, words

from pressespiegel.search.german import fold
from pressespiegel.search.german.stemming import stem
from pressespiegel.search.suggest import suggestions
from pressespiegel.search.vocabulary import Vocabulary

TYPOS = SHARED / "german" / "typos.tsv"


def vocabulary_counts(corrections: Sequence[str]) -> dict[str, int]:
    """In how many articles each word stands; each correction in one more."""
    counts = Counter(corrections)
    for article in read_articles(DAILY):
        counts.update(word for word in set(words(f"{article.title} {article.body}")))
    return {word: count for word, count in counts.items() if word.isalpha()}


def measured(
    pairs: Sequence[tuple[str, str]], first: Callable[[str], str]
) -> tuple[float, float, list[tuple[str, str, str]]]:
    """The share of first suggestions that are right, milliseconds a word, and what was wrong."""
    began = time.perf_counter()
    answers = [first(typo) for typo, _ in pairs]
    spent = time.perf_counter() - began
    wrong = [
        (typo, meant, got)
        for (typo, meant), got in zip(pairs, answers, strict=True)
        if got != meant
    ]
    return 1 - len(wrong) / len(pairs), 1000 * spent / len(pairs), wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", 1)[0])
    parser.add_argument("--sample", type=int, default=0, help="only so many typos, drawn by chance")
    parser.add_argument("--wrong", type=int, default=0, help="show so many that were wrong")
    options = parser.parse_args()
    lines = TYPOS.read_text("utf-8").split()
    pairs = [tuple(line.lower().split(";", 1)) for line in lines if line.count(";") == 1]
    typos = [(pair[0], pair[1]) for pair in pairs if pair[0] != pair[1]]
    counts = vocabulary_counts(sorted({meant for _, meant in typos}))
    if options.sample:
        typos = random.Random(1).sample(typos, options.sample)
    began = time.perf_counter()
    vocabulary = Vocabulary(counts)
    print(f"{len(vocabulary)} words, prepared in {time.perf_counter() - began:.1f} s")

    def ours(typo: str) -> str:
        found = suggestions(typo, vocabulary, limit=1)
        return found[0].text if found else ""

    right, spent, wrong = measured(typos, ours)
    other_words = [each for each in wrong if stem(fold(each[1])) != stem(fold(each[2]))]
    word = 1 - len(other_words) / len(typos)
    print(f"pressespiegel   right {right:6.1%}   the word {word:6.1%}   {spent:6.2f} ms a word")
    for typo, meant, got in wrong[: options.wrong]:
        print(f"  {typo} -> {got} not {meant}  ({counts.get(got, 0)}, {counts[meant]})")
    try:
        from spellchecker import SpellChecker  # type: ignore[import-not-found]  # not required
    except ImportError:
        return
    checker = SpellChecker(language=None)
    checker.word_frequency.load_json(dict(counts))
    right, spent, _ = measured(typos, lambda typo: checker.correction(typo) or "")
    print(f"pyspellchecker  right {right:6.1%}   {spent:6.2f} ms a word")


if __name__ == "__main__":
    main()
