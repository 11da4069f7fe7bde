//! The charts.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use passkeep_decision::diagnosis::{Code, Told};
use passkeep_decision::platform::Browser;
use passkeep_decision::platform::provider_name;
use passkeep_decision::support::EnterSupport;

use super::super::{page_of, render};
use super::support_failed;
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::diagnoses::words;
use crate::failure::Failure;
use crate::figures::{DAYS, Figured};
use crate::seen::day;
use crate::texts::Language;
use crate::views::{FailingView, Section, SeriesView, ShareView, SupportChartsPage};

const PATH: &str = "/support/charts";

/// As many codes, and rows of a table, as a person reads.
const CODES_SHOWN: usize = 6;
const ROWS_SHOWN: usize = 40;
const PROVIDERS_SHOWN: usize = 20;

/// Failures, sign-ins and passkeys.
pub async fn charts_page(State(app): AppState, Extension(asker): Who) -> Response {
    match view(&app, &asker).await {
        Ok(page) => render(&page),
        Err(failure) => support_failed(&app, &asker, &failure, PATH),
    }
}

async fn view(app: &App, asker: &Asker) -> Result<SupportChartsPage, Failure> {
    let desk = answer(app, &EnterSupport { session: asker.session }, &asker.moment).await?;
    let figured = app.figures.of(&app.store, asker.moment.now).await?;
    Ok(SupportChartsPage {
        page: page_of(app, asker, PATH, (&desk.who, Section::Index)),
        at_ms: figured.at.0,
        failures: failures(&figured, asker.language),
        failing: failing(&figured),
        sign_ins: sign_ins(&figured),
        providers: providers(&figured),
    })
}

/// A count for each of the days, the oldest first.
fn over_days<'a>(
    counts: impl Iterator<Item = (&'a str, i64, i64)>,
    today: i64,
) -> BTreeMap<&'a str, Vec<i64>> {
    let length = usize::try_from(DAYS).unwrap_or(0);
    let mut series: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (name, of, count) in counts {
        let place = usize::try_from(of - (today - DAYS + 1)).ok().filter(|place| *place < length);
        if let Some(place) = place {
            series.entry(name).or_insert_with(|| vec![0; length])[place] += count;
        }
    }
    series
}

fn longest_first(series: BTreeMap<&str, Vec<i64>>, say: impl Fn(&str) -> String) -> Vec<SeriesView> {
    let view = |(name, days): (&str, Vec<i64>)| SeriesView { name: name.to_owned(), say: say(name), days };
    let mut views: Vec<SeriesView> = series.into_iter().map(view).collect();
    views.sort_by_key(|series| std::cmp::Reverse(series.days.iter().sum::<i64>()));
    views
}

fn failures(figured: &Figured, language: Language) -> Vec<SeriesView> {
    let counts = figured.failures.iter().map(|one| (one.code.as_str(), one.day, one.attempts));
    let say =
        |name: &str| Code::parse(name).map(|code| words(language).say(Told::Code(code))).unwrap_or_default();
    let mut views = longest_first(over_days(counts, day(figured.at)), say);
    views.truncate(CODES_SHOWN);
    views
}

/// A browser by the name that people know it by; an app as its header says.
fn called(coarse: &str) -> String {
    let browser = coarse.rsplit_once(' ').and_then(|(name, version)| Some((Browser::parse(name)?, version)));
    browser.map_or_else(|| coarse.to_owned(), |(browser, version)| format!("{} {version}", browser.name()))
}

fn failing(figured: &Figured) -> Vec<FailingView> {
    let week = day(figured.at) - 6;
    let mut rows: BTreeMap<(&str, &str, Option<&str>), (i64, i64)> = BTreeMap::new();
    for one in &figured.failures {
        let key = (one.code.as_str(), one.system.as_str(), one.version.as_deref());
        let (of_week, all) = rows.entry(key).or_default();
        *of_week += if one.day >= week { one.attempts } else { 0 };
        *all += one.attempts;
    }
    let view = |((code, system, version), (week, all)): ((&str, &str, Option<&str>), (i64, i64))| {
        let (code, system, version) = (code.to_owned(), system.to_owned(), version.map(called));
        FailingView { code, system, version, week, all }
    };
    let mut views: Vec<FailingView> = rows.into_iter().map(view).collect();
    views.sort_by_key(|row| std::cmp::Reverse((row.week, row.all)));
    views.truncate(ROWS_SHOWN);
    views
}

fn sign_ins(figured: &Figured) -> Vec<SeriesView> {
    let counts = figured.sign_ins.iter().map(|one| (one.method.as_str(), one.day, one.sign_ins));
    longest_first(over_days(counts, day(figured.at)), |_| String::new())
}

fn providers(figured: &Figured) -> Vec<ShareView> {
    let mut named: BTreeMap<Option<&str>, i64> = BTreeMap::new();
    for one in &figured.providers {
        *named.entry(provider_name(&one.aaguid)).or_default() += one.passkeys;
    }
    let share = |(name, count): (Option<&str>, i64)| ShareView { name: name.map(str::to_owned), count };
    let mut shares: Vec<ShareView> = named.into_iter().map(share).collect();
    shares.sort_by_key(|share| std::cmp::Reverse(share.count));
    shares.truncate(PROVIDERS_SHOWN);
    shares
}
