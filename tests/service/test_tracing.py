"""Spans of OpenTelemetry, sent to a collector: what they say, and what they never do."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from wibo.memory import forget
from wibo.service.watching import tracing


@pytest.fixture
def collector(settings):
    """What a collector is sent while the test lasts."""
    sent = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OTLP_URL = f"http://127.0.0.1:{server.server_port}/v1/traces"
    forget("spans")
    yield sent
    tracing.provider().shutdown()
    forget("spans")
    server.shutdown()
    server.server_close()


def spans(sent):
    found = []
    for one in sent:
        parts = ExportTraceServiceRequest.FromString(one).resource_spans
        found += [span for part in parts for scope in part.scope_spans for span in scope.spans]
    return found


def test_a_request_is_a_span_by_its_view_below_its_senders_and_no_address_leaves(visit, edition, collector):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    visit.client.get(
        "/konto/haslo/MTIz/tajny-znak/?email=jan@x.example",
        headers={"host": visit.host, "traceparent": f"00-{trace}-00f067aa0ba902b7-00"},
    )
    visit.get("/")
    tracing.provider().force_flush()
    first, second = spans(collector)
    assert first.name == "GET accounts:reset"
    assert first.trace_id.hex() == trace
    assert second.trace_id.hex() != trace
    said = {one.key: one.value for one in first.attributes}
    assert said["wibo.town"].string_value == "lipowo"
    assert said["http.response.status_code"].int_value == 200
    assert 0 < first.end_time_unix_nano - first.start_time_unix_nano < 60e9
    for secret in (b"tajny-znak", b"MTIz", b"jan@x", b"/konto/"):
        assert secret not in b"".join(collector)


def test_without_an_address_no_span_is_made(visit, edition, settings, monkeypatch):
    monkeypatch.setattr(tracing, "traced", lambda *_: pytest.fail("a span"))
    assert settings.OTLP_URL == ""
    assert visit.get("/").status_code == 200


def test_a_collector_that_is_away_keeps_nobody_waiting_and_its_key_out_of_the_log(
    visit, edition, collector, settings, caplog
):
    settings.OTLP_URL = "http://127.0.0.1:9/v1/traces?api-key=tajne"
    assert visit.get("/").status_code == 200
    tracing.provider().force_flush(8000)
    assert "tajne" not in caplog.text
