"""What residents of invented towns propose. `{where}` is filled by each town's own places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Idea:
    """Words and costs (whole złoty) of a proposal; a town sets it in a place."""

    title: str
    summary: str
    justification: str
    costs: tuple[tuple[str, int], ...]


CATALOGUE = {
    "sciezka": Idea(
        "Oświetlona ścieżka pieszo-rowerowa {where}",
        "Ścieżka o długości 420 metrów z lampami i ławkami. Bezpieczne dojście także po zmroku.",
        "Dziś idzie się tędy poboczem drogi. Ze ścieżki skorzystają dzieci, seniorzy i rowerzyści.",
        (("Nawierzchnia", 128_000), ("Lampy solarne, 14 sztuk", 67_000), ("Ławki i kosze", 15_000)),
    ),
    "skwer": Idea(
        "Zielony skwer z fontanną {where}",
        "Skwer z drzewami, ławkami z oparciami i małą fontanną w miejscu pustego placu.",
        "To miejsce odpoczynku dla osób starszych i cień w upalne dni.",
        (
            ("Nasadzenia", 36_000),
            ("Ławki z oparciami, 8 sztuk", 24_500),
            ("Fontanna z montażem", 72_000),
            ("Ścieżka", 16_000),
        ),
    ),
    "boisko": Idea(
        "Remont boiska {where}",
        "Nowa nawierzchnia, wymiana bramek i piłkochwyty. Boisko będzie otwarte także po lekcjach.",
        "Nawierzchnia pęka i grozi kontuzjami. Po remoncie boisko posłuży całej okolicy.",
        (("Nawierzchnia", 118_000), ("Bramki i kosze", 22_000), ("Piłkochwyty", 40_000)),
    ),
    "defibrylatory": Idea(
        "Defibrylatory {where} oraz szkolenia z pierwszej pomocy",
        "Trzy ogólnodostępne defibrylatory w ogrzewanych szafkach i dziesięć szkoleń dla mieszkańców.",
        "W razie zatrzymania krążenia liczą się minuty, a karetka jedzie do nas kwadrans.",
        (("Defibrylatory, 3 sztuki", 27_000), ("Szafki i montaż", 9_000), ("Szkolenia", 6_000)),
    ),
    "zwawi": Idea(
        "Zajęcia ruchowe i spotkania sąsiedzkie „Żwawi 60+” {where}",
        "Cotygodniowa gimnastyka, potańcówki i warsztaty dla seniorów przez cały rok.",
        "Seniorzy nie mają dokąd wyjść. Zajęcia pomogą im zachować sprawność i poznać sąsiadów.",
        (("Instruktor", 11_000), ("Poczęstunek i materiały", 4_000)),
    ),
    "wiata": Idea(
        "Wiata i grill {where}",
        "Drewniana wiata na 30 osób, murowany grill i stojaki na rowery.",
        "Będzie gdzie spotkać się po meczu i na festynie, także w deszczu.",
        (("Wiata", 31_000), ("Grill i stojaki", 7_500)),
    ),
    "przejscie": Idea(
        "Wyniesione i doświetlone przejście {where}",
        "Przejście z czujnikiem ruchu i lampami, które kierowca widzi z daleka.",
        "Kierowcy nie zwalniają, a z przejścia codziennie korzystają dzieci.",
        (("Przejście wyniesione", 29_000), ("Oznakowanie aktywne", 18_000)),
    ),
    "biblioteka": Idea(
        "Nowości i wieczory z książką {where}",
        "Zakup 400 nowych książek i audiobooków oraz sześć spotkań z pisarzami.",
        "Na nowości czeka się tygodniami. Audiobooki przydadzą się osobom, które słabo widzą.",
        (("Książki i audiobooki", 16_000), ("Spotkania", 6_000)),
    ),
    "teznia": Idea(
        "Park kieszonkowy z tężnią solankową {where}",
        "Mała tężnia, pergole i byliny w miejscu zarośniętego placu.",
        "Nie ma u nas miejsca, w którym można odpocząć i pooddychać po rehabilitacji.",
        (("Tężnia", 74_000), ("Zieleń i pergole", 21_000)),
    ),
    "rowery": Idea(
        "Stacja naprawy i zadaszone stojaki na rowery {where}",
        "Stacja z narzędziami i pompką oraz wiata na 40 rowerów.",
        "Coraz więcej osób dojeżdża rowerem, a nie ma go gdzie bezpiecznie zostawić.",
        (("Stacja naprawy", 4_200), ("Wiata i stojaki", 34_000)),
    ),
    "basen": Idea(
        "Basen odkryty z podgrzewaną wodą {where}",
        "Basen 25 metrów z brodzikiem i szatniami, czynny od maja do września.",
        "Najbliższy basen jest 40 kilometrów stąd.",
        (("Budowa basenu", 470_000),),
    ),
    "psy": Idea(
        "Wybieg dla psów {where}",
        "Ogrodzony wybieg z podziałem na małe i duże psy, z poidełkiem i ławkami.",
        "Psy biegają dziś po placu zabaw i trawnikach.",
        (("Ogrodzenie", 26_000), ("Wyposażenie i ławki", 9_000)),
    ),
    "plac-zabaw": Idea(
        "Plac zabaw dla wszystkich dzieci {where}",
        "Huśtawka „bocianie gniazdo”, karuzela na poziomie gruntu i bezpieczna nawierzchnia, także dla dzieci na wózkach.",
        "Najbliższy plac zabaw jest za ruchliwą ulicą, a dziecko na wózku nie skorzysta tam z niczego.",
        (("Urządzenia", 84_000), ("Nawierzchnia bezpieczna", 52_000), ("Ogrodzenie i ławki", 18_000)),
    ),
    "silownia": Idea(
        "Siłownia pod chmurką {where}",
        "Osiem urządzeń do ćwiczeń, w tym dwa dla osób na wózkach, i tablica z opisem ćwiczeń.",
        "Ćwiczyć będzie można za darmo i o każdej porze. Obok jest już chodnik i oświetlenie.",
        (("Urządzenia, 8 sztuk", 47_000), ("Podłoże i montaż", 12_000)),
    ),
    "pumptrack": Idea(
        "Pumptrack {where}",
        "Asfaltowy tor z muldami dla rowerów, hulajnóg i rolek, z osobną pętlą dla najmłodszych.",
        "Młodzież jeździ dziś po schodach i parkingach. Tor da jej bezpieczne miejsce.",
        (("Budowa toru", 168_000), ("Zieleń i tablice", 9_000)),
    ),
    "laweczki": Idea(
        "Dwadzieścia ławek z oparciami {where}",
        "Ławki z oparciami i podłokietnikami co sto metrów, tak aby można było usiąść w drodze do lekarza i sklepu.",
        "Osoby starsze i po operacjach rezygnują ze spacerów, bo nie ma gdzie odpocząć.",
        (("Ławki, 20 sztuk", 32_000), ("Montaż", 6_000)),
    ),
    "chodnik": Idea(
        "Równy chodnik {where}",
        "Wymiana popękanych płyt na 260 metrach, obniżone krawężniki i pas dla osób niewidomych przy przejściach.",
        "Po deszczu stoją tu kałuże, a z wózkiem trzeba zjeżdżać na jezdnię.",
        (("Rozbiórka i podbudowa", 42_000), ("Kostka z układaniem", 76_000)),
    ),
    "lampy": Idea(
        "Lampy, które oświetlą drogę {where}",
        "Dwanaście lamp z czujnikiem zmierzchu na odcinku, na którym dziś nie ma żadnej.",
        "Zimą dzieci wracają tędy ze szkoły po ciemku.",
        (("Słupy i oprawy, 12 sztuk", 54_000), ("Przyłącze i okablowanie", 22_000)),
    ),
    "laka": Idea(
        "Łąka kwietna i domki dla owadów {where}",
        "Pół hektara łąki z rodzimych gatunków, pięć domków dla zapylaczy i tablice dla szkół.",
        "Łąkę kosi się dwa razy w roku zamiast dwunastu, a pszczoły mają co jeść.",
        (("Założenie łąki", 14_000), ("Domki i tablice", 8_500)),
    ),
    "drzewa": Idea(
        "Sto drzew {where}",
        "Lipy, klony i jarzęby wysokie na trzy metry, z podlewaniem przez trzy lata.",
        "W lipcu na przystankach i chodnikach nie ma skrawka cienia.",
        (("Drzewa, 100 sztuk", 68_000), ("Sadzenie i podlewanie", 37_000)),
    ),
    "kino": Idea(
        "Kino plenerowe {where}",
        "Osiem letnich seansów z napisami i audiodeskrypcją, leżaki i popcorn od koła gospodyń.",
        "Najbliższe kino jest w mieście powiatowym, a ostatni autobus odjeżdża o osiemnastej.",
        (("Licencje i projekcje", 22_000), ("Leżaki i nagłośnienie", 9_000)),
    ),
    "festyn": Idea(
        "Święto sąsiadów z muzyką na żywo {where}",
        "Jednodniowy festyn z kapelą, pokazem rzemiosła i stołem, do którego każdy coś przynosi.",
        "Po latach przerwy chcemy znów poznać się z nowymi mieszkańcami.",
        (("Scena i nagłośnienie", 12_000), ("Zespoły", 8_000), ("Zabezpieczenie", 4_500)),
    ),
    "mural": Idea(
        "Mural z historią miejscowości {where}",
        "Malowidło na szczycie budynku według projektu wybranego przez mieszkańców.",
        "Szara ściana jest pierwszym, co widzą przyjezdni.",
        (("Projekt i wykonanie", 26_000), ("Przygotowanie ściany", 9_000)),
    ),
    "monitoring": Idea(
        "Kamery tam, gdzie giną rzeczy: {where}",
        "Cztery kamery włączone do miejskiego monitoringu, z oznakowaniem zgodnym z przepisami.",
        "W ubiegłym roku zniszczono tu wiatę i trzykrotnie ławki.",
        (("Kamery z montażem", 44_000),),
    ),
    "straz": Idea(
        "Nowy sprzęt ratowniczy dla OSP {where}",
        "Zestaw ratownictwa medycznego, agregat i pompa szlamowa dostępne dla mieszkańców w czasie powodzi.",
        "Strażacy wyjeżdżają ponad sto razy w roku, a pompa ma trzydzieści lat.",
        (("Zestaw medyczny", 13_000), ("Agregat", 9_500), ("Pompa", 17_000)),
    ),
    "swietlica": Idea(
        "Remont świetlicy {where}",
        "Odnowiona sala, nowa kuchnia i toaleta dostępna dla osób na wózkach.",
        "W świetlicy spotykają się koło gospodyń, harcerze i seniorzy, a zimą jest w niej dwanaście stopni.",
        (("Ocieplenie i okna", 38_000), ("Kuchnia", 21_000), ("Toaleta", 18_000)),
    ),
    "kajaki": Idea(
        "Przystań kajakowa {where}",
        "Pływający pomost, wiata i tablica z mapą szlaku.",
        "Kajakarze wychodzą dziś na brzeg po błocie i nie zatrzymują się u nas ani na chwilę.",
        (("Pomost", 46_000), ("Wiata i tablica", 19_000)),
    ),
    "ksiazkomaty": Idea(
        "Książkomat czynny całą dobę {where}",
        "Automat, w którym odbierze się zamówioną książkę także po pracy i w niedzielę.",
        "Biblioteka jest czynna do szesnastej, kiedy większość z nas wraca z pracy.",
        (("Książkomat", 58_000), ("Przyłącze i daszek", 6_000)),
    ),
    "sterylizacja": Idea(
        "Bezpłatna sterylizacja i czipowanie kotów i psów {where}",
        "Zabiegi dla 250 zwierząt domowych i wolno żyjących, z dowozem dla osób starszych.",
        "Co roku do schroniska trafia stąd kilkadziesiąt szczeniąt i kociąt.",
        (("Zabiegi, 250 zwierząt", 41_000), ("Dowóz", 4_000)),
    ),
    "parking": Idea(
        "Miejsca postojowe z zielenią {where}",
        "Czternaście miejsc na kratach trawnikowych, w tym dwa dla osób z niepełnosprawnościami.",
        "Samochody stoją dziś na chodniku i trawniku.",
        (("Kraty i podbudowa", 61_000), ("Nasadzenia", 7_000)),
    ),
    "wi-fi": Idea(
        "Bezpłatny internet {where}",
        "Punkt dostępowy i ławka z ładowarką zasilaną słońcem.",
        "Młodzież czekająca na autobus i turyści nie mają tu zasięgu.",
        (("Punkt dostępowy", 11_000), ("Ławka solarna", 16_000)),
    ),
    "szachy": Idea(
        "Stoliki do szachów i ping-ponga {where}",
        "Cztery betonowe stoliki do gier, dwa stoły do ping-ponga i wypożyczalnia w świetlicy.",
        "Od kwietnia do października gra się u nas na ławkach, na kolanie.",
        (("Stoliki i stoły", 29_000), ("Nawierzchnia", 8_000)),
    ),
    "deszcz": Idea(
        "Ogród deszczowy {where}",
        "Niecka z roślinami, która zbierze wodę z dachu i placu zamiast kanalizacji.",
        "Po każdej ulewie zalewa tu piwnice i chodnik.",
        (("Niecka i drenaż", 24_000), ("Rośliny i tablica", 9_000)),
    ),
    "robotyka": Idea(
        "Pracownia robotyki i druku 3D {where}",
        "Sześć zestawów, dwie drukarki i zajęcia dwa razy w tygodniu przez rok, bezpłatnie.",
        "Takie zajęcia są tylko w dużym mieście i kosztują dwieście złotych miesięcznie.",
        (("Zestawy i drukarki", 28_000), ("Prowadzący", 19_000)),
    ),
    "winda": Idea(
        "Podjazd i poręcze {where}",
        "Podjazd o łagodnym spadku, poręcze po obu stronach i dzwonek przywołujący pracownika.",
        "Osoba na wózku nie wejdzie tu dziś bez pomocy dwóch osób.",
        (("Podjazd", 36_000), ("Poręcze i dzwonek", 8_000)),
    ),
    "plaza": Idea(
        "Nowa plaża i przebieralnie {where}",
        "Świeży piasek, trzy przebieralnie, natrysk i mata, po której wózek dojedzie do wody.",
        "Latem przyjeżdżają tu całe rodziny, a przebierać trzeba się za drzewem.",
        (("Piasek i wyrównanie", 22_000), ("Przebieralnie i natrysk", 31_000), ("Mata", 9_000)),
    ),
    "cmentarz": Idea(
        "Aleja i nowe ujęcia wody {where}",
        "Utwardzona alejka, trzy krany i wózki na znicze przy bramie.",
        "Starsze osoby noszą konewki przez całą długość nekropolii.",
        (("Alejka", 33_000), ("Ujęcia wody", 14_000)),
    ),
    "lektura": Idea(
        "Kurs pierwszego komputera i telefonu dla seniorów {where}",
        "Dwanaście grup po osiem osób: wiadomości, zdjęcia, recepty i bezpieczne zakupy.",
        "Coraz więcej spraw załatwia się przez telefon, a wielu z nas nikt tego nie pokazał.",
        (("Prowadzący", 14_000), ("Sprzęt i materiały", 11_000)),
    ),
}
