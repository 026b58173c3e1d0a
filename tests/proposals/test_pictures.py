"""Pictures: written anew without what a telephone adds, shown when they may be, gone when they are removed."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pillow_heif import from_pillow

from tests import factories, files
from tests.journal.stories import told
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.proposals import actions
from wibo.proposals.models import Picture
from wibo.proposals.picturing import add_picture
from wibo.ui.inspecting import Unfit
from wibo.ui.pictures import sized

PHOTOGRAPH = files.photograph(size=(400, 300))


def upload(raw=None, name="zdjęcie.jpg"):
    return SimpleUploadedFile(name, raw or PHOTOGRAPH)


def opened(raw):
    return Image.open(io.BytesIO(raw))


def heic(width=400, height=300):
    target = io.BytesIO()
    from_pillow(Image.new("RGB", (width, height), "red")).save(target)
    return target.getvalue()


def kept_files():
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.fixture
def draft(edition, cast):
    return factories.draft(edition, cast.maria)


def test_place_and_camera_are_gone_from_every_size():
    raw = PHOTOGRAPH
    assert opened(raw).getexif()
    sizes = sized(raw)
    for made in (sizes.large_webp, sizes.large_jpeg, sizes.small_webp, sizes.small_jpeg):
        assert not opened(made).getexif()
        assert set(opened(made).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "background",
        }


def test_sizes_and_formats_are_those_of_screens():
    target = io.BytesIO()
    Image.new("RGB", (4000, 3000), "blue").save(target, "PNG")
    sizes = sized(target.getvalue())
    assert (sizes.width, sizes.height) == (1600, 1200)
    assert [opened(one).format for one in (sizes.large_webp, sizes.large_jpeg)] == ["WEBP", "JPEG"]
    assert opened(sizes.large_jpeg).size == (1600, 1200)
    assert opened(sizes.small_webp).size == opened(sizes.small_jpeg).size == (480, 360)


def test_a_small_picture_is_not_blown_up():
    target = io.BytesIO()
    Image.new("RGB", (300, 250), "blue").save(target, "PNG")
    assert (sized(target.getvalue()).width, sized(target.getvalue()).height) == (300, 250)


def test_a_picture_lying_on_its_side_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    Image.new("RGB", (400, 300), "blue").save(target, "JPEG", exif=exif)
    assert (sized(target.getvalue()).width, sized(target.getvalue()).height) == (300, 400)


def test_what_lets_through_lies_on_white():
    target = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(sized(target.getvalue()).small_jpeg).getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_of_an_iphone_is_taken(draft):
    add_picture(draft, upload(heic(), "IMG_1.HEIC"), "Plac", at=NOW)
    assert (Picture.objects.get().width, Picture.objects.get().height) == (400, 300)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"GIF89a", "nie jest obrazem"),
        (files.pdf(), "nie jest obrazem"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "nie jest obrazem"),
        (PHOTOGRAPH[:200], "nie jest obrazem"),
        (heic(150, 150), "jest za mały"),
    ],
    ids=["gif", "pdf", "svg", "cut off", "too small"],
)
def test_what_is_no_picture_is_refused_in_words(draft, raw, words):
    with pytest.raises(Refused, match=words):
        add_picture(draft, upload(raw), "Plac", at=NOW)
    assert kept_files() == []


def test_a_picture_made_to_fill_the_memory_is_refused(draft):
    target = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(target, "PNG")
    with pytest.raises(Refused, match="za dużo punktów"):
        add_picture(draft, upload(target.getvalue()), "Plac", at=NOW)


def test_a_picture_without_words_is_refused(draft):
    with pytest.raises(Refused, match="co widać"):
        add_picture(draft, upload(), "  ", at=NOW)


def test_a_byte_over_ten_megabytes_is_refused(draft):
    large = PHOTOGRAPH.ljust(settings.MAX_UPLOAD)
    add_picture(draft, upload(large), "Plac", at=NOW)
    with pytest.raises(Refused, match="za duży"):
        add_picture(draft, upload(large + b" "), "Plac", at=NOW)


def test_three_pictures_are_the_most(draft):
    for number in range(3):
        add_picture(draft, upload(), f"Plac {number}", at=NOW)
    with pytest.raises(Refused, match="najwyżej 3"):
        add_picture(draft, upload(), "Plac", at=NOW)
    assert len(kept_files()) == 12


def test_pictures_count_in_the_room_of_their_author(draft, settings):
    settings.MAX_UPLOADS_OF_AUTHOR = 1
    with pytest.raises(Refused, match="mogą mieć razem"):
        add_picture(draft, upload(), "Plac", at=NOW)
    assert kept_files() == []


def test_a_removed_picture_and_a_deleted_draft_leave_no_file(
    visit, draft, cast, django_capture_on_commit_callbacks
):
    first = add_picture(draft, upload(), "Plac", at=NOW)
    add_picture(draft, upload(), "Staw", at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        visit.as_(cast.maria).post(f"/moje/obraz/{first.pk}/usun/")
    assert len(kept_files()) == 4
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_draft(draft)
    assert kept_files() == []


def test_a_picture_is_added_and_told_on_the_page(visit, draft, cast):
    maria, page = visit.as_(cast.maria), f"/moje/{draft.pk}/krok/zalaczniki/"
    assert maria.post(page, {"picture": upload(), "words": "Pusty plac"})["Location"] == page
    assert 'alt="Pusty plac"' in factories.words(maria.get(page))
    lost = maria.post(page, {"picture": upload(b"x"), "words": "Drugi plac"})
    assert "nie jest obrazem" in factories.words(lost)
    assert 'value="Drugi plac"' in factories.words(lost)


ALL = ("duzy.webp", "duzy.jpg", "maly.webp", "maly.jpg")


def test_everyone_sees_pictures_of_what_was_handed_in_alone(visit, draft, cast):
    picture = add_picture(draft, upload(), "Plac", at=NOW)
    paths = [f"/obrazy/{picture.pk}/{name}" for name in ALL]
    assert [visit.get(path).status_code for path in paths] == [404] * 4
    assert [visit.as_(cast.maria).get(path).status_code for path in paths] == [200] * 4
    visit.client.logout()
    actions.submit(draft, user=cast.maria, at=NOW)
    answers = [visit.get(path) for path in paths]
    assert [one["Content-Type"] for one in answers] == ["image/webp", "image/jpeg"] * 2
    assert visit.get(f"/obrazy/{picture.pk}/inny.gif").status_code == 404
    assert 'alt="Plac"' in factories.words(visit.get(f"/wnioski/{draft.pk}/"))
    actions.withdraw(draft, user=cast.maria, at=NOW)
    assert [visit.get(path).status_code for path in paths] == [404] * 4


def test_a_hidden_picture_is_gone_from_every_page_and_comes_back(visit, draft, cast):
    picture = add_picture(draft, upload(), "Plac", at=NOW)
    actions.submit(draft, user=cast.maria, at=NOW)
    clerk = visit.as_(cast.jan)
    clerk.post(f"/urzad/obrazy/{picture.pk}/ukryj/", {"reason": ""})
    assert not Picture.objects.get().is_hidden
    clerk.post(f"/urzad/obrazy/{picture.pk}/ukryj/", {"reason": "widać twarz dziecka"})
    visit.client.logout()
    assert visit.get(f"/obrazy/{picture.pk}/duzy.jpg").status_code == 404
    assert "/obrazy/" not in factories.words(visit.get("/wnioski/"))
    assert "/obrazy/" not in factories.words(visit.get(f"/wnioski/{draft.pk}/"))
    visit.as_(cast.jan).post(f"/urzad/obrazy/{picture.pk}/pokaz/")
    visit.client.logout()
    assert visit.get(f"/obrazy/{picture.pk}/duzy.jpg").status_code == 200
    assert told()[-2:] == [
        "Ukryto obraz z wniosku nr 1. Powód: widać twarz dziecka",
        "Znowu pokazano wszystkim obraz z wniosku nr 1.",
    ]


def test_a_handed_in_proposal_keeps_its_pictures(visit, draft, cast):
    picture = add_picture(draft, upload(), "Plac", at=NOW)
    actions.submit(draft, user=cast.maria, at=NOW)
    visit.as_(cast.maria).post(f"/moje/obraz/{picture.pk}/usun/")
    assert Picture.objects.exists()


@given(
    st.binary(max_size=200),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF    WEBP", b"", b"\0\0\0\x18ftypheic"]),
)
def test_no_bytes_end_in_anything_but_a_picture_or_a_refusal(noise, head):
    with suppress(Unfit):
        assert sized(head + noise).width


def test_what_was_chosen_is_added_by_the_button_that_leads_on(visit, draft, cast):
    maria, page = visit.as_(cast.maria), f"/moje/{draft.pk}/krok/zalaczniki/"
    sent = {
        "words": "Plac",
        "picture": upload(),
        "purpose": "map",
        "file": SimpleUploadedFile("mapa.pdf", files.pdf()),
        "dalej": "sprawdz",
    }
    assert maria.post(page, sent)["Location"] == f"/moje/{draft.pk}/"
    assert (draft.pictures.count(), draft.attachments.get().purpose) == (1, "map")
    assert (
        maria.post(page, {"words": "", "purpose": "other", "dalej": "sprawdz"})["Location"]
        == f"/moje/{draft.pk}/"
    )
    assert (draft.pictures.count(), draft.attachments.count()) == (1, 1)


def test_a_fault_in_one_keeps_the_page_and_the_other_is_added(visit, draft, cast):
    maria, page = visit.as_(cast.maria), f"/moje/{draft.pk}/krok/zalaczniki/"
    sent = {
        "words": "Plac",
        "purpose": "map",
        "file": SimpleUploadedFile("mapa.pdf", files.pdf()),
        "dalej": "sprawdz",
    }
    shown = factories.words(maria.post(page, sent))
    assert "error-summary" in shown
    assert 'value="Plac"' in shown
    assert "mapa.pdf" in shown
    assert (draft.pictures.count(), draft.attachments.count()) == (0, 1)


def test_a_button_without_a_file_asks_for_one(visit, draft, cast):
    maria, page = visit.as_(cast.maria), f"/moje/{draft.pk}/krok/zalaczniki/"
    for what in ("obraz", "plik"):
        assert "error-summary" in factories.words(maria.post(page, {"dodaj": what, "purpose": "other"}))
