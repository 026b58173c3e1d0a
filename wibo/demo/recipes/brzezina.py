"""Brzezina votes: points, areas and several pools; a PESEL is checked as to its form."""

from wibo.access.permissions import Role
from wibo.demo.recipe import FORMAL_NO, MERIT_NO, Person, Placed, PoolPlan, Recipe, cast_of
from wibo.rulebook.identity import IdentityKind

_POINTS = {"vote_type": "cumulative", "max_length": 5, "max_sum_points": 10, "max_points": 6}

BRZEZINA = Recipe(
    slug="brzezina", name="Miasto Brzezina", name_genitive="Miasta Brzezina", locative="w Brzezinie",
    colour="#0f4c81", population=22_600, stage="voting",
    summary="Trwa głosowanie na punkty. Dwie dzielnice mają własne pule, trzecia pula jest wspólna.",
    try_it=(
        "Zagłosuj jak mieszkaniec. Numer PESEL na niby weź z tej strony.",
        "Wpisz karty z urny jako urzędnik; jedna paczka jest zaczęta, a co dziesiątą kartę wpisuje drugi raz inna osoba.",
        "Obejrzyj bieżące wyniki i unieważnij głos jako administratorka.",
    ),
    people=(
        *cast_of(
        ("renata", "Renata", "Jaworska"), ("tomasz", "Tomasz", "Bielak"), ("iwona", "Iwona", "Stępień"),
        ("adam", "Adam", "Kwiecień"), ("monika", "Monika", "Rudzka"), ("zofia", "Zofia", "Mazurek"),
        ("audyt", "Wiesław", "Drozd"),
        ),
        Person("halina", "Halina", "Wrona", (Role.CLERK,), "wpisuje karty drugi raz"),
    ),
    office="Urząd Miasta Brzezina, ul. Ratuszowa 3, parter",
    areas=(("Stare Miasto", 12_400), ("Osiedle Zarzecze", 10_200)),
    pools=(
        PoolPlan("Projekty ogólnomiejskie", 600_000, None, dict(_POINTS)),
        PoolPlan("Stare Miasto", 180_000, 0, {"max_length": 2}),
        PoolPlan("Osiedle Zarzecze", 170_000, 1, {"max_length": 2}),
    ),
    identity=IdentityKind.PESEL_FORM,
    rules={"fault_scope": "list", "rekey_percent": 10, "public_turnout": True},
    min_voter_age=13,
    web_ballots=2_100,
    boxes=(("ratusz, ul. Ratuszowa 3", 90), ("szkoła nr 4 na Zarzeczu", 70), ("dom kultury", 60)),
    places=(
        Placed("pumptrack", "w parku Północnym", "park Północny, przy skateparku"),
        Placed("sciezka", "nad Brzezanką", "bulwar nad Brzezanką"),
        Placed("plaza", "nad zalewem", "zalew miejski, plaża wschodnia"),
        Placed("drzewa", "w całym mieście", "16 ulic wskazanych na mapie"),
        Placed("boisko", "przy liceum", "ul. Szkolna 21"),
        Placed("kino", "na bulwarze", "bulwar nad Brzezanką, scena"),
        Placed("defibrylatory", "w szkołach i na basenie", "szkoły nr 1–4, pływalnia"),
        Placed("sterylizacja", "w całym mieście", "cała gmina"),
        Placed("kajaki", "przy moście kolejowym", "Brzezanka, most kolejowy"),
        Placed("robotyka", "w domu kultury", "Dom Kultury, ul. Parkowa 8"),
        Placed("cmentarz", "na cmentarzu komunalnym", "ul. Wieczorna 1"),
        Placed("basen", "nad zalewem", "zalew miejski", 0, MERIT_NO,
            "Teren leży w strefie ochrony ujęcia wody, a budowa basenu wymaga decyzji, której nie da się uzyskać w roku budżetowym."),
        Placed("skwer", "na rogu Ratuszowej i Mostowej", "ul. Ratuszowa / ul. Mostowa", 1),
        Placed("laweczki", "na Starym Mieście", "rynek i przyległe ulice", 1),
        Placed("mural", "na ścianie kina Piast", "ul. Mostowa 12", 1),
        Placed("chodnik", "na ulicy Garncarskiej", "ul. Garncarska, strona parzysta", 1),
        Placed("winda", "przy wejściu do biblioteki", "Biblioteka Miejska, ul. Mostowa 3", 1),
        Placed("szachy", "na plantach", "planty, przy fontannie", 1),
        Placed("deszcz", "na dziedzińcu muzeum", "Muzeum Regionalne", 1),
        Placed("monitoring", "planty i przystanki", "planty", 1, FORMAL_NO,
            "Wniosek nie wskazuje miejsc, w których mają stanąć kamery. Autor nie odpowiedział na wezwanie."),
        Placed("plac-zabaw", "na Zarzeczu", "os. Zarzecze, przy ul. Wodnej", 2),
        Placed("silownia", "przy wale", "wał Brzezanki, os. Zarzecze", 2),
        Placed("psy", "na końcu ulicy Wodnej", "ul. Wodna, działka nr 19/8", 2),
        Placed("rowery", "przy szkole nr 4", "Szkoła Podstawowa nr 4", 2),
        Placed("laka", "na skarpie", "skarpa przy ul. Wodnej", 2),
        Placed("przejscie", "przy szkole nr 4", "ul. Zarzeczna, przy szkole", 2),
        Placed("zwawi", "na Zarzeczu", "klub osiedlowy Zarzecze", 2),
        Placed("parking", "przy ulicy Wodnej", "ul. Wodna 14–20", 2),
    ),
)  # fmt: skip
