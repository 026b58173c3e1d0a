"""Pages are compressed where that can tell nobody anything, and files never."""

import gzip

from tests import factories


def asked(visit, path, **headers):
    return visit.client.get(path, headers={"host": visit.host, "accept-encoding": "gzip, br", **headers})


def test_a_page_for_a_stranger_is_compressed(visit, edition):
    answer = asked(visit, "/zasady/")
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content)
    assert "Zasady i terminy" in gzip.decompress(answer.content).decode()


def test_who_does_not_take_it_gets_the_page_as_it_is(visit, edition):
    answer = visit.client.get("/zasady/", headers={"host": visit.host})
    assert not answer.has_header("Content-Encoding")
    assert "Accept-Encoding" in answer["Vary"]


def test_who_says_never_is_heard(visit, edition):
    for said in ("gzip;q=0", "br, gzip; q=0.0", "xgzip"):
        answer = visit.client.get("/zasady/", headers={"host": visit.host, "accept-encoding": said})
        assert not answer.has_header("Content-Encoding"), said


def test_what_a_link_brings_never_meets_what_a_cookie_opens(visit, edition, cast):
    assert asked(visit, "/wnioski/?szukaj=x")["Content-Encoding"] == "gzip"
    visit.as_(cast.maria)
    assert asked(visit, "/moje/")["Content-Encoding"] == "gzip"
    assert not asked(visit, "/wnioski/?szukaj=x").has_header("Content-Encoding")


def test_the_answer_to_a_form_is_not_compressed(visit, edition, cast):
    headers = {"host": visit.host, "accept-encoding": "gzip"}
    answer = visit.client.post("/konto/zaloguj/", {"email": "x", "password": "y"}, headers=headers)
    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")


def test_files_keep_their_length(visit, edition, cast):
    factories.projects(edition, 1_000_00)
    visit.as_(cast.anna)
    for path in ("/projekty/broszura.pdf", "/terminy.ics"):
        assert not asked(visit, path).has_header("Content-Encoding")
