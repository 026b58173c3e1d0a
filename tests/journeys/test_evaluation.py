"""A town evaluates: from a file of proposals to the announced lists, through the browser, with letters that arrive."""

import email
import re
from datetime import timedelta
from email.policy import default as policy

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from django_scopes import scope

from tests import factories
from tests.servers import free_port
from tests.tampering import emptied
from wibo.demo.building import DEMO_PASSWORD
from wibo.editions.models import Edition, Pool, StageWindow
from wibo.evaluation.models import Change, Consent
from wibo.journal.models import Entry
from wibo.proposals.actions import submit
from wibo.proposals.models import Proposal
from wibo.rulebook.calendar.schedule import Stage

pytestmark = pytest.mark.journey
TOLD = {
    "proposals-imported",
    "merge-proposed",
    "merge-agreed",
    "proposal-merged",
    "supplement-requested",
    "proposal-supplemented",
    "formal-passed",
    "change-proposed",
    "change-agreed",
    "merit-passed",
    "merit-failed",
    "admission-announced",
    "refusal-announced",
    "appeal-registered",
    "appeal-upheld",
    "appeal-dismissed",
    "ballot-drawn-up",
}
CARD = """
    document.querySelectorAll('input[type=radio][value=yes]').forEach(one => { one.checked = true });
    document.querySelector(`[name=verdict][value=${verdict}]`).checked = true;
    for (const part of parts) document.querySelector(`[name=parts][value=${part}]`).checked = true;
    document.querySelector('[name=reasons]').value = reasons;
"""


class Mailbox:
    """Letters as a mail server got them."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=policy)
        body = message.get_body(("plain",)).get_content()
        self.letters.append((envelope.rcpt_tos[0], message["subject"], body))
        return "250 OK"

    def to(self, address):
        return [(subject, body) for to, subject, body in self.letters if to == address]


@pytest.fixture
def mailbox(settings):
    found = Mailbox()
    server = Controller(found, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    yield found
    server.stop()


@pytest.fixture
def office(transactional_db, browser, live_server):
    """A town whose collecting and evaluation are open today, with appeals of seven days; who signs in, and its edition."""
    from urllib.parse import urlsplit

    from tests.journeys.people import Walker

    emptied()
    town = factories.town("lipowo")
    with scope(town=town):
        people = factories.cast(town)
        for user in vars(people).values():
            user.set_password(DEMO_PASSWORD)
            user.save()
        now = timezone.now()
        edition = Edition.objects.create(
            town=town,
            year=now.year + 1,
            name="Budżet",
            evaluation={"announced": "together", "appeal_days": 7, "answer_days": 7},
        )
        for stage in (Stage.SUBMISSION, Stage.EVALUATION):
            StageWindow.objects.create(
                edition=edition,
                stage=stage.value,
                opens_at=now - timedelta(days=1),
                closes_at=now + timedelta(days=9),
            )
        Pool.objects.create(edition=edition, name="Pula ogólna", amount=500_000_00, max_length=3)
        port = urlsplit(live_server.url).port
        here = {}

        def signed_in(who, **options):
            if who not in here:
                here[who] = Walker(browser, port, **options).sign_in(who)
            return here[who]

        yield signed_in
        for one in here.values():
            # A browser that keeps its connections would outlive the server.
            one.context.close()
    emptied()


def handed_in(edition, author, title, cost=20_000_00):
    """A proposal of somebody with an account; its text is no matter of this story."""
    draft = factories.draft(factories.reload(edition), author, title=title, cost=cost)
    return submit(draft, user=author, at=timezone.now())


def a_file(path, count):
    lines = ["tytuł;koszt;pula;miejsce;opis;uzasadnienie;wnioskodawca;e-mail"]
    lines += [
        f"Projekt {at};{1000 + at};Pula ogólna;Ulica {at};Opis;Potrzeba;Osoba {at};osoba{at}@poczta.example"
        for at in range(count)
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


def fill_card(walker, verdict="positive", reasons="", parts=()):
    walker.page.evaluate(f"([verdict, reasons, parts]) => {{ {CARD} }}", [verdict, reasons, list(parts)])
    with walker.page.expect_navigation():
        walker.page.evaluate("document.querySelector('form[data-keep]').requestSubmit()")


def judge_all(walker, route, verdicts):
    """Fill in card after card until the queue is empty; `verdicts` by the number of the proposal."""
    walker.go(f"/urzad/{route}/")
    walker.click("Oceń pierwszy")
    while "Karta: " in walker.text():
        number = re.search(r"Wniosek nr (\d+)", walker.text())[1]
        fill_card(walker, **verdicts.get(number, {}))
        # It stays where the card was refused.
        assert walker.page.locator(".ds-error-summary").count() == 0, walker.text()
    return walker


def merge(office, first, second):
    """Two about the same become one when both authors agree on their phones."""
    ewa = office("ewa")
    ewa.go(f"/urzad/ocena-formalna/{first.pk}/")
    assert "Podobne wnioski" in ewa.text()
    ewa.click("Zaproponuj połączenie")
    ewa.fill(numbers=second.number, why="Oba o huśtawkach")
    ewa.click("Zapisz")
    for who, consent in zip(("maria", "tadeusz"), Consent.objects.order_by("pk"), strict=True):
        author = office(who, width=360)
        author.go(f"/moje/{consent.proposal_id}/")
        author.click("Zgadzam się")
    assert Proposal.objects.get(pk=second.pk).merged_into_id == first.pk


def judge_formally(office, called):
    """Two go back to their authors, who answer on paper; then all pass."""
    calls = {
        number: {"verdict": "supplement", "reasons": "Brak miejsca", "parts": ["location"]}
        for number in called
    }
    ewa, jan = office("ewa"), office("jan")
    judge_all(ewa, "ocena-formalna", calls)
    for number in called:
        jan.go(f"/urzad/wnioski/{Proposal.objects.get(number=number).pk}/")
        jan.click("Braki uzupełniono")
    judge_all(ewa, "ocena-formalna", {})


def agree_on_a_cost(office, proposal):
    piotr, maria = office("piotr"), office("maria", width=360)
    piotr.go(f"/urzad/ocena-merytoryczna/{proposal.pk}/")
    piotr.click("Zaproponuj autorowi zmianę")
    piotr.page.fill("[name=koszt-0-price]", "25 000,00")
    piotr.fill(why="Ceny wzrosły")
    piotr.click("Wyślij propozycję")
    maria.go(f"/moje/{proposal.pk}/")
    assert "25 000,00 zł" in maria.text()
    maria.click("Zgadzam się")
    assert Change.objects.get().agreed


def appeal(office, outcomes):
    """Appeals come on paper; the coordinator, who has judged nothing, decides them."""
    jan, anna = office("jan"), office("anna")
    for number, outcome in outcomes.items():
        jan.go(f"/urzad/wnioski/{Proposal.objects.get(number=number).pk}/")
        jan.click("Zarejestruj odwołanie na papierze")
        jan.fill(text="Działka jest gminna")
        jan.click("Zapisz")
        anna.go("/urzad/odwolania/")
        anna.click(f"{number}. ")
        anna.page.check(f"[name=outcome][value={outcome}]")
        anna.fill(reasons="Po sprawdzeniu księgi")
        anna.click("Zapisz decyzję")


def announce(office, button):
    anna = office("anna")
    anna.go("/urzad/ogloszenie/")
    if "wszystkie" in button:
        anna.page.get_by_text("Ogłoś wszystkie (").click()
    else:
        for box in anna.page.locator("input[name=wniosek]").all():
            box.check()
    anna.click(button)
    return anna


@pytest.mark.parametrize("size", [8, pytest.param(60, marks=pytest.mark.long)])
def test_a_town_evaluates_from_a_file_to_the_lists(office, mailbox, tmp_path, size):
    edition = Edition.objects.latest("year")
    people = {user.email.partition("@")[0]: user for user in edition.town.user_set.all()}
    first = handed_in(edition, people["maria"], "Huśtawki w parku")
    second = handed_in(edition, people["tadeusz"], "Huśtawka w parku")
    dearer = handed_in(edition, people["maria"], "Wiata")
    jan = office("jan")
    jan.go("/urzad/wnioski/z-pliku/")
    jan.page.set_input_files("[name=file]", a_file(tmp_path / "wnioski.csv", size - 3))
    jan.click("Sprawdź plik")
    jan.click("Wczytaj te wnioski")
    assert Proposal.objects.count() == size
    called = [str(size - 1), str(size)]
    merge(office, first, second)
    judge_formally(office, called)
    agree_on_a_cost(office, dearer)
    refused = {number: {"verdict": "negative", "reasons": "Działka prywatna"} for number in ("5", "6")}
    judge_all(office("piotr"), "ocena-merytoryczna", refused)
    assert not [subject for _, subject, _ in mailbox.letters if "głosowani" in subject]
    stranger = office("tadeusz")
    stranger.go("/wnioski/?lista=niedopuszczone")
    assert "Działka prywatna" not in stranger.text()
    announce(office, "Ogłoś wszystkie naraz")
    appeal(office, {"5": "return", "6": "dismiss"})
    judge_all(office("piotr"), "ocena-merytoryczna", {})
    anna = announce(office, "Ogłoś zaznaczone")
    anna.go("/urzad/ogloszenie/bip/")
    assert "Działka prywatna" in anna.text()
    anna.go("/urzad/karta/")
    anna.page.check("[name=order][value=draw]")
    anna.fill(seed="4136251436")
    anna.click("Ułóż listę projektów")
    counts = {
        status: Proposal.objects.filter(status=status).count()
        for status in ("admitted", "rejected", "merged")
    }
    assert counts == {"admitted": size - 2, "rejected": 1, "merged": 1}
    assert set(Entry.objects.values_list("kind", flat=True)) >= TOLD
    _letters_arrived(mailbox, called)


def _letters_arrived(mailbox, called):
    """Each with its day and its link, at who was to get it."""
    maria = mailbox.to("maria@lipowo.example")
    for words in (
        "proponuje połączyć",
        "połączenie jest gotowe",
        "proponuje zmianę",
        "będzie pod głosowaniem",
    ):
        assert any(words in subject for subject, _ in maria), words
    for number in called:
        [(subject, body)] = [
            one for one in mailbox.to(f"osoba{int(number) - 4}@poczta.example") if "Uzupełnij" in one[0]
        ]
        assert re.search(r"do \d{1,2}\s\w+\s\d{4}", subject)
        assert re.search(rf"http\S+/moje/{Proposal.objects.get(number=number).pk}/", body)
    refused = mailbox.to("osoba1@poczta.example")
    [(_, body)] = [one for one in refused if "nie jest dopuszczony" in one[0]]
    assert "Autor może się odwołać do" in body
    assert any("Odwołanie" in subject for subject, _ in refused)
    for _, _, body in mailbox.letters:
        assert re.search(r"http://lipowo\.localhost\S+", body)
        assert re.search(r"\d{1,2}\s\w+\s\d{4}", body)
