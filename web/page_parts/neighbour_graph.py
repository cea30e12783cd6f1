"""A small graph of one name and its neighbours: where each stands, and how strong the lines are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pressespiegel.web.page_parts.together import Neighbour, Pair
from pressespiegel.web.search_state import SearchState

WIDTH, HEIGHT = 720, 420
CENTRE = (WIDTH / 2, HEIGHT / 2)
RADII = (190.0, 165.0)
LABEL_GAP = 12
LONGEST_LABEL = 26
STRONGEST = 7.0

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Node:
    """A neighbour as it is drawn: a dot, and its name beside it, shortened where it is long."""

    neighbour: Neighbour
    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one place to another, and the search for the articles behind it.

    `ends` are the names of two neighbours, or of one that is joined with the centre.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    ends: tuple[str, ...]
    count: int
    state: SearchState


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes around the centre, and all lines, those between neighbours first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(neighbours: Sequence[Neighbour], pairs: Sequence[Pair]) -> Graph:
    """Neighbours on an ellipse around the centre, the first at the top, then clockwise."""
    nodes = [_node(each, number, len(neighbours)) for number, each in enumerate(neighbours)]
    most = max((each.count for each in neighbours), default=1)
    between = [
        Edge(
            *(nodes[pair.first].x, nodes[pair.first].y),
            *(nodes[pair.second].x, nodes[pair.second].y),
            _width(pair.count, most),
            (nodes[pair.first].neighbour.name, nodes[pair.second].neighbour.name),
            pair.count,
            pair.state,
        )
        for pair in pairs
    ]
    spokes = [
        Edge(
            *CENTRE,
            *(node.x, node.y),
            _width(node.neighbour.count, most),
            (node.neighbour.name,),
            node.neighbour.count,
            node.neighbour.state,
        )
        for node in nodes
    ]
    return Graph(tuple(nodes), (*between, *spokes))


def _node(neighbour: Neighbour, number: int, of: int) -> Node:
    angle = 2 * math.pi * number / of
    across, down = math.sin(angle), -math.cos(angle)
    x, y = round(CENTRE[0] + RADII[0] * across, 1), round(CENTRE[1] + RADII[1] * down, 1)
    name = neighbour.name
    label = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
    if abs(across) < 0.3:
        return Node(neighbour, x, y, label, x, y + (24 if down > 0 else -14), "middle")
    side: Anchor = "start" if across > 0 else "end"
    return Node(neighbour, x, y, label, x + math.copysign(LABEL_GAP, across), y + 5, side)


def _width(count: int, most: int) -> float:
    """The thickness of a line, by the root, so that rare ones are seen beside frequent ones.

    >>> _width(25, 100), _width(100, 100)
    (4.0, 7.0)
    """
    return round(1 + (STRONGEST - 1) * math.sqrt(min(count, most) / most), 1)
