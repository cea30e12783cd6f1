"""Queries of every form about a real daily, drawn by chance from its own words."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pressespiegel.search.document import Document
from pressespiegel.search.engine import Request
from pressespiegel.search.query import parse
from pressespiegel.search.query.tree import Dated, SearchField

FACETS = ("section", "source", "author", "month", "year")
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws from the words of some articles."""

    chance: random.Random
    documents: Sequence[Document]

    def _surfaces(self) -> list[str]:
        field: SearchField = self.chance.choice(("title", "text", "text"))
        document = self.chance.choice(self.documents)
        return [each for each in document.fields[field].surfaces if each.isalnum()] or ["Berlin"]

    def _word(self) -> str:
        return self.chance.choice(self._surfaces())

    def _long_word(self) -> str:
        long = [each for each in self._surfaces() if len(each) > 6 and each.isalpha()]
        return self.chance.choice(long) if long else "Regierung"

    def _run(self, size: int) -> list[str]:
        surfaces = self._surfaces()
        begin = self.chance.randrange(max(len(surfaces) - size, 1))
        return surfaces[begin : begin + size]

    def query(self) -> str:
        """A query of some form."""
        chance = self.chance
        word, other, third = self._word(), self._word(), self._word()
        long = self._long_word()
        run = self._run(chance.randint(2, 4))
        date = f"{chance.randint(2018, 2022)}-{chance.randint(1, 12):02}"
        return chance.choice(
            (
                word,
                f"{word} {other}",
                f"{word} {other} {third}",
                f"{word} ODER {other}",
                f"({word} ODER {other}) {third}",
                f"{word} NICHT {other}",
                f"{word} -{other}",
                f'"{" ".join(run)}"',
                f'"{" ".join(run)}" {word}',
                f'"{run[0]} {run[-1]}"~{chance.randint(1, 6)}',
                f"{run[0]} NAHE/{chance.randint(1, 8)} {run[-1]}",
                f"{long[: chance.randint(5, 7)]}*",
                f"{long[:4]}*{long[-2:]}",
                f"*{long[2:]}",
                f"{long[:3]}?{long[4:]}",
                f"{long}~",
                f"{long[:2]}{long[3:]}~1",
                f"/{long[:4]}(e|en|er|ung)?.{{0,3}}/",
                f"titel:{word}",
                f"titel:{word} {other}",
                f"autor:{word}",
                f"ressort:{chance.choice(('politik', 'kultur', 'berlin', 'sport', 'wissen'))}",
                f"datum:{date} {word}",
                f"datum:>{date} {word}",
                f"{word}^3 {other}",
                "",
            )
        )

    def request(self) -> tuple[str, Request]:
        """A query, and a request for all that it finds, narrowed in some way."""
        chance, text = self.chance, self.query()
        filters, excluded = {}, {}
        if chance.random() < 0.3:
            filters[chance.choice(FACETS)] = tuple(dict.fromkeys(self._values()))
        if chance.random() < 0.15:
            excluded[chance.choice(FACETS)] = tuple(dict.fromkeys(self._values()))
        period = None
        if chance.random() < 0.15:
            first = chance.choice(self.documents).first or 0
            period = Dated(first, first + chance.choice((1, 30, 365)) * MINUTES_OF_A_DAY)
        return text, Request(
            parse(text).tree,
            limit=1_000,
            sort="newest",
            facets=FACETS,
            facet_limit=chance.choice((1, 5, 20)),
            filters={name: values for name, values in filters.items() if values},
            excluded={name: values for name, values in excluded.items() if values},
            period=period,
            dates=chance.random() < 0.2,
            content=False,
        )

    def _values(self) -> Iterator[str]:
        """Some values of any facet: those of others than the one asked for find nothing."""
        for _ in range(self.chance.randint(1, 2)):
            values = self.chance.choice(self.documents).facets[self.chance.choice(FACETS)]
            yield from values[:1]
