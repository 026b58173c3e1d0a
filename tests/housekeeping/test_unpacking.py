"""A packed copy is written into its folder and nowhere else, on every Python that the product asks for."""

import io
import tarfile
from contextlib import closing

import pytest

from wibo.housekeeping.copying.unpacking import StrangeEntry, unpack


def packed(*entries):
    """An archive, open, of entries with their content."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for entry, content in entries:
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    target.seek(0)
    return closing(tarfile.open(fileobj=target, mode="r:gz"))


def test_files_come_out_as_they_went_in(tmp_path):
    with packed(
        (tarfile.TarInfo("manifest.json"), b"{}"), (tarfile.TarInfo("files/a/b.pdf"), b"x" * 99)
    ) as archive:
        unpack(archive, tmp_path)
    assert (tmp_path / "manifest.json").read_bytes() == b"{}"
    assert (tmp_path / "files" / "a" / "b.pdf").read_bytes() == b"x" * 99


def _link():
    entry = tarfile.TarInfo("files/link")
    entry.type, entry.linkname = tarfile.SYMTYPE, "/etc"
    return entry


def _pipe():
    entry = tarfile.TarInfo("files/pipe")
    entry.type = tarfile.FIFOTYPE
    return entry


@pytest.mark.parametrize(
    "entry",
    [
        tarfile.TarInfo("../outside"),
        tarfile.TarInfo("/tmp/outside"),
        tarfile.TarInfo("files/../../x"),
        _link(),
        _pipe(),
    ],
    ids=lambda entry: entry.name,
)
def test_nothing_leads_out_of_the_folder(tmp_path, entry):
    folder = tmp_path / "folder"
    folder.mkdir()
    with packed((entry, b"")) as archive, pytest.raises(StrangeEntry):
        unpack(archive, folder)
    assert [path for path in tmp_path.rglob("*") if path != folder and path.is_file()] == []


def test_a_directory_is_made(tmp_path):
    entry = tarfile.TarInfo("files")
    entry.type = tarfile.DIRTYPE
    with packed((entry, b"")) as archive:
        unpack(archive, tmp_path)
    assert (tmp_path / "files").is_dir()
