"""Who votes: a proved contact, a name beside the PESEL, a one-time code; one answer for every refusal."""

import base64
import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.documents.test_reports import text_of
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.commands import register as register_command
from wibo.editions.actions import change_rules
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.keyring import keys
from wibo.rulebook.people import ageing
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.booth.casting import cast
from wibo.voting.electorate import voters
from wibo.voting.electorate.address_lists import read_addresses
from wibo.voting.electorate.codes import issue_code, make_codes
from wibo.voting.electorate.contacts import with_contact
from wibo.voting.electorate.register import add_to_register, import_register, send_tag_key
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.models import ContactSlot, Envelope, RegisterEntry, VotingCode

PESEL = make(factories.BORN, 7, Sex.FEMALE)
OTHER = make(factories.BORN, 8, Sex.MALE)
STRANGER = make(factories.BORN, 9, Sex.MALE)
PERSON = {
    "first_name": "Maria",
    "surname": "Lis",
    "birth_date": "05.05.1970",
    "address": "Długa 1",
    "declared": "on",
}


# Where everyone is led whose vote is not taken, whatever the reason.
NOT_ACCEPTED = "/glosowanie/nie-przyjeto/"


def entered(answer):
    """Whether the answer leads on to a list of the ballot."""
    return answer.status_code == 302 and answer["Location"].startswith("/glosowanie/wybor/")


def edition_with(town, kind="name", **rules):
    made = factories.edition(town, identity_kind=kind)
    change_rules(made, {}, rules, act=Act("t", NOW), reason="t")
    return factories.reload(made)


def frozen(edition):
    factories.projects(edition, 10_00, 20_00)
    return factories.reload(edition)


def vote(visit, edition):
    visit.post(f"/glosowanie/wybor/{edition.pools.first().pk}/", {"projekt": ["1"]})
    return visit.post("/glosowanie/oddaj/")


def number_sent():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


def test_a_contact_is_proved_before_the_choice_and_kept_as_a_digest(visit, town):
    edition = frozen(edition_with(town, contact="email", contact_votes=1))
    page = visit.post("/glosowanie/kim-jestes/", PERSON | {"contact": "to nie adres"})
    assert "Wpisz adres e-mail" in page.content.decode()
    assert (
        visit.post("/glosowanie/kim-jestes/", PERSON | {"contact": "Maria@Poczta.example"}).status_code == 302
    )
    # Not proved yet: the booth is shut.
    assert visit.get(f"/glosowanie/wybor/{edition.pools.first().pk}/").status_code == 302
    assert "nie zgadza" in visit.post("/glosowanie/potwierdz/", {"number": "000000x"}).content.decode()
    assert "nie zgadza" in visit.post("/glosowanie/potwierdz/", {"number": "ąż@ó"}).content.decode()
    visit.post("/glosowanie/potwierdz/nowy-numer/")
    assert len(mail.outbox) == 2
    assert visit.post("/glosowanie/potwierdz/", {"number": number_sent()}).status_code == 302
    assert vote(visit, edition)["Location"].endswith("/przyjety/")
    assert ContactSlot.objects.count() == 1
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "poczta.example" not in str(cursor.fetchall()).casefold(), table
    # The same mailbox in another spelling has no vote left, and this is said only after the proof.
    second = PERSON | {"first_name": "Jan", "contact": "maria+2@poczta.example"}
    assert visit.post("/glosowanie/kim-jestes/", second).status_code == 302
    page = visit.post("/glosowanie/potwierdz/", {"number": number_sent()}).content.decode()
    assert "potwierdzono już tyle głosów" in page


def test_only_who_proves_the_contact_learns_that_a_person_has_voted(visit, town):
    edition = frozen(edition_with(town, contact="either"))
    visit.post("/glosowanie/kim-jestes/", PERSON | {"contact": "maria@poczta.example"})
    visit.post("/glosowanie/potwierdz/", {"number": number_sent()})
    vote(visit, edition)
    nosy = visit.post("/glosowanie/kim-jestes/", PERSON | {"contact": "sasiad@poczta.example"})
    assert nosy.status_code == 302
    told = visit.post("/glosowanie/potwierdz/", {"number": number_sent()})
    assert told["Location"] == NOT_ACCEPTED


def test_a_number_works_for_a_quarter_of_an_hour(visit, town, monkeypatch):
    frozen(edition_with(town, contact="email"))
    visit.post("/glosowanie/kim-jestes/", PERSON | {"contact": "maria@poczta.example"})
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=16))
    page = visit.post("/glosowanie/potwierdz/", {"number": number_sent()}).content.decode()
    assert "Minęło 15 minut" in page
    visit.post("/glosowanie/potwierdz/nowy-numer/")
    assert visit.post("/glosowanie/potwierdz/", {"number": number_sent()}).status_code == 302


def test_six_digits_cannot_be_guessed(visit, town):
    frozen(edition_with(town, contact="email"))
    visit.post("/glosowanie/kim-jestes/", PERSON | {"contact": "maria@poczta.example"})
    for _ in range(5):
        visit.post("/glosowanie/potwierdz/", {"number": "123"})
    page = visit.post("/glosowanie/potwierdz/", {"number": number_sent()}).content.decode()
    assert "Za dużo prób" in page


def test_a_telephone_gets_a_message_through_the_gateway(visit, town, settings):
    edition = frozen(edition_with(town, contact="phone"))
    visit.post("/glosowanie/kim-jestes/", PERSON | {"contact": "501 234 567"})
    sent = json.loads((settings.DATA_DIR / "wiadomosci.jsonl").read_text("utf-8").splitlines()[-1])
    assert sent["to"] == "+48501234567"
    number = re.search(r"\d{6}", sent["text"]).group()
    assert visit.post("/glosowanie/potwierdz/", {"number": number}).status_code == 302
    assert vote(visit, edition)["Location"].endswith("/przyjety/")


def test_no_contact_confirms_more_votes_than_the_rules_allow_whatever_the_code_does(town):
    edition = frozen(edition_with(town, contact="email", contact_votes=2))
    marks = {edition.pools.first().pk: Marks(("1",))}

    def cast_by(at, key=None):
        voter = with_contact(edition, factories.voter(edition, at), "a@b.example")
        return cast(edition, voter, None, marks, idempotency_key=key or f"k{at}", now=NOW)

    first = cast_by(0)
    cast_by(1)
    # A repeated POST is the same vote, even with no slot left.
    assert cast_by(0, "k0").pk == first.pk
    with pytest.raises(Refused, match="tyle głosów"):
        cast_by(2)
    assert Envelope.objects.count() == 2
    digest = bytes(ContactSlot.objects.first().digest)
    for slot in (2, 3, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactSlot.objects.create(edition=edition, digest=digest, slot=slot, most=2)
    with pytest.raises(Refused, match="Najpierw potwierdź"):
        cast(edition, factories.voter(edition, 5), None, marks, idempotency_key="k5", now=NOW)


@pytest.fixture
def listed(town):
    edition = edition_with(town, "pesel-register", factor="mother")
    text = f"PESEL;imię matki\n{PESEL};Anna Maria\n{OTHER};Żanna-Łucja\n"
    import_register(edition, read_register(edition, text, at=NOW), act=Act("t", NOW))
    return frozen(edition)


def test_one_answer_for_a_stranger_a_wrong_name_and_a_second_vote_in_as_many_queries(visit, listed):
    right = {"pesel": PESEL, "name": " ANNA ", "declared": "on"}
    visit.post("/glosowanie/kim-jestes/", right)
    vote(visit, listed)
    answers, queries = set(), set()
    for sent in (
        right,
        right | {"name": "Ewa"},
        right | {"pesel": STRANGER},
        right | {"pesel": OTHER, "name": "Anna"},
    ):
        # The first refusal of a person begins a counter; whoever asks again is answered in as many queries.
        visit.post("/glosowanie/kim-jestes/", sent)
        with CaptureQueriesContext(connection) as seen:
            told = visit.post("/glosowanie/kim-jestes/", sent)
        assert told["Location"] == NOT_ACCEPTED
        answers.add((told.status_code, told.content))
        queries.add(len(seen))
    assert len(answers) == 1
    assert len(queries) == 1


@pytest.mark.parametrize("typed", ["Żanna-Łucja", "Żanna", "ŻANNA ŁUCJA", "zanna-lucja"])
def test_a_name_is_compared_without_case_marks_hyphens(visit, listed, typed):
    sent = {"pesel": OTHER, "name": typed, "declared": "on"}
    assert entered(visit.post("/glosowanie/kim-jestes/", sent))


def test_the_second_of_two_names_is_not_the_first(visit, listed):
    sent = {"pesel": OTHER, "name": "Łucja", "declared": "on"}
    assert visit.post("/glosowanie/kim-jestes/", sent)["Location"] == NOT_ACCEPTED


def test_a_person_missing_from_the_register_is_added_at_the_office(visit, cast, listed):
    visit.as_(cast.jan)
    page = visit.post("/urzad/wykaz/dopisz/", {"reason": "oświadczenie"})
    assert "Wpisz numer PESEL albo imię" in page.content.decode()
    sent = {"pesel": STRANGER, "name": "Ola", "reason": "oświadczenie z 3 września"}
    assert visit.post("/urzad/wykaz/dopisz/", sent).status_code == 302
    assert "już w wykazie" in visit.post("/urzad/wykaz/dopisz/", sent).content.decode()
    entry = Entry.objects.get(kind="register-added")
    assert STRANGER not in str(entry.facts)
    visit.client.logout()
    voted = visit.post("/glosowanie/kim-jestes/", {"pesel": STRANGER, "name": "Ola", "declared": "on"})
    assert entered(voted)


def test_a_person_without_pesel_votes_on_paper(visit, cast, listed):
    visit.as_(cast.jan)
    foreigner = {"first_name": "Olena", "surname": "Kowalenko", "birth_date": "01.02.1990"}
    visit.post("/urzad/wykaz/dopisz/", foreigner | {"reason": "oświadczenie"})
    batch = factories.batch(listed, expected=1)
    sent = foreigner | {"serial": 1, "marks": "1", "address": "Polna 3"}
    assert visit.post(f"/urzad/karty/{batch.pk}/wpisz/", sent).status_code == 302
    assert Envelope.objects.get().state == "valid"


def test_the_register_is_hashed_on_the_towns_own_computer(town, tmp_path, capsys):
    edition = edition_with(town, "pesel-register", factor="mother")
    own = tmp_path / "klucz"
    assert register_command.run(["key", str(own)]) == 0
    public = base64.b64decode(capsys.readouterr().out.splitlines()[1])
    with pytest.raises(Refused, match="nie jest klucz publiczny"):
        send_tag_key(edition, b"short", act=Act("t", NOW))
    sealed = tmp_path / "sealed"
    sealed.write_bytes(send_tag_key(edition, public, act=Act("t", NOW)))
    with pytest.raises(Refused, match="już pobrano"):
        send_tag_key(edition, public, act=Act("t", NOW))
    plain, hashed = tmp_path / "wykaz.csv", tmp_path / "wynik.txt"
    plain.write_text(f"PESEL;matka\n{PESEL};Anna\n123;Ola\n", "cp1250")
    act = ["hash", "--names", "mother", "--key", str(own), "--sealed", str(sealed), str(plain), str(hashed)]
    assert register_command.run(act) == 2
    assert "wierszach nie ma poprawnego numeru PESEL: 3." in capsys.readouterr().err
    plain.write_text(f"PESEL;imię\n{PESEL};Anna\n", "utf-16")
    assert register_command.run(act) == 2
    assert "brakuje kolumn: imię matki" in capsys.readouterr().err
    plain.write_text(f"PESEL;matka\n{PESEL};Anna\n", "cp1250")
    assert register_command.run(act) == 0
    assert PESEL not in hashed.read_text()
    import_register(edition, read_register(edition, hashed.read_text(), at=NOW), act=Act("t", NOW))
    by_host = RegisterEntry.objects.get()
    import_register(edition, read_register(edition, plain.read_text("cp1250"), at=NOW), act=Act("t", NOW))
    plainly = RegisterEntry.objects.get()
    assert (bytes(by_host.tag), bytes(by_host.factor)) == (bytes(plainly.tag), bytes(plainly.factor))
    with pytest.raises(Refused, match="innej edycji"):
        read_register(edition, "wibo-register-1 0000000000000000\n", at=NOW)
    with pytest.raises(Refused, match="uszkodzony"):
        read_register(edition, hashed.read_text() + "zz;\n", at=NOW)


LIST = (
    "imię;nazwisko;data urodzenia;adres;płeć\nMaria;Lis;05.05.1970;Długa 1;K\nJan;Żuk;1980-02-03;Krótka 2;M\n"
)


@pytest.fixture
def coded(town):
    return frozen(edition_with(town, "code", asks_sex=True))


def codes_of(edition, **more):
    return make_codes(
        edition, read_addresses(LIST, on=NOW.date()), **{"anew": False, "act": Act("t", NOW), **more}
    )


def test_codes_are_digests_and_resolve_to_their_person(visit, coded):
    letters = codes_of(coded)
    assert [one.addressee.surname for one in letters] == ["Lis", "Żuk"]
    assert codes_of(coded) == []
    stored = VotingCode.objects.first()
    assert letters[0].code.encode() not in bytes(stored.digest) + bytes(stored.facts)
    assert b"1970" not in bytes(stored.facts)
    typed = f" {letters[0].code[:4].lower()} {letters[0].code[4:]}"
    assert entered(visit.post("/glosowanie/kim-jestes/", {"code": typed, "declared": "on"}))
    vote(visit, coded)
    envelope = Envelope.objects.get()
    assert (envelope.sex, envelope.age_band) == ("F", ageing.band_on(factories.BORN, NOW.date()))
    # One person, one participation: the paper of the same person is the second ballot.
    batch = factories.batch(coded, expected=2)
    clerk = factories.jan(coded)
    visit.as_(clerk)
    card = {k: v for k, v in PERSON.items() if k != "declared"}
    visit.post(f"/urzad/karty/{batch.pk}/wpisz/", card | {"serial": 1, "marks": "2"})
    assert Envelope.objects.get(serial=1).reason == "N15"
    visit.post(f"/urzad/karty/{batch.pk}/wpisz/", card | {"surname": "Obca", "serial": 2, "marks": "2"})
    assert Envelope.objects.get(serial=2).reason == "N13"


def test_a_wrong_code_a_replaced_one_and_a_used_one_get_the_same_answer(visit, coded):
    first, second = codes_of(coded)
    visit.post("/glosowanie/kim-jestes/", {"code": first.code, "declared": "on"})
    vote(visit, coded)
    anew = codes_of(coded, anew=True)
    assert len(anew) == 2
    for code in (first.code, second.code, "X" * 12, "za krótki", anew[0].code):
        told = visit.post("/glosowanie/kim-jestes/", {"code": code, "declared": "on"})
        assert told["Location"] == NOT_ACCEPTED
    assert entered(visit.post("/glosowanie/kim-jestes/", {"code": anew[1].code, "declared": "on"}))


def test_letters_come_as_a_file_and_nothing_of_the_list_stays(visit, cast, coded):
    visit.as_(cast.anna)
    file = SimpleUploadedFile("lista.csv", LIST.encode("cp1250"))
    made = visit.post("/urzad/kody/", {"file": file, "first": 1, "count": 500})
    assert made["Content-Type"] == "application/pdf"
    text = text_of(made.content)
    assert "Maria Lis" in text
    assert "Krótka 2" in text
    code = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text).group()
    assert voters.by_code(coded, code, declared=True)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = str(cursor.fetchall())
            assert "Krótka 2" not in rows, table
            assert code.replace("-", "") not in rows, table
    bad = SimpleUploadedFile("lista.csv", f"{LIST.splitlines()[0]}\nMaria;Lis;kiedyś;Długa 1;\n".encode())
    assert (
        "Wiersz 2: data urodzenia nie jest datą"
        in visit.post("/urzad/kody/", {"file": bad, "first": 1, "count": 5}).content.decode()
    )


def test_a_code_is_issued_at_the_desk_and_replaces_the_lost_one(visit, cast, coded):
    lost = codes_of(coded)[0]
    visit.as_(cast.jan)
    sent = {"first_name": "Maria", "surname": "Lis", "birth_date": "05.05.1970", "reason": "list nie doszedł"}
    made = visit.post("/urzad/kody/wydaj/", sent)
    assert made["Content-Type"] == "application/pdf"
    assert voters.by_code(coded, lost.code, declared=True) is None
    assert Entry.objects.get(kind="code-issued").facts == {"reason": "list nie doszedł"}
    assert visit.as_(cast.ewa).get("/urzad/kody/wydaj/").status_code == 403


def test_somebody_twice_on_a_list_is_told_by_number(coded):
    with pytest.raises(Refused, match="Osoba z wiersza 4 jest na liście drugi raz, pierwszy raz w wierszu 2"):
        read_addresses(LIST + LIST.splitlines()[1], on=NOW.date())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Maria;Lis;05.05.2050;Długa 1;K", "Wiersz 2: data urodzenia jest nieprawdopodobna"),
        ("Maria;Lis;05.05.1850;Długa 1;K", "nieprawdopodobna"),
        ("Maria;Lis;05.05.1970;;K", "brak adresu"),
        ("Maria;;05.05.1970;Długa 1;K", "brak: nazwisko"),
        ("Марія;Lis;05.05.1970;Długa 1;K", "literami łacińskimi"),
        ("Maria;Lis;05.05.1970;Długa 1;X", "płeć"),
        (f"Maria;Lis;05.05.1970;{'D' * 201};K", "za długie pole, najwyżej 200"),
    ],
)
def test_a_row_that_no_letter_can_reach_is_told(row, words):
    with pytest.raises(Refused, match=words):
        read_addresses(f"{LIST.splitlines()[0]}\n{row}\n", on=NOW.date())


def test_the_columns_of_an_address_list_are_those_of_its_headings():
    people = read_addresses("Nazwisko;Imię;Adres;Data urodzenia\nLis;Maria;Długa 1;25693\n", on=NOW.date())
    assert [(one.first_name, one.surname, one.birth_date.year) for one in people] == [("Maria", "Lis", 1970)]


def test_codes_are_for_editions_that_vote_by_code(town):
    edition = frozen(edition_with(town))
    with pytest.raises(Refused, match="nie głosuje się kodem"):
        issue_code(edition, read_addresses(LIST, on=NOW.date())[0], "x", act=Act("t", NOW))
    with pytest.raises(Refused, match="nie ma wykazu"):
        add_to_register(edition, factories.voter(edition), "x", act=Act("t", NOW))


def test_a_receipt_is_mailed_without_choices_and_the_address_is_not_kept(visit, town):
    edition = frozen(edition_with(town))
    visit.post("/glosowanie/kim-jestes/", PERSON)
    vote(visit, edition)
    assert "Wyślij kod" in visit.get("/glosowanie/przyjety/").content.decode()
    wrong = visit.post("/glosowanie/przyjety/wyslij/", {"email": "nie"})
    assert "Wyślij kod" in wrong.content.decode()
    visit.post("/glosowanie/przyjety/wyslij/", {"email": "maria@poczta.example"})
    receipt = Envelope.objects.get().receipt
    assert receipt[:4] in mail.outbox[-1].body
    assert "Projekt" not in mail.outbox[-1].body
    assert keys.ready(edition.ring)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "poczta.example" not in str(cursor.fetchall()), table


def test_a_clerk_may_add_people_but_not_print_letters(visit, cast, coded):
    assert visit.as_(cast.jan).get("/urzad/kody/").status_code == 403
