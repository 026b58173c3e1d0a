"""Spans of OpenTelemetry, for operators who gather them: one for each request. Loaded only where WIBO_OTLP_URL is set.

What instruments Django by itself puts whole addresses into spans, and ours bear tokens of letters. So a span is made here, of the
facts that the log line has: the name of the view, never its path.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from wibo.memory import lasting

# Seconds that a collector may take; spans that it does not take are dropped, no request waits for it.
_PATIENCE = 5
_FAULT = 500


def traced(request: HttpRequest, facts: dict[str, Any], seconds: float) -> None:
    """Make the span of an answered request, below that of whoever has sent it (`traceparent`)."""
    end = time.time_ns()
    above = TraceContextTextMapPropagator().extract({"traceparent": request.headers.get("traceparent", "")})
    span = (
        provider()
        .get_tracer("wibo")
        .start_span(
            f"{facts['method']} {facts['view']}",
            context=above,
            kind=SpanKind.SERVER,
            start_time=end - int(seconds * 1e9),
            attributes={
                "http.request.method": facts["method"],
                "http.response.status_code": facts["status"],
                "wibo.view": facts["view"],
                "wibo.town": facts["town"],
                "wibo.request": facts["request"],
            },
        )
    )
    if facts["status"] >= _FAULT:
        span.set_status(Status(StatusCode.ERROR))
    span.end(end)


@lasting(1, "spans")
def provider() -> TracerProvider:
    """One for each process: it sends from a thread of its own, some seconds' spans together."""
    # Whoever sends `traceparent` says below what the span hangs, not whether there is one.
    made = TracerProvider(sampler=ALWAYS_ON, resource=Resource.create({"service.name": "wibo"}))
    made.add_span_processor(
        BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.OTLP_URL, timeout=_PATIENCE))
    )
    return made
