"""The numbers of all sketches of a segment, sorted, and the document of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.sections import Sections, SectionWriter
from pressespiegel.search.sketch import NUMBER_BYTES

Column = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class SketchNumbers:
    """`numbers[i]` is in the sketch of `documents[i]`."""

    numbers: Column
    documents: Column

    @classmethod
    def of(cls, sketches: Sequence[bytes]) -> SketchNumbers:
        """Those of documents from 0 on."""
        counts = [len(sketch) // NUMBER_BYTES for sketch in sketches]
        documents = np.repeat(np.arange(len(sketches), dtype=np.uint32), counts)
        return cls(np.frombuffer(b"".join(sketches), dtype="<u4"), documents)

    @classmethod
    def within(cls, sections: Sections) -> SketchNumbers:
        """Those of a segment; none in one of an older version, which had no sketches."""
        numbers, documents = sections.get("sketch.numbers"), sections.get("sketch.documents")
        if numbers is None or documents is None:
            return cls.of(())
        return cls(cast(Column, numbers), cast(Column, documents))

    @classmethod
    def joined(cls, parts: Sequence[SketchNumbers]) -> SketchNumbers:
        """Several as one, not sorted."""
        return cls(
            np.concatenate([part.numbers for part in parts]),
            np.concatenate([part.documents for part in parts]),
        )

    def renumbered(self, numbers: Ints) -> SketchNumbers:
        """The same with other document numbers, without documents that have none (-1)."""
        documents = numbers[self.documents]
        kept = documents >= 0
        return SketchNumbers(self.numbers[kept], documents[kept].astype(np.uint32))


def write_sketches(out: SectionWriter, sketches: SketchNumbers) -> None:
    """Write them in the order of their numbers."""
    order = np.argsort(sketches.numbers, kind="stable")
    out.add("sketch.numbers", sketches.numbers[order].astype("<u4"))
    out.add("sketch.documents", sketches.documents[order].astype("<u4"))
