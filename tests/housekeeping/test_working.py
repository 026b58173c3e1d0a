"""The worker as it runs: a process for each kind of work, none of which waits for another."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.installation import ROOT, Installation
from wibo.documents.tasks import make_voter_list
from wibo.editions.tasks import make_keys
from wibo.letters.tasks import deliver
from wibo.results.tasks import compare_rules, run_count
from wibo.voting.papers.second_keying import compare
from wibo.voting.tasks import open_confirmed_urn


def test_what_can_take_long_has_queues_of_its_own():
    queues = {
        "default": (make_keys, deliver, compare),
        "urns": (open_confirmed_urn, make_voter_list),
        "counts": (run_count, compare_rules),
    }
    assert {name: tuple(task.queue_name for task in tasks) for name, tasks in queues.items()} == {
        name: (name,) * len(tasks) for name, tasks in queues.items()
    }


@pytest.fixture
def town(tmp_path):
    made = Installation(tmp_path, "working", prepared=True)
    made.run("housekeeping/small_town.py", "build")
    made.run("housekeeping/small_town.py", "opened")
    return made


@contextmanager
def working(installation):
    with (installation.folder / "work.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "wibo", "work"],
            cwd=ROOT,
            env=installation.environment,
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def helpers(process):
    """The kinds of work that have a process of their own now, with its number."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    found = {}
    for pid in children:
        command = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        if "--only" in command:
            found[command[command.index("--only") + 1]] = int(pid)
    return found


def until(found, wanted, seconds=30):
    began = time.monotonic()
    while (there := found()) != wanted and time.monotonic() - began < seconds:
        time.sleep(0.2)
    assert there == wanted


KINDS = {"urns", "counts", "rehearsals", "rounds"}


def test_a_long_count_delays_no_letter_and_a_dead_process_is_started_anew(town):
    def done():
        return town.run("housekeeping/small_town.py", "work-done")

    with working(town) as process:
        until(lambda: set(helpers(process)), KINDS)
        counts = helpers(process)["counts"]
        # A count that takes as long as it likes.
        os.kill(counts, signal.SIGSTOP)
        town.run("housekeeping/small_town.py", "ask-count")
        town.run("housekeeping/small_town.py", "write-letter")
        until(done, {"counted": 0, "sent": 1})
        os.kill(counts, signal.SIGKILL)
        until(done, {"counted": 1, "sent": 1})
        until(lambda: set(helpers(process)), KINDS)
        assert helpers(process)["counts"] != counts
        left = helpers(process)
    until(lambda: [pid for pid in left.values() if Path(f"/proc/{pid}").exists()], [])


def test_helpers_of_a_killed_worker_end_by_themselves(town):
    with working(town) as process:
        until(lambda: set(helpers(process)), KINDS)
        left = helpers(process)
        process.kill()
        until(lambda: [pid for pid in left.values() if _is_alive(pid)], [])


def _is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_the_demo_prepares_its_database_and_goes_on_to_its_towns(tmp_path):
    """`make run` on a machine that has nothing yet: the key of hallmarks is made before anything needs it."""
    installation = Installation(tmp_path, "demo")
    process = subprocess.Popen(
        [sys.executable, "-m", "wibo", "run"],
        cwd=ROOT,
        env={**installation.environment, "WIBO_PORT": "8399", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = [process.stdout.readline() for _ in range(3)]
    finally:
        process.kill()
        process.communicate()
    assert said[0].startswith("1/3")
    assert said[1].startswith("2/3")
    assert "Lipowo" in said[2]
