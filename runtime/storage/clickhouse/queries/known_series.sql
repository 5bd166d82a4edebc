SELECT symbol, broker, max(price_places) AS price_places, max(highest_price) AS highest_price
FROM series
WHERE timeframe = {timeframe:String}
GROUP BY symbol, broker
ORDER BY symbol, broker
