//! Every write that the system can make. A change is plain data and maps to one statement.
//!
//! One that depends on a fact guards itself: its statement fails where the fact no longer holds, the whole list is
//! refused, and the step is decided again.

mod list;

pub use list::Changes;

use crate::account::{AccountState, DisplayName, Head, Locale, UserId};
use crate::approval::{Approval, ApprovalState, TwoDigits};
use crate::client::ClientId;
use crate::code::{SixDigits, Tally, TallyScope};
use crate::confirmations::{Confirmation, ConfirmationState, Refused};
use crate::contact::{Address, Contact, Identifier};
use crate::device::{Device, DeviceName, NetworkPlace};
use crate::diagnosis::Attempt;
use crate::hold::{Hold, HoldLink, HoldState, Told, Veto};
use crate::id::{
    AccountHandle, ApprovalId, ConfirmationId, DeviceId, FlowId, HoldId, PasskeyId, PasswordHashId, PayeeId,
};
use crate::invitations::Invited;
use crate::message::Message;
use crate::moment::Timestamp;
use crate::oidc::{Authorization, AuthorizationKey, ClientGrant, DueLogout, Generation, LogoutCall};
use crate::passkey::{LastUse, Passkey, PasskeyName, Tombstone};
use crate::password::{PasswordHash, StoredPassword};
use crate::recovery_code::{RecoveryCode, Slot};
use crate::restoration::RestoreEpoch;
use crate::session::{Session, SessionKey};
use crate::support::Proposal;
use crate::throttle::{Factor, FailureKey, Failures};
use crate::ticket::{Purpose, TicketStep};
use crate::trust::{SecretHash, Trusting};
use crate::webhook::WebhookCall;

/// Whose trust ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustOf {
    /// That of one device.
    One(DeviceId),
    /// That of all, but for one where it is named.
    AllBut(Option<DeviceId>),
}

/// Names a flow's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeKey {
    /// The account that the flow is about.
    pub account: AccountHandle,
    /// The flow.
    pub flow: FlowId,
}

/// One write.
#[derive(Clone, Debug)]
pub enum Change {
    /// The account's row.
    CreateAccount {
        /// Its handle.
        handle: AccountHandle,
        /// Its user ID.
        user_id: UserId,
        /// Its name.
        name: DisplayName,
        /// The language of its messages.
        locale: Locale,
        /// When.
        created_at: Timestamp,
    },
    /// What holds for the account from now on.
    SetAccountState {
        /// Whose.
        account: AccountHandle,
        /// All of it.
        state: AccountState,
    },
    /// Takes an identifier for the account; fails where it is taken.
    ClaimIdentifier {
        /// By whom.
        account: AccountHandle,
        /// What.
        identifier: Identifier,
    },
    /// Takes a credential id for the account, for good; fails where it is taken.
    ClaimCredential {
        /// By whom.
        account: AccountHandle,
        /// The credential id.
        credential_id: Vec<u8>,
    },
    /// Adds a proved address.
    AddContact {
        /// To whom.
        account: AccountHandle,
        /// Which.
        contact: Contact,
    },
    /// Deletes an address.
    RemoveContact {
        /// Whose.
        account: AccountHandle,
        /// Which.
        address: Address,
    },
    /// Gives an identifier back: anybody may take it.
    ReleaseIdentifier {
        /// By whom.
        account: AccountHandle,
        /// What.
        identifier: Identifier,
    },
    /// Gives the account another name.
    RenameAccount {
        /// Whose.
        account: AccountHandle,
        /// The new name.
        name: DisplayName,
    },
    /// Chooses the language of the account's messages.
    SetLocale {
        /// Whose.
        account: AccountHandle,
        /// The language.
        locale: Locale,
    },
    /// Adds a passkey.
    AddPasskey {
        /// To whom.
        account: AccountHandle,
        /// Which.
        passkey: Box<Passkey>,
    },
    /// Gives a passkey another name.
    RenamePasskey {
        /// Whose.
        account: AccountHandle,
        /// Which.
        passkey: PasskeyId,
        /// The new name.
        name: PasskeyName,
    },
    /// Records what a use changed of a passkey.
    UsePasskey {
        /// Whose.
        account: AccountHandle,
        /// Which.
        passkey: PasskeyId,
        /// The counter now.
        sign_count: u32,
        /// BS now.
        backup_state: bool,
        /// This use.
        last_use: LastUse,
    },
    /// Suspends a passkey, or ends its suspension.
    SuspendPasskey {
        /// Whose.
        account: AccountHandle,
        /// Which.
        passkey: PasskeyId,
        /// Since when; none: no more.
        at: Option<Timestamp>,
    },
    /// Deletes a passkey's row.
    RemovePasskey {
        /// Whose.
        account: AccountHandle,
        /// Which.
        passkey: PasskeyId,
    },
    /// Keeps what remains of it.
    AddTombstone {
        /// Whose.
        account: AccountHandle,
        /// What remains.
        tombstone: Tombstone,
    },
    /// Fails unless this is the account's newest event: what was read of it is what the database has, now and here, and not
    /// what it had or what a copy has.
    AffirmHead {
        /// Whose.
        account: AccountHandle,
        /// Which.
        head: Head,
    },
    /// Opens a session.
    AddSession(Box<Session>),
    /// Records that a session was used.
    TouchSession {
        /// Which.
        key: SessionKey,
        /// When.
        seen_at: Timestamp,
    },
    /// Deletes the row of a session that goes on under another id, in the same list. Apps know nothing of it.
    ReplaceSession(SessionKey),
    /// Ends a session, and what apps had of it. So do all that end sessions.
    EndSession(SessionKey),
    /// Ends the account's sessions, but for one where it is named.
    EndSessions {
        /// Whose.
        account: AccountHandle,
        /// Which stays.
        except: Option<SessionKey>,
    },
    /// Ends the sessions that a passkey opened, but for one where it is named.
    EndSessionsOfPasskey {
        /// Whose.
        account: AccountHandle,
        /// Opened by which passkey.
        passkey: PasskeyId,
        /// Which stays.
        except: Option<SessionKey>,
    },
    /// Takes one session over into the account's new epoch: the one that raised it.
    KeepSession {
        /// Which.
        key: SessionKey,
        /// The new epoch.
        epoch: i64,
    },
    /// Records what an app may ask for, in the place of what was there.
    PutClientGrant {
        /// Whose.
        account: AccountHandle,
        /// All of it.
        grant: Box<ClientGrant>,
    },
    /// Deletes that, and ends every sign-in to the app.
    RemoveClientGrant {
        /// Whose.
        account: AccountHandle,
        /// Of which app.
        client: ClientId,
        /// When.
        at: Timestamp,
    },
    /// Adds a sign-in to an app; fails unless the account is in its epoch.
    AddAuthorization(Box<Authorization>),
    /// Uses a token of it; fails unless it is the one whose turn it is, it has not ended, and the account is in the epoch.
    AdvanceAuthorization {
        /// Which.
        key: AuthorizationKey,
        /// The token that is used.
        generation: Generation,
        /// The account's epoch.
        epoch: i64,
        /// The key that the tokens which follow are bound to.
        proof_key: Option<String>,
    },
    /// Ends a sign-in to an app.
    EndAuthorization {
        /// Which.
        key: AuthorizationKey,
        /// When.
        at: Timestamp,
    },
    /// Records that the app is told of a session's end, whatever it had of it; fails unless it was still to be told.
    ToldLogout(DueLogout),
    /// Puts a call to an app into the outbox.
    CallLogout(Box<LogoutCall>),
    /// Begins a hold.
    AddHold {
        /// Whose.
        account: AccountHandle,
        /// Which.
        hold: Box<Hold>,
    },
    /// Writes where a hold stands; fails unless it stood as given.
    SetHold {
        /// Whose.
        account: AccountHandle,
        /// Where it stood.
        before: (HoldState, Told),
        /// All of it.
        hold: Box<Hold>,
    },
    /// Keeps the hash of a notice's link.
    AddHoldLink {
        /// Whose.
        account: AccountHandle,
        /// Which.
        link: HoldLink,
    },
    /// Remembers a veto; fails where its opponent has opposed the same change before.
    AddVeto {
        /// Whose.
        account: AccountHandle,
        /// Which.
        veto: Veto,
    },
    /// Remembers a browser.
    AddDevice {
        /// Whose.
        account: AccountHandle,
        /// Which.
        device: Box<Device>,
    },
    /// Records which passkey lives on a browser's device.
    SetDevicePasskey {
        /// Whose.
        account: AccountHandle,
        /// Which browser.
        device: DeviceId,
        /// Which passkey.
        passkey: PasskeyId,
    },
    /// Records when and where a browser was seen, unless that was recorded within the hour.
    SeeDevice {
        /// Whose.
        account: AccountHandle,
        /// Which.
        device: DeviceId,
        /// When.
        seen_at: Timestamp,
        /// Where.
        place: Option<NetworkPlace>,
    },
    /// Remembers of an account's device how often it was invited, and the answer.
    SetInvited(AccountHandle, DeviceId, Invited),
    /// Gives a device another name.
    RenameDevice {
        /// Whose.
        account: AccountHandle,
        /// Which.
        device: DeviceId,
        /// The new name.
        name: DeviceName,
    },
    /// Records what makes a device trusted.
    SetTrusting {
        /// Whose.
        account: AccountHandle,
        /// Which.
        device: DeviceId,
        /// All of it.
        trusting: Box<Trusting>,
    },
    /// Records that a device's newest secret was seen: the one before is good no more.
    SeeTrustSecret {
        /// Whose.
        account: AccountHandle,
        /// Which.
        device: DeviceId,
        /// The secret that was seen.
        secret: SecretHash,
    },
    /// Ends the trust of devices that are trusted, since their owner signed out.
    EndTrust {
        /// Whose.
        account: AccountHandle,
        /// Of which.
        which: TrustOf,
        /// When.
        at: Timestamp,
    },
    /// Deletes a device's row.
    RemoveDevice {
        /// Whose.
        account: AccountHandle,
        /// Which.
        device: DeviceId,
    },
    /// Ends the sessions that live on a device.
    EndSessionsOfDevice {
        /// Whose.
        account: AccountHandle,
        /// On which.
        device: DeviceId,
    },
    /// Asks the trusted devices; fails where `pending_max` wait already.
    AddApproval {
        /// Whose.
        account: AccountHandle,
        /// What is asked.
        approval: Box<Approval>,
        /// The number on the new screen.
        number: TwoDigits,
        /// The most that may wait, this one not counted.
        pending_max: usize,
    },
    /// Answers an approval; fails unless it waits.
    DecideApproval {
        /// Whose.
        account: AccountHandle,
        /// Which.
        approval: ApprovalId,
        /// How.
        state: ApprovalState,
        /// When.
        at: Timestamp,
        /// By which device.
        by: DeviceId,
    },
    /// Spends a step of a flow; fails where it was spent.
    Spend {
        /// Whose.
        account: AccountHandle,
        /// When the flow ends.
        flow_expires_at: Timestamp,
        /// The flow.
        flow: FlowId,
        /// The step.
        step: TicketStep,
        /// Fails as well unless the database is still in this epoch; none: in whichever.
        restore_epoch: Option<RestoreEpoch>,
    },
    /// Stores a flow's first code.
    IssueCode {
        /// Whose.
        key: CodeKey,
        /// Of which purpose.
        purpose: Purpose,
        /// Where it goes.
        address: Address,
        /// The code, or none: then no code fits, and nobody can tell.
        code: Option<SixDigits>,
        /// When.
        sent_at: Timestamp,
        /// Until when it is taken.
        expires_at: Timestamp,
    },
    /// Puts a new code in the place of a flow's code; fails unless it was sent `sends` times.
    ReissueCode {
        /// Whose.
        key: CodeKey,
        /// How often it was sent so far.
        sends: i64,
        /// The code, or none.
        code: Option<SixDigits>,
        /// When.
        sent_at: Timestamp,
        /// Until when it is taken.
        expires_at: Timestamp,
    },
    /// Counts a comparison; fails unless `attempts` were counted so far.
    CountAttempt {
        /// Whose.
        key: CodeKey,
        /// The count so far.
        attempts: i64,
    },
    /// Counts a message; fails unless the tally is as given.
    CountSend {
        /// What it is counted for.
        scope: TallyScope,
        /// The tally so far.
        tally: Tally,
    },
    /// Counts an attempt as a failure; fails unless the count is as given.
    CountFailure {
        /// Of what.
        key: FailureKey,
        /// The count so far.
        failures: Failures,
        /// When.
        at: Timestamp,
    },
    /// Clears a count of failures.
    ClearFailures(FailureKey),
    /// Records that a factor froze the account from a browser that the account doesn't know.
    RecordStrangerFreeze {
        /// Which account.
        account: AccountHandle,
        /// Which factor.
        factor: Factor,
        /// When.
        at: Timestamp,
    },
    /// Puts a set of recovery codes in the place of what was there.
    ReplaceRecoveryCodes {
        /// Whose.
        account: AccountHandle,
        /// The codes, in the order of their slots; their MACs are stored.
        codes: Vec<RecoveryCode>,
        /// When.
        made_at: Timestamp,
    },
    /// Uses up a recovery code; fails where it was used, or is no longer there.
    UseRecoveryCode {
        /// Whose.
        account: AccountHandle,
        /// Which.
        slot: Slot,
        /// When.
        at: Timestamp,
    },
    /// Keeps a password aside that waits in a hold.
    HoldPassword {
        /// Whose.
        account: AccountHandle,
        /// In which hold.
        hold: HoldId,
        /// What is to come.
        password: Box<StoredPassword>,
    },
    /// Forgets a password that waits no more.
    DropHeldPassword {
        /// Whose.
        account: AccountHandle,
        /// In which hold it waited.
        hold: HoldId,
    },
    /// Puts a password in the place of what was there.
    SetPassword {
        /// Whose.
        account: AccountHandle,
        /// What is stored of it.
        password: Box<StoredPassword>,
    },
    /// Puts another hash of the same password in the place of one, where that one is still stored.
    RehashPassword {
        /// Whose.
        account: AccountHandle,
        /// In whose place.
        of: PasswordHashId,
        /// The new one.
        hash: PasswordHash,
    },
    /// Deletes the password.
    RemovePassword {
        /// Whose.
        account: AccountHandle,
    },
    /// Keeps what a client asks to be confirmed; fails where it has asked before, or `pending_max` wait already.
    AddConfirmation {
        /// Which.
        confirmation: Box<Confirmation>,
        /// The most of the client's that may wait, this one not counted.
        pending_max: usize,
    },
    /// Writes where a confirmation stands; fails unless it stood as given.
    SetConfirmation {
        /// Where it stood, and how many answers had failed.
        before: (ConfirmationState, i64),
        /// All of it.
        after: Box<Confirmation>,
        /// The receipt's payload, to be signed.
        receipt: Option<Vec<u8>>,
    },
    /// Ends a confirmation that waits in a hold; fails where it doesn't.
    DenyHeldConfirmation {
        /// Whose.
        account: AccountHandle,
        /// Which.
        confirmation: ConfirmationId,
        /// When.
        at: Timestamp,
    },
    /// Counts an answer that failed; fails unless as many were counted so far.
    CountConfirmationFailure {
        /// Whose.
        account: AccountHandle,
        /// Which.
        confirmation: ConfirmationId,
        /// The count so far.
        failures: i64,
    },
    /// Records what stood in the way of a confirmation last, for its app.
    NoteRefusal {
        /// Whose.
        account: AccountHandle,
        /// Which.
        confirmation: ConfirmationId,
        /// What.
        refused: Refused,
    },
    /// Remembers a payee that an account has confirmed; fails where it has before.
    KnowPayee {
        /// Whose.
        account: AccountHandle,
        /// Which.
        payee: PayeeId,
        /// When.
        at: Timestamp,
    },
    /// Puts a message into the outbox.
    SendMessage {
        /// Whose: the account, or the handle that a sign-up drew.
        account: AccountHandle,
        /// The message.
        message: Box<Message>,
    },
    /// Puts a webhook's call into the outbox.
    CallWebhook {
        /// Whose account it is about.
        account: AccountHandle,
        /// The call.
        call: Box<WebhookCall>,
    },
    /// Keeps what one of the staff proposes about an account; fails where it is kept already.
    AddProposal(AccountHandle, Box<Proposal>),
    /// Ends a proposal; fails unless it was open.
    EndProposal(AccountHandle, Box<Proposal>),
    /// A failed attempt, for whoever helps. What a stranger can cause: never on a chain.
    KeepAttempt(Box<Attempt>),
}
