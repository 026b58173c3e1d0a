"""The nginx configuration as shipped, in front of the real server: TLS, trusted headers, what is hidden."""

import http.client
import os
import shutil
import ssl
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import migrated
from tests.servers import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
HOST = "brzezina.budzety.example"


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """nginx with the shipped files, only its ports and folders moved; behind it a server that is no demo."""
    folder = tmp_path_factory.mktemp("nginx")
    web, plain, secure = free_port(), free_port(), free_port()
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=budzety.example",
            "-keyout",
            folder / "privkey.pem",
            "-out",
            folder / "fullchain.pem",
        ],
        check=True,
        capture_output=True,
    )
    text = (ROOT / "deploy" / "nginx" / "wibo.conf").read_text()
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{web}"),
        ("listen 80 ", f"listen {plain} "),
        ("listen 443 ", f"listen {secure} "),
        ("/etc/ssl/wibo", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("/etc/nginx/wibo-proxy.conf", str(ROOT / "deploy" / "nginx" / "wibo-proxy.conf")),
    ):
        assert old in text
        text = text.replace(old, new)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; pid {folder}/pid; error_log stderr;\nevents {{}}\nhttp {{\n{paths}{text}\n}}\n"
    )
    env = {
        k: v
        for k, v in os.environ.items()
        if k not in ("WIBO_TESTING", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    } | {
        "WIBO_DATA_DIR": str(folder / "data"),
        "WIBO_SECRET_KEY": "x" * 40,
        "WIBO_BASE_HOST": "budzety.example",
        "WIBO_CLIENT_ADDRESS_HEADER": "X-Real-IP",
        "WIBO_DEMO": "0",
        "WIBO_METRICS_TOKEN": "m" * 30,
    }
    migrated.as_file(folder / "data")
    built = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "housekeeping" / "small_town.py"), "build"],
        cwd=ROOT,
        env={**env, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    subprocess.run(
        [sys.executable, "-m", "wibo", "migrate"], cwd=ROOT, env=env, check=True, capture_output=True
    )
    log = (folder / "web.log").open("w")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "wibo", "serve", "--port", str(web)], cwd=ROOT, env=env, stderr=log
        ),
        subprocess.Popen(
            [NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL
        ),
    ]
    wait_for(web)
    wait_for(secure)
    yield {"plain": plain, "secure": secure, "web": web, "log": folder / "web.log"}
    for process in running:
        process.terminate()
        process.wait(20)
    log.close()


def ask(front, path="/", method="GET", body=None, **headers):
    context = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection("127.0.0.1", front["secure"], context=context, timeout=20)
    with closing(connection):
        connection.request(method, path, body, {"Host": HOST, **headers})
        response = connection.getresponse()
        return response, response.read()


def test_plain_http_is_sent_to_tls(front):
    with closing(http.client.HTTPConnection("127.0.0.1", front["plain"])) as connection:
        connection.request("GET", "/x/", headers={"Host": HOST})
        response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{HOST}/x/")


def test_a_page_comes_through_with_strict_headers_and_secure_cookies(front):
    response, body = ask(front, "/glosowanie/kim-jestes/")
    assert response.status == 200
    assert "Kim jesteś" in body.decode()
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-csrf=")
    assert "Secure" in cookie
    assert "/" not in response.headers["Server"]
    assert response.headers["Content-Encoding"] is None


def test_static_files_are_compressed_and_kept(front):
    _, body = ask(front)
    path = body.decode().split('<script src="')[1].split('"')[0]
    response, _ = ask(front, path, **{"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/-/live", "/-/ready", "/-/metrics"])
def test_health_and_metrics_are_hidden_from_outside(front, path):
    assert ask(front, path, Authorization="Bearer " + "m" * 30)[0].status == 404
    with closing(http.client.HTTPConnection("127.0.0.1", front["web"])) as connection:
        connection.request("GET", path, headers={"Authorization": "Bearer " + "m" * 30})
        assert connection.getresponse().status == 200


def test_a_stranger_host_and_a_demo_link_are_404(front):
    assert ask(front, Host="nikt.budzety.example")[0].status == 404
    assert ask(front, "/_wejdz/x/")[0].status == 404
    assert ask(front, "/_listy/")[0].status == 404


def test_too_large_a_body_is_refused(front):
    assert ask(front, "/konto/zaloguj/", "POST", b"x" * (13 * 1024 * 1024))[0].status == 413


def test_headers_of_a_visitor_are_not_believed(front):
    response, _ = ask(front, **{"X-Forwarded-Proto": "http", "X-Request-ID": "spoofed-number"})
    assert response.status == 200
    assert response.headers["X-Request-ID"] != "spoofed-number"


def test_a_flood_of_forms_is_slowed_and_pages_are_not(front):
    statuses = [ask(front, "/konto/zaloguj/", "POST", b"")[0].status for _ in range(90)]
    assert 429 in statuses
    assert all(ask(front)[0].status == 200 for _ in range(80))


def test_the_log_is_json_and_names_no_address(front):
    ask(front, "/konto/potwierdz/MQ/tajne/")
    text = front["log"].read_text()
    assert '"view": "accounts:confirm"' in text
    assert "127.0.0.1" not in text
    assert "tajne" not in text
