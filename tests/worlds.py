"""Towns at one moment of the process each, made by acts: every page has something to show in one of them."""

import itertools
import json
from contextlib import suppress
from datetime import timedelta

import pyotp
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, files
from tests.accounts.keys import add_soft_key
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.accounts.factors import set_factor
from wibo.accounts.models import Provider, ProviderAccount, SignedIn
from wibo.accounts.provider import sealed
from wibo.accounts.support import open_support
from wibo.bulletin.actions import Written, add_text, change_text
from wibo.bulletin.models import Kind
from wibo.editions import asking
from wibo.editions.actions import change_rules
from wibo.editions.legal import LegalRisk, accept_risk
from wibo.editions.mapping import add_layer
from wibo.editions.models import Area, Question, StageWindow, VotingPlace
from wibo.editions.places import save_place
from wibo.evaluation import agreeing, assigning, merging, opining
from wibo.evaluation.appealing import appeal
from wibo.evaluation.cards import change_card, usual_grounds
from wibo.evaluation.models import Appeal, Unit
from wibo.evaluation.reminding import remind
from wibo.evaluation.usual import CARDS
from wibo.handover import actions as handover
from wibo.journal.acts import Act
from wibo.letters.own_words import reword
from wibo.letters.passing import pass_on
from wibo.proposals import co_authors, duplicates, following, supporting
from wibo.proposals.actions import attach, publish_attachment, save_draft
from wibo.proposals.importing.loading import keep_draft
from wibo.proposals.models import Call, Follower
from wibo.proposals.picturing import add_picture
from wibo.rehearsal import actions as rehearsing
from wibo.results.actions.asking import ask_count
from wibo.results.actions.counting import count_all
from wibo.results.actions.money import add_project, adjust_pool
from wibo.results.actions.publishing import publish, show_alternatives
from wibo.results.actions.ties import announce_draw, settle_by_draw
from wibo.results.tasks import compare_rules, run_count
from wibo.retention import actions as erasing
from wibo.rulebook.calendar.keeping import Clock
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.freezing import freeze, put_right
from wibo.voting.booth.casting import cast
from wibo.voting.course.extending import extend
from wibo.voting.course.protests import file_protest
from wibo.voting.electorate import codes
from wibo.voting.electorate.address_lists import Addressee
from wibo.voting.electorate.contacts import with_contact
from wibo.voting.electorate.register import draft_register, import_register
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.models import Project, TwoPersonKind
from wibo.voting.papers import disputes, second_keying
from wibo.voting.papers.batches import open_batch
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper
from wibo.voting.two_people.acts import propose
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.snapshots import take_snapshot
from wibo.voting.urn.watching import keep_day_keys, look_for_unusual, note_place
from wibo.works.actions import Progress, change_work, write_post
from wibo.works.models import State

_OTP = pyotp.random_base32()
PESEL = make(factories.BORN, 1, Sex.FEMALE)


def only_open(edition, *stages):
    return factories.only_stages(edition, *stages)


def all_pools(edition):
    """Pools of every type of vote, and two areas."""
    first = edition.pools.first()
    areas = [
        Area.objects.create(edition=edition, name=name, residents=1000) for name in ("Północ", "Południe")
    ]
    factories.pool(edition, "Punkty", 50_000_00, vote_type="cumulative", max_sum_points=10, position=2)
    factories.pool(edition, "Kolejność", 50_000_00, vote_type="ordinal", position=3)
    factories.pool(edition, "Osiedle", 30_000_00, area=areas[0], position=4)
    factories.pool(edition, "Drugie", 30_000_00, area=areas[1], leftover_to=first, position=5)
    return factories.reload(edition)


def _asked(edition, draft):
    """A town's own categories, question and price list, an answer, and a file that waits to be loaded."""
    asking.name_categories(edition, ["Zieleń"], act=Act("x", NOW), reason="x")
    asking.set_prices(edition, [asking.Price("Ławka", "szt.", 1_800_00)], act=Act("x", NOW), reason="x")
    line = {"type": "LineString", "coordinates": [[19.0, 52.0], [19.1, 52.1]]}
    feature = {"type": "Feature", "properties": {}, "geometry": line}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    add_layer(edition, "street", "Ulice", text, act=Act("x", NOW), reason="x")
    question = Question(edition=edition, label="Dla kogo?")
    asking.save_question(question, act=Act("x", NOW), reason="x")
    save_draft(draft, at=NOW, answers={question.pk: "Dla dzieci"})
    raw = "tytuł;koszt;pula\nZ pliku;10;Pula ogólna\n".encode()
    clerk = factories.jan(edition)
    keep_draft(edition, raw, "a.csv", user=clerk, at=NOW, status="submitted", reason="x")


def _with_others(edition, draft, people):
    """A co-author, somebody who supports the draft on line, and a proposal that repeats another."""
    edition.online_support = True
    edition.save(update_fields=["online_support"])
    draft.edition.online_support = True
    co_authors.invite(draft, f"piotr@{edition.town.slug}.example", user=people.maria, at=NOW)
    supporting.open_support(draft, NOW)
    supporting.ask(draft, name="Ola Lis", email=f"ola@{edition.town.slug}.example", at=NOW)
    first = factories.proposal(edition, people.maria, title="Pierwszy")
    again = factories.proposal(edition, people.jan, title="Drugi raz")
    duplicates.mark_duplicate(again, first.number, reason="To samo", user=people.anna, at=NOW)


def judged(edition, people, title, *, formal="positive", merit=None):
    made = factories.proposal(edition, people.maria, title=title)
    factories.formally(made, people.ewa, formal)
    if merit:
        factories.on_merit(made, people.piotr, merit)
    return made


def _evaluated(edition, people):
    """Units with an opinion, a card of the town's own, a begun one, a proposed change and a merge, who is away."""
    usual_grounds(edition.town)
    change_card(edition, "formal", CARDS["formal"][:3], reason="x", act=Act("x", NOW))
    unit = opining.save_unit(Unit(town=edition.town), "Zieleń", [people.jan])
    passed = judged(edition, people, "Do uzgodnienia")
    opining.ask(passed, unit, NOW.date(), "", user=people.piotr, at=NOW)
    given = {name: getattr(passed, name) for name in agreeing.TEXTS} | {"location": "Gdzie indziej"}
    rows = [line.row for line in passed.cost_lines.all()]
    agreeing.propose(passed, given, rows, "Taniej", user=people.piotr, at=NOW)
    first = factories.proposal(edition, people.maria, title="Lampy w parku")
    second = factories.proposal(edition, people.maria, title="Lampy w parkach")
    merging.propose_merge(first, [second], "To samo", user=people.ewa, at=NOW)
    assigning.assign([first], "formal", people.ewa, act=Act("x", NOW))
    assigning.keep_card(first, "formal", {"reasons": "Jeszcze nie"}, by=people.ewa, at=NOW)
    assigning.write_note(first, "Zadzwonić", user=people.ewa, at=NOW)
    assigning.declare_conflict(second, "Sąsiad", user=people.piotr, at=NOW)
    Call.objects.update(due_on=NOW.date())
    remind(edition.town, NOW)
    assigning.substitute(people.jan, people.anna, NOW.date(), NOW.date())


def proposals(edition, people):
    """One proposal in every state, with files."""
    draft = factories.draft(edition, people.maria, title="Szkic")
    file = attach(draft, SimpleUploadedFile("a.pdf", files.pdf()), at=NOW)
    add_picture(draft, SimpleUploadedFile("a.jpg", files.photograph(size=(400, 300))), "Plac", at=NOW)
    submitted = factories.proposal(edition, people.maria)
    _with_others(edition, draft, people)
    with suppress(Exception):
        publish_attachment(file, public=True, act=Act("x", NOW))
    judged(edition, people, "Do uzupełnienia", formal="supplement")
    judged(edition, people, "Na ocenę")
    judged(edition, people, "Dopuszczony", merit="positive")
    judged(edition, people, "Odrzucony", merit="negative")
    appealed = judged(edition, people, "Z odwołaniem", merit="negative")
    _evaluated(edition, people)
    appeal(appealed, "Proszę jeszcze raz", user=people.maria, at=NOW)
    _asked(edition, draft)
    _followed(submitted)
    factories.on_paper(edition, people.jan, location="Park", summary="x", justification="y")
    return submitted


def opened_world(town):
    """Every stage is open and nothing frozen."""
    people = factories.cast(town)
    edition = all_pools(factories.edition(town, max_proposals=20))
    place = VotingPlace(edition=edition, name="Biblioteka", address="ul. Długa 12", hours="pn 8–18")
    save_place(place, act=Act("Anna", NOW), reason="x")
    Session.objects.create(session_key="0" * 40, session_data="", expire_date=NOW + timedelta(days=30))
    SignedIn.objects.create(user=people.anna, session="0" * 40, browser="Firefox, Linux", began_at=NOW)
    set_factor(people.jan, _OTP, pyotp.TOTP(_OTP).at(NOW), act=Act("Jan", NOW))
    add_soft_key(people.jan, Act("Jan", NOW))
    accept_risk(edition, LegalRisk("age", "Granica wieku.", "art. 5a"), "opinia", act=Act("Anna", NOW))
    proposals(edition, people)
    return people, edition


def _settle_appeals():
    """Nothing is frozen over an appeal that nobody has decided."""
    Appeal.objects.filter(upheld=None).update(upheld=False, reasons="x", decided_at=NOW)


def frozen_edition(edition, cost=60_000_00):
    """Three projects in each pool, on a frozen ballot."""
    numbers = itertools.count(1)
    Project.objects.bulk_create(
        Project(
            edition=edition, pool=pool, number=str(next(numbers)), title=f"Projekt {pool}", cost=cost // 3
        ).derive()
        for pool in edition.pools.all()
        for _ in range(3)
    )
    _settle_appeals()
    freeze(edition, act=Act("x", NOW))
    put_right(Project.objects.filter(edition=edition).first(), "title", "x", "y", "z", act=Act("x", NOW))
    return factories.reload(edition)


def card(edition, at, *numbers):
    return PaperCard(
        factories.voter(edition, at), None, {edition.pools.first().pk: Marks(tuple(map(str, numbers)))}
    )


def voting_world(town):
    """Voting on the web and on paper, with acts of two people that wait."""
    people = factories.cast(town)
    people.basia = factories.user(town, "basia", Role.CLERK)
    edition = all_pools(factories.edition(town, max_proposals=20))
    rules = {
        "rekey_percent": 100,
        "guardian_age": 18,
        "asks_sex": True,
        "public_turnout": True,
        "repeats": "first",
    }
    with suppress(Exception):
        change_rules(edition, {}, rules, act=Act("t", NOW), reason="t")
    change_rules(factories.reload(edition), {}, {"rekey_percent": 100}, act=Act("t", NOW), reason="t")
    proposals(factories.reload(edition), people)
    edition = frozen_edition(factories.reload(edition))
    factories.ballot(edition, 0, 1)
    batch = factories.batch(edition, expected=10)
    open_batch(edition, "Niepoliczona", NOW.date(), 3, user=people.jan, at=NOW)
    for serial in (1, 2, 3):
        enter_paper(batch, serial, card(edition, serial, 1), user=people.jan, at=NOW)
    second_keying.key_again(batch, 1, card(edition, 1, 2), user=people.basia, at=NOW)
    disputes.put_aside(batch, 7, "Dwa krzyżyki", act=Act(people.jan.signature, NOW))
    file_protest(edition, "BO.7", NOW.date(), "Urna bez plomby", act=Act("A", NOW))
    take_snapshot(edition, at=NOW)
    for kind in (TwoPersonKind.PAUSE, TwoPersonKind.VOTER_LIST):
        propose(edition, kind, reason="awaria", user=people.anna, at=NOW)
    return people, factories.reload(edition)


def register_world(town):
    """Voters are in a register and also give a name; collecting is over."""
    people = factories.cast(town)
    edition = factories.edition(town, identity_kind="pesel-register")
    change_rules(edition, {}, {"factor": "mother"}, act=Act("t", NOW), reason="t")
    edition = factories.reload(edition)
    reading = read_register(edition, f"PESEL;imię matki\n{PESEL};Anna\n", at=NOW)
    import_register(edition, reading, act=Act("t", NOW))
    draft_register(edition, reading, act=Act("t", NOW), file_name="wykaz.csv")
    return people, frozen_edition(factories.reload(edition))


def codes_world(town):
    """Voters have codes and confirm a contact."""
    people = factories.cast(town)
    edition = factories.edition(town, identity_kind="code")
    edition = frozen_edition(factories.reload(edition))
    person = Addressee(first_name="Maria", surname="Lis", birth_date=factories.BORN, address="Długa 1")
    people.code = codes.issue_code(edition, person, "x", act=Act("t", NOW)).code
    return people, edition


def contact_world(town):
    """Voters say their names and confirm an address."""
    people = factories.cast(town)
    edition = factories.edition(town)
    change_rules(edition, {}, {"contact": "email"}, act=Act("t", NOW), reason="t")
    return people, frozen_edition(factories.reload(edition))


def ended(edition):
    """Voting and keying are over."""
    past = NOW - timedelta(days=1)
    over = (Stage.VOTING, Stage.PAPER_ENTRY)
    StageWindow.objects.filter(edition=edition, stage__in=over).update(
        opens_at=NOW - timedelta(days=9), closes_at=past
    )
    return factories.reload(edition)


def ended_world(town):
    """Voting is over and one person has asked to open the urn."""
    people = factories.cast(town)
    edition = frozen_edition(factories.edition(town))
    for at in range(4):
        factories.ballot(edition, at, 1 + at % 2)
    edition = ended(edition)
    propose(edition, TwoPersonKind.OPEN_URN, reason="koniec", user=people.anna, at=NOW)
    return people, edition


def counted(town, votes, costs=(60_000_00, 60_000_00, 30_000_00)):
    people = factories.cast(town)
    edition = factories.edition(town, max_proposals=20)
    proposals(edition, people)
    _settle_appeals()
    factories.projects(edition, *costs)
    edition = factories.reload(edition)
    for at, numbers in enumerate(votes):
        factories.ballot(edition, at, *numbers)
    edition = ended(edition)
    open_urn(edition, act=Act("dwie osoby", NOW))
    return people, edition, count_all(edition, act=Act("Anna", NOW))


def tied_world(town):
    """The urn is open and a tie waits to be settled."""
    people, edition, _ = counted(town, [(1,), (2,), (3,)], (60_000_00,) * 3)
    return people, edition


def drawn_world(town):
    """A draw is announced."""
    people, edition, runs = counted(town, [(1,), (2,), (3,)], (60_000_00,) * 3)
    announce_draw(runs[0], "sala 3", NOW + timedelta(hours=1), act=Act("Tadeusz", NOW))
    return people, edition


def _said(edition):
    """News, a document and an answer for everyone, and news that nobody sees yet."""
    act = Act("Anna", NOW)
    file = SimpleUploadedFile("uchwala.pdf", files.pdf())
    day = NOW.date()
    add_text(edition, Kind.NEWS, Written("Spotkanie w świetlicy", "O **17:00**.", day), public=True, act=act)
    add_text(edition, Kind.NEWS, Written("Szkic", "Jeszcze nie.", day), public=False, act=act)
    add_text(edition, Kind.DOCUMENT, Written("Uchwała", "", upload=file), public=True, act=act)
    text = add_text(edition, Kind.QUESTION, Written("Kto głosuje?", "Każdy."), public=True, act=act)
    change_text(text, Written("Kto głosuje?", "Każdy mieszkaniec."), public=True, act=act)


def _vouched(town, people):
    """A provider, and whose account is whose there; no provider is asked."""
    found = Provider(
        town=town, name="Zaloguj się kontem urzędu", issuer="https://login.example", client="wibo"
    )
    found.sealed = sealed("sekret")
    link = ProviderAccount(user=people.maria, issuer=found.issuer, subject="m1", linked_at=NOW)
    for row in (found, link):
        row.save()
        row.mark = row.new_mark()
        row.save()


def _reworded(town):
    """Own words in a letter, a message that passed through, and a look of the operator."""
    open_support(town, 2, "awaria", act=Act("Anna", NOW))
    reword(town, "result", "", "Dziękujemy za głos.", act=Act("Anna", NOW))
    pass_on("contact_code", town=town, to="ola@poczta.example", code="123456")


def _followed(proposal):
    """One who follows it, and one who has not confirmed."""
    slug = proposal.edition.town.slug
    for email in (f"ola@{slug}.example", f"ula@{slug}.example"):
        following.ask(proposal, email=email, at=NOW)
    following.confirm(Follower.objects.get(email=f"ola@{slug}.example"), at=NOW)
    following.tell_followers(proposal, "Nowy stan: w ocenie.", at=NOW, subject="w ocenie")


def _built(edition):
    """Work on the first winner, with a post and its picture."""
    act, built = Act("Anna", NOW), Project.objects.get(edition=edition, number="1")
    change_work(built, Progress(State.BUILDING, 40, NOW.date()), act=act)
    photo = SimpleUploadedFile("a.jpg", files.photograph(size=(400, 300)))
    write_post(built, day=NOW.date(), body="Stoją ławki.", pictures=[(photo, "Ławki")], act=act)


def published_world(town):
    """Published, open to protests, with a protest."""
    people, edition, _ = counted(town, [(1, 2, 3), (1, 2), (1,)])
    adjust_pool(edition.pools.get(), 100_00, "uchwała nr 9", act=Act("Anna", NOW))
    lost = Project.objects.get(edition=edition, number="2")
    add_project(lost, lost.cost, "rezerwa", "uchwała nr 10", act=Act("Anna", NOW))
    count_all(edition, act=Act("Anna", NOW))
    run_count.func(ask_count(edition, act=Act("Anna", NOW)).pk)
    compare_rules.func(edition.pk)
    _said(edition)
    _reworded(town)
    _vouched(town, people)
    publication = publish(edition, act=Act("Anna", NOW), protests_until=(NOW + timedelta(days=7)).date())
    _built(edition)
    show_alternatives(publication, shown=True, act=Act("Anna", NOW))
    file_protest(edition, "BO.1", NOW.date(), "Projekt nr 1", act=Act("A", NOW))
    return people, factories.reload(edition)


def final_world(town):
    """The result is final, after a draw."""
    people, edition, runs = counted(town, [(1,), (2,), (3,)], (60_000_00,) * 3)
    drawn = NOW - timedelta(hours=1)
    announce_draw(runs[0], "sala 3", drawn, act=Act("Tadeusz", drawn - timedelta(hours=1)))
    settle_by_draw(runs[0], "4 1 6 2 2 5 3 1 6 4", "kostka", act=Act("Tadeusz", drawn))
    count_all(edition, act=Act("Anna", NOW))
    publish(edition, act=Act("Anna", NOW))
    return people, factories.reload(edition)


def forgotten_world(town):
    """Who people were is erased, and the package is made."""
    people, edition = final_world(town)
    late = NOW + timedelta(days=40)
    act = erasing.propose_erasure(edition, Clock.IDENTITY, reason="termin", user=people.anna, at=late)
    erasing.confirm_erasure(act, user=people.tadeusz, at=late)
    act.refresh_from_db()
    erasing.erase_by_two(act, late)
    handover.ask(edition, act=Act("Anna", NOW))
    return people, edition


def corners_world(town):
    """What few towns have: proved contacts, lists that do not count, longer voting, many votes from one place."""
    people = factories.cast(town)
    edition = factories.edition(town, identity_kind="name")
    rules = {"contact": "email", "contact_votes": 1, "fault_scope": "list"}
    change_rules(edition, {}, rules, act=Act("t", NOW), reason="t")
    factories.pool(edition, "Druga", 50_000_00, position=2, max_length=1)
    edition = frozen_edition(factories.reload(edition))
    first, second = (pool.pk for pool in edition.pools.all())
    voter = with_contact(edition, factories.voter(edition, 0), "ala@lipowo.example")
    cast(edition, voter, None, {first: Marks(("1",))}, idempotency_key="a", now=NOW)
    keep_day_keys(edition, NOW.date())
    for _ in range(60):
        note_place(edition, "192.0.2.7", at=NOW)
    batch = factories.batch(edition, expected=1)
    marks = {first: Marks(("1",)), second: Marks(("4", "5"))}
    enter_paper(batch, 1, PaperCard(factories.voter(edition, 1), None, marks, ""), user=people.jan, at=NOW)
    end = edition.windows.get(stage=Stage.VOTING).closes_at
    extend(edition, [Channel.WEB], end + timedelta(hours=2), "awaria", act=Act("Anna", NOW))
    look_for_unusual(edition, at=NOW)
    return people, factories.reload(edition)


def empty_world(town):
    """No edition yet."""
    return factories.cast(town), None


def planned_world(town):
    """Nothing has begun; the office rehearses."""
    people = factories.cast(town)
    edition = factories.edition(town)
    StageWindow.objects.filter(edition=edition).update(
        opens_at=NOW + timedelta(days=20), closes_at=NOW + timedelta(days=40)
    )
    edition = factories.reload(edition)
    rehearsing.begin(edition, act=Act("Anna", NOW))
    return people, edition


WORLDS = {
    "empty": empty_world,
    "planned": planned_world,
    "opened": opened_world,
    "voting": voting_world,
    "register": register_world,
    "codes": codes_world,
    "contact": contact_world,
    "ended": ended_world,
    "tied": tied_world,
    "drawn": drawn_world,
    "published": published_world,
    "final": final_world,
    "forgotten": forgotten_world,
    "corners": corners_world,
}
