"""S3: raw mails as they came."""

from datetime import datetime

from botocore.exceptions import ClientError

from redress.adapters.clients import client
from redress.errors import NotFound
from redress.ports import Page, RawMail

PREFIX = "inbound/"
PAGES, KEYS = 10, 1_000
"""Looked through at a time: so many pages of so many keys."""


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

    def keys_since(self, moment: datetime, *, after: str = "") -> Page[str]:
        """The bucket lists by key, and the mail service's keys say nothing of time: all have to be looked through."""
        found: list[str] = []
        for _ in range(PAGES):
            page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=PREFIX, StartAfter=after, MaxKeys=KEYS)
            listed = page.get("Contents", [])
            found += (item["Key"] for item in listed if item["LastModified"] >= moment)
            if not page.get("IsTruncated") or not listed:
                return Page(found, None)
            after = listed[-1]["Key"]
        return Page(found, {"after": after})
