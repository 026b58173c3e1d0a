"""Where two people or two tabs meet over one proposal: what was handed in is what was seen, and stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests import factories, files
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.home.leaving import leave
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals import actions, claiming, co_authors, duplicates, supporting
from wibo.proposals.completeness import missing
from wibo.proposals.models import CoAuthor, Proposal, Supporter
from wibo.rulebook.proposing.numbers import number_in
from wibo.rulebook.proposing.parts import Purpose


@pytest.fixture
def draft(edition, cast):
    return factories.draft(edition, cast.maria, title="Ławki")


def written_with(draft, cast, other):
    asked = co_authors.invite(draft, other.email, user=cast.maria, at=NOW)
    co_authors.accept(asked, user=other, publish=False, at=NOW)


def test_what_is_handed_in_is_what_its_author_saw(visit, draft, cast):
    maria = visit.as_(cast.maria)
    seen = maria.hidden(f"/moje/{draft.pk}/")
    Proposal.objects.filter(pk=draft.pk).update(summary="Zmieniony przez współautora")
    maria.post(f"/moje/{draft.pk}/zloz/", {"widziane": seen["widziane"]})
    assert Proposal.objects.get().status == "draft"
    assert "zmieniło się to" in factories.words(maria.get(f"/moje/{draft.pk}/"))
    maria.post(f"/moje/{draft.pk}/zloz/", {})
    assert Proposal.objects.get().status == "submitted"


def test_completeness_is_asked_of_what_is_stored(draft, cast):
    stale = Proposal.objects.select_related("edition__town", "pool").get(pk=draft.pk)
    Proposal.objects.filter(pk=draft.pk).update(summary="")
    with pytest.raises(Refused, match="krótki opis"):
        actions.submit(stale, user=cast.maria, at=NOW)


def test_a_draft_handed_in_meanwhile_is_not_deleted_and_takes_no_file(draft, cast):
    stale = Proposal.objects.select_related("edition__town").get(pk=draft.pk)
    kept = actions.attach(draft, SimpleUploadedFile("a.pdf", files.pdf()), at=NOW)
    actions.submit(draft, user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="tylko szkic"):
        actions.delete_draft(stale)
    with pytest.raises(Refused, match="już złożony"):
        actions.attach(stale, SimpleUploadedFile("b.pdf", files.pdf()), at=NOW)
    with pytest.raises(Refused, match="już złożony"):
        actions.detach(kept)
    assert Proposal.objects.get().attachments.count() == 1


def test_a_co_author_gives_no_consent_for_the_author(visit, town, draft, cast):
    ola = factories.user(town, "ola")
    written_with(draft, cast, ola)
    other = visit.as_(ola)
    path = f"/moje/{draft.pk}/krok/osoby/"
    assert other.get(path)["Location"] == f"/moje/{draft.pk}/"
    other.post(path, {"publish_author": "on"})
    assert not Proposal.objects.get().publish_author
    Proposal.objects.update(author_phone="600 100 200")
    assert "600 100 200" not in factories.words(other.get(f"/moje/{draft.pk}/"))
    consent = actions.attach(
        draft, SimpleUploadedFile("z.pdf", files.pdf()), at=NOW, purpose=Purpose.GUARDIAN
    )
    assert other.get(f"/pliki/{consent.pk}/").status_code == 404
    assert visit.as_(cast.maria).get(f"/pliki/{consent.pk}/").status_code == 200


def test_who_left_still_judges_nothing_of_it(draft, cast):
    written_with(draft, cast, cast.ewa)
    co_authors.remove(CoAuthor.objects.get(), user=cast.ewa, at=NOW)
    actions.submit(draft, user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="własnego"):
        factories.formally(draft, cast.ewa, "positive", "")


def test_who_left_can_be_asked_again(draft, cast):
    written_with(draft, cast, cast.piotr)
    co_authors.remove(CoAuthor.objects.get(), user=cast.piotr, at=NOW)
    written_with(draft, cast, cast.piotr)
    assert CoAuthor.objects.filter(left_at=None).count() == 1


def test_nobody_joins_what_is_handed_in_and_a_no_undoes_no_yes(draft, cast):
    asked = co_authors.invite(draft, cast.piotr.email, user=cast.maria, at=NOW)
    co_authors.accept(asked, user=cast.piotr, publish=False, at=NOW)
    co_authors.decline(asked)
    assert CoAuthor.objects.get().user == cast.piotr
    late = co_authors.invite(draft, "ola@example.com", user=cast.maria, at=NOW)
    actions.submit(draft, user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="już złożony"):
        co_authors.accept(late, user=cast.jan, publish=False, at=NOW)
    with pytest.raises(Refused, match="już złożony"):
        co_authors.invite(draft, "ada@example.com", user=cast.maria, at=NOW)


def test_spellings_of_one_mailbox_are_one_invitation(draft, cast):
    co_authors.invite(draft, "ola+1@example.com", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="już zaproszona"):
        co_authors.invite(draft, "Ola+2@example.com", user=cast.maria, at=NOW)


def test_an_official_decides_nothing_about_an_own_application(edition, cast):
    mine, rival = factories.proposal(edition, cast.jan, title="Moje"), factories.proposal(edition, cast.maria)
    with pytest.raises(Refused, match="własnym"):
        supporting.count_signatures(mine, given=500, valid=500, user=cast.jan, at=NOW)
    with pytest.raises(Refused, match="własnym"):
        duplicates.mark_duplicate(rival, mine.number, reason="x", user=cast.jan, at=NOW)


def test_signatures_are_counted_of_what_stands(edition, cast):
    gone = factories.proposal(edition, cast.maria)
    actions.withdraw(gone, user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="nie można już liczyć"):
        supporting.count_signatures(gone, given=5, valid=5, user=cast.jan, at=NOW)


def test_what_repeated_a_withdrawn_proposal_goes_back_to_the_office(edition, cast):
    first = factories.proposal(edition, cast.maria, title="Pierwszy")
    again = factories.proposal(edition, cast.piotr, title="Drugi")
    duplicates.mark_duplicate(again, "1", reason="x", user=cast.jan, at=NOW)
    actions.withdraw(first, user=cast.maria, at=NOW)
    stored = Proposal.objects.get(pk=again.pk)
    assert (stored.status, stored.duplicate_of) == ("submitted", None)
    assert Letter.objects.get(template="proposal_no_duplicate").address == "piotr@lipowo.example"


def test_nothing_repeats_itself_and_no_half_of_a_count_is_stored(edition, cast):
    made = factories.proposal(edition, cast.maria)
    for values in (
        {"status": "duplicate", "duplicate_of": made},
        {"signatures_given": 5},
        {"signatures_valid": 5},
        {"arrived_by": "kot"},
        {"source": "kot"},
        {"claim_digest": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=made.pk).update(**values)


def test_what_came_on_line_is_claimed_by_nobody(edition, cast):
    made = factories.proposal(edition, cast.maria)
    leave(cast.maria, act=Act("x", NOW))
    left = Proposal.objects.get(pk=made.pk)
    assert not claiming.may_be_claimed(left)
    with pytest.raises(Refused, match="nie wpłynął na papierze"):
        claiming.issue_code(left, act=Act("Jan", NOW))


@pytest.mark.parametrize("purpose", [Purpose.SUPPORT, Purpose.OWNER, Purpose.GUARDIAN, Purpose.SCAN])
def test_files_with_names_of_people_are_never_shown_to_all(visit, draft, cast, purpose):
    kept = actions.attach(draft, SimpleUploadedFile("a.pdf", files.pdf()), at=NOW, purpose=purpose)
    actions.submit(draft, user=cast.maria, at=NOW)
    clerk = visit.as_(cast.jan)
    clerk.post(f"/urzad/pliki/{kept.pk}/jawnosc/", {})
    kept.refresh_from_db()
    assert not kept.is_public
    assert "nie może być jawny" in factories.words(clerk.get(f"/urzad/wnioski/{draft.pk}/"))


@pytest.fixture
def backed(edition, cast):
    edition.online_support = True
    edition.save()
    made = factories.draft(factories.reload(edition), cast.maria, title="Ławki")
    supporting.open_support(made, NOW)
    return made


def supporter(backed, name="Ola Lis", email="ola@example.com", *, confirmed=True):
    supporting.ask(backed, name=name, email=email, at=NOW)
    one = Supporter.objects.get(email=email.casefold())
    if confirmed:
        supporting.confirm(one, at=NOW)
    return one


def test_support_taken_back_after_handing_in_leaves_the_number_and_no_name(backed, cast):
    one = supporter(backed)
    actions.submit(backed, user=cast.maria, at=NOW)
    supporting.take_back(one, at=NOW)
    one.refresh_from_db()
    assert (one.name, one.email) == ("", "")
    assert Proposal.objects.get().support == 1
    assert not Letter.objects.filter(template="support_confirm").exists()
    with pytest.raises(Refused, match="nie można już poprzeć"):
        supporting.ask(Proposal.objects.get(), name="Ada", email="ada@example.com", at=NOW)


def test_a_confirmation_of_what_was_taken_back_counts_nothing(backed):
    one = supporter(backed, confirmed=False)
    supporting.take_back(one, at=NOW)
    with pytest.raises(Refused, match="już wycofane"):
        supporting.confirm(one, at=NOW)


def test_the_name_is_that_of_who_asked_last_before_confirming(visit, backed):
    supporter(backed, name="Kaczor Donald", confirmed=False)
    one = supporter(backed, name="Ola Lis", confirmed=False)
    assert one.name == "Ola Lis"


def test_once_counted_only_valid_signatures_are_worth_something(edition, cast):
    edition.pools.update(signatures=3)
    draft = factories.draft(factories.reload(edition), cast.maria)
    actions.attach(draft, SimpleUploadedFile("l.pdf", files.pdf()), at=NOW, purpose=Purpose.SUPPORT)
    actions.submit(draft, user=cast.maria, at=NOW)
    made = Proposal.objects.select_related("edition", "pool").get()
    assert missing(made) == []
    supporting.count_signatures(made, given=9, valid=2, user=cast.jan, at=NOW)
    assert ["poparcia" in one.words for one in missing(made)] == [True]
    supporting.count_signatures(made, given=9, valid=3, user=cast.jan, at=NOW)
    assert missing(made) == []


def test_who_does_not_answer_in_time_is_forgotten(backed, cast):
    supporter(backed, confirmed=False)
    counted = supporter(backed, name="Ada", email="ada@example.com")
    co_authors.invite(backed, "zosia@example.com", user=cast.maria, at=NOW)
    long_ago = NOW.replace(year=NOW.year - 1)
    Supporter.objects.update(asked_at=long_ago)
    CoAuthor.objects.update(invited_at=long_ago)
    tick(NOW)
    assert list(Supporter.objects.all()) == [counted]
    assert not CoAuthor.objects.exists()


def test_who_leaves_takes_support_and_invitations_along(backed, cast):
    supporter(backed, email="Piotr+bo@lipowo.example")
    co_authors.invite(backed, cast.piotr.email, user=cast.maria, at=NOW)
    for grant in cast.piotr.grants.all():
        grant.delete()
    leave(User.objects.get(pk=cast.piotr.pk), act=Act("x", NOW))
    assert (Supporter.objects.count(), CoAuthor.objects.count()) == (0, 0)


@pytest.mark.parametrize("typed", ["7", "BO.2027.7", "bo.2027.7", "nr 7", " Nr BO.2027.7 ", "numer 7"])
def test_a_number_is_read_with_its_pattern_and_without(typed):
    assert number_in("BO.{rok}.{nr}", typed, 2027) == "7"


def test_the_office_withdraws_for_an_author_and_never_its_own(visit, edition, cast):
    made, own = factories.proposal(edition, cast.maria), factories.proposal(edition, cast.jan, title="Moje")
    clerk = visit.as_(cast.jan)
    clerk.post(f"/urzad/wnioski/{made.pk}/wycofaj/", {"reason": ""})
    assert Proposal.objects.get(pk=made.pk).status == "submitted"
    clerk.post(f"/urzad/wnioski/{made.pk}/wycofaj/", {"reason": "pismo"})
    assert Proposal.objects.get(pk=made.pk).status == "withdrawn"
    assert Letter.objects.filter(template="proposal_withdrawn", address=cast.maria.email).exists()
    clerk.post(f"/urzad/wnioski/{own.pk}/wycofaj/", {"reason": "pismo"})
    assert Proposal.objects.get(pk=own.pk).status == "submitted"
    actions.withdraw(own, user=cast.jan, at=NOW)
    assert Proposal.objects.get(pk=own.pk).status == "withdrawn"


def test_a_minor_is_named_to_all_only_with_the_guardians_consent(visit, draft, cast):
    draft.publish_author = draft.is_minor = True
    draft.save()
    actions.submit(draft, user=cast.maria, at=NOW)
    assert "Maria Testowa" not in factories.words(visit.get(f"/wnioski/{draft.pk}/"))
    actions.attach(
        draft, SimpleUploadedFile("z.pdf", files.pdf()), at=NOW, purpose=Purpose.GUARDIAN, by_office=True
    )
    assert "Maria Testowa" in factories.words(visit.get(f"/wnioski/{draft.pk}/"))
