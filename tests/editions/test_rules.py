"""The wizard of voting rules: it explains, warns with a source, saves with a reason, and ends with freezing."""

import pytest
from django.db import DatabaseError, transaction

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.actions import change_rules
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.rulebook.voting.cautions import Topic

TOPICS = [topic.value for topic in Topic]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_page_and_saving_without_a_change_leaves_no_entry(visit, cast, edition, topic):
    visit.as_(cast.anna)
    page = visit.get(f"/urzad/edycja/zasady/{topic}/")
    form = page.context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: value for name, value in data.items() if value is not None and value is not False} | {
        "reason": "§ 1"
    }
    before = Entry.objects.count()
    assert visit.post(f"/urzad/edycja/zasady/{topic}/", sent).status_code == 302
    assert Entry.objects.count() == before


def test_a_change_is_stored_with_its_reason_and_warns_with_a_ruling(visit, cast, edition):
    visit.as_(cast.anna)
    sent = {"min_voter_age": 16, "guardian_age": 0, "residence_declaration": "on", "reason": "§ 12 uchwały"}
    response = visit.post("/urzad/edycja/zasady/kto/", sent, follow=True)
    assert "II SA/Op 108/18" in response.content.decode()
    assert Edition.objects.get(pk=edition.pk).min_voter_age == 16
    entry = Entry.objects.order_by("-pk").first()
    assert "min_voter_age = 16" in entry.facts["changes"]
    assert entry.facts["reason"] == "§ 12 uchwały"
    assert "II SA/Op 108/18" in visit.get("/urzad/edycja/zasady/").content.decode()


def test_everyone_reads_the_rules_in_sentences(visit, edition):
    rules = {"guardian_age": 13, "fault_scope": "list", "rekey_percent": 10, "waived": ["N21"]}
    change_rules(edition, {}, rules, act=Act("test", NOW), reason="§ 3")
    page = visit.get("/zasady/").content.decode().replace("\u00a0", " ")
    assert "Kto nie ma 13 lat, głosuje za zgodą" in page
    assert "nieważna jest tylko lista z błędem" in page
    assert "10% kart papierowych wpisuje drugi raz inna osoba" in page


def test_frozen_rules_are_kept_by_the_action_and_by_the_database(edition):
    factories.projects(edition, 10_00)
    frozen = factories.reload(edition)
    with pytest.raises(Refused, match="zamrożone"):
        change_rules(frozen, {}, {"guardian_age": 13}, act=Act("test", NOW), reason="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(rules={"guardian_age": 13})
