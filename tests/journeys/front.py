"""nginx with the core rule set of ModSecurity before the server of tests: whether rules refuse what people really send.

Only where MODSECURITY is set (make prove): Debian's packages for it are large, and journeys twice are long.
"""

import http.client
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port, wait_for

RULES = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "wibo-modsecurity.conf"
MODULE = Path("/usr/lib/nginx/modules/ngx_http_modsecurity_module.so")
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


def _refuses_an_attack(port):
    """The control: rules that refuse nothing would let every journey pass."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request(
        "GET", "/wnioski/?szukaj=%3Cscript%3Ealert(1)%3C/script%3E", headers={"Host": "lipowo.localhost"}
    )
    answer = line.getresponse()
    line.close()
    assert answer.status == 403, answer.status


@contextmanager
def before(port, folder):
    """The port to visit: nginx's with the shipped rules, or the server's own."""
    if not os.environ.get("MODSECURITY"):
        yield port
        return
    ours = free_port()
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"""load_module {MODULE};
{user} daemon off; pid {folder}/pid; error_log {folder}/error.log {os.environ.get("MODSECURITY_LOG", "crit")};
events {{}}
http {{
  {paths}
  access_log off;
  client_max_body_size 12m;
  server {{
    listen {ours};
    modsecurity on;
    modsecurity_rules_file {RULES};
    location / {{
      proxy_pass http://127.0.0.1:{port};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
    }}
  }}
}}
"""
    )
    running = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        wait_for(ours)
        _refuses_an_attack(ours)
        yield ours
    finally:
        running.terminate()
        running.wait()
