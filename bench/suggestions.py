"""How often the first suggestion is the word that was meant, and how long one takes.

    python bench/suggestions.py [--half odd|even] [--sample N] [--wrong N]

The vocabulary is all words of a real daily and the corrections of the file, as an archive would
count them. Three figures: the share that is right; the share where it is the word meant in some
form of it; and the share that is right of those typos whose correction is credible. Many a typo of
the file is corrected to another form than the nearest (poltitischen -> politische, manschaft ->
mannschaften), which nobody can tell; a correction is credible where no other form of the word is
fewer edits away. pyspellchecker runs beside it on the same counts where it is installed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from corpus import DAILY, SHARED, read_articles, words

from pressespiegel.search.german import fold
from pressespiegel.search.german.stemming import stem
from pressespiegel.search.words.suggest import suggestions
from pressespiegel.search.words.vocabulary import Vocabulary

TYPOS = SHARED / "german" / "typos.tsv"


def vocabulary_counts(corrections: Sequence[str]) -> dict[str, int]:
    """In how many articles each word stands; each correction in one more."""
    counts = Counter(corrections)
    for article in read_articles(DAILY):
        counts.update(word for word in set(words(f"{article.title} {article.body}")))
    return {word: count for word, count in counts.items() if word.isalpha()}


def read_typos() -> list[tuple[str, str]]:
    """What was typed, and what was meant, in lower case."""
    lines = TYPOS.read_text("utf-8").split()
    pairs = [line.lower().split(";") for line in lines if line.count(";") == 1]
    return [(typo, meant) for typo, meant in pairs if typo != meant]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the typos; `wrong` are typo, correction and what was suggested instead."""

    right: float
    same_word: float
    right_if_credible: float
    credible: float
    milliseconds: float
    wrong: Sequence[tuple[str, str, str]]


def measured(
    typos: Sequence[tuple[str, str]], vocabulary: Vocabulary, first: Callable[[str], str]
) -> Figures:
    """What first suggestions are worth; time is that of the processor."""
    began = time.process_time()
    answers = [first(typo) for typo, _ in typos]
    spent = time.process_time() - began
    forms: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary.tallied.texts:
        forms[_word(word)].append(word)
    right = same = credible = right_if_credible = 0
    wrong = []
    for (typo, meant), answer in zip(typos, answers, strict=True):
        right += answer == meant
        same += _word(answer) == _word(meant)
        if answer != meant:
            wrong.append((typo, meant, answer))
        if is_credible(typo, meant, forms[_word(meant)], vocabulary):
            credible += 1
            right_if_credible += answer == meant
    count = len(typos)
    return Figures(
        right=right / count,
        same_word=same / count,
        right_if_credible=right_if_credible / credible,
        credible=credible / count,
        milliseconds=1000 * spent / count,
        wrong=wrong,
    )


def is_credible(typo: str, meant: str, forms: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether no other form of the word that was meant is fewer edits away from the typo."""
    others = [form for form in forms if form != typo]
    distances = {close.text: close.distance for close in vocabulary.compared(typo, others)}
    return min(distances.values()) == distances[meant]


@cache
def _word(form: str) -> str:
    return stem(fold(form))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", 1)[0])
    parser.add_argument("--half", choices=("odd", "even"), help="every other typo only")
    parser.add_argument("--sample", type=int, default=0, help="only so many typos, drawn by chance")
    parser.add_argument("--wrong", type=int, default=0, help="show so many that were wrong")
    options = parser.parse_args()
    typos = read_typos()
    counts = vocabulary_counts(sorted({meant for _, meant in typos}))
    if options.half:
        typos = typos[options.half == "even" :: 2]
    if options.sample:
        typos = random.Random(1).sample(typos, options.sample)
    began = time.perf_counter()
    vocabulary = Vocabulary.of(counts)
    print(f"{len(vocabulary)} words, prepared in {time.perf_counter() - began:.1f} s")

    def ours(typo: str) -> str:
        found = suggestions(typo, vocabulary, limit=1)
        return found[0].text if found else ""

    figures = measured(typos, vocabulary, ours)
    _print("pressespiegel", figures)
    print(f"{figures.credible:.1%} of the corrections are credible")
    for typo, meant, got in figures.wrong[: options.wrong]:
        print(f"  {typo} -> {got} not {meant}  ({counts.get(got, 0)}, {counts[meant]})")
    try:
        from spellchecker import SpellChecker  # type: ignore[import-not-found]  # not required
    except ImportError:
        return
    checker = SpellChecker(language=None)
    checker.word_frequency.load_json(dict(counts))
    _print(
        "pyspellchecker", measured(typos, vocabulary, lambda typo: checker.correction(typo) or "")
    )


def _print(name: str, figures: Figures) -> None:
    print(
        f"{name:<15} right {figures.right:6.1%}   the word {figures.same_word:6.1%}   right if "
        f"credible {figures.right_if_credible:6.1%}   {figures.milliseconds:6.2f} ms a word"
    )


if __name__ == "__main__":
    main()
