"""Articles about an invented coast, enough of them for two result pages."""

from __future__ import annotations

from pressespiegel.search import Article, Block, Caption, Entity, Mention, PressDate

BRIDGE = Article(
    id="2024-03-12/kueste/hebebruecke_0.md",
    kicker="Norderhaven",
    title="Die Hebebrücke bleibt oben",
    lead="Seit Montag klemmt das Gegengewicht. Wer auf die Insel will, nimmt die Fähre.",
    blocks=(
        Block("paragraph", "Um 6.12 Uhr fuhr die Brücke hoch, und dort blieb sie."),
        Block("subhead", "Ersatzteile aus dem Museum"),
        Block("paragraph", "Ingenieurin Wiebke Lornsen sucht Zahnräder. Die Brücke ist von 1911."),
        Block("paragraph", "„Wir brauchen zwei Wochen“, sagte Lornsen in Norderhaven."),
    ),
    published=PressDate(2024, 3, 12),
    source="Hallig-Bote",
    section="Küste",
    authors=("Ole Harms",),
    agencies=("dpa",),
    place="Norderhaven",
    url="https://hallig-bote.example/hebebruecke",
    captions=(Caption("Hochgeklappt: die Brücke am Dienstag.", "Foto: Anke Thun"),),
    keywords=("Verkehr", "Brücken"),
    entities=(
        Entity(
            "person",
            "Wiebke Lornsen",
            "Ingenieurin",
            (Mention("text", 95, 109), Mention("text", 187, 194)),
        ),
        Entity("place", "Norderhaven", mentions=(Mention("text", 198, 209),)),
        Entity("organisation", "Hafenamt Norderhaven"),
    ),
    rights="© Hallig-Bote",
)

MONTHLY = Article.from_text(
    id="monat",
    title="Rückblick auf den Sturmflutwinter",
    text="Der Deich hielt.",
    published="2022-01",
    source="Deichkurier",
    section="Chronik",
)

YEARLY = Article.from_text(
    id="jahr",
    title="Als der Hafen noch Gleise hatte",
    text="Eine Erinnerung.",
    published="1987",
    source="Deichkurier",
    section="Chronik",
)

UNDATED = Article.from_text(
    id="ohne-datum",
    title="Fundstück aus dem Kontor",
    text="Ein Heft ohne Jahreszahl.",
)

TIMED = Article.from_text(
    id="minute",
    title="Fähre läuft wieder aus",
    text="Der Wind hat nachgelassen.",
    published="2024-02-03T14:30+01:00",
    source="Hallig-Bote",
    section="Küste",
)

ODD_IDS = ("2025-01-20/ausland/article_0.md", "a?b#c%", "ä ö", "../../x//y", ".", "%2F&id=z+w")

ODD = tuple(
    Article.from_text(id=id, title=f"Sonderling {number}", text="Ein Text.", source="Kontor")
    for number, id in enumerate(ODD_IDS)
)

SERIES = tuple(
    Article(
        id=f"hafen-{number:02d}",
        title=f"Hafenbericht, Folge {number}",
        blocks=(Block("paragraph", f"Im Hafen lagen {number} Kutter, und der Hafen war ruhig."),),
        published=PressDate(2023, 1 + number % 12, 1 + number),
        source=("Hallig-Bote", "Deichkurier", "Inselpost")[number % 3],
        section=("Küste", "Wirtschaft")[number % 2],
        entities=(Entity("place", f"Koog {number % 10}"), Entity("person", "Momme Feddersen")),
    )
    for number in range(25)
)

ALL = (BRIDGE, MONTHLY, YEARLY, UNDATED, TIMED, *ODD, *SERIES)

_WIND = (
    "Der Wind hat am Sonntag so zugenommen, dass die Fähre zwischen Norderhaven und den Inseln "
    "seit dem Nachmittag im Hafen liegt und niemand hinüberkommt."
)
_WAITING = (
    "In der Halle warten Reisende, Einheimische und ein Hund, und alle hoffen auf den Abend, "
    "wenn das Wasser fällt und die Böen nachlassen sollen."
)

FERRY_STORY = Article(
    id="faehre-lang",
    title="Fähre bleibt im Hafen",
    blocks=(
        Block("paragraph", _WIND),
        Block(
            "paragraph",
            "Die Reederei bedauert den Ausfall und verweist auf das Wetter der vergangenen Woche.",
        ),
        Block("paragraph", _WAITING),
    ),
    published=PressDate(2024, 3, 10),
    source="Hallig-Bote",
    agencies=("dpa",),
)

FERRY_COPY = Article(
    id="faehre-kurz",
    title="Fähre steht still",
    blocks=(
        Block("paragraph", _WIND),
        Block("paragraph", f"{_WAITING} Das berichtet unsere Zeitung."),
    ),
    published=PressDate(2024, 3, 11),
    source="Deichkurier",
    agencies=("dpa",),
)
"""The same story in two papers; not among `ALL`."""

NEVER_ENDING = "Deichverteidigungsgerätschaftslagerverwaltung" * 8

ENDLESS = Article(
    id="endlos",
    kicker=f"Dachzeile {NEVER_ENDING}",
    title=f"Unaufhörlich: {NEVER_ENDING} " + "und immer weiter " * 60,
    lead=NEVER_ENDING,
    blocks=(Block("paragraph", NEVER_ENDING * 5), Block("subhead", NEVER_ENDING)),
    source=NEVER_ENDING,
    section=NEVER_ENDING,
    authors=(NEVER_ENDING, "Ole Harms"),
    agencies=(NEVER_ENDING,),
    place=NEVER_ENDING,
    captions=(Caption(NEVER_ENDING, NEVER_ENDING),),
    keywords=(NEVER_ENDING, NEVER_ENDING),
    entities=(Entity("person", NEVER_ENDING, NEVER_ENDING), Entity("place", NEVER_ENDING)),
    rights=NEVER_ENDING,
)
"""An article whose words and titles know no end; not among `ALL`."""

STORY = (
    "Vor der Hallig Langesand ist am Dienstag ein Pottwal gestrandet. Das Tier war nach Angaben "
    "der Naturschutzbehörde elf Meter lang und lebte nicht mehr, als Wattwanderer es fanden.",
    "Ein Bagger soll den Wal bei Ebbe vom Watt ziehen. Fachleute der Hochschule wollen ihn in der "
    "kommenden Woche untersuchen, um zu erfahren, woran er gestorben ist.",
)

PRINTINGS = tuple(
    Article(
        id=f"wal-{number}",
        title=title,
        blocks=tuple(Block("paragraph", each) for each in STORY),
        published=PressDate(2024, 5, 7 + number),
        source=source,
        agencies=("dpa",),
    )
    for number, (title, source) in enumerate(
        (
            ("Pottwal vor Langesand gestrandet", "Deichkurier"),
            ("Elf Meter Wal im Watt", "Hallig-Bote"),
            ("Toter Pottwal: Bagger kommt", "Inselpost"),
        )
    )
)
"""One agency story in three papers; not among `ALL`."""
