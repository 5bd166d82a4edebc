-- Market prints, kept for seven days. Storing one again replaces it: equal order keys are one row, and the
-- sequence tells those of one millisecond apart.
CREATE TABLE IF NOT EXISTS ticks (
    timestamp DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    symbol LowCardinality(String),
    broker LowCardinality(String),  -- the source
    sequence Int64,                 -- the venue's number of the trade, or its place within the millisecond
    price Float64,
    volume Float64,
    bid Float64 DEFAULT nan,        -- NaN where there was no quote
    ask Float64 DEFAULT nan
) ENGINE = ReplacingMergeTree
PARTITION BY toDate(timestamp)
ORDER BY (symbol, timestamp, broker, sequence)
TTL toDateTime(timestamp) + INTERVAL 7 DAY
