"""The one table: every noun an item of its own, found by key or by a sparse, sharded index. Never a scan."""

from redress.adapters.dynamodb.cases import DynamoCaseStore
from redress.adapters.dynamodb.counters import DynamoCounters
from redress.adapters.dynamodb.mails import DynamoMailStore
from redress.adapters.dynamodb.notices import DynamoNoticeStore
from redress.adapters.dynamodb.overdue import DynamoOverdueIndex
from redress.adapters.dynamodb.reports import DynamoReportStore
from redress.adapters.dynamodb.reviews import DynamoReviewStore
from redress.adapters.dynamodb.table import Table

__all__ = [
    "DynamoCaseStore",
    "DynamoCounters",
    "DynamoMailStore",
    "DynamoNoticeStore",
    "DynamoOverdueIndex",
    "DynamoReportStore",
    "DynamoReviewStore",
    "Table",
]
