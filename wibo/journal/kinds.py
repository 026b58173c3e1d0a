"""Every event that can happen, with its Polish sentence: the best summary of what the system does."""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter


class Kind(StrEnum):
    """Codes of events. `SENTENCES` has the words; facts fill the braces."""

    DATA_RESTORED = "data-restored"
    TOWN_CREATED = "town-created"
    TOWN_CHANGED = "town-changed"
    SERVICE_WINDOW_CHANGED = "service-window-changed"
    OFFICIAL_INVITED = "official-invited"
    ACCOUNT_CREATED = "account-created"
    ACCOUNT_CONFIRMED = "account-confirmed"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - a name, no secret
    ROLE_GRANTED = "role-granted"
    ROLE_REVOKED = "role-revoked"
    ROLE_CONFIRMED = "role-confirmed"
    EDITION_CREATED = "edition-created"
    EDITION_CHANGED = "edition-changed"
    SCHEDULE_CHANGED = "schedule-changed"
    AREA_CHANGED = "area-changed"
    POOL_CHANGED = "pool-changed"
    PROPOSAL_SUBMITTED = "proposal-submitted"
    PROPOSAL_REGISTERED = "proposal-registered"
    PROPOSALS_IMPORTED = "proposals-imported"
    PROPOSAL_SUPPLEMENTED = "proposal-supplemented"
    PROPOSAL_WITHDRAWN = "proposal-withdrawn"
    SUPPLEMENT_REQUESTED = "supplement-requested"
    FORMAL_PASSED = "formal-passed"
    FORMAL_FAILED = "formal-failed"
    MERIT_PASSED = "merit-passed"
    MERIT_FAILED = "merit-failed"
    ATTACHMENT_SHOWN = "attachment-shown"
    ATTACHMENT_HIDDEN = "attachment-hidden"
    APPEAL_FILED = "appeal-filed"
    APPEAL_UPHELD = "appeal-upheld"
    APPEAL_DISMISSED = "appeal-dismissed"
    BALLOT_DRAWN_UP = "ballot-drawn-up"
    BALLOT_FROZEN = "ballot-frozen"
    PROJECT_STRUCK = "project-struck"
    REGISTER_IMPORTED = "register-imported"
    REGISTER_ADDED = "register-added"
    REGISTER_MENDED = "register-mended"
    REGISTER_REMOVED = "register-removed"
    TAG_KEY_SENT = "tag-key-sent"
    CODES_MADE = "codes-made"
    CODE_ISSUED = "code-issued"
    BALLOT_CAST = "ballot-cast"
    BATCH_OPENED = "batch-opened"
    BATCH_COUNTED = "batch-counted"
    BATCH_RECOUNTED = "batch-recounted"
    BALLOT_KEYED = "ballot-keyed"
    BALLOT_KEYED_INVALID = "ballot-keyed-invalid"
    BALLOT_CORRECTED = "ballot-corrected"
    BALLOT_KEYED_AGAIN = "ballot-keyed-again"
    KEYING_SETTLED = "keying-settled"
    DISPUTE_OPENED = "dispute-opened"
    DISPUTE_DECIDED = "dispute-decided"
    BATCH_CLOSED = "batch-closed"
    BALLOT_ANNULLED = "ballot-annulled"
    BALLOT_SUPERSEDED = "ballot-superseded"
    VOTER_RELEASED = "voter-released"
    RECEIPTS_LISTED = "receipts-listed"
    RECEIPTS_BROKEN = "receipts-broken"
    VOTING_EXTENDED = "voting-extended"
    PAUSE_PROPOSED = "pause-proposed"
    VOTING_PAUSED = "voting-paused"
    RESUMING_PROPOSED = "resuming-proposed"
    VOTING_RESUMED = "voting-resumed"
    SCHEDULE_PROPOSED = "schedule-proposed"
    SCHEDULE_CONFIRMED = "schedule-confirmed"
    CLOSING_PROPOSED = "closing-proposed"
    CLOSING_CONFIRMED = "closing-confirmed"
    ANNULMENT_PROPOSED = "annulment-proposed"
    ANNULMENT_CONFIRMED = "annulment-confirmed"
    PROPOSAL_DROPPED = "proposal-dropped"
    MENDING_PROPOSED = "mending-proposed"
    MENDING_CONFIRMED = "mending-confirmed"
    LOST_WINNER_PROPOSED = "lost-winner-proposed"
    LOST_WINNER_CONFIRMED = "lost-winner-confirmed"
    COUNT_VIEWED = "count-viewed"
    URN_OPENING_PROPOSED = "urn-opening-proposed"
    URN_OPENING_CONFIRMED = "urn-opening-confirmed"
    URN_OPENED = "urn-opened"
    PROTEST_FILED = "protest-filed"
    PROTEST_DECIDED = "protest-decided"
    COUNT_ASKED = "count-asked"
    COUNT_RUN = "count-run"
    TIE_ANNOUNCED = "tie-announced"
    TIE_SETTLED = "tie-settled"
    POOL_ADJUSTED = "pool-adjusted"
    PROJECT_ADDED = "project-added"
    RESULT_PUBLISHED = "result-published"
    RESULT_REVISED = "result-revised"
    RESULT_FINAL = "result-final"
    WINNER_LOST = "winner-lost"
    ALTERNATIVES_SHOWN = "alternatives-shown"
    REPORT_EXPORTED = "report-exported"
    VOTER_LIST_TAKEN = "voter-list-taken"
    VOTER_LIST_PROPOSED = "voter-list-proposed"
    VOTER_LIST_OPENED = "voter-list-opened"
    VOTER_LIST_MADE = "voter-list-made"
    ELECTION_IMPORTED = "election-imported"
    EDITION_REPLACED = "edition-replaced"


SENTENCES: dict[Kind, str] = {
    Kind.DATA_RESTORED: "Odtworzono dane z kopii z {made}. Głosów oddanych po niej nie ma.",
    Kind.TOWN_CREATED: "Operator założył gminę {name}.",
    Kind.TOWN_CHANGED: "Operator zmienił dane gminy: {changes}.",
    Kind.SERVICE_WINDOW_CHANGED: "Operator ustalił okres usługi: {first} – {last}. Powód: {reason}",
    Kind.OFFICIAL_INVITED: "Zaproszono do urzędu, rola: {role}.",
    Kind.ACCOUNT_CREATED: "Założono konto.",
    Kind.ACCOUNT_CONFIRMED: "Potwierdzono adres e-mail konta.",
    Kind.PASSWORD_CHANGED: "Zmieniono hasło konta.",
    Kind.ROLE_GRANTED: "Nadano rolę: {role}.",
    Kind.ROLE_REVOKED: "Odebrano rolę: {role}.",
    Kind.ROLE_CONFIRMED: "Trzecia osoba potwierdziła nadanie roli: {role}. Liczy się od razu w decyzjach dwóch osób.",
    Kind.EDITION_CREATED: "Utworzono edycję {year}.",
    Kind.EDITION_CHANGED: "Zmieniono ustawienia edycji: {changes}. Powód: {reason}",
    Kind.SCHEDULE_CHANGED: "Zmieniono harmonogram: {changes}. Powód: {reason}",
    Kind.AREA_CHANGED: "Zmieniono obszar: {changes}. Powód: {reason}",
    Kind.POOL_CHANGED: "Zmieniono pulę: {changes}. Powód: {reason}",
    Kind.PROPOSAL_SUBMITTED: "Złożono wniosek nr {number}.",
    Kind.PROPOSAL_REGISTERED: "Zarejestrowano wniosek papierowy nr {number}.",
    Kind.PROPOSALS_IMPORTED: "Wczytano wnioski z pliku: {count}.",
    Kind.PROPOSAL_SUPPLEMENTED: "Uzupełniono wniosek nr {number}.",
    Kind.PROPOSAL_WITHDRAWN: "Wycofano wniosek nr {number}.",
    Kind.SUPPLEMENT_REQUESTED: "Wezwano do uzupełnienia wniosku nr {number}.",
    Kind.FORMAL_PASSED: "Wniosek nr {number} przeszedł ocenę formalną.",
    Kind.FORMAL_FAILED: "Wniosek nr {number} nie przeszedł oceny formalnej.",
    Kind.MERIT_PASSED: "Wniosek nr {number} dopuszczono do głosowania.",
    Kind.MERIT_FAILED: "Wniosek nr {number} nie przeszedł oceny merytorycznej.",
    Kind.ATTACHMENT_SHOWN: "Pokazano wszystkim plik z wniosku nr {number}.",
    Kind.ATTACHMENT_HIDDEN: "Ukryto plik z wniosku nr {number}.",
    Kind.APPEAL_FILED: "Złożono odwołanie w sprawie wniosku nr {number}.",
    Kind.APPEAL_UPHELD: "Uwzględniono odwołanie w sprawie wniosku nr {number}.",
    Kind.APPEAL_DISMISSED: "Oddalono odwołanie w sprawie wniosku nr {number}.",
    Kind.BALLOT_DRAWN_UP: "Ułożono listę projektów do głosowania: {count}.",
    Kind.BALLOT_FROZEN: "Zamrożono kartę i zasady głosowania. Skrót: {digest}",
    Kind.PROJECT_STRUCK: "Skreślono projekt nr {number}. Powód: {reason}",
    Kind.REGISTER_IMPORTED: "Wczytano wykaz uprawnionych: {count}.",
    Kind.REGISTER_ADDED: "Dopisano osobę do wykazu uprawnionych. Powód: {reason}",
    Kind.REGISTER_MENDED: "Poprawiono imię jednej osoby w wykazie uprawnionych. Powód: {reason}",
    Kind.REGISTER_REMOVED: "Wykreślono jedną osobę z wykazu uprawnionych. Powód: {reason}",
    Kind.TAG_KEY_SENT: "Wydano gminie klucz znaczników do wykazu, zaszyfrowany. Odcisk jej klucza: {fingerprint}",
    Kind.CODES_MADE: "Utworzono kody do głosowania: {count}, pominięto: {passed}.",
    Kind.CODE_ISSUED: "Wydano kod do głosowania w urzędzie. Powód: {reason}",
    Kind.BALLOT_CAST: "Przyjęto głos przez internet.",
    Kind.BATCH_OPENED: "Otwarto paczkę kart {batch}.",
    Kind.BATCH_COUNTED: "Druga osoba policzyła karty z paczki {batch}: {count}.",
    Kind.BATCH_RECOUNTED: "Przeliczono karty z paczki {batch}: było {before}, jest {count}. Wyjaśnienie: {note}",
    Kind.BALLOT_KEYED: "Wpisano kartę z paczki {batch}.",
    Kind.BALLOT_KEYED_INVALID: "Wpisano nieważną kartę z paczki {batch}: {reason}.",
    Kind.BALLOT_CORRECTED: "Wpisano od nowa kartę nr {serial} z paczki {batch}. Powód: {note}",
    Kind.BALLOT_KEYED_AGAIN: "Inna osoba wpisała drugi raz kartę z paczki {batch}: {outcome}.",
    Kind.KEYING_SETTLED: "Porównano wpisania karty z paczki {batch}: {outcome}.",
    Kind.DISPUTE_OPENED: "Odłożono do spornych kartę nr {serial} z paczki {batch}. Pytanie: {question}",
    Kind.DISPUTE_DECIDED: "Komisja rozstrzygnęła o karcie nr {serial} z paczki {batch}: {decision}. {note}",
    Kind.BATCH_CLOSED: "Zamknięto paczkę kart {batch}: {count}.",
    Kind.BALLOT_ANNULLED: "Unieważniono głos: {reason}. Uzasadnienie: {note}",
    Kind.BALLOT_SUPERSEDED: "Głos wielokrotny (N15): głos tej samej osoby {channel} jest nieważny. Zasada: {rule}.",
    Kind.VOTER_RELEASED: "Pozwolono oddać kartę papierową osobie, której głos był nieważny. Uzasadnienie: {note}",
    Kind.RECEIPTS_LISTED: "Ogłoszono spis kodów potwierdzenia: {count}. Skrót: {digest}",
    Kind.RECEIPTS_BROKEN: "Koperty, które nie pasują do swoich kodów potwierdzenia: {count}. Urny nie da się otworzyć.",
    Kind.VOTING_EXTENDED: "Przedłużono głosowanie {channels} do {until}. Powód: {reason}",
    Kind.PAUSE_PROPOSED: "Pierwsza osoba wniosła o wstrzymanie głosowania przez internet. Powód: {reason}",
    Kind.VOTING_PAUSED: "Druga osoba potwierdziła. Głosowanie przez internet jest wstrzymane.",
    Kind.RESUMING_PROPOSED: "Pierwsza osoba wniosła o wznowienie głosowania przez internet. Powód: {reason}",
    Kind.VOTING_RESUMED: "Druga osoba potwierdziła. Głosowanie przez internet trwa dalej.",
    Kind.SCHEDULE_PROPOSED: "Pierwsza osoba wniosła o zmianę terminu głosowania: {told}. Powód: {reason}",
    Kind.SCHEDULE_CONFIRMED: "Druga osoba zgodziła się na zmianę terminu głosowania: {told}.",
    Kind.CLOSING_PROPOSED: "Pierwsza osoba wniosła o zamknięcie paczki z różnicą: {told}. Wyjaśnienie: {reason}",
    Kind.CLOSING_CONFIRMED: "Druga osoba zgodziła się na zamknięcie paczki z różnicą: {told}.",
    Kind.ANNULMENT_PROPOSED: "Pierwsza osoba wniosła o unieważnienie głosu: {told}. Powód: {reason}",
    Kind.ANNULMENT_CONFIRMED: "Druga osoba zgodziła się na unieważnienie głosu: {told}.",
    Kind.PROPOSAL_DROPPED: "{words}: {what}. {told}",
    Kind.MENDING_PROPOSED: "Pierwsza osoba wniosła o poprawkę w wykazie uprawnionych: {told}. Powód: {reason}",
    Kind.MENDING_CONFIRMED: "Druga osoba zgodziła się na poprawkę w wykazie uprawnionych: {told}.",
    Kind.LOST_WINNER_PROPOSED: "Pierwsza osoba wniosła o skreślenie zwycięzcy z ostatecznego wyniku: {told}. Powód: {reason}",
    Kind.LOST_WINNER_CONFIRMED: "Druga osoba zgodziła się na skreślenie zwycięzcy z ostatecznego wyniku: {told}.",
    Kind.COUNT_VIEWED: "Obejrzano bieżące wyniki.",
    Kind.URN_OPENING_PROPOSED: "Pierwsza osoba wniosła o otwarcie urny.",
    Kind.URN_OPENING_CONFIRMED: "Druga osoba potwierdziła otwarcie urny.",
    Kind.URN_OPENED: "Otwarto urnę: {ballots}. Klucz zniszczono.",
    Kind.COUNT_RUN: "Ustalono wynik w puli {pool}. Skrót danych: {digest}",
    Kind.PROTEST_FILED: "Zapisano protest, pismo {letter}. Dotyczy: {topic}.",
    Kind.PROTEST_DECIDED: "Rozstrzygnięto protest, pismo {letter}: {outcome}. {answer}",
    Kind.COUNT_ASKED: "Zlecono ustalenie wyniku.",
    Kind.TIE_ANNOUNCED: "Ogłoszono losowanie w puli {pool} między projektami: {tied}. Miejsce: {place}",
    Kind.POOL_ADJUSTED: "Zmieniono kwotę puli {pool} po głosowaniu o {amount}. Powód: {reason}",
    Kind.PROJECT_ADDED: "Projekt nr {number} dostaje {amount} z innych pieniędzy: {source}. Powód: {reason}",
    Kind.RESULT_REVISED: "Ogłoszono zmieniony wynik. Powód: {reason}",
    Kind.RESULT_FINAL: "Wynik jest ostateczny.",
    Kind.WINNER_LOST: "Projekt nr {number} wygrał, ale nie zostanie wykonany. Powód: {reason}",
    Kind.ALTERNATIVES_SHOWN: "Porównanie z innymi zasadami: {shown}.",
    Kind.TIE_SETTLED: "Rozstrzygnięto remis w puli {pool}: {method}. Uzasadnienie: {reason}",
    Kind.RESULT_PUBLISHED: "Ogłoszono wyniki. Protesty: {protests}.",
    Kind.REPORT_EXPORTED: "Pobrano zestawienie: {report}.",
    Kind.VOTER_LIST_TAKEN: "Pobrano listę głosujących z nazwiskami. Powód: {reason}",
    Kind.VOTER_LIST_PROPOSED: "Pierwsza osoba wniosła o listę głosujących. Powód: {reason}",
    Kind.VOTER_LIST_OPENED: "Druga osoba zgodziła się na listę głosujących.",
    Kind.VOTER_LIST_MADE: "Przygotowano listę głosujących: {count}.",
    Kind.ELECTION_IMPORTED: "Wczytano wybory z pliku: {ballots}. Karty przyjęte mimo złamania zasad: {anomalies}.",
    Kind.EDITION_REPLACED: "Usunięto wczytaną wcześniej edycję, aby wczytać ją na nowo.",
}


class MissingFact(Exception):
    """An event was about to be recorded without something that its sentence tells."""


def refuse_holes(kind: Kind, facts: Mapping[str, object]) -> None:
    """Raise MissingFact unless everything that the sentence tells is there."""
    told = {name for _, name, _, _ in Formatter().parse(SENTENCES[kind]) if name}
    if missing := sorted(told - facts.keys()):
        raise MissingFact(f"{kind.value}: {', '.join(missing)}")


class _Unrecorded(dict[str, object]):
    """What entries of earlier versions have not kept; nothing new can have such holes."""

    def __missing__(self, key: str) -> str:
        return "(nie zapisano)"


def sentence(kind: str, facts: dict[str, object]) -> str:
    """The event in words."""
    return SENTENCES[Kind(kind)].format_map(_Unrecorded(facts))
