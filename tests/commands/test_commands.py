"""The command line: what it says, what it leaves behind, and its exit code."""

import io
import json

import pyotp
import pytest

from tests import factories
from tests.journal.test_results import FILE
from tests.moments import NOW
from wibo.commands import (
    demo_command,
    export_pb_command,
    import_election_command,
    operator_command,
    recount,
)
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.results.actions.counting import count_all
from wibo.service.backend import OperatorBackend
from wibo.service.models import Operator
from wibo.voting.urn.opening import open_urn

GOOD = "haslo bardzo dlugie 1"


@pytest.fixture
def counted(edition):
    factories.pool(edition, "Druga", position=2)
    factories.projects(edition, 60_000_00, 50_000_00)
    edition = factories.reload(edition)
    for at, numbers in enumerate([(1, 2), (1,), (2,), (1,)]):
        factories.ballot(edition, at, *numbers)
    open_urn(edition, act=Act("dwie osoby", NOW))
    count_all(edition, act=Act("Anna", NOW))
    return edition


def typed(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_an_operator_is_made_and_gets_a_new_password(db, monkeypatch, capsys):
    typed(monkeypatch, f"{GOOD}\n")
    assert operator_command.run(["ola@wibo.example", "--name", "Ola Iks"]) == 0
    assert OperatorBackend().signed_in("ola@wibo.example", GOOD) == Operator.objects.get()
    typed(monkeypatch, "inne bardzo dlugie 2\n")
    assert operator_command.run(["ola@wibo.example"]) == 0
    assert OperatorBackend().signed_in("ola@wibo.example", GOOD) is None
    said = capsys.readouterr().out.splitlines()
    assert [said[0], said[2]] == ["Gotowe: ola@wibo.example"] * 2
    assert said[1] == "Ustaw jeszcze telefon: wibo operator ola@wibo.example --telephone"


def test_an_operators_telephone_is_set_on_the_machine(db, monkeypatch, capsys):
    typed(monkeypatch, f"{GOOD}\n")
    operator_command.run(["ola@wibo.example", "--name", "Ola Iks"])
    secret = pyotp.random_base32()
    monkeypatch.setattr("wibo.accounts.telephones.new_secret", lambda: secret)
    typed(monkeypatch, "000000\n")
    assert operator_command.run(["ola@wibo.example", "--telephone"]) == 2
    assert not Operator.objects.get().telephone
    typed(monkeypatch, f"{pyotp.TOTP(secret).now()}\n")
    assert operator_command.run(["ola@wibo.example", "--telephone"]) == 0
    assert secret in capsys.readouterr().out
    stored = bytes(Operator.objects.get().telephone)
    assert secret.encode() not in stored
    assert operator_command.run(["nikt@wibo.example", "--telephone"]) == 2


def test_an_operator_without_a_name_or_with_a_short_password_is_not_made(db, monkeypatch, capsys):
    assert operator_command.run(["ola@wibo.example"]) == 2
    assert "--name" in capsys.readouterr().err
    typed(monkeypatch, "abc\n")
    assert operator_command.run(["ola@wibo.example", "--name", "Ola Iks"]) == 2
    assert "10 znaków" in capsys.readouterr().err
    assert not Operator.objects.exists()


def test_an_exported_pool_counts_as_it_was_counted(counted, tmp_path, capsys):
    out = tmp_path / "pula.pb"
    first = str(counted.pools.first().pk)
    options = ["--town", counted.town.slug, "--edition", str(counted.pk), "--pool", first, str(out)]
    assert export_pb_command.run(options) == 0
    assert "Zapisano" in capsys.readouterr().out
    assert recount.run([str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    run = counted.pools.first().runs.get()
    assert (told["selected"], told["votes"], told["spent"]) == (run.funded, run.votes, "60000")


def test_what_cannot_be_exported_is_said(counted, tmp_path, capsys):
    town, out = counted.town.slug, str(tmp_path / "x.pb")
    assert export_pb_command.run(["--town", "nigdzie", "--edition", "1", out]) == 2
    assert capsys.readouterr().err == "Nie ma gminy „nigdzie”. Są: lipowo.\n"
    assert export_pb_command.run(["--town", town, "--edition", "999999", out]) == 2
    assert capsys.readouterr().err == "Nie ma takiej edycji.\n"
    assert export_pb_command.run(["--town", town, "--edition", str(counted.pk), out]) == 2
    first, second = counted.pools.all()
    assert (
        capsys.readouterr().err == f"Podaj pulę opcją --pool: {first.pk} (Pula ogólna), {second.pk} (Druga)\n"
    )


def test_what_is_not_counted_is_not_exported(edition, tmp_path, capsys):
    options = ["--town", edition.town.slug, "--edition", str(edition.pk), str(tmp_path / "x.pb")]
    assert export_pb_command.run(options) == 2
    assert capsys.readouterr().err == "Najpierw trzeba ustalić wynik w tej puli.\n"
    assert not (tmp_path / "x.pb").exists()


def test_an_election_is_imported_told_and_not_imported_twice(town, tmp_path, capsys):
    file = tmp_path / "wybory.pb"
    file.write_text(FILE, "utf-8")
    options = [str(file), "--town", town.slug]
    assert import_election_command.run(options) == 0
    assert f"/wyniki/{Edition.objects.get().pk}/" in capsys.readouterr().out
    assert import_election_command.run(options) == 2
    assert "--replace" in capsys.readouterr().err
    assert import_election_command.run([*options, "--replace", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["selected"], told["votes"], told["tie"]) == (["1"], {"1": 2, "2": 1}, False)
    assert Edition.objects.count() == 1


def test_a_broken_file_is_told_with_its_line(town, tmp_path, capsys):
    file = tmp_path / "wybory.pb"
    file.write_text(FILE.replace("budget;100", "budget;dużo"), "utf-8")
    assert import_election_command.run([str(file), "--town", town.slug]) == 2
    assert capsys.readouterr().err == f"{file}: wiersz 9: budget nie jest kwotą: dużo\n"
    assert import_election_command.run([str(file), "--town", "nigdzie"]) == 2


def test_the_demo_moves_nothing_outside_of_a_demo(db, capsys):
    assert demo_command.run(["--stage", "voting"]) == 2
    assert "WIBO_DEMO=1" in capsys.readouterr().err
