"""Documents are found in a list by either way of looking, and are the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search.engines.whoosh import scored
from pressespiegel.search.engines.whoosh.scored import places_in

documents = st.lists(st.integers(0, 60), unique=True, max_size=40).map(sorted)


@settings(max_examples=100, deadline=None)
@given(documents, documents, st.sampled_from((0, 512)))
def test_places(docs: list[int], wanted: list[int], few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scored, "FEW_WANTED", few)
        places, there = places_in(np.array(docs, np.uint32), np.array(wanted, np.uint32))
    assert there.tolist() == [number in docs for number in wanted]
    assert [docs[place] for place in places[there].tolist()] == [n for n in wanted if n in docs]
