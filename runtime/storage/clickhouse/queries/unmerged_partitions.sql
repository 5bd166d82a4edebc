-- Partitions worth rewriting as one part: many parts, or a quarter as much beside the largest as in it. One
-- day added to a year of minutes waits, so that the work stays in proportion to what is imported. And those
-- with rows past their time to live (it reads as 0 in parts of a table without one).
SELECT partition_id
FROM system.parts
WHERE active AND database = currentDatabase() AND table = {table:String}
GROUP BY partition_id
HAVING count() > 8
    OR (count() > 1 AND 4 * (sum(rows) - max(rows)) >= max(rows))
    OR countIf(toUnixTimestamp(delete_ttl_info_min) BETWEEN 1 AND toUnixTimestamp(now())) > 0
ORDER BY partition_id
