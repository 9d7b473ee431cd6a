"""The one way to fetch from an address that somebody outside has named: it never reaches into our own network.

The name is looked up once, every address it has must be public, and the connection goes to that very address, so a
name that changes its mind between the look and the call (rebinding) gains nothing. Redirects are looked at anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

PORTS: Final = {"http": 80, "https": 443}
LARGEST: Final = 12 * 1024 * 1024  #: bytes
PATIENCE: Final = 5.0  #: seconds for a connection and for each piece of an answer
WHOLE_PATIENCE: Final = 15.0  #: seconds for everything, redirects too
MOST_REDIRECTS: Final = 3
PIECE: Final = 64 * 1024  #: bytes
#: ranges that `ipaddress` calls global although an IPv4 address of our own may hide in them: NAT64, 6to4, Teredo
TUNNELS: Final = tuple(
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(Exception):
    """An address that is not fetched from, or an answer that is not taken; says which rule, never what was there."""


def fetch(address: str, *, largest: int = LARGEST) -> bytes:
    """The bytes at a public http or https address. Raises Refused for whatever is not plainly fetched."""
    until = time.monotonic() + WHOLE_PATIENCE
    for _hop in range(MOST_REDIRECTS + 1):
        parts = _checked(address)
        try:
            answer = _ask(parts, until)
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise Refused(f"no answer: {type(fault).__name__}") from None
        try:
            if answer.status in (301, 302, 303, 307, 308):
                address = urljoin(address, answer.getheader("Location") or "")
                continue
            if answer.status != 200:
                raise Refused(f"status {answer.status}")
            return _read(answer, largest, until)
        finally:
            answer.close()
    raise Refused("too many redirects")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused("not an address") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("not http or https")
    if parts.username is not None or parts.password is not None:
        raise Refused("carries a password")
    if port not in (None, PORTS[parts.scheme]):
        raise Refused("an unusual port")
    if any(character <= " " or character == "\x7f" for character in address):
        raise Refused("carries control characters")
    return parts


def is_public(found: Address) -> bool:
    """Whether an address belongs to the open internet: not private, local, reserved, multicast, or a tunnel to one."""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(found.ipv4_mapped)
        if any(found in tunnel for tunnel in TUNNELS):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _look_up(host: str, port: int) -> str:
    """One address of the host, when every address of it is public. Raises Refused."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Refused("no such host") from None
    for one in found:
        if not is_public(ipaddress.ip_address(one.split("%")[0])):
            raise Refused("not a public address")
    return sorted(found)[0]


def _ask(parts: SplitResult, until: float) -> http.client.HTTPResponse:
    host = parts.hostname or ""
    port = PORTS[parts.scheme]
    where = _look_up(host, port)
    link: socket.socket = socket.create_connection((where, port), timeout=_left(until))
    try:
        if parts.scheme == "https":
            link = ssl.create_default_context().wrap_socket(link, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        connection.sock = link
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        head = {"User-Agent": "Kuulu", "Accept": "image/*", "Accept-Encoding": "identity", "Connection": "close"}
        connection.request("GET", target, headers=head)
        return connection.getresponse()
    except BaseException:
        link.close()
        raise


def _read(answer: http.client.HTTPResponse, largest: int, until: float) -> bytes:
    if int(answer.getheader("Content-Length") or 0) > largest:
        raise Refused("too large")
    body = bytearray()
    while True:
        _left(until)
        try:
            piece = answer.read1(PIECE)
        except (OSError, http.client.HTTPException) as fault:
            raise Refused(f"broke off: {type(fault).__name__}") from None
        if not piece:
            return bytes(body)
        body += piece
        if len(body) > largest:
            raise Refused("too large")


def _left(until: float) -> float:
    """How long one step may still take. Raises Refused when all the time is used."""
    left = until - time.monotonic()
    if left <= 0:
        raise Refused("too slow")
    return min(left, PATIENCE)
