"""Steps of long work are written now and then, the first at once, and none of them longer than its column."""

from wibo.ui import progressing


def test_the_first_is_written_at_once_and_then_one_a_second(monkeypatch):
    clock = iter([10.0, 10.0, 10.9, 11.0, 11.0])
    monkeypatch.setattr(progressing.time, "monotonic", lambda: next(clock))
    written = []
    tell = progressing.seldom(written.append)
    for step in ("pierwszy", "za wcześnie", "x" * 300):
        tell(step)
    assert written == ["pierwszy", "x" * 200]
