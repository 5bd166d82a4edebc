SELECT timestamp, symbol, surge_percent, volume_ratio, detection_latency_ms, broker
FROM surge_events FINAL
WHERE timestamp >= fromUnixTimestamp64Milli({start:Int64}, 'UTC')
    AND timestamp < fromUnixTimestamp64Milli({end:Int64}, 'UTC')
ORDER BY timestamp, symbol, broker
