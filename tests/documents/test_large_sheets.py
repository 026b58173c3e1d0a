"""Half a million rows stream in bounded memory, and a real spreadsheet keeps hostile text as text."""

import csv
import shutil
import subprocess
import sys

import pytest

from wibo.documents.engine.sheets import Money, Sheet, workbook

HOSTILE = [
    "=1+1",
    "+48 600",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("http://x.example";"x")',
    "=cmd|'/c calc'!A1",
]
_CODE = """
import resource, sys
from wibo.documents.engine.sheets import Sheet, workbook
columns = [(str(at), 12) for at in range(6)]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = ((at, "przez internet", "55–64", "kobieta", "Osiedle Północ", f"wiersz {at}") for at in range(int(sys.argv[1])))
size = len(workbook([Sheet("Duży", columns, rows)]).read())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before - size // 1024)
"""


def grown(rows):
    """Kilobytes by which the process grew while it wrote so many rows, the finished file apart."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(rows)], capture_output=True, text=True, check=True, timeout=300
    )
    return int(done.stdout)


@pytest.mark.long
def test_half_a_million_rows_take_no_more_memory_than_a_few():
    assert grown(500_000) < grown(5_000) + 20_000


OFFICE = shutil.which("soffice")
if OFFICE:

    @pytest.mark.long
    def test_a_spreadsheet_keeps_hostile_text_as_text(tmp_path):
        rows = [(text, Money(1_234_50)) for text in HOSTILE]
        with workbook([Sheet("A", (("Tekst", 30), ("Kwota", 12)), rows)]) as made:
            (tmp_path / "a.xlsx").write_bytes(made.read())
        subprocess.run(
            [
                OFFICE,
                "--headless",
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false",
                "--outdir",
                str(tmp_path),
                str(tmp_path / "a.xlsx"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        with (tmp_path / "a.csv").open(encoding="utf-8") as file:
            read = list(csv.reader(file))[1:]
        assert [row[0].strip() for row in read] == [text.strip() for text in HOSTILE]
        # The program writes the number as it likes; as text it would have kept its blank and "zł".
        assert {row[1].replace("\N{NO-BREAK SPACE}", " ") for row in read} <= {
            "1234.5",
            "1,234.50 zł",
            "1 234,50 zł",
        }
