-- What can be or could be traded; a later record of an instrument replaces the earlier one.
CREATE TABLE IF NOT EXISTS instruments (
    code String,
    market LowCardinality(String),
    name String,
    name_en String,
    sector LowCardinality(String),
    listed Nullable(Date32),
    delisted Nullable(Date32),
    flags Array(LowCardinality(String)),                 -- under administration, preferred, etf, ...
    adjustments Array(Tuple(date Date32, factor Float64))  -- prices before the date times the factor
) ENGINE = ReplacingMergeTree
ORDER BY code
