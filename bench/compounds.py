"""How well compounds are split: by hand-marked compounds, and on words as they run through texts.

    python bench/compounds.py            needs ../shared
    python bench/compounds.py --errors   also prints what went wrong

"Last part" counts a compound whose last part, as marked, is among the parts found; "cut" one
that is cut just there at first. Of running words, a hyphenated one counts as split where any of
the words between its hyphens is.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from corpus import SHARED
from marked_compounds import Compound

from pressespiegel.search.german.compounds import compound_cut, compound_parts
from pressespiegel.search.german.folding import fold
from pressespiegel.search.german.hyphenation import hyphen_parts


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked compounds: the shares split rightly, and those that are not."""

    count: int
    last_part: float
    cut: float
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """Running words: which share of no compounds and of compounds is split."""

    simple: int
    compounds: int
    simple_split: float
    compounds_split: float
    errors: tuple[str, ...]


def marked_compounds(file: Path) -> Marked:
    """Split the compounds of a marked list that its last column calls common."""
    count = last_parts = cuts = 0
    errors = []
    for line in file.read_text("utf-8").splitlines():
        marked, *_, frequency = line.split("\t")
        compound = Compound.read(marked)
        if frequency != "common" or compound is None:
            continue
        whole, last = fold(compound.whole), fold(compound.last)
        parts = compound_parts(whole)
        count += 1
        last_parts += last in parts
        cuts += whole[compound_cut(whole) :] == last
        if last not in parts:
            errors.append(f"{marked}: {' + '.join(parts)}")
    return Marked(count, last_parts / count, cuts / count, tuple(errors))


def running_words(file: Path) -> Running:
    """Split words of which each was split or left whole by hand."""
    split: dict[bool, list[bool]] = {True: [], False: []}
    errors = []
    for line in file.read_text("utf-8").splitlines():
        word, marked = line.split("\t")
        is_compound = "+" in marked
        pieces = [compound_parts(fold(text)) for text, _, _ in hyphen_parts(word)]
        is_split = any(pieces) or (is_compound and len(pieces) > 1)
        split[is_compound].append(is_split)
        if is_split != is_compound:
            errors.append(f"{marked}: {pieces}")
    simple, compounds = split[False], split[True]
    return Running(
        len(simple),
        len(compounds),
        sum(simple) / len(simple),
        sum(compounds) / len(compounds),
        tuple(errors),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="print what went wrong as well")
    given = parser.parse_args()
    for name in ("compounds-dekor-dev.tsv", "compounds-dekor-train.tsv"):
        marked = marked_compounds(SHARED / "german" / name)
        print(
            f"{name}: {marked.count} common, last part {marked.last_part:.3%}, cut {marked.cut:.3%}"
        )
        if given.errors:
            print("\n".join(marked.errors))
    running = running_words(SHARED / "german" / "running-words-l3.tsv")
    print(
        f"running words: {running.simple_split:.2%} of {running.simple} simple words split, "
        f"{running.compounds_split:.2%} of {running.compounds} compounds split"
    )
    if given.errors:
        print("\n".join(running.errors))


if __name__ == "__main__":
    main()
