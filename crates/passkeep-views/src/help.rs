//! Help with passkeys: one page for a system, which anybody may read. It speaks of systems and never of an account.

use askama::Template;
use passkeep_decision::diagnosis::System;
use passkeep_decision::guidance::{Home, Question, Reaching, Reason};

use super::icon::Icon;
use super::{Page, VerdictView};
use crate::guidance::{Answered, Guidance, HomeWords};

/// `GET /help/passkeys`, with or without `?platform=`.
#[derive(Debug, Clone, Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    /// The shared part.
    pub page: Page,
    /// The system that it speaks for.
    pub system: System,
    /// Who says that it is this one.
    pub said_by: SaidBy,
    /// What the operator's rules say to creating a passkey on the device at hand.
    pub verdict: Option<VerdictView>,
}

/// Who says which system a page of help is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    /// The browser.
    Browser,
    /// The person, by a link.
    Person,
}

/// A system to choose.
struct Choice {
    name: String,
    word: &'static str,
    is_this: bool,
}

/// A place where passkeys live.
struct HomeSection {
    home: Home,
    words: HomeWords,
}

/// A question with its answer, and the ways on from it.
struct Section {
    question: Question,
    answered: Answered,
}

impl HelpPage {
    fn lede(&self) -> String {
        let name = self.name(self.system);
        match (self.system, self.said_by) {
            (System::Unknown, _) => self.page.text("help-lede-unknown"),
            (_, SaidBy::Browser) => self.page.with("help-lede", "device", name),
            (_, SaidBy::Person) => self.page.with("help-lede-chosen", "device", name),
        }
    }

    fn is_unknown(&self) -> bool {
        self.system == System::Unknown
    }

    fn name(&self, system: System) -> String {
        match system {
            System::Ios => self.page.text("help-ios"),
            System::Android => self.page.text("help-android"),
            System::Mac => self.page.text("help-mac"),
            System::Windows => self.page.text("help-windows"),
            System::Linux => self.page.text("help-linux"),
            System::ChromeOs => self.page.text("help-chromeos"),
            System::Harmony => self.page.text("help-harmony"),
            System::Unknown => self.page.text("help-any"),
        }
    }

    /// Every system. The one that the page speaks for is marked.
    fn systems(&self) -> Vec<Choice> {
        let known = System::ALL.iter().filter(|system| **system != System::Unknown);
        let choice = |system: &System| Choice {
            name: self.name(*system),
            word: system.as_str(),
            is_this: *system == self.system,
        };
        known.map(choice).collect()
    }

    fn guidance(&self) -> Guidance<'_> {
        Guidance { language: self.page.language, system: self.system, host: &self.page.brand().host }
    }

    fn sections(&self) -> Vec<Section> {
        let section = |question: &Question| Section {
            question: *question,
            answered: self.guidance().answer(*question),
        };
        Question::ALL.iter().map(section).collect()
    }

    fn reasons(&self) -> Vec<(&'static str, String, String)> {
        let reason = |reason: &Reason| {
            let (saw, act) = self.guidance().reason(*reason);
            (reason.as_str(), saw, act)
        };
        Reason::ALL.iter().map(reason).collect()
    }

    fn homes(&self) -> Vec<HomeSection> {
        let section = |home: &Home| HomeSection { home: *home, words: self.guidance().home(*home) };
        Home::on(self.system).iter().map(section).collect()
    }
}

impl HomeSection {
    fn anchor(&self) -> &'static str {
        self.home.as_str()
    }

    fn never_syncs(&self) -> bool {
        self.home.reaching() == Reaching::Never
    }

    fn icon(&self) -> Icon {
        match self.home {
            Home::ApplePasswords
            | Home::Google
            | Home::Microsoft
            | Home::OtherManager
            | Home::SamsungPass => Icon::Devices,
            Home::ThisPhone | Home::AnotherDevice => Icon::Phone,
            Home::WindowsHello => Icon::Pc,
            Home::BrowserOnMac => Icon::Laptop,
            Home::SecurityKey => Icon::SecurityKey,
        }
    }
}

impl Section {
    fn anchor(&self) -> &'static str {
        self.question.as_str()
    }

    fn is(&self, question: Question) -> bool {
        self.question == question
    }
}
