//! Reads the operator's file: every fault at once, each with its line and how to mend it.

mod condition;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use super::lines::{Lines, within};
use super::*;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    /// On which line.
    pub line: usize,
    /// Where: a JSON Pointer (RFC 6901); empty for the whole file.
    pub pointer: String,
    /// What is wrong, and how to mend it.
    pub what: String,
}

/// What is not wrong, and worth knowing.
pub type PolicyNote = PolicyProblem;

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(f, "line {}: {}", self.line, self.what),
            pointer => write!(f, "line {}, {pointer}: {}", self.line, self.what),
        }
    }
}

/// Sentences that the pages have in every language.
pub const TEXTS: &[&str] = &[
    "policy.update_app",
    "policy.update_os",
    "policy.set_lock",
    "policy.harmony",
    "policy.local_only_mac",
    "policy.open_in_browser",
];

/// What may stand between braces in a sentence.
const PLACEHOLDERS: &[&str] = &["min", "os_label"];

const RULES_MAX: usize = 200;
const BYTES_MAX: usize = 256 * 1024;

const MEMBERS: &[&str] = &["policy_id", "revision", "default", "rules", "texts", "links"];

/// Members that only people read.
const READ_BY_PEOPLE: &[&str] =
    &["note", "updated_by", "operations", "facts", "version_compare", "mapping_web", "principles"];

const RULE_MEMBERS: &[&str] = &[
    "id",
    "enabled",
    "when",
    "operations",
    "methods",
    "effect",
    "code",
    "text",
    "offer",
    "link",
    "recheck",
    "on_unknown",
    "note",
];

impl ClientPolicy {
    /// Reads a file.
    pub fn parse(text: &str) -> Result<(Self, Vec<PolicyNote>), Vec<PolicyProblem>> {
        let whole = |line: usize, what: String| vec![PolicyProblem { line, pointer: String::new(), what }];
        if text.len() > BYTES_MAX {
            return Err(whole(1, format!("the file is larger than {} KiB", BYTES_MAX / 1024)));
        }
        let text = text.trim_start_matches('\u{feff}');
        let json: Value = serde_json::from_str(text)
            .map_err(|error| whole(error.line().max(1), format!("not JSON: {error}")))?;
        let Value::Object(members) = json else {
            return Err(whole(1, "the file is one object: { \"policy_id\": …, \"rules\": […] }".to_owned()));
        };
        let mut reader = Reader { lines: Lines::of(text), problems: vec![], notes: vec![] };
        for (pointer, line) in std::mem::take(&mut reader.lines.twice) {
            let what = "stands there twice, and only one would count: remove one".to_owned();
            reader.problems.push(PolicyProblem { line, pointer, what });
        }
        let policy = reader.policy(&members);
        reader.problems.sort_by_key(|problem| problem.line);
        match policy {
            Some(policy) if reader.problems.is_empty() => Ok((policy, reader.notes)),
            _ => Err(reader.problems),
        }
    }
}

struct Reader {
    lines: Lines,
    problems: Vec<PolicyProblem>,
    notes: Vec<PolicyNote>,
}

impl Reader {
    fn policy(&mut self, members: &Map<String, Value>) -> Option<ClientPolicy> {
        for name in members.keys().filter(|name| !name.starts_with('$')) {
            if name == "effective_from" {
                self.note(&within("", name), "is not read: the rules hold from the server's start on");
            } else if !MEMBERS.contains(&name.as_str()) && !READ_BY_PEOPLE.contains(&name.as_str()) {
                self.wrong(&within("", name), format!("no member of this name{}", meant(name, MEMBERS)));
            }
        }
        let id = members.get("policy_id").and_then(Value::as_str).filter(|id| !id.trim().is_empty());
        if id.is_none() {
            self.wrong("/policy_id", "a name for these rules, as \"client-support\"");
        }
        let revision = members.get("revision").and_then(Value::as_u64).filter(|revision| *revision > 0);
        if revision.is_none() {
            self.wrong("/revision", "a whole number from 1 on: raise it with each change");
        }
        self.default(members.get("default"));
        let texts = self.texts(members.get("texts"));
        let links = self.links(members.get("links"));
        let rules = self.rules(members.get("rules"), &texts, &links);
        Some(ClientPolicy { id: id?.to_owned(), revision: revision?, rules, texts, links })
    }

    fn wrong(&mut self, pointer: &str, what: impl Into<String>) {
        let (line, pointer) = (self.lines.line(pointer), pointer.to_owned());
        self.problems.push(PolicyProblem { line, pointer, what: what.into() });
    }

    fn note(&mut self, pointer: &str, what: impl Into<String>) {
        let (line, pointer) = (self.lines.line(pointer), pointer.to_owned());
        self.notes.push(PolicyNote { line, pointer, what: what.into() });
    }

    /// What no rule matches is let through: a client of which nothing is known is nobody's to stop.
    fn default(&mut self, default: Option<&Value>) {
        match default.and_then(|default| default.get("effect")).and_then(Value::as_str) {
            Some("allow") => {}
            Some("block" | "warn" | "redirect") => self.wrong(
                "/default/effect",
                "must be \"allow\": what is unknown never stops. Name what is to be stopped in a rule",
            ),
            _ => self.wrong("/default", "must be { \"effect\": \"allow\" }"),
        }
    }

    fn rules(
        &mut self,
        rules: Option<&Value>,
        texts: &BTreeMap<String, OwnText>,
        links: &BTreeMap<String, Link>,
    ) -> Vec<Rule> {
        let Some(rules) = rules.and_then(Value::as_array) else {
            self.wrong("/rules", "a list of rules; it may be empty: []");
            return vec![];
        };
        if rules.len() > RULES_MAX {
            self.wrong("/rules", format!("more than {RULES_MAX} rules"));
        }
        let mut read: Vec<Rule> = vec![];
        for (at, rule) in rules.iter().enumerate().take(RULES_MAX) {
            let pointer = format!("/rules/{at}");
            let Some(members) = rule.as_object() else {
                self.wrong(&pointer, "a rule is an object: { \"id\": …, \"when\": {…}, \"effect\": … }");
                continue;
            };
            let Some(rule) = self.rule(&pointer, members) else { continue };
            if read.iter().any(|before| before.id == rule.id) {
                self.wrong(
                    &within(&pointer, "id"),
                    format!("another rule is called {:?} too: rename one", rule.id),
                );
            }
            self.said(&pointer, &rule, texts, links);
            read.push(rule);
        }
        for name in texts.keys() {
            let used = read.iter().any(|rule| rule.said.as_ref().is_some_and(|said| said.text == *name));
            if !used {
                self.note(&within("/texts", name), "no rule says this");
            }
        }
        read
    }

    fn rule(&mut self, pointer: &str, members: &Map<String, Value>) -> Option<Rule> {
        for name in members.keys().filter(|name| !RULE_MEMBERS.contains(&name.as_str())) {
            let what = format!("no member of a rule has this name{}", meant(name, RULE_MEMBERS));
            self.wrong(&within(pointer, name), what);
        }
        let id = members.get("id").and_then(Value::as_str).filter(|id| is_rule_id(id));
        if id.is_none() {
            self.wrong(&within(pointer, "id"), "1 to 40 of a-z, 0-9 and -, as \"ios-floor\"");
        }
        let state = match members.get("enabled") {
            None | Some(Value::Bool(true)) => RuleState::On,
            Some(Value::Bool(false)) => RuleState::Off,
            Some(_) => {
                self.wrong(&within(pointer, "enabled"), "true or false, without quotes");
                RuleState::Off
            }
        };
        let effect =
            self.word(pointer, members, "effect", (Effect::parse, words(Effect::ALL, Effect::as_str)));
        if !members.contains_key("effect") {
            self.wrong(pointer, "has no effect: \"allow\", \"warn\", \"block\" or \"redirect\"");
        }
        let on_unknown = self.word(
            pointer,
            members,
            "on_unknown",
            (OnUnknown::parse, words(OnUnknown::ALL, OnUnknown::as_str)),
        );
        let recheck =
            self.word(pointer, members, "recheck", (Recheck::parse, words(Recheck::ALL, Recheck::as_str)));
        let operations = self.list(
            pointer,
            members,
            "operations",
            (Operation::parse, words(Operation::ALL, Operation::as_str)),
        );
        let methods =
            self.list(pointer, members, "methods", (Method::parse, words(Method::ALL, Method::as_str)));
        let offer = self.list(pointer, members, "offer", (way, words(Way::ALL, Way::as_str)));
        let when = self.when(pointer, members.get("when"));
        let said = self.code_and_text(pointer, members, effect);
        let link = self.link(pointer, members.get("link"));
        let rule = Rule {
            id: id?.to_owned(),
            state,
            when,
            operations: operations.unwrap_or_else(|| Operation::ALL.to_vec()),
            methods: methods.unwrap_or_else(|| Method::ALL.to_vec()),
            effect: effect?,
            said,
            offer: offer.unwrap_or_default(),
            link,
            recheck: recheck.unwrap_or(Recheck::Never),
            on_unknown: on_unknown.unwrap_or(OnUnknown::NoMatch),
        };
        self.spares_unknown_versions(pointer, &rule);
        Some(rule)
    }

    /// An unknown version never stops.
    fn spares_unknown_versions(&mut self, pointer: &str, rule: &Rule) {
        if !rule.effect.stops() {
            return;
        }
        let versions = || rule.when.iter().filter(|condition| condition.fact.is_version());
        if rule.on_unknown == OnUnknown::Match && versions().next().is_some() {
            let what = "must be \"no_match\" here: an unknown version never stops";
            self.wrong(&within(pointer, "on_unknown"), what);
        }
        for condition in versions().filter(|condition| condition.test == Test::Known(false)) {
            let place = within(&within(pointer, "when"), &condition.fact.name());
            self.wrong(
                &place,
                "an unknown version never stops: leave \"known\": false to rules that allow or warn",
            );
        }
    }

    fn code_and_text(
        &mut self,
        pointer: &str,
        members: &Map<String, Value>,
        effect: Option<Effect>,
    ) -> Option<Said> {
        let code = members.get("code").map(|code| code.as_str().filter(|code| is_code(code)));
        if code == Some(None) {
            self.wrong(&within(pointer, "code"), "a code of letters, digits and -, as \"ENV-02\"");
        }
        let text = members.get("text").map(Value::as_str);
        if text == Some(None) {
            self.wrong(&within(pointer, "text"), "the name of a sentence, as \"policy.update_os\"");
        }
        let needs = effect.is_some_and(|effect| effect != Effect::Allow);
        if needs && code.is_none() {
            self.wrong(pointer, "has no code: people and support name a stop by it, as \"code\": \"ENV-02\"");
        }
        if needs && text.is_none() {
            self.wrong(
                pointer,
                "has no text: nobody is stopped without a sentence, as \"text\": \"policy.update_os\"",
            );
        }
        Some(Said { code: code??.to_owned(), text: text??.to_owned() })
    }

    /// What a rule says and where it leads exists.
    fn said(
        &mut self,
        pointer: &str,
        rule: &Rule,
        texts: &BTreeMap<String, OwnText>,
        links: &BTreeMap<String, Link>,
    ) {
        if let Some(said) = &rule.said {
            let own = texts.get(&said.text);
            if own.is_none() && !TEXTS.contains(&said.text.as_str()) {
                let what =
                    format!("no sentence of this name: write it under \"texts\"{}", meant(&said.text, TEXTS));
                self.wrong(&within(pointer, "text"), what);
            }
            let of_own = own.is_some_and(|own| own.sentences().any(|text| text.contains("{min}")));
            let of_ours =
                own.is_none() && matches!(said.text.as_str(), "policy.update_app" | "policy.update_os");
            // A test that can't be read is told already.
            let when = within(pointer, "when");
            let is_whole = !self.problems.iter().any(|problem| problem.pointer.starts_with(&when));
            if (of_own || of_ours) && is_whole && rule.minimum().is_none() {
                let what = "the sentence names a least version ({min}), and the rule has none: test a version with \"lt\", or say something else";
                self.wrong(&within(pointer, "text"), what);
            }
        }
        let named = rule.link.as_deref().filter(|link| !link.starts_with("https://"));
        if let Some(name) = named.filter(|name| !links.contains_key(*name)) {
            let what = format!("{name:?} leads nowhere yet: write its address under \"links\"");
            self.note(&within(pointer, "link"), what);
        }
    }

    fn link(&mut self, pointer: &str, link: Option<&Value>) -> Option<String> {
        let link = link?;
        let read = link.as_str().filter(|link| is_address(link) || is_rule_id(link));
        if read.is_none() {
            let what = "an address that begins with https://, or a name that stands under \"links\"";
            self.wrong(&within(pointer, "link"), what);
        }
        read.map(str::to_owned)
    }

    fn texts(&mut self, texts: Option<&Value>) -> BTreeMap<String, OwnText> {
        let mut read = BTreeMap::new();
        let Some(texts) = texts else { return read };
        let Some(texts) = texts.as_object() else {
            self.wrong("/texts", "an object: { \"policy.update_os\": \"…\" }");
            return read;
        };
        for (name, text) in texts {
            let pointer = within("/texts", name);
            let mut own = OwnText::default();
            match text {
                Value::String(text) => own.any = Some(text.clone()),
                Value::Object(by_language) => {
                    for (language, text) in by_language {
                        match text.as_str() {
                            Some(text) => drop(own.by_language.insert(language.clone(), text.to_owned())),
                            None => self.wrong(&within(&pointer, language), "a sentence"),
                        }
                    }
                }
                _ => self.wrong(
                    &pointer,
                    "a sentence, or one for each language: { \"en\": \"…\", \"zh-CN\": \"…\" }",
                ),
            }
            for sentence in own.sentences() {
                if let Some(fault) = fault_of_sentence(sentence) {
                    self.wrong(&pointer, fault);
                }
            }
            read.insert(name.clone(), own);
        }
        read
    }

    fn links(&mut self, links: Option<&Value>) -> BTreeMap<String, Link> {
        let mut read = BTreeMap::new();
        let Some(links) = links else { return read };
        let Some(links) = links.as_object() else {
            self.wrong("/links", "an object: { \"store\": \"https://…\" }");
            return read;
        };
        for (name, address) in links {
            let pointer = within("/links", name);
            let mut link = Link::default();
            match address {
                Value::String(address) if is_address(address) => link.any = Some(address.clone()),
                Value::Object(by_system) => {
                    for (system, address) in by_system {
                        let systems: Vec<&str> = words(OsName::ALL, OsName::as_str);
                        match (OsName::parse(system), address.as_str().filter(|address| is_address(address)))
                        {
                            (Some(system), Some(address)) => {
                                drop(link.by_system.insert(system, address.to_owned()));
                            }
                            (None, _) => {
                                let what = format!("no system of this name{}", meant(system, &systems));
                                self.wrong(&within(&pointer, system), what);
                            }
                            (_, None) => {
                                self.wrong(&within(&pointer, system), "an address that begins with https://");
                            }
                        }
                    }
                }
                _ => self.wrong(&pointer, "an address that begins with https://, or one for each system"),
            }
            read.insert(name.clone(), link);
        }
        read
    }

    fn word<T>(
        &mut self,
        pointer: &str,
        members: &Map<String, Value>,
        name: &str,
        (parse, known): (impl Fn(&str) -> Option<T>, Vec<&'static str>),
    ) -> Option<T> {
        let value = members.get(name)?;
        let read = value.as_str().and_then(parse);
        if read.is_none() {
            let seen = value.as_str().unwrap_or_default();
            let what = format!("{value} is none of {}{}", known.join(", "), meant(seen, &known));
            self.wrong(&within(pointer, name), what);
        }
        read
    }

    fn list<T>(
        &mut self,
        pointer: &str,
        members: &Map<String, Value>,
        name: &str,
        (parse, known): (impl Fn(&str) -> Option<T>, Vec<&'static str>),
    ) -> Option<Vec<T>> {
        let value = members.get(name)?;
        let pointer = within(pointer, name);
        let Some(list) = value.as_array().filter(|list| !list.is_empty()) else {
            self.wrong(&pointer, format!("a list of {}; leave it out for all", known.join(", ")));
            return None;
        };
        let mut read = vec![];
        for (at, value) in list.iter().enumerate() {
            match value.as_str().and_then(&parse) {
                Some(one) => read.push(one),
                None => {
                    let seen = value.as_str().unwrap_or_default();
                    let what = format!("{value} is none of {}{}", known.join(", "), meant(seen, &known));
                    self.wrong(&within(&pointer, &at.to_string()), what);
                }
            }
        }
        Some(read)
    }
}

impl OwnText {
    fn sentences(&self) -> impl Iterator<Item = &String> {
        self.any.iter().chain(self.by_language.values())
    }
}

/// An older name is taken too.
fn way(word: &str) -> Option<Way> {
    if word == "security_key_web" { Some(Way::SecurityKey) } else { Way::parse(word) }
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(word).collect()
}

fn is_rule_id(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(plain)
}

fn is_code(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or_default();
    !rest.is_empty()
        && text.len() <= 2000
        && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>".contains(&b))
}

/// A sentence has words, and between braces only what is filled in.
fn fault_of_sentence(sentence: &str) -> Option<String> {
    if sentence.trim().is_empty() || sentence.chars().count() > 400 {
        return Some("a sentence of 1 to 400 characters".to_owned());
    }
    let mut names = BTreeSet::new();
    for piece in sentence.split('{').skip(1) {
        names.insert(piece.split('}').next().unwrap_or_default());
    }
    let unknown = names.into_iter().find(|name| !PLACEHOLDERS.contains(name))?;
    Some(format!("{{{unknown}}} is filled in by nothing: {{min}} and {{os_label}} are"))
}

/// "; did you mean …?", where one is near.
fn meant(seen: &str, known: &[&str]) -> String {
    let nearest = known.iter().map(|word| (distance(seen, word), word)).min();
    match nearest {
        Some((distance, word)) if distance <= 2 && !seen.is_empty() => format!("; did you mean {word}?"),
        _ => String::new(),
    }
}

/// How many letters are to be changed, added or left out. (Levenshtein)
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (to, wanted) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *wanted);
            diagonal = row[to + 1];
            row[to + 1] = changed.min(row[to] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}
