"""Places on a map: what is one, what is refused and why, and which area it lies in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.proposing.places import (
    MOST_LAYER_POINTS,
    MOST_POINTS,
    PlaceError,
    PlaceFault,
    layer_of,
    lies_in,
    middle,
    place_of,
    points,
)
from wibo.wording.places import OF_LAYER, OF_PLACE

POINT = {"type": "Point", "coordinates": [19.0, 52.0]}
LINE = {"type": "LineString", "coordinates": [[19.0, 52.0], [19.1, 52.1]]}
RING = [[19.0, 52.0], [19.2, 52.0], [19.2, 52.2], [19.0, 52.2], [19.0, 52.0]]
HOLE = [[19.05, 52.05], [19.1, 52.05], [19.1, 52.1], [19.05, 52.1], [19.05, 52.05]]
AREA = {"type": "Polygon", "coordinates": [RING]}


def collection(*geometries, **properties):
    features = [{"type": "Feature", "properties": properties, "geometry": one} for one in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.parametrize("place", [POINT, LINE, AREA])
def test_a_point_a_line_and_an_area_are_places(place):
    assert place_of(json.dumps(place)) == place


def test_a_place_is_kept_to_about_a_metre_without_its_height():
    assert place_of('{"type": "Point", "coordinates": [19.123456789, 52.1, 120.5], "x": 1}') == {
        "type": "Point",
        "coordinates": [19.123457, 52.1],
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", PlaceFault.NOT_GEOJSON),
        ("[" * 100_000, PlaceFault.NOT_GEOJSON),
        ("[]", PlaceFault.KIND),
        ("null", PlaceFault.KIND),
        ('{"type": ["Point"], "coordinates": [19, 52]}', PlaceFault.KIND),
        ('{"type": "MultiPoint", "coordinates": [[19, 52]]}', PlaceFault.KIND),
        ('{"type": "Point"}', PlaceFault.KIND),
        ('{"type": "Point", "coordinates": []}', PlaceFault.KIND),
        ('{"type": "Point", "coordinates": [19]}', PlaceFault.KIND),
        ('{"type": "Point", "coordinates": ["19", "52"]}', PlaceFault.KIND),
        ('{"type": "Point", "coordinates": [true, 52]}', PlaceFault.KIND),
        ('{"type": "Point", "coordinates": [NaN, 52]}', PlaceFault.KIND),
        ('{"type": "Point", "coordinates": [52.0, 19.0]}', PlaceFault.OUTSIDE),
        ('{"type": "Point", "coordinates": [13.4, 52]}', PlaceFault.OUTSIDE),
        ('{"type": "Point", "coordinates": [19, 55.3]}', PlaceFault.OUTSIDE),
        ('{"type": "LineString", "coordinates": [[19, 52]]}', PlaceFault.TOO_SHORT),
        ('{"type": "LineString", "coordinates": [[19, 52], [19.00001, 52]]}', PlaceFault.TOO_SHORT),
        ('{"type": "Polygon", "coordinates": [[[19, 52], [19.1, 52], [19, 52]]]}', PlaceFault.TOO_SHORT),
        (
            '{"type": "Polygon", "coordinates": [[[19, 52], [19.1, 52], [19.1, 52.1], [19, 52.1]]]}',
            PlaceFault.TOO_SHORT,
        ),
        (
            json.dumps({"type": "LineString", "coordinates": [[19, 52]] * (MOST_POINTS + 1)}),
            PlaceFault.TOO_LONG,
        ),
    ],
)
def test_what_is_no_place_is_refused_by_kind(text, fault):
    with pytest.raises(PlaceError) as refused:
        place_of(text)
    assert refused.value.fault is fault


def test_a_line_of_the_most_points_is_taken():
    line = [[19 + at / 10_000, 52] for at in range(MOST_POINTS)]
    assert place_of(json.dumps({"type": "LineString", "coordinates": line}))


def test_a_layer_has_its_features_with_their_names():
    multi = {"type": "MultiPolygon", "coordinates": [[RING], [HOLE]]}
    assert layer_of(collection(LINE, multi, nazwa="Długa")) == [
        {"name": "Długa", "geometry": LINE},
        {"name": "Długa", "geometry": multi},
    ]
    assert layer_of(collection(POINT, name=5))[0]["name"] == ""


def test_a_feature_without_properties_has_no_name():
    text = json.dumps({"type": "FeatureCollection", "features": [{"properties": None, "geometry": POINT}]})
    assert layer_of(text) == [{"name": "", "geometry": POINT}]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x", PlaceFault.NOT_GEOJSON),
        (json.dumps(POINT), PlaceFault.NOT_GEOJSON),
        ("[]", PlaceFault.NOT_GEOJSON),
        ('{"type": "FeatureCollection", "features": []}', PlaceFault.EMPTY),
        ('{"type": "FeatureCollection", "features": 5}', PlaceFault.EMPTY),
        ('{"type": "FeatureCollection", "features": [5]}', PlaceFault.NOT_GEOJSON),
        ('{"type": "FeatureCollection", "features": [{"geometry": null}]}', PlaceFault.NOT_GEOJSON),
        (collection({"type": "GeometryCollection", "geometries": []}), PlaceFault.KIND),
        (collection({"type": "Point", "coordinates": [500_000.0, 300_000.0]}), PlaceFault.OUTSIDE),
        (
            collection({"type": "LineString", "coordinates": [[19, 52]] * (MOST_LAYER_POINTS + 1)}),
            PlaceFault.TOO_LONG,
        ),
    ],
)
def test_what_is_no_layer_is_refused_by_kind(text, fault):
    with pytest.raises(PlaceError) as refused:
        layer_of(text)
    assert refused.value.fault is fault


def test_every_fault_has_its_words():
    assert set(OF_PLACE) == set(OF_LAYER) == set(PlaceFault)


def test_points_come_in_order():
    assert list(points({"type": "Polygon", "coordinates": [RING, HOLE]})) == [
        tuple(one) for one in (*RING, *HOLE)
    ]


def test_the_middle_is_that_of_what_a_place_spans():
    assert middle(POINT) == (19.0, 52.0)
    assert middle(AREA) == (pytest.approx(19.1), pytest.approx(52.1))


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((19.15, 52.15), True),
        ((19.07, 52.07), False),
        ((18.9, 52.1), False),
        ((19.3, 52.1), False),
        ((19.1, 52.3), False),
    ],
)
def test_a_point_lies_in_an_area_and_not_in_its_hole(point, inside):
    with_hole = {"type": "Polygon", "coordinates": [RING, HOLE]}
    assert lies_in(point, with_hole) is inside
    assert lies_in(point, {"type": "MultiPolygon", "coordinates": [[RING, HOLE], [HOLE]]}) is (
        inside or point == (19.07, 52.07)
    )


def test_nothing_lies_in_a_line():
    assert not lies_in((19.0, 52.0), LINE)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.sampled_from(["Point", "type", "coordinates", "FeatureCollection"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "features", "geometry", "properties"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_nothing_that_is_sent_ends_in_another_error(thing):
    faults = set()
    for read in (place_of, layer_of):
        try:
            read(json.dumps(thing))
        except PlaceError as refused:
            faults.add(refused.fault)
    assert faults <= set(PlaceFault)
