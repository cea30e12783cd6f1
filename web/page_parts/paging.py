"""Which pages of a result there are, and which of them a reader is offered."""

from __future__ import annotations

NEIGHBOURS = 2


def last_page(total: int, size: int) -> int:
    """The number of the last page; a result of nothing has one page too.

    >>> last_page(21, 10), last_page(20, 10), last_page(0, 10)
    (3, 2, 1)
    """
    return max(1, -(-total // size))


def offered_pages(page: int, last: int) -> list[int | None]:
    """The first page, the last, and those around the present one; None is a gap.

    >>> offered_pages(6, 20)
    [1, None, 4, 5, 6, 7, 8, None, 20]
    >>> offered_pages(2, 5)
    [1, 2, 3, 4, 5]
    """
    around = range(max(1, page - NEIGHBOURS), min(last, page + NEIGHBOURS) + 1)
    offered: list[int | None] = []
    before = 0
    for each in sorted({1, *around, last}):
        if each - before == 2:
            offered.append(each - 1)
        elif each - before > 2:
            offered.append(None)
        offered.append(each)
        before = each
    return offered
