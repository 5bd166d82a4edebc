-- What is known of a symbol's bars from one source as a whole, whatever part of them is read: the decimal
-- places of its price grid, and its highest price. Written before the bars, so that no bar lacks it.
CREATE TABLE IF NOT EXISTS series (
    symbol LowCardinality(String),
    timeframe LowCardinality(String),
    broker LowCardinality(String),
    price_places SimpleAggregateFunction(max, UInt8),
    highest_price SimpleAggregateFunction(max, Float64)
) ENGINE = AggregatingMergeTree
ORDER BY (timeframe, symbol, broker)
