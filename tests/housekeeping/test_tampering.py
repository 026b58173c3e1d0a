"""The table of tamperings: each tried with the database's triggers on and off, refused by it or found by `wibo doctor`.

`pytest -s` prints the table as it stands in docs/security.md.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from tests.moments import NOW
from tests.tampering import sql, untriggered
from wibo.access.permissions import Role
from wibo.editions.models import Edition
from wibo.housekeeping.doctor import findings
from wibo.journal.actions import record, seal_new_entries
from wibo.journal.acts import Act
from wibo.journal.anchoring import anchor_head
from wibo.journal.events.ballots import BallotCast
from wibo.journal.models import Entry, Seal, chained
from wibo.keyring import keys
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.sealing import seal
from wibo.voting.booth.casting import cast
from wibo.voting.electorate.register import import_register
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.electorate.voters import by_pesel
from wibo.voting.models import Envelope, Participation
from wibo.voting.papers.batches import close_batch
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper
from wibo.voting.papers.second_keying import key_again
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.receipts import list_receipts
from wibo.voting.urn.snapshots import take_snapshot

VOTERS, CARDS = 24, 4
SEEN: dict[str, dict[str, str]] = {}


def number(at):
    return make(NOW.date().replace(year=1960), at, Sex.FEMALE)


def person(edition, at):
    return by_pesel(edition, number(at), declared=True, on=NOW.date())


@pytest.fixture
def closed(town):
    """Voting with a register: web votes, a counted batch with second keyings, a list of receipts, a running count."""
    edition = factories.edition(town, identity_kind="pesel-register", rules={"rekey_percent": 100})
    import_register(
        edition, read_register(edition, "\n".join(map(number, range(60))), at=NOW), act=Act("Anna", NOW)
    )
    factories.projects(edition, 60_000_00, 50_000_00, 30_000_00)
    edition = factories.reload(edition)
    pool = edition.pools.get().pk
    for at in range(VOTERS):
        marks = {pool: Marks((str(1 + at % 3), str(1 + (at + 1) % 3)))}
        cast(edition, person(edition, at), None, marks, idempotency_key=f"k{at}", now=NOW)
    batch = factories.batch(edition, expected=CARDS)
    jan, ewa = factories.jan(edition), factories.user(town, "basia", Role.CLERK)
    for serial in range(1, CARDS + 1):
        card = PaperCard(person(edition, VOTERS + serial), None, {pool: Marks(("1",))})
        enter_paper(batch, serial, card, user=jan, at=NOW)
        key_again(batch, serial, card, user=ewa, at=NOW)
    close_batch(batch, "", user=jan, at=NOW)
    list_receipts(edition, at=NOW)
    take_snapshot(edition, at=NOW)
    _sealed(town)
    return edition


@pytest.fixture
def published(closed):
    """The same after the urn was opened, counted and published."""
    open_urn(closed, act=Act("Anna i Tadeusz", NOW))
    count_all(closed, act=Act("Anna", NOW))
    publish(closed, act=Act("Anna", NOW), protests_until=(NOW + timedelta(days=7)).date())
    _sealed(closed.town)
    return closed


def _sealed(town):
    seal_new_entries(town)
    anchor_head(town, at=NOW)


@dataclass(frozen=True)
class Tampering:
    name: str
    when: str
    do: Callable[[Edition], object]


def of_edition(edition, table):
    return f"SELECT id FROM {table} WHERE edition_id = {edition.pk} ORDER BY id"


def forge(edition, *, journalled=False, bonded=False):
    """Ballots that nobody cast, for people of the register; who holds the database has the public key of the urn."""
    pool = edition.pools.get().pk
    for at in range(40, 45):
        participation = Participation.objects.create(edition=edition, tag=person(edition, at).tag)
        sealed, receipt = seal(edition, {pool: Marks(("3",))})
        Envelope.objects.create(
            edition=edition,
            participation=participation,
            channel="internet",
            cast_on=NOW.date(),
            sealed=sealed,
            receipt=receipt,
            idempotency_key=f"f{at}",
            bond=keys.bond(edition.ring, participation.tag, receipt) if bonded else b"",
        )
        if journalled:
            record(BallotCast(), Act("głosujący", NOW), town=edition.town, edition=edition.pk)


def swap_ciphertexts(edition):
    sealed, _ = seal(edition, {edition.pools.get().pk: Marks(("3",))})
    sql(
        f"UPDATE voting_envelope SET sealed = %s WHERE id IN ({of_edition(edition, 'voting_envelope')} LIMIT 9)",
        sealed,
    )


def swap_with_receipts(edition):
    """Ciphertext and receipt together: then the voter's code is gone from the list."""
    for envelope in Envelope.objects.filter(edition=edition)[:5]:
        sealed, receipt = seal(edition, {edition.pools.get().pk: Marks(("3",))})
        sql(
            "UPDATE voting_envelope SET sealed = %s, receipt = %s WHERE id = %s", sealed, receipt, envelope.pk
        )


def cut_journal(edition):
    last = Seal.objects.order_by("-number")[:10]
    numbers = [seal.number for seal in last]
    entries = [seal.entry_id for seal in last]
    sql(f"DELETE FROM journal_seal WHERE number >= {min(numbers)}")
    sql(f"DELETE FROM journal_entry WHERE id >= {min(entries)}")


def rewrite_journal(edition):
    """An entry changed, and the whole chain after it worked out anew."""
    entry = Entry.objects.filter(kind="ballot-frozen").first() or Entry.objects.first()
    sql("UPDATE journal_entry SET by = 'kto inny' WHERE id = %s", entry.pk)
    digest = ""
    for one in Seal.objects.select_related("entry").order_by("number"):
        digest = chained(digest, one.entry)
        sql("UPDATE journal_seal SET digest = %s WHERE id = %s", digest, one.pk)


def swap_votes_of_run(edition):
    run = edition.pools.get().runs.first()
    votes = dict(run.votes) | {"1": run.votes["2"], "2": run.votes["1"]}
    sql("UPDATE results_countrun SET votes = %s WHERE id = %s", json.dumps(votes), run.pk)


def remove_winner(edition):
    run = edition.pools.get().runs.first()
    sql("UPDATE results_countrun SET funded = %s WHERE id = %s", json.dumps(run.funded[1:]), run.pk)


def grant(edition):
    maria = factories.user(edition.town, "maria")
    sql(
        "INSERT INTO accounts_rolegrant (user_id, role, granted_at) VALUES (%s, 'commission', %s)",
        maria.pk,
        NOW,
    )


def plain_entry(edition, kind, about, **facts):
    """An entry as somebody writes it who has the database alone."""
    sql(
        "INSERT INTO journal_entry (town_id, edition, at, kind, by, about, facts, mark) VALUES (%s, %s, %s, %s, 'Anna', %s, %s, '')",
        edition.town_id,
        edition.pk,
        NOW,
        kind,
        about,
        json.dumps(facts),
    )


def annul_with_entries(edition):
    ids = list(Envelope.objects.filter(edition=edition).valid().values_list("pk", flat=True)[:3])
    for pk in ids:
        plain_entry(edition, "ballot-annulled", f"envelope:{pk}", reason="N22", note="x")
    marks = ", ".join("%s" for _ in ids)
    sql(
        f"UPDATE voting_envelope SET state = 'invalid', reason = 'N22', note = 'x', decided_by = 'Anna' WHERE id IN ({marks})",
        *ids,
    )
    sql(
        f"UPDATE voting_participation SET state = 'void' WHERE id IN (SELECT participation_id FROM voting_envelope WHERE id IN ({marks}))",
        *ids,
    )


def forge_opening(edition):
    one, two = (factories.user(edition.town, name, Role.COMMISSION).pk for name in ("zofia", "karol"))
    sql(
        "INSERT INTO voting_twopersonact (edition_id, kind, first_id, second_id, reason, told, content, proposed_at, "
        "confirmed_at, failure, made_file, mark) VALUES (%s, 'open-urn', %s, %s, 'x', '', '{}', %s, %s, '', '', '')",
        edition.pk,
        one,
        two,
        NOW,
        NOW,
    )


def copy_password(edition):
    thief, official = (
        factories.user(edition.town, "thief"),
        factories.user(edition.town, "zofia", Role.COMMISSION),
    )
    sql("UPDATE accounts_user SET password = %s WHERE id = %s", thief.password, official.pk)


def add_project(edition):
    pk = sql_one(f"SELECT id FROM voting_project WHERE edition_id = {edition.pk} AND number = '3'")
    sql(
        "INSERT INTO results_addition (edition_id, project_id, amount, source, reason, made_at, made_by) "
        "VALUES (%s, %s, 9999900, 'rezerwa', 'x', %s, 'Anna')",
        edition.pk,
        pk,
        NOW,
    )


def sql_one(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


TABLE = (
    Tampering("unieważnienie razem z wpisami w dzienniku", "closed", annul_with_entries),
    Tampering("podrobiona decyzja dwóch osób o otwarciu urny", "closed", forge_opening),
    Tampering("hasło przepisane na konto komisji", "closed", copy_password),
    Tampering(
        "inne osoby w wykazie, tyle samo",
        "closed",
        lambda e: sql(
            "UPDATE voting_registerentry SET tag = %s WHERE id = "
            f"(SELECT max(id) FROM voting_registerentry WHERE edition_id = {e.pk})",
            b"z" * 32,
        ),
    ),
    Tampering("projekt opłacony bez decyzji", "published", add_project),
    Tampering(
        "zwycięzca skreślony bez decyzji",
        "published",
        lambda e: sql(
            "UPDATE results_publication SET lost = %s WHERE edition_id = %s",
            '[["1", "x", "2027-10-10"]]',
            e.pk,
        ),
    ),
    Tampering("podrobione głosy z podrobionymi osobami", "closed", forge),
    Tampering("podrobione głosy razem z wpisami w dzienniku", "closed", lambda e: forge(e, journalled=True)),
    Tampering("zamienione szyfrogramy", "closed", swap_ciphertexts),
    Tampering("zamienione szyfrogramy razem z kodami", "closed", swap_with_receipts),
    Tampering(
        "usunięte koperty",
        "closed",
        lambda e: sql(
            f"DELETE FROM voting_envelope WHERE id IN ({of_edition(e, 'voting_envelope')} LIMIT 3)"
        ),
    ),
    Tampering(
        "usunięte koperty razem z osobami",
        "closed",
        lambda e: (
            sql(
                f"DELETE FROM voting_secondkeying WHERE batch_id IN (SELECT id FROM voting_paperbatch WHERE edition_id = {e.pk})"
            ),
            sql(f"DELETE FROM voting_envelope WHERE edition_id = {e.pk} AND channel = 'internet'"),
            sql(
                f"DELETE FROM voting_participation WHERE edition_id = {e.pk} AND id NOT IN "
                "(SELECT participation_id FROM voting_envelope WHERE participation_id IS NOT NULL)"
            ),
        ),
    ),
    Tampering(
        "unieważnienie bez dziennika",
        "closed",
        lambda e: (
            sql(
                "UPDATE voting_envelope SET state = 'invalid', reason = 'N22', note = 'x', decided_by = 'x' "
                f"WHERE id IN ({of_edition(e, 'voting_envelope')} LIMIT 3)"
            ),
            sql(
                "UPDATE voting_participation SET state = 'void' WHERE id IN "
                f"(SELECT participation_id FROM voting_envelope WHERE edition_id = {e.pk} AND state = 'invalid')"
            ),
        ),
    ),
    Tampering(
        "zamieniony kod potwierdzenia",
        "closed",
        lambda e: sql(
            f"UPDATE voting_envelope SET receipt = 'AAAAAAAAAAAAAAAAAAAAAAAA' WHERE id IN ({of_edition(e, 'voting_envelope')} LIMIT 1)"
        ),
    ),
    Tampering(
        "dopisana osoba w wykazie",
        "closed",
        lambda e: sql(
            "INSERT INTO voting_registerentry (edition_id, tag, factor) VALUES (%s, %s, %s)",
            e.pk,
            b"x" * 32,
            b"",
        ),
    ),
    Tampering(
        "zwolniony znacznik: osoba może głosować drugi raz",
        "closed",
        lambda e: sql(
            f"UPDATE voting_participation SET tag = %s WHERE id IN ({of_edition(e, 'voting_participation')} LIMIT 1)",
            b"y" * 32,
        ),
    ),
    Tampering(
        "głos wypięty od osoby",
        "closed",
        lambda e: sql(
            "UPDATE voting_envelope SET participation_id = NULL, state = 'invalid', reason = 'N22' "
            f"WHERE id IN ({of_edition(e, 'voting_envelope')} LIMIT 1)"
        ),
    ),
    Tampering(
        "zmieniony koszt na zamrożonej karcie",
        "closed",
        lambda e: sql(f"UPDATE voting_project SET cost = 1 WHERE edition_id = {e.pk} AND number = '1'"),
    ),
    Tampering(
        "zmieniona kwota zamrożonej puli",
        "closed",
        lambda e: sql(f"UPDATE editions_pool SET amount = 1 WHERE edition_id = {e.pk}"),
    ),
    Tampering(
        "zmieniony spis kodów razem ze skrótem",
        "closed",
        lambda e: sql(
            f"UPDATE voting_receiptlist SET lines = 'X;valid;', digest = 'x' WHERE edition_id = {e.pk}"
        ),
    ),
    Tampering(
        "zmieniony bieżący wynik",
        "closed",
        lambda e: sql(f"UPDATE voting_countsnapshot SET envelopes = 1 WHERE edition_id = {e.pk}"),
    ),
    Tampering(
        "usunięte drugie wpisania",
        "closed",
        lambda e: sql(
            f"DELETE FROM voting_secondkeying WHERE batch_id IN (SELECT id FROM voting_paperbatch WHERE edition_id = {e.pk})"
        ),
    ),
    Tampering(
        "zmieniona liczba policzonych kart",
        "closed",
        lambda e: sql(f"UPDATE voting_paperbatch SET expected = expected + 5 WHERE edition_id = {e.pk}"),
    ),
    Tampering("nadana rola bez dziennika", "closed", grant),
    Tampering("ucięty koniec dziennika", "closed", cut_journal),
    Tampering("zmieniony wpis i cały łańcuch od nowa", "closed", rewrite_journal),
    Tampering(
        "karty dopisane do otwartej urny",
        "published",
        lambda e: sql(
            "INSERT INTO voting_ballot (edition_id, pool_id, channel) VALUES (%s, %s, 'paper')",
            e.pk,
            e.pools.get().pk,
        ),
    ),
    Tampering(
        "głosy przesunięte po otwarciu",
        "published",
        lambda e: sql(
            "UPDATE voting_vote SET project_id = (SELECT id FROM voting_project WHERE number = '3') "
            "WHERE place = 1 AND project_id = (SELECT id FROM voting_project WHERE number = '1') AND ballot_id NOT IN "
            "(SELECT ballot_id FROM voting_vote WHERE project_id = (SELECT id FROM voting_project WHERE number = '3'))"
        ),
    ),
    Tampering(
        "usunięte karty po otwarciu",
        "published",
        lambda e: (
            sql(f"DELETE FROM voting_vote WHERE ballot_id IN ({of_edition(e, 'voting_ballot')} LIMIT 2)"),
            sql(f"DELETE FROM voting_ballot WHERE id IN ({of_edition(e, 'voting_ballot')} LIMIT 2)"),
        ),
    ),
    Tampering("zamienione głosy w ogłoszonym wyniku", "published", swap_votes_of_run),
    Tampering("usunięty zwycięzca z ogłoszonego wyniku", "published", remove_winner),
    Tampering(
        "ogłoszenie wskazuje co innego",
        "published",
        lambda e: sql(f"UPDATE results_publication SET runs = '[]' WHERE edition_id = {e.pk}"),
    ),
    Tampering(
        "usunięte ogłoszenie",
        "published",
        lambda e: sql(f"DELETE FROM results_publication WHERE edition_id = {e.pk}"),
    ),
)


def outcome(edition, tampering, *, triggers):
    try:
        with transaction.atomic():
            if triggers:
                tampering.do(edition)
            else:
                with untriggered():
                    tampering.do(edition)
    except DatabaseError:
        return "baza odmawia"
    seal_new_entries(edition.town)
    told = [found for found in findings() if not found.startswith("PostgreSQL:")]
    return "doctor znajduje" if told else "nikt nie widzi"


@pytest.mark.parametrize("triggers", [True, False], ids=["triggers on", "triggers off"])
@pytest.mark.parametrize("tampering", TABLE, ids=lambda one: one.name)
def test_no_tampering_stays_unseen(tampering, triggers, request, settings):
    edition = request.getfixturevalue(tampering.when)
    settings.BASE_SCHEME = "http"
    seen = outcome(edition, tampering, triggers=triggers)
    SEEN.setdefault(tampering.name, {})["z wyzwalaczami" if triggers else "bez nich"] = seen
    assert seen != "nikt nie widzi"


@pytest.mark.parametrize("when", ["closed", "published"])
def test_where_nobody_has_tampered_nothing_is_found(when, request):
    request.getfixturevalue(when)
    told = [found for found in findings() if not found.startswith("PostgreSQL:")]
    assert told == []


def test_the_urn_is_not_opened_over_a_swapped_envelope(closed):
    from wibo.access.refusal import Refused

    with untriggered():
        swap_ciphertexts(closed)
    with pytest.raises(Refused, match="nie pasują do swoich kodów"):
        open_urn(closed, act=Act("x", NOW))
    assert keys.has_private(closed.ring, keys.URN)
    listed = list_receipts(closed, at=NOW + timedelta(hours=1))
    assert sum(row[1] == "broken" for row in listed.rows) == 9
    assert Entry.objects.get(kind="receipts-broken").facts == {"count": 9}


def test_what_nobody_sees_is_known(closed):
    """Whoever holds the keys of the web process and writes votes, people and journal together makes votes like any
    other; docs/security.md says so. A database administrator has no key of tags, and is found.
    """
    forge(closed, journalled=True, bonded=True)
    seal_new_entries(closed.town)
    assert [found for found in findings() if not found.startswith("PostgreSQL:")] == []


def teardown_module():
    if SEEN:
        print(f"\n| Próba ({connection.vendor}) | z wyzwalaczami | bez nich |\n|---|---|---|")
        for name, seen in SEEN.items():
            print(f"| {name} | {seen.get('z wyzwalaczami', '–')} | {seen.get('bez nich', '–')} |")
