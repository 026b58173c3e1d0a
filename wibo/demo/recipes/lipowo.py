"""Lipowo collects proposals; people are told apart without PESEL."""

from wibo.demo.recipe import FORMAL_NO, MERIT_NO, Placed, PoolPlan, Recipe, cast_of

LIPOWO = Recipe(
    slug="lipowo", name="Gmina Lipowo", name_genitive="Gminy Lipowo", locative="w Lipowie", colour="#15532b",
    population=8_400, stage="collecting",
    summary="Trwa nabór wniosków. Tożsamość bez numeru PESEL: imię, nazwisko, data urodzenia i oświadczenie.",
    try_it=(
        "Napisz wniosek jako mieszkanka i złóż go.",
        "Zarejestruj wniosek, który ktoś przyniósł na papierze.",
        "Oceń pierwsze wnioski: ocena może trwać już w czasie naboru.",
    ),
    people=cast_of(
        ("maria", "Maria", "Zawadzka"), ("jan", "Jan", "Zięba"), ("ewa", "Ewa", "Nowak"),
        ("piotr", "Piotr", "Górski"), ("anna", "Anna", "Wilczek"), ("komisja", "Tadeusz", "Kania"),
        ("audyt", "Lucyna", "Wójtowicz"),
    ),
    office="Urząd Gminy Lipowo, ul. Długa 2, pokój 12",
    areas=(("Sołectwa", 2_300), ("Miasto Lipowo", 6_100)),
    pools=(
        PoolPlan("Pula ogólnogminna", 480_000, None, {"max_length": 3}),
        PoolPlan("Pula sołecka", 70_000, 0, {"vote_type": "choose-1", "max_length": 1}),
    ),
    web_ballots=160,
    boxes=(("szkoła, ul. Szkolna 5", 60),),
    places=(
        Placed("sciezka", "nad Jeziorem Żabim", "Jezioro Żabie, od plaży do ul. Jeziornej"),
        Placed("skwer", "przy ulicy Świętojańskiej", "ul. Świętojańska, działka nr 214/3"),
        Placed("boisko", "przy Szkole Podstawowej nr 2", "ul. Szkolna 5"),
        Placed("defibrylatory", "w ratuszu, na dworcu i w hali", "ratusz, dworzec, hala sportowa"),
        Placed("zwawi", "w Dębowej Łące", "świetlica w Dębowej Łące", 1),
        Placed("wiata", "przy boisku w Dębowej Łące", "Dębowa Łąka, boisko przy remizie", 1),
        Placed("przejscie", "w Starej Hucie", "Stara Huta, przy przystanku szkolnym", 1),
        Placed("biblioteka", "w bibliotece przy Długiej", "Biblioteka Publiczna, ul. Długa 12"),
        Placed("teznia", "przy ulicy Ogrodowej", "ul. Ogrodowa, teren po dawnej wadze"),
        Placed("rowery", "przy dworcu", "dworzec i szkoła nr 1"),
        Placed("basen", "przy hali sportowej", "teren przy hali sportowej", 0, MERIT_NO,
            "Koszt utrzymania i budowy przekracza możliwości gminy w jednym roku budżetowym. "
            "Sama niecka bez zaplecza nie byłaby ogólnodostępna."),
        Placed("psy", "przy ulicy Polnej", "ul. Polna, działka nr 88/1", 0, FORMAL_NO,
            "Działka należy do osoby prywatnej, a do wniosku nie dołączono jej zgody mimo wezwania (§ 5 ust. 3 uchwały)."),
        Placed("plac-zabaw", "na osiedlu Słonecznym", "os. Słoneczne, przy bloku nr 7"),
        Placed("silownia", "nad Jeziorem Żabim", "plaża miejska, przy wypożyczalni"),
        Placed("laweczki", "od rynku do przychodni", "Rynek, ul. Kościelna, ul. Zdrowa"),
        Placed("laka", "za cmentarzem", "ul. Cmentarna, działka nr 301/2"),
        Placed("kino", "na plaży miejskiej", "plaża miejska nad Jeziorem Żabim"),
        Placed("lampy", "do przystanku w Borkach", "Borki, droga do przystanku", 1),
        Placed("swietlica", "w Starej Hucie", "Stara Huta 14", 1, MERIT_NO,
            "Budynek należy do koła łowieckiego, nie do gminy, więc gmina nie może go remontować z budżetu obywatelskiego."),
        Placed("szachy", "na skwerze przy poczcie", "skwer przy poczcie, ul. Długa"),
        Placed("mural", "na ścianie domu kultury", "Dom Kultury, ul. Długa 30"),
        Placed("deszcz", "przy przedszkolu", "Przedszkole nr 1, ul. Wiśniowa 3"),
    ),
)  # fmt: skip
