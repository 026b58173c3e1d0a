"""Sosnowice has voted; the urn waits for two people, and a tie waits inside it. Voters stand on a register."""

from wibo.demo.recipe import FORMAL_NO, MERIT_NO, Placed, PoolPlan, Recipe, cast_of
from wibo.rulebook.identity import IdentityKind

SOSNOWICE = Recipe(
    slug="sosnowice", name="Gmina Sosnowice", name_genitive="Gminy Sosnowice", locative="w Sosnowicach",
    colour="#8a1c2b", population=11_300, stage="counting",
    summary="Głosowanie się skończyło, paczki są zamknięte. W urnie czeka remis, który rozstrzygnie o wyniku.",
    try_it=(
        "Wnieś o otwarcie urny jako administratorka i potwierdź to z konta komisji.",
        "Ustal wynik, rozstrzygnij remis losowaniem i ogłoś wyniki.",
        "Obejrzyj głosy nieważne z powodami i różnicę w paczce ze szkoły.",
    ),
    people=cast_of(
        ("krystyna", "Krystyna", "Wrona"), ("pawel", "Paweł", "Kos"), ("magda", "Magda", "Sobczak"),
        ("robert", "Robert", "Olejnik"), ("elzbieta", "Elżbieta", "Maj"), ("henryk", "Henryk", "Sowa"),
        ("audyt", "Teresa", "Kubiak"),
    ),
    office="Urząd Gminy Sosnowice, ul. Główna 40, pokój 7",
    areas=(),
    pools=(PoolPlan("Budżet obywatelski Sosnowic", 350_000, None, {"max_length": 3}),),
    identity=IdentityKind.PESEL_REGISTER,
    min_voter_age=16,
    web_ballots=2_300,
    boxes=(("urząd gminy", 120), ("szkoła w Zagórzu", 80), ("remiza w Olszynce", 45)),
    tie=True,
    places=(
        Placed("plac-zabaw", "w Zagórzu", "Zagórze, przy świetlicy"),
        Placed("swietlica", "w Olszynce", "Olszynka 3"),
        Placed("boisko", "w Sosnowicach Górnych", "Sosnowice Górne, boisko wiejskie"),
        Placed("sciezka", "do jeziora Płytkiego", "droga do jeziora Płytkiego"),
        Placed("straz", "w Zagórzu", "remiza OSP Zagórze"),
        Placed("lampy", "w Kolonii Leśnej", "Kolonia Leśna"),
        Placed("defibrylatory", "we wszystkich świetlicach", "Zagórze, Olszynka, Kolonia Leśna"),
        Placed("silownia", "przy szkole", "Szkoła Podstawowa w Sosnowicach"),
        Placed("plaza", "nad jeziorem Płytkim", "jezioro Płytkie, plaża gminna"),
        Placed("wiata", "nad jeziorem Płytkim", "jezioro Płytkie, pole biwakowe"),
        Placed("zwawi", "w bibliotece", "Gminna Biblioteka Publiczna"),
        Placed("kino", "przy remizie", "Olszynka, plac przy remizie"),
        Placed("przejscie", "przy szkole", "ul. Główna, przy szkole"),
        Placed("biblioteka", "w bibliotece gminnej", "Gminna Biblioteka Publiczna"),
        Placed("laka", "przy stacji", "teren przy stacji kolejowej"),
        Placed("lektura", "w bibliotece gminnej", "Gminna Biblioteka Publiczna, sala 2"),
        Placed("chodnik", "na ulicy Głównej", "ul. Główna, od kościoła do szkoły"),
        Placed("rowery", "przy stacji", "stacja kolejowa Sosnowice"),
        Placed("festyn", "na stadionie", "stadion gminny"),
        Placed("sterylizacja", "w całej gminie", "cała gmina"),
        Placed("pumptrack", "przy stadionie", "stadion gminny", 0, MERIT_NO,
            "Na stadionie trwa budowa zaplecza z innego programu; do 2029 roku nie wolno zmieniać zagospodarowania terenu."),
        Placed("teznia", "przy kościele", "ul. Główna, plac przy kościele", 0, FORMAL_NO,
            "Plac należy do parafii, a zgody właściciela nie dołączono."),
    ),
)  # fmt: skip
