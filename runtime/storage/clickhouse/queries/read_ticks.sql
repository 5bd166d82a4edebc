SELECT timestamp, symbol, sequence, price, volume, bid, ask
FROM ticks FINAL
WHERE symbol IN {symbols:Array(String)}
    AND broker = {source:String}
    AND timestamp >= fromUnixTimestamp64Milli({start:Int64}, 'UTC')
    AND timestamp < fromUnixTimestamp64Milli({end:Int64}, 'UTC')
ORDER BY symbol, timestamp, sequence
