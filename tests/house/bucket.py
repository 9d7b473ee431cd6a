"""An S3 bucket for tests: moto's server as a process of its own, which checks every signature.

KUULU_TEST_S3=http://key:secret@host:port names another server instead, for a trial against the one a city has.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import boto3
import httpx
from botocore.client import Config

EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
ONCE = Config(retries={"max_attempts": 0}, connect_timeout=1)


@dataclass
class Bucket:
    """Where the bucket is, who may use it, and a client that looks into it past Kuulu."""

    address: str
    key: str
    secret: str
    name: str = field(default_factory=lambda: f"papers-{os.getpid()}-{time.monotonic_ns()}")

    def __post_init__(self) -> None:
        self.client = boto3.client("s3", endpoint_url=self.address, region_name="us-east-1", aws_access_key_id=self.key, aws_secret_access_key=self.secret)  # fmt: skip
        self.client.create_bucket(Bucket=self.name)

    def environment(self) -> dict[str, str]:
        """The variables by which production finds it."""
        return {"KUULU_S3_BUCKET": self.name, "KUULU_S3_ADDRESS": self.address, "KUULU_S3_REGION": "us-east-1", "KUULU_S3_KEY": self.key, "KUULU_S3_SECRET": self.secret}  # fmt: skip

    def names(self) -> list[str]:
        told = self.client.list_objects_v2(Bucket=self.name)
        return sorted(one["Key"] for one in told.get("Contents", ()))

    def read(self, name: str) -> bytes:
        return self.client.get_object(Bucket=self.name, Key=name)["Body"].read()

    def status_for_a_stranger(self, name: str, **sent: Any) -> int:
        """What somebody without a key is answered."""
        return httpx.get(f"{self.address}/{self.name}/{name}", **sent).status_code


@contextmanager
def a_server() -> Iterator[tuple[str, str, str]]:
    """Address, key and secret of a server that lives as long as the context."""
    if told := os.environ.get("KUULU_TEST_S3"):
        parts = urlsplit(told)
        yield f"{parts.scheme}://{parts.hostname}:{parts.port}", parts.username or "", parts.password or ""
        return
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    # three calls make the key that all later ones are signed with
    env = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": "3"}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        yield address, *_key_from(address, process)
    finally:
        process.kill()
        process.wait()


def _key_from(address: str, process: subprocess.Popen[bytes]) -> tuple[str, str]:
    iam = boto3.client("iam", endpoint_url=address, region_name="us-east-1", aws_access_key_id="first", aws_secret_access_key="first", config=ONCE)  # fmt: skip
    end = time.monotonic() + 60
    while True:
        try:
            httpx.get(f"{address}/moto-api/", timeout=1)
            break
        except httpx.HTTPError:
            assert process.poll() is None and time.monotonic() < end, "the S3 server does not start"
            time.sleep(0.1)
    iam.create_user(UserName="kuulu")
    iam.put_user_policy(UserName="kuulu", PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))
    made = iam.create_access_key(UserName="kuulu")["AccessKey"]
    return made["AccessKeyId"], made["SecretAccessKey"]
