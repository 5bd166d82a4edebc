"""Which column of a file of instruments holds what; roles are the fields of `Instrument`."""

from runtime.market_data.column_names import Aliases

ALIASES: Aliases = {
    "code": (("code",), ("symbol", "ticker", "종목코드", "단축코드", "종목", "티커")),
    "market": (("market",), ("board", "시장", "시장구분")),
    "name": (("name",), ("종목명", "한글종목명", "한글종목약명", "회사명")),
    "name_en": (("nameen",), ("englishname", "영문종목명", "영문명")),
    "sector": (("sector",), ("industry", "업종", "업종명")),
    "listed": (("listed",), ("listingdate", "listeddate", "상장일")),
    "delisted": (("delisted",), ("delistingdate", "delisteddate", "상장폐지일", "폐지일")),
    "flags": (("flags",), ()),
    "adjustments": (("adjustments",), ("수정계수",)),
}
REQUIRED_ROLES = ("code",)
