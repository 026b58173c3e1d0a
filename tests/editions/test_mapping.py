"""The town's map: layers that the office loads, tiles only where they are set, areas that say where a place lies."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.journal.stories import told
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions import mapping
from wibo.editions.models import Area, Edition, MapLayer
from wibo.journal.acts import Act
from wibo.proposals.actions import save_draft, submit
from wibo.proposals.models import Proposal

ANNA = Act("Anna", NOW)
HOME = "/urzad/edycja/formularz/"
WEST = [[19.0, 52.0], [19.1, 52.0], [19.1, 52.1], [19.0, 52.1], [19.0, 52.0]]
EAST = [[x + 0.1, y] for x, y in WEST]
PLACE = {"type": "Point", "coordinates": [19.15, 52.05]}
OSM = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"


def areas(*named):
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for name, ring in named
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


STREET = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "LineString", "coordinates": [[19.0, 52.0], [19.2, 52.1]]},
            }
        ],
    }
)


@pytest.fixture
def mapped(edition):
    mapping.add_layer(edition, "street", "Ulice", STREET, act=ANNA, reason="x")
    return edition


def test_without_a_layer_no_page_speaks_of_a_map(visit, edition, cast):
    draft = factories.draft(edition, cast.maria)
    page = factories.words(visit.as_(cast.maria).get(f"/moje/{draft.pk}/krok/miejsce/"))
    assert "leaflet" not in page
    assert 'name="place"' not in page


def test_a_place_is_marked_kept_and_shown_to_everyone(visit, mapped, cast):
    draft = factories.draft(mapped, cast.maria)
    step = f"/moje/{draft.pk}/krok/miejsce/"
    maria = visit.as_(cast.maria)
    assert maria.post(step, {"location": "Park", "place": json.dumps(PLACE)}).status_code == 302
    draft = Proposal.objects.get()
    assert draft.place == PLACE
    assert maria.get(step).context["form"]["place"].value() == json.dumps(PLACE)
    maria.post(f"/moje/{draft.pk}/krok/pomysl/", {"title": "Ławki", "pool": draft.pool_id, "summary": "x"})
    assert Proposal.objects.get().place == PLACE
    submit(Proposal.objects.get(), user=cast.maria, at=NOW)
    visit.client.logout()
    page = factories.words(visit.get(f"/wnioski/{draft.pk}/"))
    assert 'aria-label="Mapa z zaznaczonym miejscem."' in page
    assert '<circle class="place"' in page


def test_words_suffice_without_a_place_on_the_map(visit, mapped, cast):
    draft = factories.draft(mapped, cast.maria)
    maria = visit.as_(cast.maria)
    maria.post(f"/moje/{draft.pk}/krok/miejsce/", {"location": "Park nad stawem", "place": ""})
    assert submit(Proposal.objects.get(), user=cast.maria, at=NOW).number == "1"


def test_a_place_that_cannot_be_is_told_and_the_words_are_kept(visit, mapped, cast):
    draft = factories.draft(mapped, cast.maria)
    far = json.dumps({"type": "Point", "coordinates": [2.3, 48.8]})
    page = visit.as_(cast.maria).post(f"/moje/{draft.pk}/krok/miejsce/", {"location": "Paryż", "place": far})
    assert "poza Polską" in factories.words(page)
    assert 'value="Paryż"' in factories.words(page)


def test_the_area_in_which_a_place_lies_is_told(visit, mapped, cast):
    for name in ("Zachód", "Wschód"):
        Area.objects.create(edition=mapped, name=name)
    mapping.add_layer(
        mapped, "area", "Obszary", areas(("Zachód", WEST), ("Wschód", EAST)), act=ANNA, reason="x"
    )
    assert mapping.area_of(mapped, PLACE) == "Wschód"
    assert mapping.area_of(mapped, {"type": "Point", "coordinates": [19.05, 52.05]}) == "Zachód"
    assert mapping.area_of(mapped, {"type": "Point", "coordinates": [20.0, 52.0]}) == ""
    assert mapping.area_of(mapped, None) == ""
    draft = factories.draft(mapped, cast.maria)
    save_draft(draft, at=NOW, place=PLACE)
    page = factories.words(visit.as_(cast.maria).get(f"/moje/{draft.pk}/"))
    assert re.search(r"Obszar:\s*<span lang=.pl.>Wschód</span>\.", page)


def test_areas_of_a_layer_are_those_of_the_edition(edition):
    Area.objects.create(edition=edition, name="Zachód")
    with pytest.raises(Refused, match="Te są inne: Wschód"):
        mapping.add_layer(edition, "area", "x", areas(("Wschód", EAST)), act=ANNA, reason="x")


def test_the_coordinator_loads_and_removes_layers(visit, edition, cast):
    anna = visit.as_(cast.anna)
    data = {"kind": "street", "name": "Ulice", "reason": "zarządzenie"}
    bad = {**data, "file": SimpleUploadedFile("a.geojson", b"{}")}
    assert "To nie jest warstwa GeoJSON" in factories.words(anna.post("/urzad/edycja/mapa/warstwa/", bad))
    good = {**data, "file": SimpleUploadedFile("a.geojson", STREET.encode("utf-8-sig"))}
    assert anna.post("/urzad/edycja/mapa/warstwa/", good)["Location"] == HOME
    layer = MapLayer.objects.get()
    assert "Ulice (1 obiekt)" in factories.words(anna.get(HOME))
    drop = f"/urzad/edycja/mapa/warstwa/{layer.pk}/usun/"
    anna.post(drop, {"reason": ""})
    assert MapLayer.objects.exists()
    anna.post(drop, {"reason": "nowe ulice"})
    assert not MapLayer.objects.exists()
    assert told()[-2:] == [
        "Zmieniono mapę: dodano warstwę „Ulice” (Ulice). Powód: zarządzenie",
        "Zmieniono mapę: usunięto warstwę „Ulice”. Powód: nowe ulice",
    ]


def policy(response):
    return next(
        part.split()[1:] for part in response["Content-Security-Policy"].split(";") if "img-src" in part
    )


def test_tiles_come_only_from_where_the_town_has_set_them(visit, mapped, cast):
    anna = visit.as_(cast.anna)
    sent = {"map_tiles": OSM, "map_credit": "© OpenStreetMap", "reason": "zgoda"}
    assert (
        anna.post("/urzad/edycja/mapa/podklad/", sent | anna.hidden("/urzad/edycja/mapa/podklad/"))[
            "Location"
        ]
        == HOME
    )
    assert told()[-1] == "Zmieniono mapę: podkład mapy: tile.openstreetmap.org. Powód: zgoda"
    draft = factories.draft(mapped, cast.maria)
    page = visit.as_(cast.maria).get(f"/moje/{draft.pk}/krok/miejsce/")
    assert policy(page) == ["'self'", "data:", "https://tile.openstreetmap.org"]
    assert f'data-tiles="{OSM}"' in factories.words(page)
    assert policy(visit.get("/")) == ["'self'", "data:"]


def test_without_tiles_nothing_is_loaded_from_elsewhere(visit, mapped, cast):
    draft = factories.draft(mapped, cast.maria)
    page = visit.as_(cast.maria).get(f"/moje/{draft.pk}/krok/miejsce/")
    assert policy(page) == ["'self'", "data:"]
    assert "data-tiles" not in factories.words(page)


@pytest.mark.parametrize(
    "address",
    [
        "http://tile.example/{z}/{x}/{y}.png",
        "https://tile.example/{z}/{x}.png",
        "https://{s}.tile.example/{z}/{x}/{y}.png",
        "https://jan:haslo@tile.example/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}{x}{y}",
        "https://tile.example/{z}/{x}/{y}.png; script-src *",
    ],
)
def test_an_odd_address_of_tiles_is_refused(edition, address):
    with pytest.raises(Refused, match="https://"):
        mapping.set_tiles(edition, address, "", act=ANNA, reason="x")


def test_the_same_tiles_once_more_are_no_change(edition):
    assert mapping.set_tiles(edition, OSM, "© x", act=ANNA, reason="x")
    assert not mapping.set_tiles(edition, OSM, "© x", act=ANNA, reason="x")
    assert mapping.tile_host(Edition.objects.get(pk=edition.pk)) == "https://tile.openstreetmap.org"
    assert mapping.set_tiles(edition, "", "", act=ANNA, reason="x")
    assert mapping.tile_host(edition) == ""


def test_layers_come_from_the_ground_up(visit, mapped):
    mapping.add_layer(mapped, "green", "Parki", STREET, act=ANNA, reason="x")
    answer = visit.get(f"/mapa/{mapped.pk}/warstwy.json").json()
    assert [layer["kind"] for layer in answer["layers"]] == ["green", "street"]


def test_tiles_name_their_source(edition):
    with pytest.raises(Refused, match="źródło"):
        mapping.set_tiles(edition, OSM, "", act=ANNA, reason="x")


def test_an_area_is_a_polygon(edition):
    with pytest.raises(Refused, match="wielokątami"):
        mapping.add_layer(edition, "area", "x", STREET, act=ANNA, reason="x")
