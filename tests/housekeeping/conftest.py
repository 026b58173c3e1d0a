"""A small town that votes, in an installation of its own, for what is copied, restored and tried."""

import pytest

from tests.installation import Installation


class SmallTown(Installation):
    """An installation with a small town that votes."""

    def do(self, *arguments):
        return self.run("housekeeping/small_town.py", *arguments)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The town as it is built, once for all tests that copy it; each works with a copy."""
    made = SmallTown(tmp_path_factory.mktemp("built"), "built", prepared=True)
    made.do("build")
    return made
