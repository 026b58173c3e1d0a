"""The dates of an edition in anybody's calendar."""

from datetime import UTC

from icalendar import Calendar

from wibo.editions.models import StageWindow


def events(answer):
    return [one for one in Calendar.from_ical(answer.content).walk() if one.name == "VEVENT"]


def test_every_window_is_an_event_with_its_first_and_last_minute(visit, edition, town):
    answer = visit.get("/terminy.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = {(str(one["summary"]), one["dtstart"].dt, one["dtend"].dt) for one in events(answer)}
    windows = list(StageWindow.objects.filter(edition=edition))
    assert len(found) == len(windows)
    votes = next(one for one in windows if one.stage == "voting" and one.channel != "paper")
    named = [row for row in found if row[1] == votes.opens_at.astimezone(UTC) and "łosowanie" in row[0]]
    assert named
    assert all(row[2] == votes.closes_at.astimezone(UTC) for row in named)
    assert all(town.name in row[0] for row in found)


def test_a_moved_date_keeps_the_name_of_its_event(visit, edition):
    before = {str(one["uid"]) for one in events(visit.get("/terminy.ics"))}
    window = StageWindow.objects.filter(edition=edition).first()
    StageWindow.objects.filter(pk=window.pk).update(closes_at=window.closes_at.replace(minute=7))
    assert {str(one["uid"]) for one in events(visit.get("/terminy.ics"))} == before


def test_a_town_without_an_edition_has_no_dates(visit, town):
    assert visit.get("/terminy.ics").status_code == 404
