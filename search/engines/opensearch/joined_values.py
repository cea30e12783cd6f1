"""Values of a facet that are one, by what a `Joining` says of all values of a commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressespiegel.search.engine import Joining


class JoinedValues:
    """The values of one facet: what each is called, and which are called the same.

    O(values) to make. `counts` tell how many articles have each value.
    """

    def __init__(self, facet: str, counts: Mapping[str, int], joining: Joining | None) -> None:
        self._facet = facet
        self._counts = counts
        self._joining = joining if joining is not None and joining.concerns(facet) else None
        self._labels: dict[str, str] = {}
        self._groups: dict[str, Sequence[str]] = {}
        self.hidden: frozenset[str] = frozenset()
        if self._joining is None:
            return
        values = sorted(counts)
        joined = self._joining.joined(facet, values, lambda place: counts[values[place]])
        for group in joined.groups:
            members = [values[place] for place in group.members]
            self._groups[group.label] = members
            self._labels.update(dict.fromkeys(members, group.label))
        self.hidden = frozenset(self.name(values[place]) for place in joined.hidden)

    @property
    def groups(self) -> Mapping[str, Sequence[str]]:
        """The values of each group, by its label."""
        return self._groups

    def name(self, value: str) -> str:
        """What a value is called together with those that are one with it."""
        if value in self._groups:
            return value
        if value in self._counts or self._joining is None:
            return self._labels.get(value, value)
        return self._joining.canonical(self._facet, value)

    def shown(self, value: str) -> str:
        """As `name`, "" for what is not shown."""
        name = self.name(value)
        return "" if name in self.hidden else name

    def members(self, value: str) -> Sequence[str]:
        """All values that are one with a value."""
        name = self.name(value)
        return self._groups.get(name, (name,))
