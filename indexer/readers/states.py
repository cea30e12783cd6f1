"""What publishers say of the state of an article."""

TAKEN_BACK = frozenset(("canceled", "cancelled", "withheld", "killed"))
"""States in which a publisher wants an article to be gone."""
