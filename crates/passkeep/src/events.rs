//! The operator's check of accounts' histories: each chain from its first event, and against heads that were kept.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, bail};
use passkeep_decision::account::{Head, UserId};
use passkeep_decision::contact::Identifier;
use passkeep_decision::id::AccountHandle;
use passkeep_server::config::Config;
use passkeep_store::read::{self, KeptEvent};
use passkeep_store::{DatabaseUrl, Reader, Store, StoreError};

use crate::heads::{self, KeptHead, NewHeads};

/// How many accounts are listed at once.
const ACCOUNTS_READ: i64 = 500;

/// What is to be verified.
pub struct Wish {
    /// One account, by its user ID; all without.
    pub account: Option<String>,
    /// Where the heads are to be kept.
    pub heads: Option<PathBuf>,
    /// Where heads were kept before.
    pub against: Option<PathBuf>,
}

/// Walks the chains, names each that is broken, and says what was found.
pub async fn verify(config: Config, wish: Wish) -> anyhow::Result<()> {
    if let DatabaseUrl::Sqlite(path) = &config.database
        && !path.exists()
    {
        bail!("there is no database at {}", path.display());
    }
    let kept = wish.against.as_deref().map(heads::read).transpose()?.unwrap_or_default();
    let new_heads = wish.heads.as_deref().map(NewHeads::begin).transpose()?;
    let store = crate::open(&config).await?;
    let issuer = config.policy.issuer;
    let walk = Walk { issuer, kept, new_heads, accounts: 0, events: 0, broken: 0 };
    let walked = walk.walk(&store, wish.account.as_deref()).await;
    store.close().await;
    say(walked?, &wish)
}

fn say(walk: Walk, wish: &Wish) -> anyhow::Result<()> {
    let Walk { new_heads, accounts, events, broken, .. } = walk;
    let walked = format!("{}, {}", counted(accounts, "account"), counted(events, "event"));
    if broken > 0 {
        println!("{walked}: {} broken, and named above.", counted(broken, "chain"));
        bail!("{} of the histories can't be trusted", broken);
    }
    println!("{walked}: every chain is whole.");
    if let Some(path) = &wish.against {
        println!("Each begins with what {} has of it.", path.display());
    }
    if let Some((new_heads, path)) = new_heads.zip(wish.heads.as_ref()) {
        new_heads.keep()?;
        println!("The heads are in {}. Keep it where no one who writes the database can.", path.display());
    }
    Ok(())
}

fn counted(n: i64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// A walk over accounts, and what it has met so far.
struct Walk {
    issuer: String,
    /// The kept heads that it has not met yet.
    kept: BTreeMap<AccountHandle, KeptHead>,
    new_heads: Option<NewHeads>,
    accounts: i64,
    events: i64,
    broken: i64,
}

impl Walk {
    async fn walk(mut self, store: &Store, only: Option<&str>) -> anyhow::Result<Self> {
        let reader = store.reader();
        if let Some(user_id) = only {
            let (account, user_id) = self.find(&reader, user_id).await?;
            self.visit(&reader, account, user_id).await?;
            return Ok(self);
        }
        let progress = Progress::of(read::accounts_count(&reader).await?);
        let mut after = None;
        loop {
            let page = read::accounts_after(&reader, after, ACCOUNTS_READ).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(*last);
            for (account, user_id) in page {
                self.visit(&reader, account, user_id).await?;
                progress.show(&self);
            }
        }
        progress.end();
        for (_, KeptHead { user_id, head }) in std::mem::take(&mut self.kept) {
            self.name(user_id, format!("the account is gone; its event {} was kept", head.seq));
        }
        Ok(self)
    }

    /// The account of a user ID: by its claim, or, where its row is gone, by its kept head.
    async fn find(&self, reader: &Reader<'_>, typed: &str) -> anyhow::Result<(AccountHandle, UserId)> {
        let user_id = UserId::parse(typed).with_context(|| {
            format!("{typed} is no user ID: it has nine digits, the last of which checks the others")
        })?;
        if let Some((account, _)) = read::owner(reader, &Identifier::UserId(user_id)).await? {
            return Ok((account, user_id));
        }
        let kept = self.kept.iter().find(|(_, kept)| kept.user_id == user_id);
        let account = kept.map(|(account, _)| *account);
        Ok((account.with_context(|| format!("no account has the user ID {user_id}"))?, user_id))
    }

    async fn visit(
        &mut self,
        reader: &Reader<'_>,
        account: AccountHandle,
        user_id: UserId,
    ) -> anyhow::Result<()> {
        self.accounts += 1;
        let events = match read::events(reader, account).await {
            Ok(events) => events,
            Err(fault @ StoreError::Tampered { .. }) => {
                self.kept.remove(&account);
                self.name(user_id, fault.to_string());
                return Ok(());
            }
            Err(other) => return Err(other.into()),
        };
        self.events += i64::try_from(events.len()).context("events can be counted")?;
        let kept = self.kept.remove(&account).map(|kept| kept.head);
        match check(&events, kept, &self.issuer) {
            Ok(head) => {
                if let Some(new_heads) = &mut self.new_heads {
                    new_heads.add(account, user_id, head)?;
                }
            }
            Err(fault) => self.name(user_id, fault),
        }
        Ok(())
    }

    fn name(&mut self, user_id: UserId, fault: String) {
        self.broken += 1;
        println!("{user_id}: {fault}");
    }
}

/// A chain's head, or what is wrong with the chain. Each account has an event from its first moment on.
fn check(events: &[KeptEvent], kept: Option<Head>, issuer: &str) -> Result<Head, String> {
    let head = read::verify_chain(events, issuer).map_err(|fault| fault.to_string())?;
    if head.seq == 0 {
        return Err("it has no events".to_owned());
    }
    let Some(kept) = kept else { return Ok(head) };
    if head.seq < kept.seq {
        return Err(format!("it ends with event {}, and event {} was kept", head.seq, kept.seq));
    }
    if !events.iter().any(|event| event.seq == kept.seq && event.hash == kept.hash) {
        return Err(format!("event {} is not the one that was kept", kept.seq));
    }
    Ok(head)
}

/// How far the walk is, on a terminal alone.
struct Progress {
    total: i64,
    shown: bool,
}

impl Progress {
    fn of(total: i64) -> Self {
        Self { total, shown: std::io::stderr().is_terminal() }
    }

    fn show(&self, walk: &Walk) {
        if self.shown && (walk.accounts % 100 == 0 || walk.accounts >= self.total) {
            eprint!("\r{} of {} accounts, {} events", walk.accounts, self.total, walk.events);
        }
    }

    fn end(&self) {
        if self.shown {
            eprintln!();
        }
    }
}
