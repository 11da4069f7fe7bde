//! What happened to an account, and what can be undone about it.

#[cfg(test)]
mod tests;

use askama::Template;

use super::event::{Doubt, EventView, WayOut};
use super::icon::Icon;
use super::when;
use super::{Page, Section, page};

/// `GET /settings/history`.
#[derive(Debug, Clone, Template)]
#[template(path = "history.html")]
pub struct HistoryPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The events of this page, newest first.
    pub events: Vec<EventView>,
    /// Where this page begins; none for the newest.
    pub before: Option<i64>,
    /// Where the next page begins; none where this one ends with the first event.
    pub older_before: Option<i64>,
}

/// `GET /settings/history/{seq}`: an event that its owner does not know.
#[derive(Debug, Clone, Template)]
#[template(path = "history-event.html")]
pub struct HistoryEventPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The event.
    pub event: EventView,
}

/// The events of a day.
struct Day<'a> {
    title: String,
    hint: String,
    events: Vec<&'a EventView>,
}

impl HistoryPage {
    fn days(&self) -> Vec<Day<'_>> {
        let same = |a: &EventView, b: &EventView| when::days_between(a.event.at.0, b.event.at.0) == 0;
        let day = |events: &'_ [EventView]| -> (String, String) {
            let at_ms = events[0].event.at.0;
            let day = self.page.day(&at_ms);
            match when::days_between(at_ms, self.page.now_ms) {
                0 => (self.page.text("today"), self.page.with("day-in-utc", "day", day)),
                1 => (self.page.text("yesterday"), self.page.with("day-in-utc", "day", day)),
                _ => (day, self.page.text("times-in-utc")),
            }
        };
        let chunks = self.events.chunk_by(same);
        chunks
            .map(|events| {
                let (title, hint) = day(events);
                Day { title, hint, events: events.iter().collect() }
            })
            .collect()
    }
}

/// `GET /settings/history.csv`: all of it in words, for a spreadsheet or as evidence (RFC 4180).
#[derive(Debug, Clone)]
pub struct HistoryFile {
    /// Whose language it is written in.
    pub page: Page,
}

impl HistoryFile {
    /// What stands before the first event: the names of the columns, and the mark by which spreadsheets know UTF-8.
    pub fn head(&self) -> String {
        let page = &self.page;
        let columns = [
            page.text("history-number"),
            page.text("history-time"),
            page.text("history-what"),
            page.text("history-whence"),
        ];
        format!("\u{feff}{}", line(columns))
    }

    /// A line for each event.
    pub fn lines(&self, events: &[EventView]) -> String {
        let page = &self.page;
        let of = |event: &EventView| {
            let at = page.machine(&event.event.at.0);
            line([event.event.seq.to_string(), at, event.told(page).what, event.whence(page)])
        };
        events.iter().map(of).collect()
    }
}

/// A record. What a spreadsheet would take for a formula is text.
fn line(fields: [String; 4]) -> String {
    let field = |text: String| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    format!("{}\r\n", fields.map(field).join(","))
}

impl HistoryEventPage {
    fn what(&self) -> String {
        self.event.told(&self.page).what
    }

    fn doubt(&self) -> Option<Doubt> {
        self.event.told(&self.page).doubt
    }

    fn ways(&self, doubt: &Doubt) -> Vec<WayOut> {
        self.event.ways_out(&self.page, doubt.ways)
    }
}
