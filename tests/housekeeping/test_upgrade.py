"""An installation of an earlier version comes up to date, and nothing that guards the urn is lost on the way."""

from tests.installation import Installation


def test_an_earlier_database_is_upgraded_with_all_its_triggers(tmp_path):
    told = Installation(tmp_path, "upgrade").run("housekeeping/upgrade.py")
    assert "frozen_edition_update" in told["before"]
    assert "envelope_needs_open_booth" in told["before"]
    assert set(told["before"]) <= set(told["after"])
