"""What the office writes for everyone: shown when it says so, in versions, none of which is lost."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.files import pdf, pdf_with_script, written_pdf
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.bulletin.actions import Written, add_text, change_text, hide_text
from wibo.bulletin.models import Kind, Text, TextVersion
from wibo.journal.acts import Act

ANNA = Act("Anna", NOW)
DAY = date(2027, 10, 3)


def news(edition, title="Spotkanie", body="O 17.", day=DAY, public=True):
    return add_text(edition, Kind.NEWS, Written(title, body, day), public=public, act=ANNA)


def document(edition, title="Uchwała", body="", name="uchwala.pdf", content=None, public=True):
    upload = SimpleUploadedFile(name, content or pdf())
    return add_text(edition, Kind.DOCUMENT, Written(title, body, upload=upload), public=public, act=ANNA)


def test_nobody_sees_a_text_before_it_is_shown(visit, edition):
    draft = news(edition, "Sekret", public=False)
    paper = document(edition, public=False)
    assert "Sekret" not in visit.get("/aktualnosci/").text
    assert "Sekret" not in visit.get("/aktualnosci/rss.xml").text
    assert "Sekret" not in visit.get("/").text
    assert visit.get(f"/aktualnosci/{draft.pk}/").status_code == 404
    assert visit.get(f"/dokumenty/{paper.pk}/plik/").status_code == 404


def test_news_stands_by_its_day_the_newest_first(visit, edition):
    news(edition, "Starsza", day=date(2027, 9, 1))
    news(edition, "Nowsza", day=date(2027, 9, 2))
    page = factories.words(visit.get("/aktualnosci/"))
    assert page.index("Nowsza") < page.index("Starsza")
    assert "2 września 2027" in page


def test_the_front_page_shows_the_three_newest(visit, edition):
    for number in range(1, 6):
        news(edition, f"Wieść {number}", day=date(2027, 9, number))
    page = factories.words(visit.get("/"))
    assert [number for number in range(1, 6) if f"Wieść {number}" in page] == [3, 4, 5]


def test_a_reader_of_news_gets_whole_addresses_and_plain_words(visit, edition):
    text = news(edition, "Głosuj & wygraj", "**Od** [jutra](/pytania/).")
    answer = visit.get("/aktualnosci/rss.xml")
    assert answer["Content-Type"].startswith("application/rss+xml")
    item = ElementTree.fromstring(answer.content).find("channel/item")
    assert item.find("title").text == "Głosuj & wygraj"
    assert item.find("description").text == "Od jutra."
    assert item.find("link").text.endswith(f"/aktualnosci/{text.pk}/")
    assert item.find("link").text.startswith("http")


def test_a_document_is_taken_under_its_own_name(visit, edition):
    text = document(edition, name="Uchwała nr 5.pdf")
    answer = visit.get(f"/dokumenty/{text.pk}/plik/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert "Uchwa%C5%82a" in answer["Content-Disposition"]


def test_a_changed_document_keeps_its_address_and_the_file_before(visit, edition):
    text = document(edition)
    before = text.said.file.name
    upload = SimpleUploadedFile("nowa.pdf", pdf(3000))
    change_text(text, Written("Uchwała", "", upload=upload), public=True, act=ANNA)
    answer = visit.get(f"/dokumenty/{text.pk}/plik/")
    assert "nowa.pdf" in answer["Content-Disposition"]
    assert TextVersion.objects.get(text=text, number=1).file.name == before


def test_without_a_new_file_the_document_keeps_the_one_it_has(edition):
    text = document(edition)
    change_text(text, Written("Uchwała rady", "Ważna."), public=True, act=ANNA)
    first, second = text.versions.order_by("number")
    assert (second.file.name, second.file_name, second.file_size, second.file_kind) == (
        first.file.name,
        first.file_name,
        first.file_size,
        first.file_kind,
    )


def test_a_file_that_acts_by_itself_is_refused(edition):
    with pytest.raises(Refused):
        document(edition, content=pdf(prepare=pdf_with_script))
    assert not Text.objects.exists()


def test_a_text_says_something(edition):
    with pytest.raises(Refused) as refused:
        add_text(edition, Kind.DOCUMENT, Written("Uchwała", " "), public=True, act=ANNA)
    assert refused.value.field == "body"


def test_the_same_words_once_more_are_no_version(edition):
    text = news(edition)
    assert change_text(text, Written("Spotkanie", "O 17.", DAY), public=True, act=ANNA) is False
    assert text.versions.count() == 1
    assert change_text(text, Written("Spotkanie", "O 17.", date(2027, 10, 4)), public=True, act=ANNA) is True
    assert text.versions.count() == 1


def test_a_text_taken_off_is_kept_with_all_its_versions(visit, edition):
    text = news(edition)
    change_text(text, Written("Spotkanie", "O 18.", DAY), public=True, act=ANNA)
    with pytest.raises(Refused):
        hide_text(text, " ", act=ANNA)
    hide_text(text, "pomyłka", act=ANNA)
    assert visit.get(f"/aktualnosci/{text.pk}/").status_code == 404
    assert [version.body for version in text.versions.all()] == ["O 17.", "O 18."]
    with pytest.raises(Refused):
        hide_text(text, "pomyłka", act=ANNA)


def test_questions_stand_in_the_order_that_the_office_gives(visit, edition):
    for title, position in (("Drugie?", 2), ("Pierwsze?", 1)):
        written = Written(title, "Tak.", position=position)
        add_text(edition, Kind.QUESTION, written, public=True, act=ANNA)
    page = factories.words(visit.get("/pytania/"))
    assert page.index("Pierwsze?") < page.index("Drugie?")


def test_the_footer_leads_to_what_there_is(visit, edition):
    assert 'href="/dokumenty/"' not in visit.get("/kontakt/").text
    document(edition)
    page = visit.get("/zasady/").text
    assert 'href="/dokumenty/"' in page
    assert 'href="/pytania/"' not in page
    assert 'href="/aktualnosci/"' not in page


# --- the office


def test_the_coordinator_looks_first_then_shows(visit, cast, edition):
    visit.as_(cast.anna)
    given = {"day": "2027-10-05", "title": "Dyżur", "body": "W **sali 3**."}
    page = visit.post("/urzad/teksty/nowy/news/", {**given, "podglad": ""})
    assert "<strong>sali 3</strong>" in page.text
    assert not Text.objects.exists()
    visit.post("/urzad/teksty/nowy/news/", given)
    text = Text.objects.get()
    assert not text.is_public
    visit.post(f"/urzad/teksty/{text.pk}/", {**given, "pokaz": ""})
    text.refresh_from_db()
    assert (text.is_public, text.day, text.said.title, text.said.number) == (
        True,
        date(2027, 10, 5),
        "Dyżur",
        1,
    )


def test_two_who_write_at_once_see_both_texts(visit, cast, edition):
    visit.as_(cast.anna)
    text = news(edition)
    path = f"/urzad/teksty/{text.pk}/"
    shown = visit.hidden(path)
    change_text(text, Written("Spotkanie", "O 19.", DAY), public=True, act=ANNA)
    page = visit.post(path, {**shown, "day": "2027-10-03", "title": "Spotkanie", "body": "O 20."})
    assert text.versions.count() == 2
    words = factories.words(page)
    assert "O 19." in words
    assert "O 20." in words


def test_the_office_reads_and_takes_every_version(visit, cast, edition):
    visit.as_(cast.anna)
    text = document(edition, body="Pierwsza treść")
    first = text.said
    change_text(text, Written("Uchwała", "Druga treść"), public=True, act=ANNA)
    page = factories.words(visit.get(f"/urzad/teksty/{text.pk}/"))
    assert "Pierwsza treść" in page
    assert visit.get(f"/urzad/teksty/wersja/{first.pk}/plik/").status_code == 200
    bare = news(edition).said
    assert visit.get(f"/urzad/teksty/wersja/{bare.pk}/plik/").status_code == 404
    assert visit.get("/urzad/teksty/nowy/wiersz/").status_code == 404


def test_taking_off_by_the_page_asks_why(visit, cast, edition):
    visit.as_(cast.anna)
    text = news(edition)
    page = visit.post(f"/urzad/teksty/{text.pk}/zdejmij/", {"reason": ""})
    assert page.status_code == 200
    assert Text.objects.get().is_public
    visit.post(f"/urzad/teksty/{text.pk}/zdejmij/", {"reason": "pomyłka"})
    assert not Text.objects.get().is_public
    assert "nie widać" in factories.words(visit.get("/urzad/teksty/"))


def test_enter_in_the_title_shows_nothing_to_everyone(visit, cast, edition):
    page = visit.as_(cast.anna).get("/urzad/teksty/nowy/news/").text
    assert page.index("Zapisz, nie pokazuj") < page.index('name="pokaz"')


def test_a_preview_says_that_the_file_must_be_chosen_again(visit, cast, edition):
    visit.as_(cast.anna)
    upload = SimpleUploadedFile("uchwala.pdf", written_pdf("Uchwała"))
    given = {"title": "Uchwała", "body": "Ważna.", "position": "1", "upload": upload, "podglad": ""}
    page = factories.words(visit.post("/urzad/teksty/nowy/document/", given))
    assert "Plik „uchwala.pdf” trzeba wybrać jeszcze raz." in page


def test_who_writes_while_another_shows_it_is_told(visit, cast, edition):
    visit.as_(cast.anna)
    text = news(edition, public=False)
    path = f"/urzad/teksty/{text.pk}/"
    shown = visit.hidden(path)
    change_text(text, Written("Spotkanie", "O 17.", DAY), public=True, act=ANNA)
    page = visit.post(path, {**shown, "day": "2027-10-03", "title": "Spotkanie", "body": "Brudnopis"})
    assert "Ktoś zmienił te dane" in factories.words(page)
    assert [version.body for version in text.versions.all()] == ["O 17."]


def test_signs_that_nobody_sees_are_no_words_and_break_no_reader(visit, edition):
    with pytest.raises(Refused):
        news(edition, title="\u202e")
    with pytest.raises(Refused):
        news(edition, body="\u200b")
    text = news(edition, body="raz\x0bdwa")
    with pytest.raises(Refused):
        hide_text(text, "\u202e", act=ANNA)
    assert visit.get("/aktualnosci/rss.xml").status_code == 200


def test_a_document_without_file_or_words_says_so_at_the_field(visit, cast, edition):
    visit.as_(cast.anna)
    page = visit.post("/urzad/teksty/nowy/document/", {"title": "Uchwała", "body": "", "position": "1"})
    assert "Napisz treść albo dołącz plik." in factories.words(page)
    assert not Text.objects.exists()


def test_documents_of_an_earlier_edition_are_read_and_mended(visit, cast, edition):
    document(edition, "Uchwała 2027")
    factories.only_stages(edition)
    newer = factories.edition(edition.town, year=2028, stages=())
    document(newer, "Uchwała 2028")
    assert "Uchwała 2027" not in visit.get("/dokumenty/").text
    assert "Uchwała 2027" in visit.get("/dokumenty/", edycja=edition.pk).text
    assert "Uchwała 2027" not in visit.as_(cast.anna).get("/urzad/teksty/").text
    assert "Uchwała 2027" in visit.among(edition).get("/urzad/teksty/").text


def test_a_page_sent_twice_is_one_text_and_one_that_says_something_else_another(visit, cast, edition):
    visit.as_(cast.anna)
    path = "/urzad/teksty/nowy/news/"
    begun = visit.get(path).context["form"]["page"].value()
    given = {"title": "Spotkanie", "body": "O 17.", "day": "01.02.2027", "page": begun, "pokaz": "1"}
    first = visit.post(path, given)
    assert visit.post(path, given)["Location"] == first["Location"]
    assert Text.objects.count() == 1
    # Back, and other news written: the first stays as it was published.
    for _ in range(2):
        visit.post(path, {**given, "body": "Wyniki."})
    assert sorted(one.said.body for one in Text.objects.all()) == ["O 17.", "Wyniki."]
    other = visit.get(path).context["form"]["page"].value()
    visit.post(path, {**given, "page": other})
    assert Text.objects.count() == 3


def test_a_change_sent_twice_is_one_version_and_no_conflict(visit, cast, edition):
    visit.as_(cast.anna)
    text = news(edition, public=False)
    path = f"/urzad/teksty/{text.pk}/"
    given = {**visit.hidden(path), "day": "2027-10-03", "title": "Spotkanie", "body": "O 18.", "pokaz": "1"}
    for _ in range(2):
        assert visit.post(path, given)["Location"] == path
    assert [version.body for version in text.versions.order_by("number")] == ["O 17.", "O 18."]


def test_what_was_typed_before_a_session_ended_is_saved_over_what_its_writer_had_seen(visit, cast, edition):
    visit.as_(cast.anna)
    text = news(edition)
    path = f"/urzad/teksty/{text.pk}/"
    typed = {**visit.hidden(path), "day": "2027-10-03", "title": "Spotkanie", "body": "O 18."}
    keep_for(visit, path, typed)
    back = visit.get(path).context["form"]
    assert back["body"].value() == "O 18."
    again = {name: back[name].value() for name in ("wersja", "title", "body")}
    assert visit.post(path, {**again, "day": "2027-10-03"})["Location"] == path
    assert text.versions.count() == 2


def test_what_was_typed_before_a_session_ended_does_not_go_over_what_another_wrote_since(
    visit, cast, edition
):
    visit.as_(cast.anna)
    text = news(edition)
    path = f"/urzad/teksty/{text.pk}/"
    typed = {**visit.hidden(path), "day": "2027-10-03", "title": "Spotkanie", "body": "O 18."}
    change_text(text, Written("Spotkanie", "O 19.", DAY), public=True, act=ANNA)
    keep_for(visit, path, typed)
    back = visit.get(path).context["form"]
    again = {name: back[name].value() for name in ("wersja", "title", "body")}
    assert "Ktoś zmienił te dane" in factories.words(visit.post(path, {**again, "day": "2027-10-03"}))


def keep_for(visit, path, typed):
    """As the sign-in page leaves it in the session of who has signed in."""
    session = visit.client.session
    session["kept"] = {"path": path, "typed": {name: [value] for name, value in typed.items()}}
    session.save()
