"""Spans of OpenTelemetry, for operators who gather them: one for each request.

What instruments Django by itself puts whole addresses into spans, and ours bear tokens of letters. So a span is made here, of the
facts that the log line has: the name of the view, never its path.
"""

import time
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

# Seconds that a collector may take; spans that it does not take are dropped, no request waits for it.
_PATIENCE = 5


def traced(request: HttpRequest, facts: dict[str, Any], seconds: float) -> None:
    """Make the span of an answered request, below that of whoever has sent it (`traceparent`)."""
    # Loaded where it is wanted: 15 MB of memory that other installations need not have.
    from opentelemetry.trace import SpanKind, Status, StatusCode  # noqa: PLC0415
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    end = time.time_ns()
    above = TraceContextTextMapPropagator().extract({"traceparent": request.headers.get("traceparent", "")})
    span = (
        _provider()
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
    if facts["status"] >= 500:
        span.set_status(Status(StatusCode.ERROR))
    span.end(end)


@cache
def _provider() -> Any:
    """One for each process: it sends from a thread of its own, some seconds' spans together."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    made = TracerProvider(resource=Resource.create({"service.name": "wibo"}))
    made.add_span_processor(
        BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.OTLP_URL, timeout=_PATIENCE))
    )
    return made
