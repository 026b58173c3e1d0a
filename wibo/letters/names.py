"""What each kind of letter is called in the office."""

# By the name of its template; the order is that of the page on which the office adds words of its own.
NAMES: dict[str, str] = {
    "confirm_account": "Potwierdzenie nowego konta",
    "account_exists": "Konto już jest",
    "reset_password": "Nowe hasło",
    "new_email": "Potwierdzenie nowego adresu",
    "email_changed": "Adres konta się zmienił",
    "invitation": "Zaproszenie do pracy w urzędzie",
    "role_granted": "Nowa rola",
    "telephone_set": "Telefon do logowania ustawiony",
    "telephone_removed": "Telefon i klucze do logowania usunięte",
    "codes_printed": "Nowe kody do logowania",
    "passkey_added": "Klucz dostępu dodany",
    "passkey_removed": "Klucz dostępu usunięty",
    "co_author_invited": "Zaproszenie współautora",
    "support_confirm": "Potwierdzenie poparcia",
    "support_own": "Poparcie własnego pomysłu",
    "proposal_submitted": "Wniosek złożony",
    "proposal_edited": "Zmiana wniosku przez urząd",
    "proposal_withdrawn": "Wniosek wycofany",
    "proposal_duplicate": "Wniosek oznaczony jako duplikat",
    "proposal_no_duplicate": "Wniosek nie jest duplikatem",
    "proposal_merged": "Wnioski połączone",
    "formal_positive": "Ocena formalna pozytywna",
    "formal_supplement": "Wezwanie do uzupełnienia",
    "call_taken_back": "Wezwanie cofnięte",
    "change_proposed": "Propozycja zmiany wniosku",
    "change_answered": "Odpowiedź na propozycję zmiany",
    "merge_proposed": "Propozycja połączenia",
    "merge_refused": "Połączenie odrzucone",
    "merge_done": "Połączenie przyjęte",
    "merge_dissolved": "Połączenie rozwiązane",
    "opinion_asked": "Prośba o opinię",
    "verdict_positive": "Wniosek dopuszczony",
    "verdict_negative": "Wniosek odrzucony",
    "verdict_corrected": "Zmiana decyzji",
    "appeal_filed": "Odwołanie przyjęte",
    "appeal_withdrawn": "Odwołanie wycofane",
    "appeal_upheld": "Odwołanie uwzględnione",
    "appeal_admitted": "Odwołanie uwzględnione, wniosek dopuszczony",
    "appeal_dismissed": "Odwołanie oddalone",
    "reminder": "Przypomnienie o terminie",
    "follow_confirm": "Potwierdzenie obserwowania",
    "followed": "Wiadomość dla obserwujących",
    "result": "Wynik głosowania",
}
# Those that pass through and leave no row; nothing is added to them, for every sign of an SMS is paid for.
PASSING = {"contact_code": "Numer do głosowania", "receipt": "Kod potwierdzenia głosu"}


def name_of(template: str) -> str:
    """The name of a kind of letter; the template's own where a later version knows it no more."""
    return NAMES.get(template) or PASSING.get(template, template)
