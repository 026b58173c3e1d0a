"""The examples for containers: they can be read, name only settings that there are, and keep private keys to the worker."""

import re
from pathlib import Path

import pytest
import yaml

from wibo.commands.with_django import COMMANDS
from wibo.config.checking import problems
from wibo.config.meanings import SETTINGS

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
KUBERNETES = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))
NAME = re.compile(r"\b(?:WIBO_[A-Z_0-9]+|DATABASE_URL)\b")
# The person who starts the containers gives it; it is part of DATABASE_URL.
OF_COMPOSE = {"WIBO_DATABASE_PASSWORD"}


@pytest.mark.parametrize(
    "name", ["compose.yaml", "kubernetes.yaml", "Containerfile", "wibo.env", "cluster/wibo.env"]
)
def test_every_setting_that_is_named_exists(name):
    named = set(NAME.findall((DEPLOY / name).read_text("utf-8")))
    assert named
    assert named - set(SETTINGS) - OF_COMPOSE == set()


def pods():
    """Every pod of Kubernetes with the name of what makes it."""
    for one in KUBERNETES:
        spec = one.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield one["metadata"]["name"], spec["template"]["spec"]


def commands():
    of_pods = [container["command"] for _, pod in pods() for container in pod["containers"]]
    of_compose = [one["command"] for one in COMPOSE["services"].values() if "wibo" in one.get("command", [])]
    return [*of_pods, *of_compose]


def test_every_command_exists():
    assert len(commands()) == 6
    for program, name, *_ in commands():
        assert (program, name in COMMANDS) == ("wibo", True)


def test_only_what_acts_as_the_worker_sees_private_keys():
    for name, pod in pods():
        mounted = {one["name"] for container in pod["containers"] for one in container["volumeMounts"]}
        assert ("worker" in mounted) == (name != "wibo-web"), name
    for name, service in COMPOSE["services"].items():
        mounted = any(volume.startswith("worker:") for volume in service.get("volumes", []))
        assert mounted == (name in ("migrate", "worker")), name
        assert ("WIBO_PRIVATE_KEYS_DIR" in service.get("environment", {})) == mounted, name


def test_every_pod_is_closed_and_runs_as_the_account_of_the_image():
    account = re.search(r"^USER (\d+)$", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE)
    for name, pod in pods():
        assert pod["securityContext"]["runAsUser"] == int(account.group(1)), name
        volumes = {one["name"] for one in pod["volumes"]}
        for container in pod["containers"]:
            closed = container["securityContext"]
            assert (closed["readOnlyRootFilesystem"], closed["allowPrivilegeEscalation"]) == (True, False)
            assert {one["name"] for one in container["volumeMounts"]} <= volumes


def test_what_stands_in_the_place_of_secrets_is_refused_at_the_start():
    secret = next(one for one in KUBERNETES if one["kind"] == "Secret")["stringData"]
    settings = next(one for one in KUBERNETES if one["kind"] == "ConfigMap")["data"]
    told = problems({**secret, **settings})
    assert len(told) == len(secret)
    assert all("wartość z przykładu" in one for one in told)
    assert problems({**settings, "WIBO_SECRET_KEY": "x" * 40}) == []


def test_services_find_their_pods():
    labels = {
        one["spec"]["template"]["metadata"]["labels"]["app"]
        for one in KUBERNETES
        if one["kind"] == "Deployment"
    }
    service = next(one for one in KUBERNETES if one["kind"] == "Service")
    assert service["spec"]["selector"]["app"] in labels
    claims = {one["metadata"]["name"] for one in KUBERNETES if one["kind"] == "PersistentVolumeClaim"}
    for _, pod in pods():
        named = [one["persistentVolumeClaim"]["claimName"] for one in pod["volumes"] if "emptyDir" not in one]
        assert set(named) <= claims
