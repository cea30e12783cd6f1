"""What may be part of a compound, besides what the lexicon counts; all words folded.

Short words and endings look like parts far more often than they are some, so the short ones that
may be parts are listed, and the endings that may not.
"""

from __future__ import annotations

import re

SHORT_MODIFIERS = frozenset(
    """
    abo air akt alm alp alt alu amt app arm art aal bad bar bau bio bor box bus cup dia dna dom
    duo eck ego ehe eid eil eis elb end erb erd erz ess fan fax fee gas geh gen geo gut hai heu
    hof hoch hub hut irr jet job jod klo kuh kur lab lkw lob lok mai mal nah neo neu not oeko
    oel ohr ort ost pkw pol pop rad rap rat reh rna rot ruf rum sau see seh sex ski tag tal tat
    tau tee tod ton top tor tot typ uhr uni wal web weg wut zoo zug
    """.split()
)
"""The words of three letters that begin compounds: Öl|preis, Zug|verkehr."""

SHORT_HEADS = frozenset(
    """
    aal abo akt amt app arm art ast aue axt bad bau boe bon box boy bub bus cup dip dom duo eck
    ehe eid eis erz fan fax fee gag gas gen gut hai heu hit hof hut jet job kit klo kot kuh kur
    lob lok los lot mix mut not oel ohr ort pol pop rad rap rat reh ruf rum sau see set sex ski
    sud tag tal tat tau tee tip tod ton tor typ uhr uni wal web weg weh wut zen zoo zug
    """.split()
)
"""The words of three letters that end compounds: Land|tag, Stadt|rat."""

NO_MODIFIERS = frozenset(
    """
    ver be ent er ge zer miss ab an auf aus bei ein mit nach um un zu vor dar her hin re de in
    di des dis pro kon ko ex ur unter ueber wider wieder hinter durch zusammen heraus hinaus
    herein hinein herab heran herum hint zwie auch fuer gesch schl ueb ges gel bes bel beg bet
    geb verm erl
    """.split()
)
"""Prefixes, and beginnings of prefixed words: Vor|schlag is no compound for a reader."""

SUFFIXES = frozenset(
    """
    ung ungs er erin erinnen innen chen lein heit keit schaft tum nis sal ling tion ation ion
    ment ist ismus ik iker itaet taet ie ei erei rei ler ner haft bar sam ig isch lich ent ant
    enz anz ur eur and end age ade in ell iv oder und der anten ischen lichen igen erung ierung
    isierung elung nahme zeug rechen reuung tragung
    """.split()
)
"""Endings that look like heads, and heads that mean nothing by themselves: Fahr|zeug."""

NO_HEADS = frozenset(
    """
    acht ache agel agon ahle aloe amid amin ander ange ante arme arzung asch atom aber betes
    blag blau bold bond born card dirn dose_ dung dutt edle ehrung elle erste erweise esse fache
    faches fachen falls fehe gare gatt gend gout gram habe halt haue heck heiten hege hete hoch
    hunt iban iere iler ische inner innen kamp keiten kuer lake lase lese lette letten linge
    lose lump lyse made mahd male mang matt mehr mief nass nell neun ober oede oehr olle papp
    part perl phon port rade rant ration reck reff rein rist ritz same schaften schi seim sein
    send soll stag ster suse tein tele terz thek theke tief tionen tran trum tute udel verb vize
    webe wehe weise zent zier zoff
    """.split()
)
"""Nouns that are the end of other words more often than of compounds: Tab|elle, Häm|atom."""

NAME_HEADS = frozenset(
    """
    au bach bacher bauer baum berg berger brunn burg dorf feld furt garten hagen haus heim hof
    horst kamp land maier mann mayer meier meyer moor reich ring schmidt see stadt stein stern
    tal thal wald tisch tische tischen tischer tisches ebene ebenen ende enden kante kanten
    """.split()
)
"""What ends proper names and inflected words: an unknown "stolten" before "berg" is no word."""

STREET_HEADS = frozenset("strasse allee platz gasse bruecke ufer".split())
"""What streets are called; before it stands anyone's name, even one that begins like a verb."""

ADJECTIVE_HEADS = frozenset(
    """
    abhaengig aehnlich aktiv alt amerikanisch arm basiert bedingt beduerftig berechtigt bereit
    betrieben bewusst bildend blau blind braun breit deutsch dicht dienlich durstig eigen
    europaeisch faehig farben farbig feindlich fern fertig fest finanziert foerdernd
    franzoesisch frei fremd freundlich gebunden gefaehrdet gelb gemaess gerecht geschichtlich
    gestuetzt gesteuert gesund gierig gleich grau gross gruen haltig heiss hoch hungrig intensiv
    jaehrig jung kalt klein koepfig krank kritisch kundig lang leer leicht lustig maennlich
    medizinisch muede nah nass neu neutral orientiert pflichtig philosophisch politisch
    rechtlich reich relevant rot russisch sauer schaedlich schuldig schwach schwarz schwer
    seitig sicher sparend spezifisch staatlich stark stuendig stumm suechtig suess taegig taub
    tauglich technisch tief trocken tuerkisch typisch uebergreifend ukrainisch verpflichtet
    vertraeglich voll warm weiblich weiss weit wichtig willig wirksam wirtschaftlich
    wissenschaftlich woechig wuerdig
    """.split()
)
"""Adjectives that end compounds: lebens|wichtig, energie|intensiv."""

INFLECTED_ADJECTIVE_HEADS = frozenset(
    adjective + ending
    for adjective in ADJECTIVE_HEADS
    for ending in ("e", "en", "er", "es", "em", "ere", "eren", "erer", "ste", "sten")
)

NAMES = frozenset(
    """
    afghanistan afrika aegypten allgaeu alpen amazon amerika antarktis arktis asien athen
    atlantik australien baden bafoeg balkan baltikum basel bayern belgien berlin bern bodensee
    bonn brandenburg brasilien bremen brexit bruessel bulgarien burgenland china christus corona
    covid daenemark deutschland donau dresden duesseldorf eifel elbe england europa facebook
    finnland franken frankfurt frankreich gaza genf google griechenland hamburg hannover hartz
    harz havel hessen himalaya hitler holland holstein indien internet irak iran irland isar
    island israel italien jamaika japan jesus johannis kaernten kanada koeln korea kroatien kuba
    leipzig libyen london luther madrid main marokko maria martins marx merkel mexiko microsoft
    mittelmeer moskau mosel muenchen nato neckar nikolaus nordsee norwegen nuernberg obama
    odenwald oesterreich okzident orient ostsee palaestina paris pazifik pfalz polen pommern
    portugal potsdam preussen putin rhein rheinland rom ruhr rumaenien russland saar saarland
    sachsen sahara salzburg saudi schlesien scholz schottland schwaben schwarzwald schweden
    schweiz serbien skandinavien spanien spree steiermark stuttgart syrien tesla thueringen
    tirol trump tschechien tuerkei tunesien twitter ukraine unesco ungarn vietnam weimar weser
    westfalen wien zuerich ampel biden groko
    """.split()
)
"""Names that newspapers put before nouns: Ukraine|krieg, Corona|regeln, Merkel|besuch."""

LOANWORDS = frozenset(
    """
    album band bank beat blog board boom booster bowl broker burger burnout business camp cash
    casting center chat check clip cluster coach code crash cut deal design designer display
    drink event fake fan festival film fitness flight flug fonds food foul fund game gamer guide
    hack hacker handy hate hotline hotspot hype influencer jazz jeep kick konzern label laptop
    level lift like link lockdown lounge mail mall management manager market marketing match
    mode model movie news office open outlet parking party phone player podcast pool pub punk
    quiz ranking rating remix rock safe scan score screen service session sharing shitstorm
    shooting shop show shutdown single skate slot smartphone snack song soul sound speech spot
    star start startup store story stream streaming stress style support surf swing tablet talk
    talkshow tape tax team techno test ticket ticker touch tour track tracker trading trainer
    training trend trick truck tweet user video vlog walk workout
    """.split()
)
"""Loanwords on either side of a compound, many of them younger than the lexicon."""

MODIFIERS_ONLY = frozenset(
    """
    gesamt sonder sozial gegen medien privat fernseh neben voll elektro halb zwischen langzeit
    national innen hilfs kurz agrar trocken edel mikro firmen anti sammel geschichts mindest
    regional direkt freiluft real vorder psycho gebirgs online allein binnen poly hoechst sexual
    liefer reit neuro leicht hohl spreng nuklear saug thermo kalt solar elementar allgemein
    kurzzeit kommunal polit grob steck photo foto intensiv hyper themen fremden mehrzweck makro
    kolonial immun ultra mehrfach nieder pharma pharmako auswaerts pfingst brat gratis schieds
    maximal gallen hydro cyber freilicht aero individual live aktiv laengs intim kausal pseudo
    bunt nackt verbal human feudal nobel aushilfs synchron sanitaer dreifach sofort krypto miets
    simultan mager fernmelde agro ethno stief natural viren mega gebraucht vorzugs minimal
    global ganztags witterungs ellbogen niedrig hell dunkel audio nano sozio scharf ferro
    kompakt gastro praesidial anstands allerwelts linear langfrist montan spektral abwaerts
    molekular allround adoptiv blanko komplett fluessig rundum infra hochdruck nitro premium
    vorwaerts bio oeko multi super mini aussen haupt einzel doppel mittel zweit dritt erst
    spitzen bundes landes kreis lieblings lebens west nord sued beach aqua phyto stereo retro
    turbo power fashion lifestyle wellness gender macht impf asyl hobby
    """.split()
)
"""What begins compounds and is no noun, or none in the dictionary: Gesamt|kosten."""

HOMONYMS = frozenset(
    """
    atom atomen bande barren beize beschlag beute bezuege buechse bueffet bummel corso decker
    degen diele einkuenfte fessel fibel fleck flecken friede fries fuetterung galle gefaelle
    geschick haft hauer hecht helm horde knacker koller korpus larve laster losung malus muffel
    mull pack partikel patron pech pose rochen schanze schauer schelle schmiere schock scholle
    schoner schote schuetze schur spagat spektakel tattoo tenor textilien treff verdienst
    verhaeltnisse weihe java
    """.split()
)
"""Nouns that the word list lacks, most of them for having two genders: der, das Verdienst."""

NEOCLASSICAL = frozenset(
    """
    hyper hypo hydro lipo chole mikro makro neuro thermo psycho elektro aero poly anti mono
    extra ultra beta alpha photo foto phono patho
    """.split()
)
"""Greek and Latin beginnings; before an unknown word they make a term of science, no compound."""

FREE_PREFIXES = frozenset("geo neo mega mini super polit oeko multi euro".split())
"""Beginnings that stand before any noun: Mega|projekt, Öko|strom."""

WEAK_MODIFIERS = frozenset(
    """
    neu alt rand not hoch voll gross klein jung frei fest kurz lang fein roh rein mit mal zell
    """.split()
)
"""Modifiers that also begin many simple words, so that the rest must be a known head."""

DERIVED_MODIFIER = re.compile(r"^.{3,}(?:ungs|heits|keits|ions|taets|schafts|lings)$")
"""After these suffixes German always puts an s into a compound: Sicherheits|rat."""

INFLECTED_SUFFIX = re.compile(
    r"^(?:isch|haft|artig|foermig|faltig|fach|gend|lich|tig|sam|bar|los|maessig)"
    r"(?:e[nrsm]?|ere[nrsm]?|ste[nrsm]?)?$"
)
"""Suffixes of adjectives, inflected: kind|ische is no compound."""

VERBAL_BEGINNING = re.compile(
    r"^(?:ver|be|ge|er|ent|zer|ange|ein|aus|auf|vor|un)|^(?:ab|an|bei|ein|mit|nach|zu).*(?:ge|zu)$"
)
"""Unknown beginnings that are verbs' rather than nouns': verbli|ebene."""

VOWEL = re.compile("[aeiouy]")

POSSIBLE_ONSET = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxyz]?[aeiouy]|(?:bl|br|chl|chr|cl|cr|dr|fl|fr|gl|gn|gr|kl|kn|kr|pf|pfl"
    r"|pfr|ph|phr|pl|pr|ps|qu|rh|sc|sch|schl|schm|schn|schr|schw|sk|sl|sm|sn|sp|spl|spr|st|str|sw"
    r"|th|thr|tr|tw|wh|wr|zw)[aeiouy])"
)
"""How German words begin: no part begins with "chw" or "ts"."""

VERB_ENDINGS = frozenset(
    """
    en n e t st et est te ten tet test ete eten end ende enden ender endes endem nd nde nden
    nder ndes ter tes tem eter etes ene enen ener enes enem
    """.split()
) | {""}
"""What verbs' stems are followed by: steh|ende is not Steh and Ende."""


# Ergebnis, Ergebnis-se; Lehrer, Lehrer-innen; but Cholesterin and Glycerin
_LONGER_FORM = re.compile(r"(?<=..nis)se[ns]?$|(?<=...er)(?<!holester)(?<!lycer)in(?:nen)?$")


def dictionary_form(word: str) -> str:
    """A word without endings that would hide its last part, which the lexicon has without them.

    >>> dictionary_form("ergebnissen"), dictionary_form("lehrerinnen"), dictionary_form("nische")
    ('ergebnis', 'lehrer', 'nische')
    """
    return _LONGER_FORM.sub("", word) if word.endswith(("n", "se", "ses")) else word


def without_ending(word: str) -> str:
    """A word without the ending that inflection may have given it, as simple words are listed.

    >>> without_ending("bestreichen"), without_ending("stehende"), without_ending("tomate")
    ('bestreich', 'stehend', 'tomat')
    """
    if word.endswith(("en", "em", "er", "es")):
        return word[:-2]
    return word[:-1] if word.endswith(("e", "n", "s")) else word
