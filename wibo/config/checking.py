"""What is wrong with the environment, all at once and with what to do, before anything starts."""

import difflib
import re
from collections.abc import Iterator, Mapping

from wibo.config.meanings import OF_BUILDERS, SETTINGS

KNOWN = OF_BUILDERS.union(SETTINGS)
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
_EXAMPLE = re.compile(r"put-[a-z0-9-]+-here")
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def is_testing(environment: Mapping[str, str]) -> bool:
    """Whether tests run the program, which then needs no secret."""
    return environment.get("WIBO_TESTING", "").lower() in _YES


def is_demo(environment: Mapping[str, str]) -> bool:
    """Whether this is a demo. Nothing configured means one at localhost alone; any real setting ends that."""
    given = environment.get("WIBO_DEMO")
    if given is not None:
        return given.lower() in _YES
    configured = environment.get("WIBO_SECRET_KEY") or environment.get("DATABASE_URL")
    elsewhere = environment.get("WIBO_BASE_HOST", "localhost") != "localhost"
    return not configured and not elsewhere and not is_testing(environment)


def problems(environment: Mapping[str, str]) -> list[str]:
    """Every problem as a sentence; nothing when all is well. Values of secrets are never part of one."""
    return [
        *_unknown(environment),
        *_numbers(environment),
        *_words(environment),
        *_services(environment),
        *_secrets(environment),
        *_examples(environment),
    ]


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(environment):
        if name.startswith("WIBO_") and name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1)
            hint = f" Czy chodzi o {near[0]}?" if near else ""
            yield f"{name}: nie ma takiego ustawienia.{hint}"


def _numbers(environment: Mapping[str, str]) -> Iterator[str]:
    for name, low, high in (
        ("WIBO_PORT", 1, 65535),
        ("WIBO_SNAPSHOT_MINUTES", 1, 1440),
        ("WIBO_SECOND_FACTOR_DAYS", 0, 90),
        ("WIBO_IDLE_MINUTES", 5, 480),
    ):
        value = environment.get(name, "")
        if value and not (value.isdecimal() and low <= int(value) <= high):
            yield f"{name}: wpisz liczbę od {low} do {high}."
    for name in ("WIBO_DEMO", "WIBO_IS_WORKER", "WIBO_TESTING"):
        if environment.get(name, "").lower() not in _YES | _NO:
            yield f"{name}: wpisz 1 albo 0."


def _words(environment: Mapping[str, str]) -> Iterator[str]:
    for name in ("WIBO_BASE_HOST", "WIBO_OPERATOR_HOST", "WIBO_SMTP_HOST"):
        value = environment.get(name, "")
        if value and not _HOST.fullmatch(value):
            yield f"{name}: wpisz samą nazwę hosta, bez https://, portu i ukośnika."
    if environment.get("WIBO_SCHEME", "https") not in ("http", "https", ""):
        yield "WIBO_SCHEME: wpisz https albo http."
    if environment.get("WIBO_LOG", "") not in ("", "json", "plain"):
        yield "WIBO_LOG: wpisz json albo plain."
    url = environment.get("DATABASE_URL", "")
    if url and not re.match(r"(postgres(ql)?://[^/]*/[^/]+|sqlite:///.+)", url):
        yield "DATABASE_URL: ma mieć postać postgres://użytkownik:hasło@host/baza."
    pool = environment.get("WIBO_POOL_URL", "")
    if pool and not (pool.startswith("postgres") and url.startswith("postgres")):
        yield "WIBO_POOL_URL: podaj postgres://… puli, a w DATABASE_URL adres tej samej bazy z pominięciem puli."
    recipient = environment.get("WIBO_BACKUP_RECIPIENT", "")
    if recipient and not recipient.startswith("age1"):
        yield "WIBO_BACKUP_RECIPIENT: odbiorca age zaczyna się od age1; tworzy go age-keygen."


def _services(environment: Mapping[str, str]) -> Iterator[str]:
    """Addresses of what stands beside the program."""
    sms = environment.get("WIBO_SMS_URL", "")
    if sms and not sms.startswith("https://"):
        yield "WIBO_SMS_URL: adres bramki SMS zaczyna się od https://."
    clamd = environment.get("WIBO_CLAMD", "")
    if clamd and not re.fullmatch(r"unix:/.+|tcp:[^:]+:\d+", clamd):
        yield "WIBO_CLAMD: wpisz unix:/run/clamav/clamd.ctl albo tcp:host:3310."
    if environment.get("WIBO_S3_BUCKET") and not environment.get("WIBO_S3_ACCESS_KEY"):
        yield "WIBO_S3_BUCKET: podaj też WIBO_S3_ACCESS_KEY i WIBO_S3_SECRET_KEY."
    endpoint = environment.get("WIBO_S3_ENDPOINT", "")
    if endpoint and not endpoint.startswith(("https://", "http://127.0.0.1")):
        yield "WIBO_S3_ENDPOINT: adres zaczyna się od https://."


def _secrets(environment: Mapping[str, str]) -> Iterator[str]:
    secret = environment.get("WIBO_SECRET_KEY", "")
    if not secret and not is_demo(environment) and not is_testing(environment):
        yield (
            "WIBO_SECRET_KEY: podaj długi losowy tekst, np. z polecenia "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'."
        )
    if secret and len(secret) < 32:
        yield "WIBO_SECRET_KEY: jest za krótki, potrzeba co najmniej 32 znaków."
    if environment.get("WIBO_S3_ACCESS_KEY") and not environment.get("WIBO_S3_SECRET_KEY"):
        yield "WIBO_S3_SECRET_KEY: brakuje go, a klucz dostępu jest podany."
    token = environment.get("WIBO_METRICS_TOKEN", "")
    if token and len(token) < 20:
        yield "WIBO_METRICS_TOKEN: jest za krótki, potrzeba co najmniej 20 znaków."
    if is_demo(environment):
        host = environment.get("WIBO_BASE_HOST", "localhost")
        if host != "localhost" and not host.endswith(".localhost"):
            yield "WIBO_DEMO: wersja pokazowa ma znane hasła, więc działa tylko na localhost. Usuń WIBO_DEMO."


def _examples(environment: Mapping[str, str]) -> Iterator[str]:
    """What `deploy/wibo.env` holds in the place of a secret: everybody knows it."""
    for name in sorted(environment):
        if name in SETTINGS and _EXAMPLE.search(environment[name]):
            yield f"{name}: to wartość z przykładu, którą zna każdy. Wpisz własną."
