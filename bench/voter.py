"""A voter's browser without a browser: keeps its cookies, reads the form's token, follows the booth."""

import http.client
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from wibo.rulebook.people.pesel import Sex, make

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
# What a page of the booth says of itself, which its form sends back.
BOUND = re.compile(rb'name="(czyje|pokazane)" value="(\w+)"')


def number_of(voter: int) -> str:
    """The invented PESEL of the voter with a number."""
    born = date(1950, 1, 1) + timedelta(days=voter // 5000)
    return make(born, voter % 5000, Sex.FEMALE)


@dataclass
class Voter:
    """One person on a kept connection."""

    connection: http.client.HTTPConnection
    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    bound: list[tuple[str, str]] = field(default_factory=list)

    def send(self, path: str, form: list[tuple[str, str]] | None = None) -> tuple[int, str, bytes]:
        """Status, Location and body; cookies are kept."""
        headers = {"Host": self.host, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode([("csrfmiddlewaretoken", self.token), *self.bound, *form])
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("GET" if form is None else "POST", path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = TOKEN.search(content)
        if found:
            self.token = found.group(1).decode()
            self.bound = [(name.decode(), value.decode()) for name, value in BOUND.findall(content)]
        return response.status, response.headers.get("Location", ""), content

    def vote(self, number: str, projects: list[str]) -> None:
        """Identity, choices, review, receipt. Raises RuntimeError when the booth does anything else."""
        self.send("/glosowanie/kim-jestes/")
        _, choose, _ = self.send("/glosowanie/kim-jestes/", [("pesel", number), ("declared", "on")])
        if not choose:
            raise RuntimeError("identity was not taken")
        self.send(choose)
        _, review, _ = self.send(choose, [("projekt", project) for project in projects])
        self.send(review)
        _, receipt, _ = self.send("/glosowanie/oddaj/", [])
        if "Głos przyjęty" not in self.send(receipt)[2].decode():
            raise RuntimeError("no receipt")
