"""Robots are told where not to go, and whoever finds a hole whom to tell."""

from datetime import datetime

from tests.moments import NOW


def test_robots_may_read_what_everyone_may_and_no_page_of_one_person(visit, edition):
    answer = visit.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    for path in ("/urzad/", "/konto/", "/moje/", "/poparcie/", "/glosowanie/"):
        assert f"Disallow: {path}" in lines
    for path in ("/wnioski/", "/projekty/", "/wyniki/", "/"):
        assert f"Disallow: {path}" not in lines


def test_a_hole_is_told_to_the_operator_and_the_file_ends_within_a_year(visit, edition, settings):
    settings.OPERATOR_EMAIL = "dyzur@wibo.example"
    said = dict(line.split(": ", 1) for line in visit.get("/.well-known/security.txt").text.splitlines())
    assert said["Contact"] == "mailto:dyzur@wibo.example"
    ends = datetime.fromisoformat(said["Expires"])
    assert 0 < (ends - NOW).days < 365 * 3
