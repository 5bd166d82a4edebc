"""The parts that a table is stored in."""

from string import Template

from runtime.storage.clickhouse.connection import Connection
from runtime.storage.clickhouse.statements import query


def merge_parts(connection: Connection, table: str) -> None:
    """Merge the parts of each partition of a table where that is worth it.

    Raises:
        StorageError: that fails.
    """
    merge = Template(query("merge_partition"))
    for batch in list(connection.batches(query("unmerged_partitions"), {"table": table})):
        for partition in batch.column("partition_id").to_pylist():
            connection.execute(merge.substitute(table=table, partition=partition))
