"""Words that join and ask, and say nothing about an article: a question may lack them."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    # articles and pronouns
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner "
    "ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich man jemand "
    "mein dein sein unser euer meine deine seine ihre unsere seinen seinem seiner ihren "
    "ihrem ihrer "
    "dies diese dieser dieses diesen diesem "
    "jene jener jenes welche welcher welches welchen welchem "
    # questions
    "wer wen wem wessen was wann wo woher wohin warum wieso weshalb wozu wie womit wodurch wofür "
    # prepositions, also with their article
    "in im ins an am ans auf aus bei beim mit nach seit von vom zu zum zur für durch gegen ohne um "
    "bis über unter vor hinter neben zwischen während wegen trotz laut "
    # conjunctions
    "und oder aber sondern denn doch sowie als ob dass weil wenn damit obwohl "
    # little words
    "nicht auch nur noch schon so sehr mehr da hier dort dann nun eigentlich denn etwa ja nein mal "
    # auxiliary verbs
    "ist sind war waren bin bist sei wäre wird werden wurde wurden würde worden "
    "hat haben hatte hatten habe hätte gibt es kann können konnte muss müssen soll sollen sollte "
    "will wollen wollte darf dürfen macht tut "
    # English
    "the a an of to and or for on at by with from is are was were be been do does did has have had "
    "who whom what when where why how which that this these those it its not".split()
)
"""In lower case, as they are written."""


def is_function_word(word: str) -> bool:
    """Whether a word says nothing by itself.

    >>> is_function_word("Warum"), is_function_word("Brücke")
    (True, False)
    """
    return word.lower() in FUNCTION_WORDS
