"""S3 under object lock: where the audit logs stood, one object a day, that nobody can write anew."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from botocore.exceptions import ClientError

from redress.adapters.clients import client
from redress.model import Anchor

PREFIX = "anchors/"
NEVER_AGAIN = "*"


class S3AnchorStore:
    """The bucket locks each object for years; the condition on each write keeps a second from hiding the first."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._client = client("s3")

    def days(self) -> Collection[date]:
        """By their names, oldest first, so that a thousand a page are nearly three years."""
        found: list[date] = []
        after = ""
        while True:
            page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=PREFIX, StartAfter=after)
            names = [item["Key"] for item in page.get("Contents", [])]
            found += (date.fromisoformat(name[len(PREFIX) : len(PREFIX) + 10]) for name in names)
            if not page.get("IsTruncated") or not names:
                return found
            after = names[-1]

    def keep(self, day: date, anchors: Sequence[Anchor]) -> None:
        lines = "".join(f"{each.model_dump_json()}\n" for each in anchors)
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=_name(day),
                Body=lines.encode(),
                ContentType="application/jsonl",
                ChecksumAlgorithm="SHA256",
                IfNoneMatch=NEVER_AGAIN,
            )
        except ClientError as failure:
            if failure.response["Error"]["Code"] != "PreconditionFailed":
                raise

    def of(self, day: date) -> Iterable[Anchor]:
        found = self._client.get_object(Bucket=self._bucket, Key=_name(day))
        with found["Body"] as body:
            return [Anchor.model_validate_json(line) for line in body.read().splitlines()]


def _name(day: date) -> str:
    return f"{PREFIX}{day:%Y-%m-%d}.jsonl"
