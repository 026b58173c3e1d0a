"""What nobody should send, and what they send all the same."""

import os
import re
from base64 import b64encode

from tests import factories
from tests.worlds import PESEL

# Each engine draws cases of its own, so that the usual run tries twice as many in the same time.
SEED = int(os.environ.get("FUZZ_SEED", "2028" if os.environ.get("DATABASE_URL") else "2027"))


SAMPLE = int(os.environ.get("FUZZ_SAMPLE", "30"))


TOWN, OPERATOR, BASE = "lipowo.localhost", "operator.localhost", "localhost"


IDS = [
    "0",
    "-1",
    "1",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "9" * 5000,
    "１２",
    "1.0",
    "1e3",
    "0x1",
    "00001",
    "+1",
    " 1",
]


VALUES = [
    "",
    " ",
    "\t",
    "\r\n",
    "\x00",
    "a\x00b",
    "1\x00",
    "\x01\x1b\x7f\x85",
    "\ud800",
    "a\udfffb",
    b"\xff\xfe",
    b"\xc3",
    "\u202etxt.exe",
    "a\u2028b",
    "a\u2029b",
    "\ufeff1",
    "\u200b",
    "\ufffe\uffff",
    "🗳️👩‍👩‍👧",
    "🎉" * 40,
    "Zażo\u0301łc\u0301",
    "e\u0301" * 100,
    "İıſßŉ",
    "１２",
    "٣",
    "²",
    "½",
    "১২",
    "Ⅷ",
    "一",
    "%",
    "%00",
    "%s%n%(x)s",
    "_%",
    "'",
    '"',
    "''\"`\\",
    "\\",
    "'; DROP TABLE towns_town; --",
    "1 OR 1=1",
    "{{ 7*7 }}{% debug %}",
    "{0.__class__}",
    "{",
    "${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "]]>&#0;",
    "../../etc/passwd",
    "//zly.example/x",
    "javascript:a()",
    "http://[",
    "https://[::1",
    "\\\\x",
    "0",
    "-0",
    "-1",
    "1.5",
    "1,5",
    "1e5",
    "1E400",
    "-1e-400",
    "NaN",
    "Infinity",
    "-inf",
    "1_000",
    "+1",
    "0x10",
    "007",
    "32767",
    "32768",
    "65536",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
    "99999999999999999999,99",
    "9" * 400,
    "9" * 5000,
    "0.000000000000000000001",
    "1 000 000 000 000",
    "1\u00a0000",
    "12 mln",
    "5 tys",
    "0001-01-01",
    "01.01.0001",
    "9999-12-31",
    "31.12.9999",
    "31.02.2027",
    "2027-02-31",
    "10000-01-01",
    "-0001-01-01",
    "0000-00-00",
    "01.01.0000",
    "1.1.1",
    "2027-03-28T02:30",
    "28.03.2027 02:30",
    "2027-10-31T02:30",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "9999-12-31T23:59:59.999999",
    "2027-10-10T24:00",
    "2027-10-10T10:00+99:99",
    "2027-W41-7",
    "2027-10-10",
    "2027-10-12T10:00",
    "05.05.1970",
    "29.02.1900",
    "null",
    "None",
    "undefined",
    "true",
    "[]",
    "[1]",
    "{}",
    '{"a": 1}',
    '{"a":' * 500,
    "on",
    "yes",
    "draw",
    "1:2",
    "1 1 1",
    "1:9999 2:9999",
    "1,2;3",
    "1\n1",
    "1, 1\n2, 2",
    "1;2\n\n;;\n",
    "admin@x.example",
    "a@" + "b." * 60 + "pl",
    "a@b",
    '"a b"@x.example',
    "ą@ż.example",
    "+48600700800",
    "+" + "1" * 60,
    PESEL,
    "00000000000",
    "44051401358",
    "#000000",
    "#FFFFFFFF",
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "<svg",
    "<a>" * 3000,
    "=1+1",
    "a" * 151,
    "ą" * 301,
    "x" * 8001,
    "a" * 100_000,
    "1" * 100_000,
    "ł \n" * 25_000,
]


# Alone in a field, as paths and headers cannot hold everything.
TEXTS = [value for value in VALUES if isinstance(value, str)]


# Cells of a row of an import file: a number, a name, an amount, an address, a day.
CELLS = [
    ("", "", "12 500,00", "", ""),
    ("9" * 400, "\x00", "9" * 400, "@", "0001-01-01"),
    ("-1", "x" * 9000, "1e400", "x", "31.12.9999"),
    ("1", "\u202e", "NaN", "a@b.pl", "31.02.2027"),
    ("１", "\x85", "-1", "\x00@b.pl", "2027-03-28"),
    ("1", "\ud800", "99999999999999999999", "", "x"),
    ("1", "#[]$*_@<a>", "0", "ą@ż.pl", "5.5.1970"),
    ("🎉", "🎉", "1", "a@b", "05.05.2999"),
    ('"', '"', '"', '"', '"'),
]


PROPOSAL = (
    "numer;tytuł;pula;koszt;miejsce;opis;uzasadnienie;wnioskodawca;e-mail;data wpływu\r\n"
    "{0};Ławki{1};;{2};Park;Sześć;Żeby;{1};{3};{4}\r\n"
)


PERSON = "imię;nazwisko;data urodzenia;adres\n{1};{1};{4};{1}\n{1};{1};05.05.1970;{1}\n"


CONTENTS = [
    b"",
    b"\x00",
    b"\xff\xfe\x00\x00",
    b"a;b\n\x00;1\n",
    "numer;tytuł\n1;x\n".encode("utf-16"),
    b"PK\x03\x04" + b"\x00" * 64,
    b"%PDF-1.4\n",
    b'"' * 1000,
    b'a;"b\n',
    b"a" * 200_000,
    b";" * 5000 + b"\n" + b";" * 5000,
    b"\r" * 100,
    b"\r\n\r\n",
    f"PESEL;imię\n{PESEL};Anna\n{PESEL};\n１２;x\n\n".encode(),
    b"44051401358\n" * 5,
    b"META\nkey;value\n",
    *(one.format(*cells).encode("utf-8", "surrogatepass") for one in (PROPOSAL, PERSON) for cells in CELLS),
]


NAMES = [
    "plik.csv",
    "a.pdf",
    "a\x00.pdf",
    "../../x.png",
    "x" * 300 + ".pdf",
    "",
    ".",
    ".csv",
    "a\u202efdp.exe",
    "🎉.docx",
    "A.PDF",
    "a/b\\c.odt",
    "con.txt",
]


TYPES = [
    "",
    "text/plain",
    "application/json",
    "application/json; charset=hex",
    "text/plain; charset=utf-16",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nic",
    "application/x-www-form-urlencoded; charset=hex",
    'application/x-www-form-urlencoded; charset="',
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=x; charset=utf-16",
    "multipart/form-data; boundary=x; charset=nic",
    "multipart/form-data; boundary=" + "y" * 300,
    "multipart/mixed; boundary=x",
    "application/xml",
    "image/png",
    "\x7f",
    "a/b/c;;;=",
]


BODIES = [
    b"",
    b"null",
    b'{"a": [1, {"b": "\\u0000"}]}',
    b"[" * 5000,
    b"a=1&a=2&=&&%&%zz&a[]=1",
    b"%ff=%ff&\xff=\xff",
    b"\x00" * 100,
    b"--x\r\n",
    b"--x--\r\n",
    b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n1',
    b"--x\r\n\r\n\r\n--x--",
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n%%%\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="\xff\x00"; filename="\x00"\r\n'
    b"Content-Type: \xff\r\n\r\n\xff\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=nic''%ff\r\n\r\n1\r\n--x--\r\n",
    b"&".join(b"a%d=1" % at for at in range(3100)),
    b"a=" + b"b" * (3 * 1024 * 1024),
]


HEADERS = {
    "Host": [
        "",
        "nikt.localhost",
        "lipowo.localhost:99999",
        "LIPOWO.localhost",
        "lipowo.localhost.",
        "[::1]",
        "[",
        "a b",
        "\x00",
        "x" * 9000,
        "ą.localhost",
        "..localhost",
        "%.localhost",
        "'.localhost",
        "lipowo.localhost@x",
        "-.localhost",
    ],
    "X-Request-Id": TEXTS,
    "Accept-Language": [*TEXTS, "xx-" + "a" * 500, "uk,en;q=x"],
    "Accept-Encoding": ["gzip", "br;q=1e9", "\x00"],
    "Authorization": ["Bearer ", "Bearer ą", "Basic !!!"],
    "Referer": TEXTS,
    "Origin": ["null", "http://[", "x"],
    "Range": ["bytes=0-", "bytes=9-1", "x"],
    "If-Modified-Since": ["x", "Sun, 06 Nov 0000 08:49:37 GMT", "Mon, 31 Feb 2027 99:99:99 GMT"],
    "If-None-Match": ["*", '"', "\x00"],
    "X-Forwarded-For": ["", ",,,", "x" * 9000, "\x00", "::1%"],
    "X-Http-Method-Override": ["DELETE"],
    "Content-Length": ["-1", "x", "99999999999999999999", ""],
    "Accept": ["\x00", "*/*;q=x"],
}


PARAMETERS = ("szukaj", "strona", "pula", "lista", "obszar", "jezyk", "next", "karta", "rodzaj", "od-nowa")


COOKIES = ("sessionid", "glos", "messages", "csrftoken", "jezyk", "stanowisko")


# Forms that get every kind of content with every body.
CROSSED = ("/konto/zaloguj/", "/zaloguj/", "/moje/nowy/", "/urzad/wykaz/", "/glosowanie/kim-jestes/")


# Addresses and headers are read before anybody is known, so these roles are enough for all of them.
FRONT = ("anonymous", "anna", "operator", "base")


METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")


GOOD = {
    "pesel": PESEL,
    "name": "Anna",
    "first_name": "Maria",
    "surname": "Lis",
    "birth_date": "05.05.1970",
    "address": "Długa 1",
    "street": "Długa 1",
    "town": "Lipowo",
    "postcode": "87-600",
    "email": "nowa@x.example",
    "password": factories.PASSWORD,
    "marks": "1",
    "serial": "9",
    "papers": "10",
    "expected": "10",
    "letter": "BO.9",
    "seed": "4 1 6 2 2 5 3 1 6 4",
    "groups": "1, 2",
    "slug": "nowa",
    "colour": "#f2c500",
    "arms": "",
    "host": "",
    "contact": "a@x.example",
    "number": "123456",
    "contact_phone": "55 1",
    "title": "Ławki nad stawem",
    "year": "2029",
    "population": "5000",
    "public": b64encode(bytes(range(32))).decode(),
    "printed": "",
    "point_set": "",
    "max_sum_cost": "",
    "cost_share": "",
    "residents": "1000",
    "max_length": "3",
    "min_sum_points": "",
    "max_sum_points": "",
    "max_points": "",
    "place_0": "1",
    "place_1": "2",
    "place_2": "3",
    "threshold_percent": "0",
    "szukaj": "ławki",
    "source": "rezerwa",
    "receipt": "A" * 24,
    "leftover_to": "",
    "last_minute": "2027-11-05T10:00",
    "drawn_on": "2027-10-12T10:00",
}


NUMBERED = re.compile(r"\d+")
