-- Surges that a strategy has detected; the same one stored again is one row.
CREATE TABLE IF NOT EXISTS surge_events (
    timestamp DateTime64(3, 'UTC'),
    symbol LowCardinality(String),
    surge_percent Float32,
    volume_ratio Float32,
    detection_latency_ms UInt32,
    broker LowCardinality(String)
) ENGINE = ReplacingMergeTree
ORDER BY (timestamp, symbol, broker)
