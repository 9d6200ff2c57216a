"""What a search server does wrong is one plain line, after a second try where that may help."""

import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SearchError, SettingsError
from bot.search.opensearch import server as module
from bot.search.opensearch.address import ServerAddress
from bot.search.opensearch.server import SearchServer
from tests.ports import free_port

pytestmark = pytest.mark.server

Body = dict[str, Any]
OK: Body = {"version": {"number": "3.8.0"}, "errors": False}


class Scripted(ThreadingHTTPServer):
    """Answers with what its script says, one after another; the last stays.

    That is a status, or the body of a good answer.
    """

    daemon_threads = True

    def __init__(self, script: list[int | Body], delay: float = 0.0) -> None:
        super().__init__(("127.0.0.1", free_port()), _Handler)
        self.script, self.delay = script, delay
        self.asked: list[str | None] = []
        self.url = f"http://localhost:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Scripted

    def do_GET(self) -> None:
        time.sleep(self.server.delay)
        self.server.asked.append(self.headers["Authorization"])
        script = self.server.script
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, int):
            answer = OK if answer < 300 else {"error": "why", "status": answer}
        body, status = json.dumps(answer).encode(), answer.get("status", 200)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        """Prints nothing."""


Answering = Callable[..., Scripted]


@pytest.fixture
def answering() -> Iterator[Answering]:
    running: list[Scripted] = []

    def start(
        *script: int | Body, delay: float = 0.0, tls: ssl.SSLContext | None = None
    ) -> Scripted:
        server = Scripted(list(script), delay)
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            server.url = server.url.replace("http", "https")
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of localhost that no authority has signed, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl")
    path = tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(path), "-out", str(tmp_path / "out.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + (tmp_path / "out.pem").read_bytes())
    return path


def asked(address: ServerAddress, seconds: float = 4.0) -> object:
    server = SearchServer(address)
    try:
        return server.request("GET", "/", seconds=seconds)
    finally:
        server.close()


@pytest.mark.parametrize("url", ["host:9200", "ftp://host", "https://"])
def test_a_malformed_address_is_an_error(url: str) -> None:
    with pytest.raises(SettingsError, match="SEARCH_URL is no address"):
        ServerAddress((url,))


def test_a_missing_authority_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="SEARCH_CA"):
        ServerAddress(("https://host",), ca=tmp_path / "none.pem")


def test_a_password_shows_nowhere() -> None:
    address = ServerAddress(("https://somebody:secret@host:9200",), password="secret2")
    assert "secret" not in f"{address} {address!r}"


def test_nobody_there_is_one_line() -> None:
    address = ServerAddress((f"http://127.0.0.1:{free_port()}",))
    with pytest.raises(SearchError, match=r"does not answer \(.*refused\); check SEARCH_URL"):
        asked(address)


def test_a_busy_server_is_asked_twice(answering: Answering) -> None:
    assert asked(ServerAddress((answering(503, 200).url,))) == OK
    busy = answering(503)
    with pytest.raises(SearchError, match="503"):
        asked(ServerAddress((busy.url,)))
    assert len(busy.asked) == 2


def test_documents_are_sent_until_a_busy_server_takes_them(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONG_PAUSE_SECONDS", 0.0)
    busy = answering(429, 429, 429, 200)
    server = SearchServer(ServerAddress((busy.url,)))
    server.bulk("index", b"", 4.0)
    server.close()
    assert len(busy.asked) == 4


def test_documents_are_sent_again_if_a_busy_server_took_only_some(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONG_PAUSE_SECONDS", 0.0)
    taken = {"index": {"status": 201}}

    def some(status: int) -> Body:
        refused = {"index": {"status": status, "error": {"type": "of items"}}}
        return {"errors": True, "items": [taken, refused]}

    busy = answering(some(429), some(429), 200)
    SearchServer(ServerAddress((busy.url,))).bulk("index", b"", 4.0)
    assert len(busy.asked) == 3
    wrong = answering(some(400))
    with pytest.raises(SearchError, match=r"refuses: .*of items"):
        SearchServer(ServerAddress((wrong.url,))).bulk("index", b"", 4.0)
    assert len(wrong.asked) == 1


def test_another_node_answers_for_one_that_is_gone(answering: Answering) -> None:
    gone = [f"http://127.0.0.1:{free_port()}" for _ in range(2)]
    assert asked(ServerAddress((*gone, answering(200).url))) == OK


def test_a_slow_server_is_one_line(answering: Answering) -> None:
    with pytest.raises(SearchError, match="in time"):
        asked(ServerAddress((answering(200, delay=1.0).url,)), seconds=0.1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_names_the_settings(status: int, answering: Answering) -> None:
    refusing = answering(status)
    with pytest.raises(SearchError, match="check SEARCH_USER and SEARCH_PASSWORD"):
        asked(ServerAddress((refusing.url,)))
    assert len(refusing.asked) == 1


def test_who_logs_in_is_set_or_in_the_url(answering: Answering) -> None:
    server = answering(200)
    asked(ServerAddress((server.url,), "me", "secret"))
    asked(ServerAddress((server.url.replace("://", "://me:secret@"),)))
    asked(ServerAddress((server.url,)))
    assert server.asked == ["Basic bWU6c2VjcmV0", "Basic bWU6c2VjcmV0", None]


def test_only_a_certificate_of_the_authority_is_trusted(
    answering: Answering, certificate: Path
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server = answering(200, tls=tls)
    with pytest.raises(SearchError, match="set SEARCH_CA"):
        asked(ServerAddress((server.url,)))
    assert not server.asked
    assert asked(ServerAddress((server.url,), ca=certificate)) == OK
