"""The people of the office: invited with a role, which can be taken away again, but not the last administrator's."""

from tests import factories
from wibo.access.permissions import Role
from wibo.accounts.models import RoleGrant, User
from wibo.journal.models import Entry
from wibo.letters.models import Letter

NEW = {"first_name": "Ola", "surname": "Nowa", "email": "ola@lipowo.example", "role": "clerk"}


def test_an_invited_person_gets_a_letter_a_role_and_no_password(visit, cast, edition):
    visit.as_(cast.anna).post("/urzad/osoby/", NEW)
    user = User.objects.by_email("ola@lipowo.example")
    assert user.roles == {Role.RESIDENT, Role.CLERK}
    assert not user.has_usable_password()
    assert user.confirmed_at is None
    assert "wprowadzający" in Letter.objects.get(template="invitation").body
    assert Entry.objects.get(kind="official-invited").by == str(cast.anna)


def test_a_role_is_taken_away_at_once(visit, cast, edition):
    grant = RoleGrant.objects.get(user=cast.jan)
    visit.as_(cast.anna).post(f"/urzad/osoby/{grant.pk}/odbierz/")
    assert not RoleGrant.objects.filter(user=cast.jan).exists()
    assert visit.as_(cast.jan).get("/urzad/karty/").status_code == 403
    assert Entry.objects.filter(kind="role-revoked").count() == 1


def test_the_last_administrator_stays(visit, cast, edition):
    grant = RoleGrant.objects.get(user=cast.anna)
    page = visit.as_(cast.anna).post(f"/urzad/osoby/{grant.pk}/odbierz/", follow=True)
    assert "jedyny administrator" in page.content.decode() or RoleGrant.objects.filter(pk=grant.pk).exists()
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


def test_nobody_can_be_made_an_operator_or_a_resident_here(visit, cast, edition):
    for role in ("operator", "resident", "x"):
        response = visit.as_(cast.anna).post("/urzad/osoby/", {**NEW, "role": role})
        assert response.status_code == 200
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_the_page_takes_a_constant_number_of_queries(
    visit, town, cast, edition, django_assert_max_num_queries
):
    for at in range(12):
        factories.user(town, f"os{at}", Role.CLERK)
    visit.as_(cast.anna)
    with django_assert_max_num_queries(20):
        visit.get("/urzad/osoby/")
