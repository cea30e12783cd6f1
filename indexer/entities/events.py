"""Events, competitions, illnesses, laws, which are neither people nor organisations nor places."""

from __future__ import annotations

import re
from functools import lru_cache

_EVENT = re.compile(
    r"(?:^|.*[ -])(?:WM|EM|Olympia|Champions|Masters|Awards?|Oscars?)(?: (?:19|20)\d\d)?"
    r"|.*(?:[Ss]piele|[Ss]pielen|League|Open|Cup|[Pp]okal|[Pp]okals|Contest|Grand Prix|"
    r"[Mm]eisterschaft|[Mm]eisterschaften|[Ww]eltcup|[Tt]urnier|[Tt]urniers|Grand Slam|"
    r"[Oo]lympiade|Super Bowl|Playoffs|Krieg|[Ww]eltkrieg|[Ww]eltkriegs|Parade|[Mm]arathon|"
    r"Tour de France|Giro d['’]Italia|[Gg]rippe|[Vv]irus|[Pp]andemie|[Ee]pidemie|[Ss]yndroms?|"
    r"[Kk]rise|[Aa]ffäre|[Ss]kandals?|[Gg]esetz(?:es)?)"
    r"(?: (?:19|20)\d\d)?"
)


@lru_cache(maxsize=1 << 14)
def ends_like_event(name: str) -> bool:
    """Whether a name is one of an event by its last word: "Olympischen Spielen", "French Open".

    >>> ends_like_event("Champions League"), ends_like_event("Deutscher Fußball-Bund")
    (True, False)
    >>> ends_like_event("Spanischen Grippe"), ends_like_event("Grundgesetz")
    (True, True)
    """
    return len(name) < 80 and bool(_EVENT.fullmatch(name))
