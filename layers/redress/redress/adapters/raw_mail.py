"""S3: raw mails as they came."""

from collections.abc import Iterable
from datetime import datetime

from botocore.exceptions import ClientError

from redress.adapters.clients import client
from redress.errors import NotFound
from redress.ports import RawMail

PREFIX = "inbound/"


class S3RawMailStore:
    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._client = client("s3")

    def get(self, key: str, *, up_to: int) -> RawMail:
        """The first `up_to` bytes; `size` tells the whole."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as failure:
            if failure.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                raise NotFound("There is no such mail.") from failure
            raise
        with found["Body"] as body:
            content = body.read(up_to)
        return RawMail(content, found["ContentLength"], found.get("VersionId", ""))

    def keys_since(self, moment: datetime) -> Iterable[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=PREFIX)
        for page in pages:
            yield from (item["Key"] for item in page.get("Contents", ()) if item["LastModified"] >= moment)
