"""The package of a finished edition: whole, without a server, believed by another installation."""

import io
import json
import posixpath
import zipfile
from hashlib import sha256
from urllib.parse import unquote, urlsplit

import pytest
from django_scopes import scope
from lxml import html

from tests import factories
from tests.handover.making import ANNA, packed
from tests.worlds import final_world
from wibo.access.refusal import Refused
from wibo.commands import import_package_command
from wibo.editions.models import Edition
from wibo.handover import actions
from wibo.handover.models import Package
from wibo.journal.models import digest_of
from wibo.proposals.models import Proposal
from wibo.results.models import CountRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(town):
    """What the worker has made of a final result, opened."""
    return packed(town)


def pages(archive):
    return {
        name: html.document_fromstring(archive.read(name))
        for name in archive.namelist()
        if name.endswith(".html")
    }


def asked_every_link_leads_to_a_file_of_the_package_or_out_of_it(package):
    _, _, _, archive = package
    names = set(archive.namelist())
    found = pages(archive)
    assert len(found) > 10
    for here, page in found.items():
        for element, _, link, _ in page.iterlinks():
            parts = urlsplit(link)
            if parts.scheme or link.startswith("#"):
                assert parts.scheme in ("", "mailto", "tel", "data", "https", "http"), (here, link)
                assert "lipowo.localhost" not in link, (here, link)
                continue
            assert not link.startswith("/"), (here, link)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path)))
            assert target in names, (here, element.tag, link)


def asked_nothing_in_a_page_needs_a_server(package):
    _, _, _, archive = package
    for name, page in pages(archive).items():
        assert list(page.iter("script", "form", "noscript")) == [], name
        assert page.xpath("//meta[@http-equiv='refresh']") == [], name


def asked_all_projects_and_the_result_are_in_it(package):
    _, edition, _, archive = package
    text = archive.read(f"strona/wyniki/{edition.pk}/index.html").decode()
    run = CountRun.objects.first()
    for number in run.funded:
        assert f"nr {number}" in text or f">{number}<" in text
    kept = {name for name in archive.namelist() if name.startswith("strona/wnioski/")}
    public = Proposal.objects.filter(
        edition=edition, status__in=("admitted", "rejected", "submitted")
    ).exclude(number="")
    for proposal in public:
        assert f"strona/wnioski/{proposal.pk}/index.html" in kept


def asked_what_no_stranger_sees_is_not_in_it(package):
    people, _, _, archive = package
    for name in archive.namelist():
        body = archive.read(name)
        if name.endswith(".xlsx"):
            inner = zipfile.ZipFile(io.BytesIO(body))
            body = b"".join(inner.read(part) for part in inner.namelist())
        assert people.maria.email.encode() not in body, name
        assert str(people.maria).encode() not in body, name
        assert not name.startswith(("strona/urzad", "strona/moje", "strona/konto")), name


def asked_the_manifest_holds_the_digest_of_every_file(package):
    _, _, made, archive = package
    manifest = json.loads(archive.read("manifest.json"))
    assert set(manifest["sha256"]) == set(archive.namelist()) - {"manifest.json"}
    for name, digest in manifest["sha256"].items():
        assert sha256(archive.read(name)).hexdigest() == digest
    assert made.files == len(manifest["sha256"])
    with made.file.open("rb") as file:
        assert sha256(file.read()).hexdigest() == made.digest


def asked_the_journals_chain_can_be_worked_out_again(package):
    _, _, _, archive = package
    lines = [json.loads(line) for line in archive.read("dziennik/lancuch.jsonl").decode().splitlines()]
    sealed = [line for line in lines if line["digest"]]
    assert len(sealed) > 20
    for line in sealed:
        assert digest_of([line["previous"], line["entry"]]) == line["digest"]


def test_another_town_imports_it_and_the_count_is_the_same(package, capsys, tmp_path, stranger_town):
    _, edition, made, _ = package
    path = tmp_path / "pakiet.zip"
    with made.file.open("rb") as file:
        path.write_bytes(file.read())
    assert import_package_command.run([str(path), "--town", "obce", "--other-town"]) == 0
    said = capsys.readouterr().out
    assert import_package_command.run([str(path), "--town", "obce"]) == 2
    assert "--other-town" in capsys.readouterr().err
    funded = CountRun.objects.filter(pool__edition=edition).order_by("-number").first().funded
    assert f"wygrały projekty nr {', '.join(funded)}" in said
    with scope(town=stranger_town):
        assert Edition.objects.get().imported


def test_a_package_that_was_changed_is_refused(package, capsys, tmp_path, stranger_town):
    _, _, _, archive = package
    path = tmp_path / "zmieniony.zip"
    with zipfile.ZipFile(path, "w") as other:
        for name in archive.namelist():
            body = archive.read(name)
            other.writestr(name, body.replace(b";1\n", b";2\n") + b"\n" if name.endswith(".pb") else body)
    assert import_package_command.run([str(path), "--town", "obce"]) == 2
    assert "zmieniono" in capsys.readouterr().err
    (tmp_path / "x.zip").write_bytes(b"x")
    assert import_package_command.run([str(tmp_path / "x.zip"), "--town", "obce"]) == 2


def test_it_waits_for_a_final_result_and_for_the_one_before(town, cast, edition):
    with pytest.raises(Refused, match="ostateczny"):
        actions.ask(edition, act=ANNA)


def test_the_office_asks_for_it_and_takes_it(town, visit, django_capture_on_commit_callbacks):
    people, edition = final_world(town)
    visit.as_(people.anna)
    assert "Zrób pakiet" in visit.get("/urzad/pakiet/").text
    with django_capture_on_commit_callbacks(execute=True):
        visit.post(f"/urzad/pakiet/{edition.pk}/zrob/")
    page = visit.get("/urzad/pakiet/").text
    made = Package.objects.get()
    assert "Pobierz pakiet" in page
    file = visit.get(f"/urzad/pakiet/{made.pk}/plik/")
    assert b"".join(file.streaming_content)[:2] == b"PK"
    visit.as_(people.jan)
    assert visit.get(f"/urzad/pakiet/{made.pk}/plik/").status_code == 403
    actions.ask(edition, act=ANNA)
    with pytest.raises(Refused, match="właśnie robiony"):
        actions.ask(edition, act=ANNA)


def asked_of_an_earlier_edition_only_its_own_is_taken(package):
    _, edition, made, _ = package
    from wibo.handover.packing import _bounds

    bounds = _bounds(edition)
    assert bounds.own(f"/wyniki/{edition.pk + 1}/") is None
    assert bounds.own(f"/projekty/?edycja={edition.pk + 1}") is None
    assert bounds.own("/projekty/?edycja=&szukaj=plac") is None
    assert bounds.own("/konto/zaloguj/") is None
    assert factories.reload(edition).pk == made.edition_id


def test_a_file_that_no_digest_vouches_for_is_not_read(package, capsys, tmp_path, stranger_town):
    _, _, _, archive = package
    manifest = json.loads(archive.read("manifest.json"))
    outside = tmp_path / "obcy.pb"
    pb = next(iter(manifest["pools"]))
    outside.write_bytes(archive.read(pb))
    for changed in (
        {"sha256": {}, "pools": {str(outside): "x"}},
        {"pools": {"../obcy.pb": "x"}},
        {"sha256": []},
    ):
        path = tmp_path / "odmieniony.zip"
        with zipfile.ZipFile(path, "w") as other:
            for name in archive.namelist():
                if name != "manifest.json":
                    other.writestr(name, archive.read(name))
            other.writestr("manifest.json", json.dumps(manifest | changed))
        assert import_package_command.run([str(path), "--town", "obce", "--other-town"]) == 2
        assert "Weź" in capsys.readouterr().err


def test_the_package_is_whole_and_holds_what_it_should(package):
    """A package costs seconds: what is only read of it is asked of one."""
    for asked in ASKED:
        asked(package)


# One after the other; the name of what fails stands in the trace.
ASKED = (
    asked_every_link_leads_to_a_file_of_the_package_or_out_of_it,
    asked_nothing_in_a_page_needs_a_server,
    asked_all_projects_and_the_result_are_in_it,
    asked_what_no_stranger_sees_is_not_in_it,
    asked_the_manifest_holds_the_digest_of_every_file,
    asked_the_journals_chain_can_be_worked_out_again,
    asked_of_an_earlier_edition_only_its_own_is_taken,
)
