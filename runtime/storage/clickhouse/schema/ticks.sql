-- Market prints, kept for seven days.
CREATE TABLE IF NOT EXISTS ticks (
    timestamp DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    symbol LowCardinality(String),
    broker LowCardinality(String),
    price Float64,
    volume Float64,
    bid Float64 DEFAULT nan,
    ask Float64 DEFAULT nan
) ENGINE = MergeTree
PARTITION BY toDate(timestamp)
ORDER BY (symbol, timestamp, broker)
TTL toDateTime(timestamp) + INTERVAL 7 DAY
