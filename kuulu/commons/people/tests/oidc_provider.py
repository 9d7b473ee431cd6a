"""A small, real OpenID Connect provider on a thread: discovery, keys, authorization, token, user info."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "kuulu", "shh"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class IdentityProvider:
    """Lets in whoever `person` says; `change` and `sign` let a test bend the token."""

    def __init__(self) -> None:
        self.key, self.stranger = new_key(), new_key()
        self.codes, self.person, self.change, self.sign = {}, {}, {}, None
        self.down = self.drips = False
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *words):
                pass

            def do_GET(self):
                provider.answer(self, urlsplit(self.path), {})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.answer(self, urlsplit(self.path), {k: v[0] for k, v in parse_qs(body).items()})

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler, address, form):
        pages = {
            "/.well-known/openid-configuration": self.discovery,
            "/keys": self.keys,
            "/authorize": lambda: self.authorize(parse_qs(address.query)),
            "/token": lambda: self.token(form),
        }
        said = (503, {}) if self.down else pages.get(address.path, lambda: (404, {}))()
        status, told = said if isinstance(said, tuple) else (200, said)
        handler.send_response(status)
        if status == 302:
            handler.send_header("Location", told)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        self.write(handler, b"" if status == 302 else json.dumps(told).encode())

    def write(self, handler, body):
        """In one piece, or a byte now and then."""
        try:
            for start in range(0, len(body), 1 if self.drips else max(len(body), 1)):
                handler.wfile.write(body[start : start + 1] if self.drips else body)
                time.sleep(0.02 if self.drips else 0)
        except OSError:
            pass

    def discovery(self):
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.issuer, **{name: f"{self.issuer}/{end}" for name, end in ends.items()}}

    def keys(self):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, query):
        asked = {name: values[0] for name, values in query.items()}
        if asked["client_id"] != CLIENT or asked["code_challenge_method"] != "S256":
            return 400, {"error": "invalid_request"}
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return 302, f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form):
        asked = self.codes.pop(form.get("code"), None)
        if asked is None or form["client_secret"] != SECRET or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        shown = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if shown != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        plain = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.get("nonce")}
        claims = {**plain, **self.person, **self.change}
        sign = self.sign or (lambda c: jwt.encode(c, self.key, "RS256", headers={"kid": "one"}))
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": sign(claims)}

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
