"""What the journal tells of towns, people, editions, proposals and of who may vote: whole sentences, in order."""

from datetime import date, timedelta
from hashlib import sha256

import pyotp
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope
from nacl.public import PrivateKey

from tests import factories
from tests.accounts.keys import add_soft_key
from tests.files import pdf, photograph
from tests.journal.stories import count, told
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.accounts import support
from wibo.accounts.actions import change_password, confirm, confirm_grant, invite, revoke_role, sign_up
from wibo.accounts.factors import new_sheet, remove_factor, set_factor
from wibo.accounts.models import Passkey, RoleGrant, User
from wibo.accounts.own import ask_new_email, delete_account, take_new_email
from wibo.accounts.passkeys import Site, remove_key
from wibo.accounts.provider import account_of
from wibo.accounts.reviewing import reviewed
from wibo.bulletin.actions import Written, add_text, change_text, hide_text
from wibo.bulletin.models import Kind
from wibo.editions import asking, mapping
from wibo.editions.actions import Dates, change_schedule, change_settings, save_area, save_pool
from wibo.editions.legal import LegalRisk, accept_risk
from wibo.editions.models import Area, StageWindow, VotingPlace
from wibo.editions.places import remove_place, save_place
from wibo.editions.showing import show
from wibo.evaluation import appealing
from wibo.journal.acts import Act
from wibo.letters.own_words import reword
from wibo.proposals import claiming, co_authors, duplicates
from wibo.proposals.actions import (
    attach,
    publish_attachment,
    register_paper,
    submit,
    supplement,
    withdraw,
    withdraw_for_author,
)
from wibo.proposals.importing import loading
from wibo.proposals.models import CoAuthor, Proposal
from wibo.proposals.paperwork import attach_for_office, remove_for_office
from wibo.proposals.picturing import add_picture, hide_picture, show_picture
from wibo.proposals.supporting import count_signatures
from wibo.rehearsal import actions as rehearsing
from wibo.rehearsal.models import Rehearsal
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import Purpose, asked
from wibo.rulebook.spelling.polish import counted
from wibo.service.actions import (
    announce,
    change_town,
    create_town,
    set_service_window,
    withdraw_announcement,
)
from wibo.service.providers import set_provider
from wibo.voting.electorate import codes, mending, register, voters
from wibo.voting.electorate.address_lists import Addressee
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.two_people.acts import confirm as agree
from wibo.voting.two_people.acts import drop, propose
from wibo.voting.two_people.models import TwoPersonKind

ANNA = Act("Anna", NOW)
ADAM = make(date(1980, 1, 1), 7, Sex.MALE)
EWA = make(date(1944, 5, 14), 8, Sex.FEMALE)
OLA = make(date(2002, 7, 14), 9, Sex.FEMALE)


def test_a_town_is_founded_changed_and_given_its_days(db):
    operator = Act("Ola", NOW)
    values = {"slug": "nowe", "name": "Gmina Nowe", "name_genitive": "Gminy Nowe", "population": 5000}
    town = create_town(values, act=operator)
    change_town(town, {"population": 5100}, act=operator)
    set_service_window(town, date(2027, 9, 1), date(2027, 12, 31), "aneks nr 1", act=operator)
    with scope(town=town):
        assert told() == [
            "Operator założył gminę Gmina Nowe.",
            "Operator ustalił okres usługi: bez ograniczenia – bez ograniczenia. Powód: założenie gminy",
            "Operator zmienił dane gminy: population.",
            "Operator ustalił okres usługi: 1.09.2027 – 31.12.2027. Powód: aneks nr 1",
        ]


def test_what_the_office_writes_for_everyone(town, edition):
    before = count()
    written = Written("Spotkanie", "O 17.", NOW.date())
    text = add_text(edition, Kind.NEWS, written, public=False, act=ANNA)
    change_text(text, written, public=True, act=ANNA)
    change_text(text, Written("Spotkanie w szkole", "O 17.", NOW.date()), public=True, act=ANNA)
    hide_text(text, "odwołane", act=ANNA)
    assert told(since=before) == [
        "Zapisano wersję 1 (aktualność): Spotkanie",
        "Pokazano wszystkim (aktualność): Spotkanie",
        "Zapisano wersję 2 (aktualność): Spotkanie w szkole",
        "Zdjęto ze strony (aktualność): Spotkanie w szkole. Powód: odwołane",
    ]


def test_what_the_operator_tells_all_towns(town, stranger_town):
    values = {"text": "Przerwa od 1 do 3.", "shown_from": NOW, "shown_until": NOW + timedelta(hours=2)}
    withdraw_announcement(announce(values, act=Act("operator Ola", NOW)), act=Act("operator Ola", NOW))
    for one in (town, stranger_town):
        with scope(town=one):
            assert told() == [
                "Operator ogłosił wszystkim gminom: Przerwa od 1 do 3.",
                "Operator zdjął ogłoszenie: Przerwa od 1 do 3.",
            ]


def test_a_provider_vouches_for_people(town, cast, monkeypatch):
    monkeypatch.setattr("wibo.service.providers.is_reachable", lambda issuer: True)
    before, values = count(), {"client": "wibo", "secret": "s", "for_residents": True, "is_on": True}
    name, issuer = "Zaloguj się kontem urzędu", "https://login.example"
    made = set_provider(town, name=name, issuer=issuer, **values, act=Act("operator Ola", NOW))
    person = {"sub": "1", "email": cast.maria.email, "email_verified": True}
    monkeypatch.setattr("wibo.accounts.provider._said", lambda client, request: person)
    assert account_of(None, made, NOW) == cast.maria
    assert told(since=before) == [
        "Operator ustawił logowanie „Zaloguj się kontem urzędu” (https://login.example), włączone, dla wszystkich.",
        "Konto połączono z logowaniem „Zaloguj się kontem urzędu”.",
    ]


def test_roles_are_looked_through(town, cast):
    before = count()
    reviewed(town, act=ANNA)
    assert told(since=before) == ["Przejrzano, kto ma jaką rolę: 6."]


def test_the_operator_looks_on(town):
    before = count()
    session = support.open_support(town, 2, "awaria karty", act=ANNA)
    support.let_in(support.enter(town, by="operator Ola", now=NOW), town, NOW)
    support.end_support(session, act=ANNA)
    assert told(since=before) == [
        "Nadano rolę: wsparcie operatora.",
        "Wpuszczono operatora, żeby patrzył, do 10.10.2027 14:00. Powód: awaria karty",
        "Operator wszedł w sesji wsparcia.",
        "Odebrano rolę: wsparcie operatora.",
        "Zakończono sesję wsparcia operatora.",
    ]


def test_what_the_town_adds_to_its_letters(town):
    before = count()
    assert reword(town, "result", "", "Dziękujemy.", act=ANNA)
    assert not reword(town, "result", " ", "Dziękujemy.\n", act=ANNA)
    assert reword(town, "result", "", "", act=ANNA)
    assert told(since=before) == [
        "Zmieniono własne słowa listu „Wynik głosowania” (wersja 1).",
        "Przywrócono gotowy list „Wynik głosowania” (wersja 2).",
    ]


def test_places_of_voting(edition):
    before = count()
    place = VotingPlace(edition=edition, name="Biblioteka", address="ul. Długa 12", hours="pn 8–18")
    save_place(place, act=ANNA, reason="zarządzenie")
    remove_place(place, "zamknięta", act=ANNA)
    assert told(since=before) == [
        "Zmieniono miejsce głosowania: Biblioteka, ul. Długa 12, pn 8–18. Powód: zarządzenie",
        "Usunięto miejsce głosowania: Biblioteka. Powód: zamknięta",
    ]


def test_a_telephone_and_a_key_for_signing_in(town, cast):
    before = count()
    secret = pyotp.random_base32()
    jan = Act(cast.jan.signature, NOW)
    set_factor(cast.jan, secret, pyotp.TOTP(secret).at(NOW), act=jan)
    add_soft_key(cast.jan, jan)
    new_sheet(cast.jan, NOW)
    remove_key(Passkey.objects.get(), Site("lipowo.localhost", "", ""), act=jan)
    remove_factor(cast.jan, "zgubiony", act=ANNA)
    assert told(since=before) == [
        "Ustawiono telefon do logowania.",
        "Dodano klucz dostępu do konta.",
        "Wydano nowe kody na wypadek zgubienia telefonu lub klucza.",
        "Usunięto klucz dostępu z konta.",
        "Usunięto telefon i klucze do logowania. Powód: zgubiony",
    ]


def test_a_risk_that_is_accepted(edition):
    before = count()
    accept_risk(edition, LegalRisk("age", "Granica wieku bywa uchylana.", "art. 5a"), "opinia nr 3", act=ANNA)
    assert told(since=before) == [
        "Przyjęto ryzyko prawne: Granica wieku bywa uchylana. Powód: opinia nr 3",
    ]


def test_a_rehearsal(edition, django_capture_on_commit_callbacks):
    StageWindow.objects.filter(edition=edition).update(
        opens_at=NOW + timedelta(days=3), closes_at=NOW + timedelta(days=9)
    )
    planned, before = factories.reload(edition), count()
    with django_capture_on_commit_callbacks(execute=True):
        rehearsing.begin(planned, act=ANNA)
    with django_capture_on_commit_callbacks(execute=True):
        rehearsing.move_on(rehearsing.current(planned), "evaluation", act=ANNA)
    with django_capture_on_commit_callbacks(execute=True):
        rehearsing.end(rehearsing.current(planned), act=ANNA)
    rows = sum(Rehearsal.objects.get().wiped.values())
    words = counted(rows, "wiersz", "wiersze", "wierszy")
    assert told(since=before) == [
        "Zaczęto próbę z wymyślonymi mieszkańcami. Skończy się sama 13.10.2027 12:00.",
        "Próba przechodzi do etapu: ocena.",
        "Zakończono próbę.",
        f"Usunięto wszystko, co powstało w próbie: {words}.",
    ]


def test_accounts_and_roles(town, cast):
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=30))
    before = count()
    sign_up(
        town=town,
        email="nowa@lipowo.example",
        first_name="Nowa",
        surname="Osoba",
        at=NOW,
        base_url="https://l",
    )
    nowa = User.objects.by_email("nowa@lipowo.example")
    confirm(nowa, "haslo bardzo dlugie 1", at=NOW)
    change_password(nowa, "haslo bardzo dlugie 2", at=NOW)
    who = {"email": "kom@lipowo.example", "first_name": "Karol", "surname": "Nowy", "base_url": "https://l"}
    karol = invite(town=town, role=Role.COMMISSION, act=ANNA, granter=cast.anna, **who)
    confirm_grant(RoleGrant.objects.get(user=karol), user=cast.tadeusz, at=NOW)
    revoke_role(karol, Role.COMMISSION, act=ANNA)
    assert told(since=before) == [
        "Założono konto.",
        "Potwierdzono adres e-mail konta.",
        "Zmieniono hasło konta.",
        "Nadano rolę: komisja.",
        "Zaproszono do urzędu, rola: komisja.",
        "Trzecia osoba potwierdziła nadanie roli: komisja. Liczy się od razu w decyzjach dwóch osób.",
        "Odebrano rolę: komisja.",
    ]


def test_an_edition_is_made_and_changed(town, edition):
    before = count()
    change_settings(edition, act=ANNA, reason="uchwała nr 7", name="Budżet 2027")
    save_area(Area(edition=edition, name="Sołectwo Dolne", residents=312), act=ANNA, reason="spis")
    pool = edition.pools.get()
    pool.amount = 120_000_00
    save_pool(pool, act=ANNA, reason="zmiana budżetu")
    opens = NOW + timedelta(days=200)
    change_schedule(
        edition, [Dates("closing", "", opens, opens + timedelta(days=3))], act=ANNA, reason="ferie"
    )
    assert told(since=before)[0] == "Zmieniono ustawienia edycji: name = Budżet 2027. Powód: uchwała nr 7"
    assert told(since=before)[1] == "Zmieniono obszar: Sołectwo Dolne, mieszkańców: 312. Powód: spis"
    assert told(since=before)[2].startswith("Zmieniono pulę: Pula ogólna: 120\u00a0000,00\u00a0zł.")
    assert told(since=before)[2].endswith("Powód: zmiana budżetu")
    assert told(since=before)[3].startswith("Zmieniono harmonogram: ")
    assert told(since=before)[3].endswith("Powód: ferie")
    assert told()[0] == "Utworzono edycję 2027."


def test_the_next_edition_is_founded_and_shown(edition):
    before = count()
    following = factories.edition(edition.town, stages=(), year=2028)
    factories.only_stages(edition)
    show(following, act=ANNA)
    assert told(since=before) == ["Utworzono edycję 2028.", "Pokazano mieszkańcom edycję 2028."]


def test_a_proposal_from_handing_in_to_the_last_appeal(edition, cast):
    before = count()
    proposal = factories.proposal(edition, cast.maria)
    factories.formally(proposal, cast.ewa, "supplement", "Brak lokalizacji")
    supplement(proposal, user=cast.maria, at=NOW)
    factories.formally(proposal, cast.ewa, "positive")
    factories.on_merit(proposal, cast.piotr, "negative", "Działka prywatna")
    first = appealing.appeal(proposal, "Działka jest gminna", user=cast.maria, at=NOW)
    appealing.decide_appeal(first, "return", "Racja", user=cast.anna, at=NOW)
    factories.on_merit(proposal, cast.piotr, "positive")
    assert told(since=before) == [
        "Złożono wniosek nr 1.",
        "Wezwano do uzupełnienia wniosku nr 1 do 18\xa0października\xa02027\xa0r.: Miejsce.",
        "Uzupełniono wniosek nr 1.",
        "Wniosek nr 1 przeszedł ocenę formalną.",
        "Wniosek nr 1 nie przeszedł oceny merytorycznej.",
        "Ogłoszono, że wniosek nr 1 nie jest dopuszczony do głosowania.",
        "Złożono odwołanie w sprawie wniosku nr 1.",
        "Uwzględniono odwołanie w sprawie wniosku nr 1.",
        "Wniosek nr 1 przeszedł ocenę merytoryczną.",
        "Ogłoszono, że wniosek nr 1 jest dopuszczony do głosowania.",
    ]


def test_a_proposal_that_is_refused_one_on_paper_and_one_withdrawn(edition, cast, tmp_path):
    refused = factories.proposal(edition, cast.maria)
    before = count()
    factories.formally(refused, cast.ewa, "negative", "Brak zgody właściciela")
    filed = appealing.appeal(refused, "Zgoda jest", user=cast.maria, at=NOW)
    appealing.decide_appeal(filed, "dismiss", "Nie ma", user=cast.anna, at=NOW)
    text = {
        "title": "Hamak",
        "location": "Park",
        "summary": "Hamak",
        "justification": "Odpoczynek",
        "pool": edition.pools.get(),
        "contact_first_name": "Adam",
        "contact_surname": "Lis",
    }
    paper = register_paper(
        edition=edition,
        costs=[CostRow("Hamak", 500_00)],
        received_on=NOW.date(),
        user=cast.jan,
        at=NOW,
        **text,
    )
    register_paper(
        edition=edition,
        costs=[CostRow("Hamak", 1_00)],
        received_on=NOW.date(),
        user=cast.jan,
        at=NOW,
        reason="stempel z ostatniego dnia",
        **text,
    )
    draft = factories.draft(edition, cast.maria, title="Zegar")
    shown = attach(draft, SimpleUploadedFile("plan.pdf", pdf()), at=NOW)
    submit(draft, user=cast.maria, at=NOW)
    publish_attachment(shown, public=True, act=ANNA)
    publish_attachment(shown, public=False, act=ANNA)
    withdraw(draft, user=cast.maria, at=NOW)
    assert paper.number == "2"
    assert told(since=before) == [
        "Wniosek nr 1 nie przeszedł oceny formalnej.",
        "Ogłoszono, że wniosek nr 1 nie jest dopuszczony do głosowania.",
        "Złożono odwołanie w sprawie wniosku nr 1.",
        "Oddalono odwołanie w sprawie wniosku nr 1.",
        "Zarejestrowano wniosek papierowy nr 2.",
        "Wniosek papierowy nr 3 zarejestrowano poza naborem. Powód: stempel z ostatniego dnia",
        "Złożono wniosek nr 4.",
        "Pokazano wszystkim plik z wniosku nr 4.",
        "Ukryto plik z wniosku nr 4.",
        "Wycofano wniosek nr 4.",
    ]


@pytest.fixture
def with_register(town):
    made = factories.edition(town, identity_kind=IdentityKind.PESEL_REGISTER)
    factories.draw_up(made, 10_00)
    return made


def test_the_register_is_loaded_mended_and_its_key_is_sent(with_register, cast):
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=30))
    edition, before = with_register, count()
    public = bytes(PrivateKey.generate().public_key)
    register.send_tag_key(edition, public, act=ANNA)
    register.import_register(edition, read_register(edition, f"PESEL\n{ADAM}\n{EWA}\n", at=NOW), act=ANNA)
    new = voters.by_pesel(edition, OLA, declared=True, on=NOW.date())
    register.add_to_register(edition, new, "oświadczenie z 3 września", act=ANNA)
    tag = voters.by_pesel(edition, ADAM, declared=True, on=NOW.date()).tag
    for removed, why in ((False, "literówka"), (True, "zgon")):
        change = mending.Mending(tag, b"", removed)
        act = propose(
            edition,
            TwoPersonKind.MEND_VOTER,
            reason=why,
            user=cast.anna,
            at=NOW,
            told=mending.TOLD_REMOVED if removed else mending.TOLD_NAME,
            content=change.as_content(),
        )
        agree(act, user=cast.tadeusz, at=NOW, do=lambda act, at: mending.mend_voter(act, act=Act("obie", at)))
    dropped = propose(edition, TwoPersonKind.PAUSE, reason="próba", user=cast.anna, at=NOW)
    drop(dropped, user=cast.anna, at=NOW)
    name, removal = mending.TOLD_NAME, mending.TOLD_REMOVED
    assert told(since=before) == [
        "Wydano gminie klucz znaczników do wykazu, zaszyfrowany. Odcisk jej klucza: "
        + sha256(public).hexdigest()[:16],
        "Wczytano wykaz uprawnionych: 2.",
        "Dopisano osobę do wykazu uprawnionych. Powód: oświadczenie z 3 września",
        f"Pierwsza osoba wniosła o poprawkę w wykazie uprawnionych: {name}. Powód: literówka",
        "Poprawiono imię jednej osoby w wykazie uprawnionych. Powód: literówka",
        f"Druga osoba zgodziła się na poprawkę w wykazie uprawnionych: {name}.",
        f"Pierwsza osoba wniosła o poprawkę w wykazie uprawnionych: {removal}. Powód: zgon",
        "Wykreślono jedną osobę z wykazu uprawnionych. Powód: zgon",
        f"Druga osoba zgodziła się na poprawkę w wykazie uprawnionych: {removal}.",
        "Pierwsza osoba wniosła o wstrzymanie głosowania przez internet. Powód: próba",
        "Wycofano: wstrzymanie głosowania przez internet. ",
    ]


def test_codes_are_made_and_issued(town):
    edition = factories.edition(town, identity_kind=IdentityKind.CODE)
    people = [
        Addressee("Adam", "Lis", date(1970, 1, 2), "Długa 1"),
        Addressee("Ewa", "Lis", date(1971, 1, 2)),
    ]
    before = count()
    codes.make_codes(edition, people[:1], anew=False, act=ANNA)
    codes.make_codes(edition, people, anew=False, act=ANNA)
    codes.issue_code(edition, people[0], "zgubiony list", act=ANNA)
    assert told(since=before) == [
        "Utworzono kody do głosowania: 1, pominięto: 0.",
        "Utworzono kody do głosowania: 1, pominięto: 1.",
        "Wydano kod do głosowania w urzędzie. Powód: zgubiony list",
    ]


def test_what_an_application_asks(edition):
    before = count()
    asking.ask_parts(edition, asked({"plot": "needed"}), act=ANNA, reason="uchwała nr 5")
    assert told(since=before) == [
        "Zmieniono formularz wniosku: Numer działki: trzeba podać. Powód: uchwała nr 5",
    ]


def test_a_file_of_proposals_and_another_that_changes_them(edition, cast):
    before = count()

    def load(text, status, **values):
        raw = text.encode()
        draft = loading.keep_draft(edition, raw, "a.csv", user=cast.anna, at=NOW, status=status, **values)
        loading.load(draft, user=cast.anna, at=NOW)

    load("numer;tytuł;koszt\n7;Hamak;10\n", "submitted")
    load("numer;tytuł;koszt\n8;Zegar;10\n", "admitted", basis="lista nr 2")
    load("numer;tytuł;koszt\n7;Hamaki;10\n", "submitted", update=True, reason="pomyłka w druku")
    assert told(since=before) == [
        "Wczytano z pliku wniosek nr 7.",
        "Wczytano wnioski z pliku: nowe 1, zmienione 0. Powód: nabór trwa",
        "Wczytano z pliku wniosek nr 8 jako dopuszczony do głosowania. Podstawa: lista nr 2",
        "Wczytano wnioski z pliku: nowe 1, zmienione 0. Powód: nabór trwa",
        "Zmieniono we wniosku nr 7: tytuł. Powód: pomyłka w druku",
        "Wczytano wnioski z pliku: nowe 0, zmienione 1. Powód: pomyłka w druku",
    ]


def test_a_picture_that_is_hidden_and_shown_again(edition, cast):
    draft = factories.draft(edition, cast.maria)
    picture = add_picture(draft, SimpleUploadedFile("plac.jpg", photograph(size=(400, 300))), "Plac", at=NOW)
    submit(draft, user=cast.maria, at=NOW)
    before = count()
    hide_picture(picture, "widać twarz", act=ANNA)
    show_picture(picture, act=ANNA)
    assert told(since=before) == [
        "Ukryto obraz z wniosku nr 1. Powód: widać twarz",
        "Znowu pokazano wszystkim obraz z wniosku nr 1.",
    ]


def test_what_the_office_does_with_paper(visit, edition, cast):
    given = factories.on_paper(edition, cast.jan)
    twin = factories.proposal(edition, cast.maria, title="To samo")
    since = count()
    attach_for_office(given, SimpleUploadedFile("a.pdf", pdf()), Purpose.SUPPORT, act=ANNA)
    kept = attach_for_office(given, SimpleUploadedFile("b.pdf", pdf()), Purpose.OTHER, act=ANNA)
    remove_for_office(kept, reason="nie ten wniosek", act=ANNA)
    count_signatures(given, given=17, valid=15, user=cast.jan, at=NOW)
    code = claiming.issue_code(given, act=ANNA)
    claimed = claiming.claim(code, user=cast.ewa, at=NOW)
    Proposal.objects.filter(pk=claimed.pk).update(status="returned")
    claimed = Proposal.objects.select_related("edition__town").get(pk=claimed.pk)
    asked = co_authors.invite(claimed, "piotr@lipowo.example", user=cast.ewa, at=NOW)
    co_authors.accept(asked, user=cast.piotr, publish=True, at=NOW)
    co_authors.remove(CoAuthor.objects.get(), user=cast.piotr, at=NOW)
    duplicates.mark_duplicate(twin, "1", reason="ten sam plac", user=cast.jan, at=NOW)
    duplicates.take_back(twin, reason="inny plac", user=cast.jan, at=NOW)
    withdraw_for_author(twin, reason="pismo z 12 maja", user=cast.jan, at=NOW)
    visit.as_(cast.jan).get(f"/urzad/wnioski/{given.pk}/wniosek.pdf")
    visit.as_(cast.jan).get("/urzad/wnioski/wszystkie-1.pdf")
    assert told(since=since) == [
        "Urząd dołączył do wniosku nr 1 plik: Lista poparcia.",
        "Urząd dołączył do wniosku nr 1 plik: Inny.",
        "Urząd usunął z wniosku nr 1 plik: Inny. Powód: nie ten wniosek",
        "Policzono podpisy poparcia wniosku nr 1: 17, ważnych 15.",
        "Wydano kod, którym autor przejmie wniosek nr 1 na swoje konto.",
        "Autor przejął wniosek nr 1 na swoje konto.",
        "Do wniosku nr 1 dołączył współautor.",
        "Z wniosku nr 1 odszedł współautor.",
        "Uznano wniosek nr 2 za duplikat wniosku nr 1. Powód: ten sam plac",
        "Wniosek nr 2 nie jest już duplikatem wniosku nr 1 i wrócił do oceny. Powód: inny plac",
        "Urząd wycofał wniosek nr 2 na prośbę autora. Powód: pismo z 12 maja",
        "Urząd wydrukował wniosek nr 1.",
        "Wydrukowano wnioski złożone w edycji, część 1: 2.",
    ]


def test_a_map_that_changes(edition):
    before = count()
    mapping.set_tiles(edition, "https://tile.example/{z}/{x}/{y}.png", "© x", act=ANNA, reason="zgoda")
    assert told(since=before) == ["Zmieniono mapę: podkład mapy: tile.example. Powód: zgoda"]


def test_an_address_that_changes_and_an_account_that_goes(cast):
    before = count()
    ask_new_email(cast.maria, "nowa@x.example", at=NOW, base_url="https://x.example")
    take_new_email(cast.maria, at=NOW)
    delete_account(User.objects.get(pk=cast.maria.pk), act=ANNA)
    assert told(since=before) == ["Zmieniono adres e-mail konta.", "Usunięto konto na prośbę właściciela."]
