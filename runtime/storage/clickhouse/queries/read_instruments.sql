SELECT code, market, name, name_en, sector, listed, delisted, flags, adjustments
FROM instruments FINAL
ORDER BY code
