"""Fetching from an address somebody named reaches the open internet and nothing else."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import pytest

from kuulu.foundation import outgoing
from kuulu.foundation.outgoing import Refused, fetch, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_open_internet_are_known(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2a00:1450:400f:80d::200e", "::ffff:93.184.216.34"])
def test_addresses_of_the_open_internet_are_known(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://localhost/",
        "http://169.254.169.254/latest/meta-data/", "https://10.1.2.3/x.jpg",
        "ftp://example.org/x", "file:///etc/passwd", "gopher://example.org/", "//example.org/x", "x", "",
        "http://user:word@example.org/", "http://example.org:22/", "http://example.org:99999/",
        "http://exa mple.org/", "http://example.org/\r\nHost: x", "http://[bad/", "http://\x00/",
    ],
)  # fmt: skip
def test_what_must_not_be_fetched_is_refused_before_any_connection(address, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("a connection was opened"))
    with pytest.raises(Refused):
        fetch(address)


def test_a_host_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.5", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("a connection was opened"))
    with pytest.raises(Refused):
        fetch("http://example.org/")


def test_a_name_that_changes_its_mind_is_called_at_the_address_that_was_looked_at(monkeypatch):
    answers = iter(["93.184.216.34", "127.0.0.1"])
    called = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", (next(answers), 80))])

    def connect(where, **options):
        called.append(where)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Refused):
        fetch("http://example.org/")
    assert called == [("93.184.216.34", 80)]


@contextmanager
def server(monkeypatch, answer):
    """A local server that stands for a public one of the name `public.example`; other names are what they are."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *words):
            pass

    local = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=local.serve_forever, daemon=True).start()
    real_look_up, real_connect = outgoing._look_up, socket.create_connection
    monkeypatch.setattr(
        outgoing, "_look_up", lambda host, port: "here" if host == "public.example" else real_look_up(host, port)
    )
    monkeypatch.setattr(
        socket, "create_connection", lambda where, **k: real_connect(("127.0.0.1", local.server_port), **k)
    )
    try:
        yield
    finally:
        local.shutdown()
        local.server_close()


def respond(handler, status, body=b"", **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def test_a_plain_answer_is_fetched(monkeypatch):
    with server(monkeypatch, lambda handler: respond(handler, 200, b"picture")):
        assert fetch("http://public.example/a.jpg?b=1") == b"picture"


def test_a_redirect_into_our_own_network_is_refused(monkeypatch):
    with server(monkeypatch, lambda h: respond(h, 302, Location="http://169.254.169.254/")), pytest.raises(Refused):
        fetch("http://public.example/")


def test_redirects_without_end_are_refused(monkeypatch):
    with server(monkeypatch, lambda h: respond(h, 302, Location="/again")), pytest.raises(Refused, match="redirects"):
        fetch("http://public.example/")


def test_a_relative_redirect_is_followed(monkeypatch):
    def answer(handler):
        respond(handler, 200, b"there") if handler.path == "/there" else respond(handler, 301, Location="/there")

    with server(monkeypatch, answer):
        assert fetch("http://public.example/here") == b"there"


@pytest.mark.parametrize("status", [204, 304, 404, 500])
def test_anything_but_200_is_refused(monkeypatch, status):
    with server(monkeypatch, lambda handler: respond(handler, status)), pytest.raises(Refused):
        fetch("http://public.example/")


@pytest.mark.parametrize("told", [{}, {"Content-Length": "99999999"}])
def test_too_large_an_answer_is_refused_whether_it_says_so_or_not(monkeypatch, told):
    with server(monkeypatch, lambda h: respond(h, 200, b"x" * 2000, **told)), pytest.raises(Refused, match="large"):
        fetch("http://public.example/", largest=1000)


def test_an_answer_that_drips_is_given_up(monkeypatch):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(50):
                handler.wfile.write(b"x")
                time.sleep(0.02)
        except OSError:
            pass

    monkeypatch.setattr(outgoing, "WHOLE_PATIENCE", 0.2)
    with server(monkeypatch, drip), pytest.raises(Refused, match="slow"):
        fetch("http://public.example/")
