"""Which personal data there is, of whom, what for and by what right, and how it goes. One table for the plan, the erasure and the
register of processing; a house test holds it against the classes of fields of the models.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wibo.rulebook.calendar.keeping import Clock
from wibo.rulebook.proposing.parts import NEVER_PUBLIC

_SERVICE = "art. 6 ust. 1 lit. e RODO w związku z art. 5a ustawy o samorządzie gminnym"
_LAW = "art. 6 ust. 1 lit. c RODO (rozliczalność, instrukcja kancelaryjna)"
_CONSENT = "art. 6 ust. 1 lit. a RODO (sama osoba o to poprosiła i może zrezygnować)"


class How(StrEnum):
    """How it goes: whole rows; columns are emptied; the key without which it says nothing is destroyed; with the account."""

    ROWS = "rows"
    COLUMNS = "columns"
    KEY = "key"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Processed:
    """Personal columns of a model. `path` leads from its rows to the edition ("" where they belong to none); `only` narrows the
    rows, as of a queryset. `whom` and `what` are words of the register.
    """

    model: str
    columns: tuple[str, ...]
    whom: str
    what: str
    purpose: str
    basis: str
    how: How
    clock: Clock | None = None
    path: str = ""
    only: Mapping[str, object] = field(default_factory=dict)


_OWN = "proposal__edition"
_VOTE = "sprawdzenie, że każda osoba głosuje raz i ma do tego prawo"
_PROPOSE = "prowadzenie sprawy wniosku, kontakt z wnioskodawcą"
_JUDGE = "ocena wniosku i jej kontrola"

PROCESSED: tuple[Processed, ...] = (
    Processed(
        "voting.RegisterEntry",
        ("tag", "factor"),
        "uprawnieni do głosowania",
        "znacznik numeru PESEL i skrót imienia",
        _VOTE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.RegisterDraft",
        ("rows",),
        "uprawnieni do głosowania",
        "wykaz wczytany i niezatwierdzony",
        _VOTE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.VotingCode",
        ("tag", "digest", "facts"),
        "uprawnieni do głosowania",
        "znacznik osoby, skrót kodu, zaszyfrowana data urodzenia i płeć",
        _VOTE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.ContactSlot",
        ("digest",),
        "głosujący",
        "skrót adresu e-mail albo telefonu",
        _VOTE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.PlaceTally",
        ("digest",),
        "głosujący",
        "skrót adresu w sieci, z kluczem na jeden dzień",
        "wykrywanie nadużyć w głosowaniu",
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.Participation",
        ("tag",),
        "głosujący",
        "znacznik osoby: że wzięła udział",
        _VOTE,
        _SERVICE,
        How.KEY,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.Envelope",
        ("person",),
        "głosujący",
        "zapieczętowane dla urzędu: imię, nazwisko, adres, data urodzenia",
        _VOTE,
        _SERVICE,
        How.COLUMNS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.Envelope",
        ("sealed", "bond"),
        "głosujący",
        "zapieczętowany wybór (do otwarcia urny) i wiązanie koperty z osobą",
        _VOTE,
        _SERVICE,
        How.KEY,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "voting.KeyedCard",
        ("sealed",),
        "głosujący na papierze",
        "zapieczętowane wpisanie karty",
        "porównanie dwóch wpisań",
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "envelope__edition",
    ),
    Processed(
        "voting.SecondKeying",
        ("sealed", "third"),
        "głosujący na papierze",
        "zapieczętowane drugie wpisanie karty",
        "porównanie dwóch wpisań",
        _SERVICE,
        How.COLUMNS,
        Clock.IDENTITY,
        "batch__edition",
    ),
    Processed(
        "proposals.Supporter",
        ("name", "email", "mailbox"),
        "popierający wnioski",
        "imię i nazwisko, adres e-mail",
        "policzenie poparcia",
        _SERVICE,
        How.COLUMNS,
        Clock.IDENTITY,
        _OWN,
    ),
    Processed(
        "proposals.CoAuthor",
        ("email",),
        "współautorzy",
        "adres e-mail, na który wysłano zaproszenie",
        _PROPOSE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        _OWN,
    ),
    Processed(
        "proposals.Follower",
        ("email", "mailbox"),
        "obserwujący wnioski",
        "adres e-mail",
        "wiadomości o kolejnych krokach",
        _CONSENT,
        How.ROWS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "proposals.ImportDraft",
        ("content", "file_name"),
        "wnioskodawcy",
        "plik z wnioskami wczytany i niezatwierdzony",
        _PROPOSE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "proposals.Attachment",
        ("file", "name"),
        "wnioskodawcy, popierający, właściciele terenu, opiekunowie",
        "listy poparcia, zgody, skany wniosków, pliki odwołań",
        _PROPOSE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        _OWN,
        {"purpose__in": sorted(purpose.value for purpose in NEVER_PUBLIC)},
    ),
    Processed(
        "proposals.Attachment",
        ("file", "name"),
        "wnioskodawcy",
        "pozostałe pliki przy wniosku",
        _PROPOSE,
        _LAW,
        How.ROWS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "proposals.Picture",
        ("large_webp", "large_jpeg", "small_webp", "small_jpeg", "words"),
        "osoby na zdjęciach",
        "zdjęcia przy wniosku i ich opisy",
        _PROPOSE,
        _LAW,
        How.ROWS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "proposals.Proposal",
        ("author_email", "author_phone", "author_address", "guardian_name"),
        "wnioskodawcy",
        "adres e-mail, telefon, adres, imię i nazwisko opiekuna",
        _PROPOSE,
        _SERVICE,
        How.COLUMNS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "proposals.Proposal",
        ("author_name",),
        "wnioskodawcy, którzy nie zgodzili się na podanie nazwiska",
        "imię i nazwisko",
        _PROPOSE,
        _SERVICE,
        How.COLUMNS,
        Clock.IDENTITY,
        "edition",
        {"publish_author": False},
    ),
    Processed(
        "proposals.Proposal",
        ("author_name",),
        "wnioskodawcy",
        "imię i nazwisko podane za zgodą",
        _PROPOSE,
        _LAW,
        How.COLUMNS,
        Clock.RECORDS,
        "edition",
    ),
    Processed(
        "proposals.Answer",
        ("text",),
        "wnioskodawcy",
        "odpowiedzi na pytania gminy, których się nie publikuje",
        _PROPOSE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        _OWN,
        {"question__is_public": False},
    ),
    Processed(
        "proposals.Answer",
        ("text",),
        "wnioskodawcy",
        "pozostałe odpowiedzi na pytania gminy",
        _PROPOSE,
        _LAW,
        How.ROWS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "proposals.Call",
        ("note", "before"),
        "wnioskodawcy",
        "treść wezwania i poprzednia treść wniosku",
        _JUDGE,
        _LAW,
        How.COLUMNS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "evaluation.CardDraft",
        ("typed",),
        "wnioskodawcy",
        "niedokończone karty ocen",
        _JUDGE,
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        _OWN,
    ),
    Processed(
        "evaluation.Change",
        ("before", "after", "wanted", "why"),
        "wnioskodawcy",
        "uzgodnione zmiany wniosku",
        _JUDGE,
        _LAW,
        How.COLUMNS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "evaluation.Appeal",
        ("text", "heard"),
        "wnioskodawcy",
        "odwołania i zapis wysłuchania",
        _JUDGE,
        _LAW,
        How.COLUMNS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "evaluation.Conflict",
        ("why",),
        "oceniający",
        "powód wyłączenia z oceny",
        _JUDGE,
        _LAW,
        How.COLUMNS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "evaluation.Note",
        ("text",),
        "wnioskodawcy",
        "notatki urzędu przy wniosku",
        _JUDGE,
        _LAW,
        How.ROWS,
        Clock.RECORDS,
        _OWN,
    ),
    Processed(
        "letters.Letter",
        ("address", "subject", "body"),
        "wnioskodawcy, współautorzy, popierający, obserwujący",
        "adres i treść wysłanych listów",
        "powiadamianie o sprawie",
        _SERVICE,
        How.ROWS,
        Clock.IDENTITY,
        "edition",
    ),
    Processed(
        "accounts.User",
        ("email", "new_email", "first_name", "surname", "password", "last_login"),
        "osoby z kontem",
        "adres e-mail, imię i nazwisko, skrót hasła",
        "prowadzenie konta",
        _SERVICE,
        How.ACCOUNT,
    ),
    Processed(
        "accounts.SecondFactor",
        ("sealed", "codes"),
        "urzędnicy",
        "zapieczętowany sekret telefonu, skróty kodów",
        "bezpieczne logowanie",
        _SERVICE,
        How.ACCOUNT,
    ),
    Processed(
        "accounts.SignedIn",
        ("session", "browser"),
        "osoby z kontem",
        "skrót sesji i nazwa przeglądarki",
        "kończenie sesji z daleka",
        _SERVICE,
        How.ACCOUNT,
    ),
    Processed(
        "towns.Town",
        ("contact_person", "contact_phone", "contact_email"),
        "osoba do kontaktu w urzędzie",
        "imię i nazwisko, telefon, e-mail",
        "informowanie mieszkańców",
        _SERVICE,
        How.ACCOUNT,
    ),
    Processed(
        "service.Operator",
        ("email", "name", "password", "last_login"),
        "operatorzy usługi",
        "adres e-mail, imię i nazwisko, skrót hasła",
        "prowadzenie usługi",
        _SERVICE,
        How.ACCOUNT,
    ),
)


def of_clock(clock: Clock) -> tuple[Processed, ...]:
    """What goes when the clock has run out."""
    return tuple(one for one in PROCESSED if one.clock is clock)
