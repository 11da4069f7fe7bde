//! Times in words, in the page's language. Always UTC, and said so: the server doesn't know a person's zone.

use fluent_bundle::FluentValue;

use crate::texts::{Language, Texts};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const WEEKDAYS_ZH: [&str; 7] = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
const WEEKDAYS_ZH_TW: [&str; 7] = ["週日", "週一", "週二", "週三", "週四", "週五", "週六"];
const WEEKDAYS_JA: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "Thu 3 Sep 2026".
pub(super) fn day(language: Language, at_ms: i64) -> String {
    let Civil { year, month, day, weekday, .. } = Civil::of(at_ms);
    match language {
        Language::En => format!("{} {day} {} {year}", WEEKDAYS[weekday], MONTHS[month - 1]),
        Language::ZhCn => format!("{year}年{month}月{day}日 {}", WEEKDAYS_ZH[weekday]),
        Language::ZhTw => format!("{year}年{month}月{day}日 {}", WEEKDAYS_ZH_TW[weekday]),
        Language::Ja => format!("{year}年{month}月{day}日({})", WEEKDAYS_JA[weekday]),
    }
}

/// "Thu 3 Sep 2026, 09:41 UTC".
pub fn exact(language: Language, at_ms: i64) -> String {
    let (day, time) = (day(language, at_ms), time(at_ms));
    match language {
        Language::En => format!("{day}, {time} UTC"),
        Language::ZhCn | Language::ZhTw | Language::Ja => format!("{day} {time} UTC"),
    }
}

/// "09:41".
pub(super) fn time(at_ms: i64) -> String {
    let Civil { hour, minute, .. } = Civil::of(at_ms);
    format!("{hour:02}:{minute:02}")
}

/// How many midnights lie between two moments.
pub(super) fn days_between(at_ms: i64, now_ms: i64) -> i64 {
    now_ms.div_euclid(DAY_MS) - at_ms.div_euclid(DAY_MS)
}

/// "12 minutes ago". What a clock ahead of ours saw in the future is "just now".
pub(super) fn ago(language: Language, at_ms: i64, now_ms: i64) -> String {
    let texts = language.texts();
    let gone_ms = (now_ms - at_ms).max(0);
    match gone_ms {
        _ if gone_ms < MINUTE_MS => texts.get("ago-now", &[]),
        _ if gone_ms < HOUR_MS => texts.get("ago-minutes", &counted(gone_ms / MINUTE_MS)),
        _ if gone_ms < DAY_MS => texts.get("ago-hours", &counted(gone_ms / HOUR_MS)),
        _ => texts.get("ago-days", &counted(gone_ms / DAY_MS)),
    }
}

/// How long until a moment, rounded up, for "ask again in".
pub(super) fn duration(texts: &Texts, seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    match seconds {
        ..=90 => texts.get("duration-seconds", &counted(seconds.max(1))),
        91..=5_400 => texts.get("duration-minutes", &counted((seconds - 1) / 60 + 1)),
        5_401..=259_200 => texts.get("duration-hours", &counted((seconds - 1) / 3_600 + 1)),
        _ => texts.get("duration-days", &counted((seconds - 1) / 86_400 + 1)),
    }
}

/// RFC 3339, for `<time datetime>` and for operators.
pub fn machine(at_ms: i64) -> String {
    let Civil { year, month, day, hour, minute, second, .. } = Civil::of(at_ms);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn counted(n: i64) -> [(&'static str, FluentValue<'static>); 1] {
    [("n", n.into())]
}

/// A moment on the proleptic Gregorian calendar, in UTC.
struct Civil {
    year: i64,
    month: usize,
    day: i64,
    weekday: usize,
    hour: i64,
    minute: i64,
    second: i64,
}

impl Civil {
    /// Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    fn of(at_ms: i64) -> Civil {
        let (days, in_day_ms) = (at_ms.div_euclid(DAY_MS), at_ms.rem_euclid(DAY_MS));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        Civil {
            year: era * 400 + year_of_era + i64::from(month <= 2),
            month: month as usize,
            day: day_of_year - (153 * from_march + 2) / 5 + 1,
            weekday: (days + 4).rem_euclid(7) as usize,
            hour: in_day_ms / HOUR_MS,
            minute: in_day_ms / MINUTE_MS % 60,
            second: in_day_ms / 1_000 % 60,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_words() {
        let check = |at_ms, expected_machine: &str, expected: &str, expected_zh: &str| {
            assert_eq!(machine(at_ms), expected_machine);
            assert_eq!(exact(Language::En, at_ms), expected);
            assert_eq!(exact(Language::ZhCn, at_ms), expected_zh);
        };
        let zero = "1970年1月1日 周四 00:00 UTC";
        check(0, "1970-01-01T00:00:00Z", "Thu 1 Jan 1970, 00:00 UTC", zero);
        let leap = "2024年2月29日 周四 23:59 UTC";
        check(1_709_251_199_999, "2024-02-29T23:59:59Z", "Thu 29 Feb 2024, 23:59 UTC", leap);
        let century = "2000年3月1日 周三 00:00 UTC";
        check(951_868_800_000, "2000-03-01T00:00:00Z", "Wed 1 Mar 2000, 00:00 UTC", century);
        let before = "1969年12月31日 周三 23:59 UTC";
        check(-1, "1969-12-31T23:59:59Z", "Wed 31 Dec 1969, 23:59 UTC", before);
        assert_eq!(exact(Language::ZhTw, 951_868_800_000), "2000年3月1日 週三 00:00 UTC");
        assert_eq!(exact(Language::Ja, 951_868_800_000), "2000年3月1日(水) 00:00 UTC");
    }

    #[test]
    fn what_is_past_is_told_in_the_largest_unit() {
        let check = |gone_ms, expected: &str, expected_zh: &str| {
            assert_eq!(ago(Language::En, 0, gone_ms), expected);
            assert_eq!(ago(Language::ZhCn, 0, gone_ms), expected_zh);
        };
        check(-5, "Just now", "刚刚");
        check(MINUTE_MS - 1, "Just now", "刚刚");
        check(MINUTE_MS, "1 minute ago", "1 分钟前");
        check(HOUR_MS - 1, "59 minutes ago", "59 分钟前");
        check(HOUR_MS, "1 hour ago", "1 小时前");
        check(DAY_MS * 2 - 1, "1 day ago", "1 天前");
        check(DAY_MS * 206, "206 days ago", "206 天前");
        assert_eq!(ago(Language::ZhTw, 0, HOUR_MS), "1 小時前");
        assert_eq!(ago(Language::Ja, 0, HOUR_MS), "1 時間前");
    }

    #[test]
    fn a_wait_is_rounded_up() {
        let check = |seconds, expected: &str| {
            assert_eq!(duration(Language::En.texts(), seconds), expected);
        };
        check(0, "1 second");
        check(90, "90 seconds");
        check(91, "2 minutes");
        check(120, "2 minutes");
        check(5_401, "2 hours");
        check(259_200, "72 hours");
        check(259_201, "4 days");
        check(604_800, "7 days");
    }
}
