"""Newer first: how the scores of documents fade with their age."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.scored import Scored, Scores
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.engines.whoosh.spread import Spread

MINUTES_OF_A_DAY = 1440

MOST_A_MINUTE = 1e6
"""More half-lives in a minute make no difference, and would be no number times no minutes."""

MOST_HALVINGS = np.float32(120)
"""After so many only the date of a document counts."""

LEAST_SCORE = np.finfo(np.float32).tiny
"""What is left of a score however old the document is: one of 0 would not be found any more."""


def aged(snapshot: Snapshot, found: Scored | Spread, half_life: float | None) -> Scored | Spread:
    """What was found, its scores halved for every half-life in days that a document is older than
    the newest of the snapshot; undated ones are as old as the oldest."""
    if half_life is None or snapshot.dates is None or found.scores is None:
        return found
    if isinstance(found, Scored):
        minutes = snapshot.first_minutes[found.docs]
        return Scored(found.docs, _faded(found.scores, minutes, snapshot.dates, half_life))
    return Spread(_faded(found.scores, snapshot.first_minutes, snapshot.dates, half_life))


def _faded(
    scores: Scores, minutes: npt.NDArray[np.int32], dates: tuple[int, int], half_life: float
) -> Scores:
    oldest, newest = dates
    halvings = min(1 / (MINUTES_OF_A_DAY * half_life), MOST_A_MINUTE)
    # `UNDATED` is less than any date, and what was deleted may be newer than the newest.
    ages = np.clip(minutes, oldest, newest)
    np.subtract(newest, ages, out=ages)
    faded: Scores = ages.astype(np.float32)
    faded *= np.float32(-halvings)
    gone = faded < -MOST_HALVINGS
    # Numbers near the least one are reckoned with many times more slowly.
    np.maximum(faded, -MOST_HALVINGS, out=faded)
    np.exp2(faded, out=faded)
    faded *= scores
    gone |= faded < LEAST_SCORE
    gone &= scores > 0
    np.copyto(faded, LEAST_SCORE, where=gone)
    return faded
