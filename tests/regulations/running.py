"""A described edition run: applications handed in, ballots cast and keyed, ties settled, everything counted."""

from datetime import date, timedelta
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, files
from tests.moments import NOW
from tests.regulations.described import FATHER
from tests.regulations.filling import filled
from wibo.access.refusal import Refused
from wibo.journal.acts import Act
from wibo.proposals.actions import attach, submit
from wibo.results.actions.counting import ballots_of, count_all, settled_lot
from wibo.results.actions.ties import announce_draw, settle_by_draw
from wibo.results.runs import newest_runs
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.files.rule_files import derive
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.proposing.parts import Purpose
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.marking import from_keys
from wibo.voting.booth.casting import cast
from wibo.voting.electorate import voters
from wibo.voting.electorate.contacts import asks_contact, with_contact
from wibo.voting.models import Envelope, Project
from wibo.voting.urn.opening import open_urn

ACT = Act("Anna", NOW)


def apply(applications, edition, author):
    """Hand each application in; what refuses it, in words ("" where nothing does)."""
    answers = []
    pools = {pool.name: pool for pool in edition.pools.all()}
    for at, one in enumerate(applications):
        made = factories.draft(
            edition, author, title=f"Pomysł {at}", pool=pools[one.pool], cost=one.cost * 100
        )
        if one.signed:
            attach(made, SimpleUploadedFile("lista.pdf", files.pdf()), purpose=Purpose.SUPPORT, at=NOW)
        try:
            submit(made, user=author, at=NOW)
            answers.append("")
        except Refused as refusal:
            # Sums have hard blanks.
            answers.append(" ".join(str(refusal).split()))
    return answers


class People:
    """Who votes: invented people, each with a PESEL of its own; whoever is named comes as the same person."""

    def __init__(self, ballots):
        numbers, known = count(1), {}
        self.of = [
            [known.setdefault(one.who, next(numbers)) if one.who else next(numbers) for _ in range(one.times)]
            for one in ballots
        ]
        self.ballots = ballots

    def pesels(self):
        """The entitled people with their father's name; whom the source's list would lack is left out."""
        pairs = [
            (self.pesel(one, number), FATHER)
            for one, numbers in zip(self.ballots, self.of, strict=True)
            for number in numbers
            if one.listed
        ]
        return list(dict.fromkeys(pairs))

    @staticmethod
    def pesel(ballot, number):
        return make(date(ballot.born, 5, 5), number, Sex.FEMALE if number % 2 else Sex.MALE)


def _name(number):
    """Names are letters alone, so a number is written in them."""
    return "Imię" + "".join(chr(97 + int(digit)) for digit in str(number))


def vote(visit, edition, ballots, people, cast_of):
    """Cast and key every ballot in its order: each with its envelope, or with what the booth said where it refused."""
    sheets = sum(one.times for one in ballots if one.on == "paper")
    batch = factories.batch(edition, name="Urząd", expected=sheets) if sheets else None
    serials, areas = count(1), {area.name: area.pk for area in edition.areas.all()}
    visit.as_(cast_of.jan)
    done = []
    for one, numbers in zip(ballots, people.of, strict=True):
        for number in numbers:
            if one.on == "web":
                done.append((one, _on_web(edition, one, number, areas)))
            else:
                done.append((one, _on_paper(visit, edition, batch, one, number, next(serials), areas)))
    return done


def _on_web(edition, ballot, number, areas):
    marks = from_keys(lists_of(edition), ballot.marks)
    said = {"declared": True, "guardian": ballot.guardian}
    if edition.kind is IdentityKind.NAME_AND_BIRTH_DATE:
        born = date(ballot.born, 5, 5)
        voter = voters.by_name(edition, _name(number), "Testowa", born, "Długa 1", **said)
    else:
        pesel = People.pesel(ballot, number)
        voter = voters.by_pesel(edition, pesel, on=NOW.date(), name=ballot.father, **said)
    if asks_contact(edition):
        voter = with_contact(edition, voter, ballot.phone or f"phone of {number}")
    key = f"{number}-{ballot.marks}"
    try:
        return cast(edition, voter, areas.get(ballot.area), marks, idempotency_key=key, now=NOW)
    except Refused as refusal:
        return str(refusal)


def _on_paper(visit, edition, batch, ballot, number, serial, areas):
    # The page asks whether a fault is a slip of the fingers; it is not: so it stands on the paper.
    data = {"serial": serial, "marks": ballot.marks, "as_written": "on", "reason": ballot.seen}
    data |= {"area": areas[ballot.area]} if ballot.area else {}
    data |= {"guardian": "on"} if ballot.guardian else {}
    if edition.kind is IdentityKind.NAME_AND_BIRTH_DATE:
        born = f"05.05.{ballot.born}"
        data |= {"first_name": _name(number), "surname": "Testowa", "birth_date": born, "address": "Długa 1"}
    else:
        data["pesel"] = People.pesel(ballot, number)
    answer = visit.post(f"/urzad/karty/{batch.pk}/wpisz/", data)
    assert answer.status_code == 302, (ballot, factories.words(answer)[-3000:])
    return Envelope.objects.get(batch=batch, serial=serial)


def counted(visit, edition, town, cast_of):
    """Open the urn, count, settle the ties that decide, count again; by the name of a pool its newest run."""
    open_urn(edition, act=ACT)
    count_all(edition, act=ACT)
    for pool, tie in town.ties.items():
        run = runs_of(edition)[pool]
        assert run.tied == tie.tied.split()
        assert len(run.outcomes) > 1
        _settle(visit.as_(cast_of.tadeusz), run, tie)
        count_all(edition, act=ACT)
    for number, source in town.added.items():
        project = Project.objects.get(edition=edition, number=number)
        asked = {"Kwota w zł": str(project.cost // 100), "Skąd są pieniądze": source}
        label = f"{project.number}. {project.title}"
        filled(
            visit.as_(cast_of.anna),
            "/urzad/urna/dodaj/",
            {"Projekt": label, **asked, "Podstawa i powód": source},
        )
    return runs_of(edition)


def _settle(visit, run, tie):
    """As the commission does it: the order of the regulation on its page, or a draw announced before it is drawn."""
    if tie.seed:
        drawn = NOW + timedelta(hours=2)
        announce_draw(run, "sala 3", drawn, act=ACT)
        draw = settle_by_draw(run, tie.seed, tie.ground, act=Act("Tadeusz", drawn))
        assert draw.order == tie.order.split()
        return
    places = {number: at for at, number in enumerate(tie.order.split(), 1)}
    asked = {f"Miejsce projektu nr {number}": at for number, at in places.items()}
    path = f"/urzad/urna/remis/{run.pk}/kolejnosc/"
    filled(visit, path, {**asked, "Przepis": tie.ground})


def runs_of(edition):
    return {run.pool.name: run for run in newest_runs(edition)}


def under(pool, award):
    """The winners under another award rule, on the ballots that were cast and in the order that was settled."""
    costs = dict(Project.objects.filter(pool=pool).values_list("number", "cost"))
    rule = derive({"rule": "greedy"}, pool.ballot_rules, {**pool.award, **award}).rule
    given = (ballots_of(pool), costs, pool.amount, pool.ballot_rules, rule)
    return set(allocate(*given, lot=settled_lot(pool), collisions=pool.collisions)[1].funded)


def fates(done):
    """What became of each ballot: the booth's refusal, or the code of what does not count ("" for what does).

    Read once all are in: a later paper can void an earlier vote.
    """
    reasons = dict(Envelope.objects.values_list("pk", "reason"))
    return [(one, got if isinstance(got, str) else reasons[got.pk]) for one, got in done]
