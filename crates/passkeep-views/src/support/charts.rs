//! The charts of the support desk: drawn by the server, each with its table for whoever does not see it.

use askama::Template;

use super::super::Page;
use super::super::icon::Icon;

/// `GET /support/charts`.
#[derive(Debug, Clone, Template)]
#[template(path = "support-charts.html")]
pub struct SupportChartsPage {
    /// The shared part, signed in.
    pub page: Page,
    /// When it was summed up, in Unix milliseconds.
    pub at_ms: i64,
    /// Failures: each code over time, the most frequent first.
    pub failures: Vec<SeriesView>,
    /// Failures by code, platform and version, the most frequent first.
    pub failing: Vec<FailingView>,
    /// Sign-ins by method over time.
    pub sign_ins: Vec<SeriesView>,
    /// Passkeys by provider, the most frequent first.
    pub providers: Vec<ShareView>,
}

/// Something counted over days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesView {
    /// What was counted.
    pub name: String,
    /// In words, where it has any.
    pub say: String,
    /// The counts of the days, the oldest first.
    pub days: Vec<i64>,
}

/// Failures that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailingView {
    /// The code.
    pub code: String,
    /// The system.
    pub system: String,
    /// The app or browser and its version; none where it is not known.
    pub version: Option<String>,
    /// How many in the last seven days.
    pub week: i64,
    /// How many in all.
    pub all: i64,
}

/// A part of a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareView {
    /// Its name; none for what has none.
    pub name: Option<String>,
    /// How many.
    pub count: i64,
}

/// A column of a drawing: all of it in the drawing's own units.
struct Column {
    x: usize,
    y: i64,
    height: i64,
}

/// The drawing's height.
const HEIGHT: i64 = 60;

impl SeriesView {
    fn sum(&self) -> i64 {
        self.days.iter().sum()
    }

    fn columns(&self) -> Vec<Column> {
        let most = self.days.iter().copied().max().unwrap_or(0).max(1);
        let column = |(place, count): (usize, &i64)| {
            // What is there is seen, however little.
            let height = (count * HEIGHT / most).max(i64::from(*count > 0));
            Column { x: place * 8, y: HEIGHT - height, height }
        };
        self.days.iter().enumerate().map(column).collect()
    }

    fn width(&self) -> usize {
        self.days.len() * 8
    }
}

impl SupportChartsPage {
    /// A sign-in's methods in words.
    fn method(&self, series: &SeriesView) -> String {
        let words: Vec<String> = series
            .name
            .split('+')
            .map(|name| match name {
                "passkey" => self.page.text("charts-by-passkey"),
                "password" => self.page.text("charts-by-password"),
                "phone_code" => self.page.text("charts-by-phone-code"),
                "email_code" => self.page.text("charts-by-email-code"),
                "recovery_code" => self.page.text("charts-by-recovery-code"),
                _ => self.page.text("charts-by-device"),
            })
            .collect();
        self.page.list(&words)
    }

    /// What a drawing says to whoever does not see it.
    fn drawn(&self, what: impl std::fmt::Display, series: &SeriesView) -> String {
        self.page.with2("charts-drawn", ("what", what), ("n", series.sum()))
    }

    fn most(&self) -> i64 {
        self.providers.iter().map(|share| share.count).max().unwrap_or(0).max(1)
    }

    /// The day of a place in a series.
    fn day(&self, place: &usize, days: &[i64]) -> String {
        let back = i64::try_from(days.len() - 1 - place).unwrap_or(0);
        self.page.day(&(self.at_ms - back * 86_400_000))
    }
}
