SELECT symbol, count() AS bars
FROM candles FINAL
WHERE timeframe = {timeframe:String}
    AND symbol IN {symbols:Array(String)}
    AND broker IN {sources:Array(String)}
    AND timestamp >= fromUnixTimestamp64Milli({start:Int64}, 'UTC')
    AND timestamp < fromUnixTimestamp64Milli({end:Int64}, 'UTC')
GROUP BY symbol
ORDER BY symbol
