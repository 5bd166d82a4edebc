-- Partitions worth rewriting as one part: many parts, or a quarter as much beside the largest as in it. One
-- day added to a year of minutes waits, so that the work stays in proportion to what is imported.
SELECT partition_id
FROM system.parts
WHERE active AND database = currentDatabase() AND table = 'candles'
GROUP BY partition_id
HAVING count() > 8 OR (count() > 1 AND 4 * (sum(rows) - max(rows)) >= max(rows))
ORDER BY partition_id
