-- Bars of every timeframe and source. Loading a bar again replaces it: equal order keys are one row.
-- By year, not by month: a daily history of decades is a few tens of parts, and a file's rows go into as many.
CREATE TABLE IF NOT EXISTS candles (
    timestamp DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),  -- open of the bar
    symbol LowCardinality(String),
    timeframe LowCardinality(String),  -- 1m, 1h, 1d: the largest unit that divides it
    broker LowCardinality(String),     -- the source
    open Float64,                      -- open, high and low are 0 where halted
    high Float64,
    low Float64,
    close Float64,
    volume Float64,
    amount Float64 DEFAULT nan,        -- traded value; NaN where the source does not tell
    bid Float64 DEFAULT nan,           -- NaN where there is no quote
    ask Float64 DEFAULT nan,
    halted UInt8
) ENGINE = ReplacingMergeTree
PARTITION BY (timeframe, toYear(timestamp))
ORDER BY (timeframe, symbol, timestamp, broker)
COMMENT 'jts schema 2'
