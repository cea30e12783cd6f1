"""The least score that belongs on a page is found however many there are, and however equal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search.engines.whoosh import ordering


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from((0.5, 1.0, 1.5, 2.0)), min_size=1, max_size=90), st.data())
def test_the_least_score_of_the_best(scores: list[float], data: st.DataObject) -> None:
    wanted = data.draw(st.integers(1, len(scores)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "GROUP", 3)
        least = ordering._least(np.array(scores, dtype=np.float32), wanted)
    assert least == sorted(scores, reverse=True)[wanted - 1]
