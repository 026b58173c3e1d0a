"""Open data: only after publication, as described, without single ballots of small pools."""

import json
import re
from pathlib import Path

import pytest

from tests import factories
from tests.moments import NOW
from wibo import opendata
from wibo.commands import recount
from wibo.journal.acts import Act
from wibo.opendata.urls import urlpatterns
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish
from wibo.voting.models import Project
from wibo.voting.urn.opening import open_urn

PATHS = ("edycje/{e}.json", "edycje/{e}/projekty.csv", "pule/{p}.pb", "pule/{p}.rules.json")


def counted(edition, people):
    factories.projects(edition, 60_000_00, 50_000_00, 30_000_00)
    edition = factories.reload(edition)
    for at in range(people):
        factories.ballot(edition, at, *([3] if at % 3 == 0 else [1] if at % 4 == 0 else [1, 2]))
    open_urn(edition, act=Act("t", NOW))
    edition = factories.reload(edition)
    count_all(edition, act=Act("t", NOW))
    return edition


def paths(edition):
    return ["/dane/v1/" + path.format(e=edition.pk, p=edition.pools.first().pk) for path in PATHS]


def test_nothing_is_told_before_publication(visit, edition):
    edition = counted(edition, 60)
    for path in paths(edition):
        assert visit.get(path).status_code == 404, path
    assert visit.get("/dane/v1/edycje.json").json()["editions"] == []
    publish(edition, act=Act("t", NOW))
    for path in paths(edition):
        response = visit.get(path)
        assert response.status_code == 200, path
        assert "max-age=86400" in response["Cache-Control"]


def test_single_ballots_of_a_small_pool_are_not_told(visit, edition):
    edition = counted(edition, 49)
    publish(edition, act=Act("t", NOW))
    pool = edition.pools.first()
    assert visit.get(f"/dane/v1/pule/{pool.pk}.pb").status_code == 404
    told = visit.get(f"/dane/v1/edycje/{edition.pk}.json").json()["pools"][0]
    assert told["pb"] is False
    assert told["ballots"] == 49


def test_the_public_file_recounts_to_the_published_result(visit, edition, tmp_path, capsys):
    edition = counted(edition, 60)
    publish(edition, act=Act("t", NOW))
    pool = edition.pools.first()
    first = visit.get(f"/dane/v1/pule/{pool.pk}.pb").getvalue()
    assert first == visit.get(f"/dane/v1/pule/{pool.pk}.pb").getvalue()
    (tmp_path / "pula.pb").write_bytes(first)
    (tmp_path / "pula.rules.json").write_bytes(visit.get(f"/dane/v1/pule/{pool.pk}.rules.json").content)
    assert recount.run([str(tmp_path / "pula.pb"), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    told = visit.get(f"/dane/v1/edycje/{edition.pk}.json").json()["pools"][0]
    assert sorted(again["selected"]) == sorted(p["number"] for p in told["projects"] if p["selected"])
    assert again["votes"] == {p["number"]: p["votes"] for p in told["projects"]}
    for word in ("age", "sex", "voting_method"):
        assert word not in first.decode().split("VOTES")[1].splitlines()[1]


def described(schema, schemas):
    if "$ref" in schema:
        return described(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if schema.get("type") == "array":
        return [described(schema["items"], schemas)]
    if schema.get("properties"):
        return {name: described(inner, schemas) for name, inner in schema["properties"].items()}
    kind = schema["type"]
    return tuple(kind) if isinstance(kind, list) else kind


_TYPES = {str: "string", int: "integer", bool: "boolean", dict: "object"}


def conforms(data, shape):
    if isinstance(shape, list):
        return all(conforms(one, shape[0]) for one in data)
    if isinstance(shape, dict):
        assert data.keys() == shape.keys(), data.keys() ^ shape.keys()
        return all(conforms(data[name], inner) for name, inner in shape.items())
    name = "null" if data is None else _TYPES[type(data)]
    assert name in (shape if isinstance(shape, tuple) else (shape,)), (data, shape)
    return True


def test_answers_are_as_described(visit, edition):
    edition = counted(edition, 60)
    publish(edition, act=Act("t", NOW))
    api = visit.get("/dane/v1/openapi.json").json()
    schemas = api["components"]["schemas"]
    ids = {"edycje": edition.pk, "pule": edition.pools.first().pk}
    for path, methods in api["paths"].items():
        real = path.replace("{id}", str(ids[path.split("/")[3].split(".")[0]]))
        response = visit.get(real)
        assert response.status_code == 200, real
        ((kind, content),) = methods["get"]["responses"]["200"]["content"].items()
        assert response["Content-Type"].split(";")[0] == kind
        if "properties" in content["schema"] or "$ref" in content["schema"]:
            assert conforms(response.json(), described(content["schema"], schemas))
        assert visit.post(real).status_code in (403, 405)


def test_every_address_of_data_is_described():
    api = json.loads((Path(opendata.__file__).parent / "openapi.json").read_text("utf-8"))
    known = {
        re.sub(r"<row:pk>", "{id}", str(one.pattern)) for one in urlpatterns if "dane/v1/" in str(one.pattern)
    }
    assert known - {"dane/v1/openapi.json"} == {path.lstrip("/") for path in api["paths"]}


def test_a_title_that_looks_like_a_formula_stays_text(visit, edition):
    Project(edition=edition, pool=edition.pools.first(), number="9", title="=HYPERLINK(1)", cost=1_00).save()
    edition = counted(edition, 60)
    publish(edition, act=Act("t", NOW))
    table = visit.get(f"/dane/v1/edycje/{edition.pk}/projekty.csv").getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table


@pytest.mark.parametrize("path", ["edycje/999999.json", "pule/999999.pb", "edycje/0/projekty.csv"])
def test_what_is_not_there_is_404(visit, town, path):
    assert visit.get("/dane/v1/" + path).status_code == 404


def test_the_page_says_how_to_count_again(visit, edition):
    assert "Nie ma jeszcze ogłoszonych wyników" in visit.get("/dane/").content.decode()
    edition = counted(edition, 60)
    publish(edition, act=Act("t", NOW))
    assert f"/dane/v1/edycje/{edition.pk}.json" in visit.get("/dane/").content.decode()
    assert ".rules.json" in visit.get(f"/wyniki/{edition.pk}/").content.decode()
