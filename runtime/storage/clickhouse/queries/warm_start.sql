-- Among symbols that trade within the span, the earliest of the last bars before it, so many for each.
SELECT min(timestamp) AS first
FROM (
    SELECT DISTINCT timeframe, symbol, timestamp
    FROM candles FINAL
    WHERE timeframe = {timeframe:String}
        AND symbol IN (
            SELECT symbol
            FROM candles FINAL
            WHERE timeframe = {timeframe:String}
                AND symbol IN {symbols:Array(String)}
                AND broker IN {sources:Array(String)}
                AND timestamp >= fromUnixTimestamp64Milli({start:Int64}, 'UTC')
                AND timestamp < fromUnixTimestamp64Milli({end:Int64}, 'UTC')
                AND halted = 0
        )
        AND broker IN {sources:Array(String)}
        AND timestamp < fromUnixTimestamp64Milli({start:Int64}, 'UTC')
        AND halted = 0
    ORDER BY timeframe DESC, symbol DESC, timestamp DESC
    LIMIT {bars:Int64} BY symbol
)
HAVING count() > 0
