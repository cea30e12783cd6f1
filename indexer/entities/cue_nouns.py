"""Nouns that say what the name beside them names: "die Region Donezk", "der Konzern Novartis".

All but those of clubs are the small letters that such nouns end with.
"""

from __future__ import annotations

QUOTES = tuple("„“”\"»«›‹‚‘’'")
"""What stands around titles of works and mottos."""

SAYING = tuple(
    "sagt sagte spricht sprach erklärt erklärte betont betonte meint meinte fordert forderte nennt "
    "nannte kritisiert kritisierte warnt warnte schreibt schrieb verweist verwies glaubt glaubte "
    "räumt räumte kündigt kündigte lobt lobte wirft warf weiß wusste erzählt erzählte".split()
)
"""What people do beside their names."""

CLUBS = frozenset(
    "FC FSV SC SV VfL VfB VfR TSV TSG RB BSC SpVgg HSG TuS TV SSV KSV EHC ERC EV HC BV MSV SG DJK "
    "ASV ESV TSC BC FK AC AS CF SK FFC VfK TuSpo Alba ALBA Hertha Borussia Eintracht Fortuna "
    "Arminia Alemannia Dynamo Hansa Energie Werder Union Viktoria Preußen Rot-Weiß Rot-Weiss "
    "Schwarz-Weiß Blau-Weiß Kickers Lok Lokomotive Chemie Wacker Waldhof Erzgebirge Holstein Jahn "
    "Concordia Germania Teutonia Phönix Real Atlético Atletico Inter Juventus Olympique Sporting "
    "Benfica Sparta Slavia Dinamo Rapid Sturm Grasshopper Grasshoppers".split()
)
"""What clubs are called before the name of their town: "VfL Wolfsburg", "Hansa Rostock"."""

PLACE_NOUNS = tuple(
    "region stadt insel provinz gemeinde dorf ort ortsteil stadtteil bezirk landkreis wahlkreis "
    "fluss bundesstaat bundesland kanton piazza ponte palazzo passo monte rue autobahn hafen "
    "kommune departement gouvernement oblast stausee metropole vulkan bistum".split()
)
"""Before the names of places."""

ORGANISATION_NOUNS = tuple(
    noun + ending
    for noun in (
        "konzern hersteller organisation verband sender verlag partei gewerkschaft unternehmen "
        "firma miliz anbieter portal plattform startup start-up dienstleister agentur marke "
        "brauerei airline fluglinie fluggesellschaft discounter aktionsbündnis bürgerinitiative "
        "arbeitsgemeinschaft zeitung magazin blatt band kette stiftung hilfsorganisation "
        "bank verein"
    ).split()
    for ending in ("", "s", "es")
)
"""Before the names of organisations."""

VENUES = tuple(
    "stadion arena bahnhof flughafen straße platz allee brücke stadium airport innenstadt altstadt "
    "viertel rathaus".split()
)
"""What such names end with is a place, whoever owns it."""

VILLAGES = tuple("hofen hausen heim dorf stedt büttel rode wedel leben kirchen weiler".split())
"""What names of villages end with, and few surnames."""

NAMED = tuple(
    noun + ending
    for noun in (
        "theater museum gymnasium krankenhaus klinikum universität hochschule stiftung sparkasse "
        "volksbank kunsthalle philharmonie tierpark"
    ).split()
    for ending in ("", "s", "es")
)
"""These are called by a name or by their seat: "Gymnasium Carolinum", "Landestheater Halle"."""

SEATED = (
    *NAMED,
    *(
        noun + ending
        for noun in (
            "raiffeisenbank rundfunk verband kammer feuerwehr polizei polizeidirektion "
            "polizeiinspektion stadtwerke stadtwerken caritas diakonie gesundheitsamt jugendamt "
            "ordnungsamt finanzamt landratsamt bezirksamt bürgeramt hauptzollamt arbeitsagentur "
            "jobcenter volkshochschule mieterverein verkehrsbetriebe verkehrsbetrieben messe "
            "verbraucherzentrale staatsanwaltschaft"
        ).split()
        for ending in ("", "s", "es")
    ),
)
"""These are called by their seat alone: "Feuerwehr Dortmund"."""

OF_TOWNS = tuple(
    "abgeordnetenhaus anzeiger ballett bäder betriebe betrieben blatt bote brauerei bund bühne "
    "chor eisbären ensemble express festspiele forum füchse haie haus hochbahn justiz kammer "
    "kammerspiele kanzlei kapelle kickers kreis kunsthalle kurier linien löwen merkur messe "
    "mission museen nachrichten orchester philharmoniker presse reederei reinigung rück "
    "rundschau schule sinfoniker symphoniker tafel tierpark verein verlag verwaltung werft "
    "werke wölfe zoo".split()
)
"""What organisations are called behind the people of their town: "Wiener Symphoniker"."""
