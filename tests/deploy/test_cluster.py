"""The configurations of a cluster, as the programs themselves judge them; what has no judge is filled in and read."""

import shutil
import subprocess
from pathlib import Path
from string import Template

import pytest
import yaml

CLUSTER = Path(__file__).resolve().parent.parent.parent / "deploy" / "cluster"
HAPROXY = shutil.which("haproxy", path="/usr/sbin:/usr/bin:/usr/local/sbin")
_FACTS = {
    "name": "db1",
    "address": "127.0.0.1",
    "password": "p",
    "secret": "s" * 40,
    "network": "127.0.0.0/8",
    "postgres": "/usr/lib/postgresql/15/bin",
    "front": "127.0.0.1:28080",
    "members": "db1=http://127.0.0.1:22380",
    "etcd": "127.0.0.1:22379",
    "databases": "    server db1 127.0.0.1:25432",
    "webs": "    server web1 127.0.0.1:28000\n    server web2 127.0.0.1:28001",
}


def filled(name, folder):
    facts = {**_FACTS, "folder": str(folder), "shared": str(folder)}
    return Template((CLUSTER / name).read_text("utf-8")).substitute(facts)


@pytest.mark.parametrize("name", ["haproxy-front.cfg", "haproxy-database.cfg"])
def test_haproxy_takes_its_configuration(name, tmp_path):
    path = tmp_path / name
    path.write_text(filled(name, tmp_path))
    done = subprocess.run([HAPROXY, "-c", "-f", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_one_standby_has_every_vote_and_no_moment_is_logged(tmp_path):
    patroni = yaml.safe_load(filled("patroni.yml", tmp_path))
    dcs = patroni["bootstrap"]["dcs"]
    assert (dcs["synchronous_mode"], dcs["synchronous_mode_strict"]) == (True, True)
    assert dcs["ttl"] >= dcs["loop_wait"] + 2 * dcs["retry_timeout"]
    parameters = dcs["postgresql"]["parameters"]
    assert parameters["synchronous_commit"] == "on"
    assert parameters["timezone"] == "UTC"
    assert "statement_timeout" not in parameters
    assert yaml.safe_load(filled("etcd.yml", tmp_path))["enable-grpc-gateway"] is True


def test_the_pool_is_for_web_processes_and_the_worker_goes_past_it(tmp_path):
    lines = filled("wibo.env", tmp_path).splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert ":26432/" in settings["WIBO_POOL_URL"]
    assert ":25000/" in settings["DATABASE_URL"]
    pool = filled("pgbouncer.ini", tmp_path)
    assert "pool_mode = transaction" in pool
    assert "listen_port = 26432" in pool
