"""Works: only winners are built, what is told of them reaches the page, the map, the table and who follows."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.files import photograph
from tests.moments import NOW
from tests.tampering import untriggered
from wibo.access.refusal import Refused
from wibo.editions.mapping import add_layer
from wibo.editions.models import Edition
from wibo.housekeeping.stored_files import names_of_files, sweep_orphans
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals import following
from wibo.proposals.models import Follower, Proposal
from wibo.results.actions.publishing import publish
from wibo.results.models import Publication
from wibo.voting.models import Project
from wibo.works.actions import Progress, change_work, remove_post, write_post
from wibo.works.models import Post, State, Work, WorkPicture

ANNA = Act("Anna", NOW)
SPRING, AUTUMN = date(2028, 4, 1), date(2028, 10, 31)


def _place(at):
    return {"type": "Point", "coordinates": [17.1, 51.1 + at / 100]}


def counted(edition, cast):
    """Of proposals 1, 2 and 3 (60 000, 50 000 and 30 000 zł of 100 000) 1 and 3 win; 1 is followed."""
    factories.judged(edition, cast, 60_000_00, 50_000_00, 30_000_00, place=_place)
    edition = factories.counted(edition, (1, 2, 3), (1, 2), (1,))
    following.write_tellings(NOW)
    following.ask(Proposal.objects.get(number="1"), email="ola@x.example", at=NOW)
    following.confirm(Follower.objects.get(), at=NOW)
    Letter.objects.all().delete()
    return edition


@pytest.fixture
def published(edition, cast):
    made = counted(edition, cast)
    publish(made, act=ANNA)
    following.write_tellings(NOW)
    Letter.objects.all().delete()
    return made


def project(number):
    return Project.objects.get(number=str(number))


def photo():
    return SimpleUploadedFile("a.jpg", photograph(size=(400, 300)))


def told():
    following.write_tellings(NOW)
    return [letter.subject for letter in Letter.objects.filter(address="ola@x.example").order_by("pk")]


def test_what_is_not_built_any_more_shows_no_work_and_the_office_can_mend_it(visit, published, cast):
    change_work(project(1), Progress(State.DONE), act=ANNA)
    post = write_post(project(1), day=SPRING, body="Gotowe!", act=ANNA)
    Publication.objects.update(lost=[["1", "wykonawca upadł", "2028-01-01"]])
    page = factories.words(visit.get(f"/wnioski/{project(1).proposal_id}/"))
    assert "Gotowe!" not in page
    assert "Pomysł 1" not in factories.words(visit.get("/realizacja/"))
    visit.as_(cast.anna)
    assert "Pomysł 1" in visit.get("/urzad/realizacja/").text
    assert visit.get(f"/urzad/realizacja/{project(1).pk}/").status_code == 200
    change_work(project(1), Progress(State.GIVEN_UP, reason="Wykonawca upadł."), act=ANNA)
    remove_post(post, "nieprawda", act=ANNA)


def test_an_election_of_another_town_is_not_built_here(visit, published):
    with untriggered():
        Edition.objects.update(imported=True)
    assert "Pomysł 1" not in visit.get("/realizacja/").text


def test_only_what_is_published_as_built_has_work(visit, edition, cast):
    counted(edition, cast)
    with pytest.raises(Refused):
        change_work(project(1), Progress(State.BUILDING), act=ANNA)
    assert visit.as_(cast.anna).get(f"/urzad/realizacja/{project(1).pk}/").status_code == 404
    publish(factories.reload(edition), act=ANNA)
    with pytest.raises(Refused):
        change_work(project(2), Progress(State.BUILDING), act=ANNA)
    assert visit.get(f"/urzad/realizacja/{project(2).pk}/").status_code == 404
    assert change_work(project(1), Progress(State.BUILDING, 10), act=ANNA)


def test_every_winner_is_on_the_page_though_nobody_has_told_of_it(visit, published):
    page = factories.words(visit.get("/realizacja/"))
    assert "Gotowe: <strong>0</strong> z 2" in page
    assert "Pomysł 1" in page
    assert "Pomysł 3" in page
    assert "Pomysł 2" not in page


def test_what_is_told_stands_on_the_page_of_the_project(visit, published):
    change_work(project(1), Progress(State.BUILDING, 40, SPRING, AUTUMN, 12_500_00), act=ANNA)
    page = factories.words(visit.get(f"/wnioski/{project(1).proposal_id}/")).replace("\xa0", " ")
    for said in ("W budowie", "wykonano 40%", "1 kwietnia 2028", "31 października 2028", "12 500,00 zł"):
        assert said in page, said


def test_the_list_is_sifted_by_state_and_year(visit, published):
    change_work(project(1), Progress(State.DONE), act=ANNA)
    done = factories.words(visit.get("/realizacja/", stan="done"))
    assert "Pomysł 1" in done
    assert "Pomysł 3" not in done
    assert "Nie ma projektów w tym stanie." in factories.words(visit.get("/realizacja/", stan="tender"))


def test_what_is_done_is_done_whole(published):
    change_work(project(1), Progress(State.DONE, 30), act=ANNA)
    assert Work.objects.get().percent == 100


def test_giving_up_has_a_reason_that_goes_with_it(visit, published):
    with pytest.raises(Refused) as refused:
        change_work(project(1), Progress(State.GIVEN_UP, reason=" "), act=ANNA)
    assert refused.value.field == "reason"
    change_work(project(1), Progress(State.GIVEN_UP, reason="Grunt sprzedano."), act=ANNA)
    assert "Grunt sprzedano." in factories.words(visit.get(f"/wnioski/{project(1).proposal_id}/"))
    change_work(project(1), Progress(State.PLANNED, reason="Grunt sprzedano."), act=ANNA)
    assert Work.objects.get().reason == ""


def test_an_end_before_the_beginning_is_refused(published):
    with pytest.raises(Refused) as refused:
        change_work(project(1), Progress(State.BUILDING, 1, AUTUMN, SPRING), act=ANNA)
    assert refused.value.field == "ends_on"
    assert not Work.objects.exists()


def test_the_same_once_more_is_no_change(published):
    assert change_work(project(1), Progress(State.BUILDING, 40), act=ANNA) is True
    assert change_work(project(1), Progress(State.BUILDING, 40), act=ANNA) is False


def test_who_follows_reads_of_a_new_state_and_of_a_post(published):
    change_work(project(1), Progress(State.BUILDING, 40, SPRING, AUTUMN), act=ANNA)
    change_work(project(1), Progress(State.BUILDING, 50, SPRING, AUTUMN), act=ANNA)
    write_post(project(1), day=SPRING, body="Stoją **ławki**.", act=ANNA)
    assert told() == ["Pomysł 1: W budowie", "Pomysł 1: wieści z realizacji"]
    bodies = [letter.body for letter in Letter.objects.filter(address="ola@x.example").order_by("pk")]
    assert "Planowany koniec: 31" in bodies[0]
    assert "Stoją ławki." in bodies[1]


def test_a_post_has_its_pictures_in_words(visit, published):
    write_post(project(1), day=SPRING, body="Stoją ławki.", pictures=[(photo(), "Ławki")], act=ANNA)
    page = visit.get(f"/wnioski/{project(1).proposal_id}/")
    assert 'alt="Ławki"' in page.text
    key = WorkPicture.objects.get().pk
    assert visit.get(f"/realizacja/obrazy/{key}/duzy.webp")["Content-Type"] == "image/webp"
    assert visit.get(f"/realizacja/obrazy/{key}/maly.gif").status_code == 404


def test_a_post_says_something_and_every_picture_has_words(published):
    with pytest.raises(Refused):
        write_post(project(1), day=SPRING, body=" ", act=ANNA)
    with pytest.raises(Refused):
        write_post(project(1), day=SPRING, body="x", pictures=[(photo(), "")], act=ANNA)
    with pytest.raises(Refused):
        write_post(project(1), day=SPRING, body="x", pictures=[(photo(), "o")] * 4, act=ANNA)
    assert not Post.objects.exists()


def test_files_of_a_post_stay_as_long_as_it_does(published, django_capture_on_commit_callbacks):
    post = write_post(project(1), day=SPRING, body="x", pictures=[(photo(), "Ławki")], act=ANNA)
    names = [file.name for file in WorkPicture.objects.get().files]
    assert set(names) <= set(names_of_files())
    stored = default_storage.get_modified_time(names[0])
    assert sweep_orphans(stored + timedelta(days=2)) == 0
    with pytest.raises(Refused):
        remove_post(post, " ", act=ANNA)
    with django_capture_on_commit_callbacks(execute=True):
        remove_post(post, "pomyłka", act=ANNA)
    assert not any(default_storage.exists(name) for name in names)
    assert not Post.objects.exists()


def test_the_map_leads_from_each_place_to_its_project(visit, published):
    border = {"type": "LineString", "coordinates": [[17, 51], [17.3, 51.3]]}
    layer = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": border}],
    }
    add_layer(published, "street", "Ulice", json.dumps(layer), act=ANNA, reason="x")
    change_work(project(1), Progress(State.DONE), act=ANNA)
    page = visit.get("/realizacja/").text
    assert page.count('<circle class="place done"') == 1
    assert page.count('<circle class="place planned"') == 1
    assert f'<a href="/projekty/{project(1).pk}/" aria-label="Pomysł 1: gotowy">' in page


def test_the_table_holds_every_winner(visit, published):
    change_work(project(1), Progress(State.BUILDING, 40, SPRING, None, 12_500_00), act=ANNA)
    lines = b"".join(visit.get("/realizacja/tabela.csv").streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("rok;numer;projekt;miejsce;koszt;stan;procent;")
    assert lines[1].startswith("2027;1;Pomysł 1;")
    assert lines[1].partition("60000,00;")[2] == "W budowie;40;01.04.2028;;12500,00;"
    assert len(lines) == 3


def test_the_page_asks_the_database_the_same_however_many_are_built(visit, published):
    visit.get("/realizacja/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        visit.get("/realizacja/")
    change_work(project(1), Progress(State.BUILDING, 40), act=ANNA)
    change_work(project(3), Progress(State.BUILDING, 40), act=ANNA)
    with CaptureQueriesContext(connection) as both:
        visit.get("/realizacja/")
    assert len(both) == len(one)


# --- the office


def test_the_coordinator_tells_by_the_pages(visit, published, cast):
    visit.as_(cast.anna)
    path = f"/urzad/realizacja/{project(1).pk}/"
    assert "Pomysł 1" in visit.get("/urzad/realizacja/").text
    visit.post(path, {"state": "building", "percent": "40", "spent": "12 500,50", "ends_on": "31.10.2028"})
    work = Work.objects.get()
    assert (work.state, work.percent, work.spent, work.ends_on) == ("building", 40, 12_500_50, AUTUMN)
    given = {"day": "2028-04-01", "body": "Stoją ławki.", "words": "Ławki", "page": "a" * 32}
    for _ in range(2):
        answer = visit.post(f"{path}wpis/", {**given, "picture": photo()})
        assert answer["Location"] == path
    post = Post.objects.get()
    assert "Stoją ławki." in visit.get(path).text
    assert visit.post(f"/urzad/realizacja/wpis/{post.pk}/usun/", {"reason": " "}).status_code == 200
    visit.post(f"/urzad/realizacja/wpis/{post.pk}/usun/", {"reason": "pomyłka"})
    assert not Post.objects.exists()


def test_a_fault_is_told_and_nothing_typed_is_lost(visit, published, cast):
    visit.as_(cast.anna)
    path = f"/urzad/realizacja/{project(1).pk}/"
    page = visit.post(path, {"state": "given-up", "percent": "0"})
    assert "Napisz, dlaczego projekt nie powstanie." in factories.words(page)
    given = {"day": "2028-04-01", "body": "Stoją.", "page": "b" * 32}
    page = visit.post(f"{path}wpis/", {**given, "picture": photo(), "words": ""})
    assert "Napisz, co widać na obrazie." in factories.words(page)
    assert "Stoją." in page.text
    page = factories.words(visit.post(f"{path}wpis/", {**given, "words": "Ławki"}))
    assert "Jest opis, a nie ma zdjęcia." in page
    page = factories.words(visit.post(path, {"state": "building", "percent": "4", "reason": "Zły grunt"}))
    assert "Powód podaje się tylko, gdy odstąpiono." in page
    assert "Zły grunt" in page


def test_of_two_who_change_at_once_the_second_sees_both(visit, published, cast):
    visit.as_(cast.anna)
    path = f"/urzad/realizacja/{project(1).pk}/"
    shown = visit.hidden(path)
    change_work(project(1), Progress(State.TENDER, 5), act=ANNA)
    page = visit.post(path, {**shown, "state": "building", "percent": "40"})
    assert "Ktoś zmienił te dane" in factories.words(page)
    assert Work.objects.get().state == "tender"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Progress(State.BUILDING, 1, spent=600_000_01), "spent"),
        (Progress(State.BUILDING, 1, starts_on=date(2021, 1, 1)), "starts_on"),
        (Progress(State.BUILDING, 1, ends_on=date(2127, 1, 1)), "ends_on"),
    ],
)
def test_a_nought_too_many_and_a_wrong_year_are_slips(published, told, field):
    with pytest.raises(Refused) as refused:
        change_work(project(1), told, act=ANNA)
    assert refused.value.field == field
    assert not Work.objects.exists()


def test_ten_times_the_cost_and_the_years_at_the_edge_are_taken(published):
    last = Progress(State.DONE, 100, date(2026, 1, 1), date(2037, 12, 31), spent=600_000_00)
    assert change_work(project(1), last, act=ANNA)


def test_a_post_written_over_one_that_was_sent_is_another_post(visit, published, cast):
    visit.as_(cast.anna)
    path = f"/urzad/realizacja/{project(1).pk}/wpis/"
    for body in ("Stoją ławki.", "Stoją ławki.", "Stoją ławki i kosze.", "Stoją ławki i kosze."):
        visit.post(path, {"day": "2028-04-01", "body": body, "page": "a" * 32})
    assert sorted(Post.objects.values_list("body", flat=True)) == ["Stoją ławki i kosze.", "Stoją ławki."]
    # A picture that was forgotten is not lost.
    given = {"day": "2028-04-01", "body": "Stoją ławki.", "page": "a" * 32}
    visit.post(path, {**given, "words": "Ławki", "picture": photo()})
    assert WorkPicture.objects.count() == 1
