"""The way from a browser to an application: plain and TLS ports on loopback that hand requests on to its server."""

from __future__ import annotations

import http.client
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.live.real_clients import Answer

# An empty page of every origin, from which forms and scripts are sent. It never reaches the application, and what is
# sent from it does not name it: an application that sends visitors back would send them there.
START = "/the-page-before"
_QUIET = 1.0


class Gateway:
    """`answers` are those given so far, in order; `plain` and `secure` are the ports."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.plain = self.secure = 0
        self.last = time.monotonic()

    def is_quiet(self) -> bool:
        """Whether something was answered and nothing has come since for a while: an answer of 204 loads no page."""
        return bool(self.answers) and not leads_on(self.answers[-1]) and time.monotonic() - self.last > _QUIET


def leads_on(answer: Answer) -> bool:
    """Whether a browser follows an answer."""
    status, location, _ = answer
    return status in (301, 302, 303, 307, 308) and bool(location)


@contextmanager
def gateway(address: str, folder: Path) -> Iterator[Gateway]:
    way = Gateway()
    certificate = _certificate(folder)
    servers = []
    for scheme in ("http", "https"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(way, address, scheme))
        server.daemon_threads = True
        if scheme == "https":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
    way.plain, way.secure = (server.server_address[1] for server in servers)
    try:
        yield way
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _certificate(folder: Path) -> Path:
    """A certificate that nobody trusts, and that the browser is told not to look at."""
    file = folder / "server.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=shop.example"
    subprocess.run([*command.split(), "-keyout", f"{file}.key", "-out", str(file)], check=True, capture_output=True)
    with file.open("a") as opened:
        opened.write(Path(f"{file}.key").read_text())
    return file


def _handler(way: Gateway, address: str, scheme: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _hand_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == START:
                self._give(200, [("Content-Type", "text/html"), ("Referrer-Policy", "no-referrer")], b"<body></body>")
            elif self.path == "/favicon.ico":
                self._give(404, [], b"")
            else:
                way.last = time.monotonic()
                connection = http.client.HTTPConnection(address, timeout=10)
                sent = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
                connection.request(self.command, self.path, body, {**sent, "X-Forwarded-Proto": scheme})
                answer = connection.getresponse()
                data = answer.read()
                connection.close()
                location = answer.headers.get("Location")
                way.answers.append((answer.status, location, data.decode(errors="replace")))
                dropped = ("connection", "transfer-encoding", "content-length", "date", "server")
                self._give(answer.status, [h for h in answer.getheaders() if h[0].lower() not in dropped], data)
                way.last = time.monotonic()

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _hand_on

        def _give(self, status: int, headers: list[tuple[str, str]], data: bytes) -> None:
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
