"""What the invented residents propose: places, costs and words of a town that does not exist."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Idea:
    """A proposal's content. `costs` in złoty; `fate` is how the demo's evaluators judge it."""

    title: str
    location: str
    summary: str
    justification: str
    costs: tuple[tuple[str, int], ...]
    rural: bool = False
    fate: str = "admit"
    reasons: str = ""


IDEAS = (
    Idea(
        "Oświetlona ścieżka pieszo-rowerowa nad Jeziorem Żabim", "Jezioro Żabie, od plaży do ul. Jeziornej",
        "Ścieżka o długości 420 metrów z lampami i ławkami. Bezpieczne dojście nad wodę także po zmroku.",
        "Dziś nad jezioro idzie się poboczem drogi. Ze ścieżki skorzystają dzieci, seniorzy i rowerzyści.",
        (("Nawierzchnia", 128_000), ("Lampy solarne, 14 sztuk", 67_000), ("Ławki i kosze", 15_000)),
    ),
    Idea(
        "Zielony skwer z fontanną przy ulicy Świętojańskiej", "ul. Świętojańska, działka nr 214/3",
        "Skwer z drzewami, ławkami z oparciami i małą fontanną na pustej działce obok przystanku.",
        "To miejsce odpoczynku dla osób starszych czekających na autobus i cień w upalne dni.",
        (("Nasadzenia", 36_000), ("Ławki z oparciami, 8 sztuk", 24_500), ("Fontanna z montażem", 72_000), ("Ścieżka", 16_000)),
    ),
    Idea(
        "Remont boiska i szatni przy Szkole Podstawowej nr 2", "ul. Szkolna 5",
        "Nowa nawierzchnia boiska, wymiana bramek i remont szatni. Boisko będzie otwarte po lekcjach.",
        "Nawierzchnia pęka i grozi kontuzjami. Po remoncie boisko posłuży całej okolicy.",
        (("Nawierzchnia", 118_000), ("Bramki i kosze", 22_000), ("Szatnia", 40_000)),
    ),
    Idea(
        "Defibrylatory i szkolenia z pierwszej pomocy", "ratusz, dworzec, hala sportowa",
        "Trzy ogólnodostępne defibrylatory w ogrzewanych szafkach i dziesięć szkoleń dla mieszkańców.",
        "W razie zatrzymania krążenia liczą się minuty, a karetka jedzie do nas kwadrans.",
        (("Defibrylatory, 3 sztuki", 27_000), ("Szafki i montaż", 9_000), ("Szkolenia", 6_000)),
    ),
    Idea(
        "Zajęcia ruchowe i spotkania sąsiedzkie „Żwawi 60+”", "świetlica w Dębowej Łące",
        "Cotygodniowa gimnastyka, potańcówki i warsztaty dla seniorów przez cały rok.",
        "Seniorzy z sołectwa nie mają dokąd wyjść. Zajęcia pomogą im zachować sprawność.",
        (("Instruktor", 11_000), ("Poczęstunek i materiały", 4_000)),
        rural=True,
    ),
    Idea(
        "Wiata i grill przy boisku w Dębowej Łące", "Dębowa Łąka, boisko przy remizie",
        "Drewniana wiata na 30 osób, murowany grill i stojaki na rowery.",
        "Będzie gdzie spotkać się po meczu i na festynie, także w deszczu.",
        (("Wiata", 31_000), ("Grill i stojaki", 7_500)),
        rural=True,
    ),
    Idea(
        "Próg zwalniający i aktywne przejście w Starej Hucie", "Stara Huta, przy przystanku szkolnym",
        "Wyniesione przejście z czujnikiem ruchu i lampami, które widać z daleka.",
        "Kierowcy nie zwalniają, a z przystanku codziennie korzystają dzieci.",
        (("Przejście wyniesione", 29_000), ("Oznakowanie aktywne", 18_000)),
        rural=True,
    ),
    Idea(
        "Nowości do biblioteki i wieczory z książką", "Biblioteka Publiczna, ul. Długa 12",
        "Zakup 400 nowych książek i audiobooków oraz sześć spotkań z pisarzami.",
        "Na nowości czeka się tygodniami. Audiobooki przydadzą się osobom, które słabo widzą.",
        (("Książki i audiobooki", 16_000), ("Spotkania", 6_000)),
    ),
    Idea(
        "Park kieszonkowy z tężnią solankową", "ul. Ogrodowa, teren po dawnej wadze",
        "Mała tężnia, pergole i byliny w miejscu zarośniętego placu.",
        "W mieście nie ma miejsca, w którym można odpocząć po rehabilitacji.",
        (("Tężnia", 74_000), ("Zieleń i pergole", 21_000)),
    ),
    Idea(
        "Stacje naprawy rowerów i wiaty przy szkołach", "szkoły nr 1 i 2, dworzec",
        "Trzy stacje z narzędziami i pompką oraz zadaszone stojaki na 60 rowerów.",
        "Coraz więcej osób dojeżdża rowerem, a nie ma go gdzie bezpiecznie zostawić.",
        (("Stacje, 3 sztuki", 12_600), ("Wiaty i stojaki", 41_000)),
    ),
    Idea(
        "Basen odkryty z podgrzewaną wodą", "teren przy hali sportowej",
        "Basen 25 metrów z brodzikiem i szatniami, czynny od maja do września.",
        "Najbliższy basen jest 40 kilometrów stąd.",
        (("Budowa basenu", 470_000),),
        fate="merit-negative",
        reasons="Koszt utrzymania i budowy przekracza możliwości gminy w jednym roku budżetowym. "
        "Sama niecka bez zaplecza nie byłaby ogólnodostępna.",
    ),
    Idea(
        "Wybieg dla psów przy ulicy Polnej", "ul. Polna, działka nr 88/1",
        "Ogrodzony wybieg z podziałem na małe i duże psy, z poidełkiem i ławkami.",
        "Psy biegają dziś po placu zabaw.",
        (("Ogrodzenie", 26_000), ("Wyposażenie", 9_000)),
        fate="formal-negative",
        reasons="Działka należy do osoby prywatnej, a do wniosku nie dołączono jej zgody mimo wezwania (§ 5 ust. 3 uchwały).",
    ),
)  # fmt: skip
