"""Days on which the Korea Exchange did otherwise than exchange_calendars 4.13.2 says.

What KRX decides after 2026 (elections, substitute and temporary holidays, each November's exam day) is not
foreseen here.
"""

from datetime import date, time

from runtime.market_data.calendars.overrides import Override

_LATE_HOURS = (time(10, 0), time(16, 30))
_EXAM = "college entrance exam (수능): everything an hour later"

KRX_OVERRIDES = (
    Override(date(2021, 11, 18), _LATE_HOURS, _EXAM, "KRX notice of 2021-11-04"),
    Override(date(2022, 11, 17), _LATE_HOURS, _EXAM, "KRX notice of 2022-11-03"),
    Override(date(2023, 11, 16), _LATE_HOURS, _EXAM, "KRX notice of 2023-11-02"),
    Override(date(2024, 11, 14), _LATE_HOURS, _EXAM, "KRX notice of 2024-10-31"),
    Override(date(2025, 11, 13), _LATE_HOURS, _EXAM, "KRX notice of 2025-10-30"),
    Override(date(2026, 6, 3), None, "local elections", "Public Official Election Act; no KOSPI that day"),
    Override(
        date(2026, 7, 17),
        None,
        "Constitution Day (제헌절), a public holiday again",
        "Public Holidays Act as amended on 2026-01-29; no KOSPI that day",
    ),
    Override(date(2026, 11, 19), _LATE_HOURS, _EXAM, "the exam's date; hours as in every year since 2016"),
)
