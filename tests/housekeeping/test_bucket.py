"""Files in a bucket: a real S3 server in memory; the same pages, the same copy, and nothing shown to a stranger."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, files
from tests.moments import NOW
from tests.servers import free_port, wait_for
from wibo.housekeeping.copying.files import pack_files, put_back_files
from wibo.housekeeping.copying.unpacking import unpack
from wibo.proposals import actions
from wibo.proposals.picturing import add_picture

sys.path.append(str(Path(__file__).resolve().parent.parent.parent / "tools"))
from apart import environment

NAMED = {"aws_access_key_id": "klucz", "aws_secret_access_key": "tajne", "region_name": "eu-central-1"}


@pytest.fixture(scope="module")
def server():
    """The address of the server."""
    port = free_port()
    python = environment("s3") / "python"
    process = subprocess.Popen(
        [python, "-m", "moto.server", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"]},
    )
    wait_for(port, tenths=300)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def bucket(server, settings):
    """An empty bucket that files go to."""
    client = boto3.client("s3", endpoint_url=server, **NAMED)
    client.create_bucket(Bucket="pliki", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    options = {
        "bucket_name": "pliki",
        "endpoint_url": server,
        "access_key": "klucz",
        "secret_key": "tajne",
        "region_name": "eu-central-1",
        "default_acl": None,
        "file_overwrite": False,
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    yield client
    for one in client.list_objects_v2(Bucket="pliki").get("Contents", []):
        client.delete_object(Bucket="pliki", Key=one["Key"])
    client.delete_bucket(Bucket="pliki")


def keys(client):
    return sorted(one["Key"] for one in client.list_objects_v2(Bucket="pliki").get("Contents", []))


def stored(attachment):
    with default_storage.open(attachment.file.name) as file:
        return file.read()


def filled(edition, cast):
    draft = factories.draft(edition, cast.maria)
    file = actions.attach(draft, SimpleUploadedFile("plan.pdf", files.pdf()), at=NOW)
    add_picture(draft, SimpleUploadedFile("a.jpg", files.photograph(size=(400, 300))), "Plac", at=NOW)
    return draft, file


def test_a_file_is_kept_in_the_bucket_shown_to_its_author_and_removed(
    bucket, visit, edition, cast, django_capture_on_commit_callbacks
):
    draft, file = filled(edition, cast)
    assert len(keys(bucket)) == 5
    assert b"".join(visit.as_(cast.maria).get(f"/pliki/{file.pk}/")) == files.pdf()
    assert visit.as_(cast.piotr).get(f"/pliki/{file.pk}/").status_code == 200
    visit.client.logout()
    assert visit.get(f"/pliki/{file.pk}/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_draft(draft)
    assert keys(bucket) == []


def test_two_files_of_one_name_are_both_kept(bucket, edition, cast):
    draft = factories.draft(edition, cast.maria)
    made = [
        actions.attach(draft, SimpleUploadedFile("plan.pdf", content), at=NOW)
        for content in (files.pdf(), files.pdf() + b"%%\n")
    ]
    assert [stored(one) for one in made] == [
        files.pdf(),
        files.pdf() + b"%%\n",
    ]


def test_a_copy_holds_the_bucket_and_brings_it_back(bucket, edition, cast, tmp_path):
    _, file = filled(edition, cast)
    before = keys(bucket)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        pack_files(archive)
    for name in before:
        bucket.delete_object(Bucket="pliki", Key=name)
    packed.seek(0)
    with tarfile.open(fileobj=packed) as archive:
        unpack(archive, tmp_path)
    put_back_files(tmp_path)
    assert keys(bucket) == before
    assert stored(file) == files.pdf()
