"""Every setting of the environment with its meaning, for `wibo config`; docs/operators.md lists the same in English."""

from typing import NamedTuple


class Setting(NamedTuple):
    """What a variable sets, and what holds without it; the value of a secret one is never shown."""

    meaning: str
    default: str
    secret: bool = False


_NONE = "brak"

SETTINGS = {
    "WIBO_SECRET_KEY": Setting(
        "długi losowy tekst, co najmniej 32 znaki", "brak; w wersji pokazowej własny", secret=True
    ),
    # A password is part of the address.
    "DATABASE_URL": Setting(
        "baza: postgres://użytkownik:hasło@host/nazwa", "SQLite w katalogu danych", secret=True
    ),
    "WIBO_POOL_URL": Setting(
        "ta sama baza przez pulę połączeń (PgBouncer, tryb transaction); używają jej tylko procesy stron",
        "brak, strony łączą się pod DATABASE_URL",
        secret=True,
    ),
    "WIBO_BASE_HOST": Setting("host listy gmin; strony gmin są pod nazwa.host", "localhost"),
    "WIBO_OPERATOR_HOST": Setting("host konsoli operatora", "operator. i host listy gmin"),
    "WIBO_OPERATOR_EMAIL": Setting(
        "do kogo gmina pisze o przedłużenie usługi", "operator@ i host listy gmin"
    ),
    "WIBO_ALLOWED_HOSTS": Setting(
        "hosty, na które program odpowiada, także własne domeny gmin", "host listy gmin i niższe"
    ),
    "WIBO_SCHEME": Setting("https włącza bezpieczne ciasteczka i HSTS", "https; w wersji pokazowej http"),
    "WIBO_PORT": Setting("port, na którym słucha wibo serve", "8000"),
    "WIBO_CLIENT_ADDRESS_HEADER": Setting(
        "nagłówek, w którym serwer WWW podaje adres gościa, np. X-Real-IP", _NONE
    ),
    "WIBO_DATA_DIR": Setting("katalog danych: baza SQLite, pliki, pliki statyczne", "var"),
    "WIBO_WORDS_DIR": Setting("katalog słownika wyszukiwarki", "words w katalogu danych"),
    "WIBO_FILES_DIR": Setting("katalog załączników", "files w katalogu danych"),
    "WIBO_S3_BUCKET": Setting("zasobnik S3 na załączniki i zdjęcia, zamiast katalogu", _NONE),
    "WIBO_S3_ENDPOINT": Setting("adres usługi S3", "Amazon"),
    "WIBO_S3_REGION": Setting("region usługi S3", _NONE),
    "WIBO_S3_ACCESS_KEY": Setting("klucz dostępu do zasobnika", _NONE, secret=True),
    "WIBO_S3_SECRET_KEY": Setting("tajny klucz do zasobnika", _NONE, secret=True),
    "WIBO_CLAMD": Setting(
        "program szukający wirusów: unix:/ścieżka albo tcp:host:port", "brak, pliki bez badania"
    ),
    "WIBO_KEYS_DIR": Setting("katalog kluczy znaczników i kluczy publicznych", "keys w katalogu danych"),
    "WIBO_PRIVATE_KEYS_DIR": Setting(
        "katalog kluczy prywatnych, tylko dla procesu w tle", "private-keys w katalogu danych"
    ),
    "WIBO_IS_WORKER": Setting("czy to proces w tle; ustawia sam wibo work", "nie"),
    "WIBO_ROLE_WAIT_HOURS": Setting(
        "po ilu godzinach nowa rola liczy się przy decyzjach dwóch osób", "24; w wersji pokazowej 0"
    ),
    "WIBO_IDLE_MINUTES": Setting(
        "po ilu minutach bez otwarcia strony urzędnik musi zalogować się jeszcze raz (tekst z formularza wraca)",
        "60",
    ),
    "WIBO_SECOND_FACTOR_DAYS": Setting(
        "po ilu dniach urzędnik musi logować się także telefonem; 0 od razu", "7; w wersji pokazowej nigdy"
    ),
    "WIBO_SMTP_HOST": Setting("serwer, przez który wychodzą listy", "localhost"),
    "WIBO_FROM": Setting("adres nadawcy listów", "budzet@ i host listy gmin"),
    "WIBO_EMAIL_BACKEND": Setting("inny sposób wysyłania listów z Django", "SMTP; w wersji pokazowej żaden"),
    "WIBO_SNAPSHOT_MINUTES": Setting(
        "ile najmniej minut dzieli dwa bieżące wyniki", "15; w wersji pokazowej 1"
    ),
    "WIBO_BACKUP_DIR": Setting("katalog kopii i księgi zniszczonych kluczy", _NONE),
    "WIBO_BACKUP_DAYS": Setting(
        "po ilu dniach wibo backup usuwa starsze kopie; tyle trwają w nich dane, które gmina usunęła",
        "brak; nie usuwa",
    ),
    "WIBO_BACKUP_RECIPIENT": Setting("odbiorca age, dla którego szyfruje się kopie", _NONE),
    "WIBO_METRICS_TOKEN": Setting("hasło do /-/metrics; bez niego nie ma metryk", _NONE, secret=True),
    # Some collectors want their key in the address.
    "WIBO_OTLP_URL": Setting("adres OTLP/HTTP, na który idą ślady OpenTelemetry", _NONE, secret=True),
    # Some gateways want their key in the address.
    "WIBO_SMS_URL": Setting("adres bramki SMS; bez niej nie potwierdza się telefonów", _NONE, secret=True),
    "WIBO_SMS_TOKEN": Setting("hasło do bramki SMS", _NONE, secret=True),
    "WIBO_LOG": Setting("postać dziennika technicznego: json albo plain", "json; w wersji pokazowej plain"),
    "WIBO_DEMO": Setting(
        "wersja pokazowa ze znanymi hasłami, tylko na localhost", "tak, gdy nic nie ustawiono"
    ),
}
# Only those who build the program set these.
OF_BUILDERS = frozenset({"WIBO_TESTING", "WIBO_ELECTIONS_DIR"})
