"""The papers of an edition and its journal, beside the pages: what the town keeps in its archive."""

import csv
import io
import json
from collections.abc import Iterator

from wibo.documents.batch_record.data import batch_data
from wibo.documents.engine.pdf import pdf
from wibo.documents.engine.sheets import workbook
from wibo.documents.opening_record.data import opening_data
from wibo.documents.protocol.data import protocol_data
from wibo.documents.reports.views import ABOUT_PEOPLE, REPORTS
from wibo.documents.rules.data import rules_data
from wibo.editions.models import Edition
from wibo.journal.models import Entry, Seal, chain_facts
from wibo.opendata.pb_export import export
from wibo.results.models import Publication
from wibo.results.runs import published_runs
from wibo.voting.models import PaperBatch

# These tell the office who wrote each proposal, whether or not everyone may know; what everyone may know is in the pages.
_WITH_AUTHORS = ("zlozone-wnioski", "odrzucone-wnioski", "zaakceptowane-wnioski")
# Name in the package, title on its first page, content.
Record = tuple[str, str, bytes]


def papers(edition: Edition) -> Iterator[Record]:
    """Protocols and reports without people. The list of voters leaves by two people alone."""
    publication = Publication.objects.select_related("edition__town").get(edition=edition)
    made = protocol_data(edition, published_runs(publication), publication)
    yield "dokumenty/protokol.pdf", "Protokół wyniku", pdf("protocol", made)
    yield "dokumenty/uzgodnienie-kart.pdf", "Uzgodnienie kart", pdf("opening_record", opening_data(edition))
    yield "dokumenty/zasady.pdf", "Zasady edycji", pdf("rules", rules_data(edition))
    for batch in PaperBatch.objects.filter(edition=edition).select_related("edition__town"):
        name = f"dokumenty/paczka-{batch.pk}.pdf"
        yield name, f"Protokół paczki {batch.name}", pdf("batch_record", batch_data(batch))
    for code, (title, make) in REPORTS.items():
        if code not in ABOUT_PEOPLE and code not in _WITH_AUTHORS:
            with workbook(make(edition)) as file:
                yield f"dokumenty/{code}.xlsx", title, file.read()


def ballots(edition: Edition) -> Iterator[Record]:
    """Every list's ballots with the rules beside them: whoever imports the package counts them again."""
    publication = Publication.objects.get(edition=edition)
    for run in published_runs(publication):
        made = export(run)
        stem = f"dane/pula-{run.pool_id}"
        yield f"{stem}.pb", f"Głosy na listę {run.pool.name}", "".join(made.lines).encode()
        rules = json.dumps(made.rules, ensure_ascii=False, indent=1).encode()
        yield f"{stem}.rules.json", f"Zasady listy {run.pool.name}", rules


def journal(edition: Edition) -> Iterator[Record]:
    """The edition's entries for reading, and each with its place in the town's chain: SHA-256 of [digest before, entry]."""
    text, chain = io.StringIO(), []
    out = csv.writer(text)
    out.writerow(["numer", "kiedy", "kto", "co", "skrót łańcucha"])
    digests = dict(Seal.objects.values_list("number", "digest"))
    rows = Entry.objects.filter(edition=edition.pk).select_related("seal").order_by("pk")
    for entry in rows.iterator(500):
        number = entry.seal.number if hasattr(entry, "seal") else 0
        at = entry.at.isoformat(timespec="seconds")
        out.writerow([number or "", at, entry.by, entry.sentence, digests.get(number, "")])
        link = {
            "previous": digests.get(number - 1, ""),
            "entry": chain_facts(entry),
            "digest": digests.get(number, ""),
        }
        chain.append(json.dumps(link, ensure_ascii=False, sort_keys=True))
    yield "dziennik/dziennik.csv", "Dziennik zdarzeń edycji", text.getvalue().encode("utf-8-sig")
    yield "dziennik/lancuch.jsonl", "Łańcuch pieczęci dziennika", ("\n".join(chain) + "\n").encode()
