SELECT
    timeframe,
    broker,
    symbol,
    count() AS bars,
    sum(halted) AS halts,
    min(timestamp) AS first,
    max(timestamp) AS last
FROM candles FINAL
GROUP BY timeframe, broker, symbol
ORDER BY timeframe, broker, symbol
