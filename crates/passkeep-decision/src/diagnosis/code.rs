//! The 69 diagnoses: what each is called, who can mend it, and what a person does next.
//!
//! A code is never used again for something else, and never renamed. Its sentence, causes and steps stand in the texts.

/// Whether the same again may work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It may, as it was.
    Same,
    /// It will, once something was mended.
    AfterFix,
    /// It won't.
    No,
}

/// Who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The person.
    User,
    /// Who runs the server.
    Operator,
    /// Who wrote the app or page.
    Developer,
}

/// Whether the attempt counts as a failed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// It does: somebody may be trying what isn't theirs.
    Failed,
    /// Nothing was tried against anybody.
    Harmless,
}

/// What the code itself tells of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Nothing: it is told to anybody.
    Nothing,
    /// Whether an account, or a passkey of one, exists or how it stands: before sign-in it is not told.
    Account,
}

/// How a page shows it. There is no red: nothing is lost by an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Not at all.
    Silent,
    /// As a remark: nothing is wrong.
    Calm,
    /// As good news.
    Good,
    /// As something to look at.
    Care,
}

/// A way on. A page has a button or a link for each that it can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The same again.
    TryAgain,
    /// From the beginning, with fresh options.
    StartAgain,
    /// Another way to sign in, or not now.
    OtherWays,
    /// A phone or tablet, by QR code.
    AnotherDevice,
    /// A security key.
    SecurityKey,
    /// The system's or the browser's settings, as the steps say.
    DeviceSettings,
    /// An update of system, browser or app.
    Update,
    /// The same page in a browser.
    OpenInBrowser,
    /// The account's passkeys.
    Passkeys,
    /// Recovery.
    Recovery,
    /// Whoever helps, with the reference.
    Support,
    /// Later.
    Wait,
}

impl Retry {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::AfterFix => "after_fix",
            Self::No => "no",
        }
    }
}

impl Audience {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Operator => "operator",
            Self::Developer => "developer",
        }
    }
}

impl Tone {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Calm => "calm",
            Self::Good => "good",
            Self::Care => "care",
        }
    }
}

impl Way {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TryAgain => "try_again",
            Self::StartAgain => "start_again",
            Self::OtherWays => "other_ways",
            Self::AnotherDevice => "another_device",
            Self::SecurityKey => "security_key",
            Self::DeviceSettings => "device_settings",
            Self::Update => "update",
            Self::OpenInBrowser => "open_in_browser",
            Self::Passkeys => "passkeys",
            Self::Recovery => "recovery",
            Self::Support => "support",
            Self::Wait => "wait",
        }
    }
}

/// One line each: variant, code, name, retry, audience, counting, what it tells, tone, ways on with the best first.
macro_rules! codes {
    ($($code:ident $text:literal $name:literal $retry:ident $audience:ident $counting:ident $tells:ident $tone:ident
        [$($way:ident)*];)*) => {
        /// A diagnosis.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $name] $code,)*
        }

        impl Code {
            /// Every code, in the catalogue's order.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The stable code, as `SIG-05`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $text,)* }
            }

            /// What it is called, for programs and tables.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// Whether the same again may work.
            pub const fn retry(self) -> Retry {
                match self { $(Self::$code => Retry::$retry,)* }
            }

            /// Who can mend it.
            pub const fn audience(self) -> Audience {
                match self { $(Self::$code => Audience::$audience,)* }
            }

            /// Whether it counts as a failed attempt.
            pub const fn counting(self) -> Counting {
                match self { $(Self::$code => Counting::$counting,)* }
            }

            /// What it tells of accounts.
            pub const fn tells(self) -> Tells {
                match self { $(Self::$code => Tells::$tells,)* }
            }

            /// How a page shows it.
            pub const fn tone(self) -> Tone {
                match self { $(Self::$code => Tone::$tone,)* }
            }

            /// The ways on, the best first.
            pub const fn ways(self) -> &'static [Way] {
                match self { $(Self::$code => &[$(Way::$way,)*],)* }
            }
        }
    };
}

codes! {
    Env01 "ENV-01" "no_webauthn" AfterFix User Harmless Nothing Care [OpenInBrowser OtherWays];
    Env02 "ENV-02" "os_too_old" AfterFix User Harmless Nothing Care [Update AnotherDevice SecurityKey OtherWays];
    Env03 "ENV-03" "app_too_old" AfterFix User Harmless Nothing Care [Update OtherWays];
    Env04 "ENV-04" "platform_not_supported" No User Harmless Nothing Care [AnotherDevice SecurityKey OtherWays];
    Env05 "ENV-05" "no_screen_lock" AfterFix User Harmless Nothing Care [DeviceSettings TryAgain OtherWays];
    Env06 "ENV-06" "insecure_page" No Operator Harmless Nothing Care [OtherWays];
    Env07 "ENV-07" "rp_id_mismatch" No Operator Harmless Nothing Care [OtherWays];
    Env08 "ENV-08" "embedded_view" AfterFix User Harmless Nothing Care [OpenInBrowser OtherWays];
    Env09 "ENV-09" "frame_blocked" No Developer Harmless Nothing Care [OpenInBrowser OtherWays];
    Env10 "ENV-10" "no_click_or_focus" Same User Harmless Nothing Calm [TryAgain OtherWays];
    Env11 "ENV-11" "already_in_flight" Same Developer Harmless Nothing Silent [];
    Env12 "ENV-12" "bad_options" No Developer Harmless Nothing Care [OtherWays Support];
    Env13 "ENV-13" "app_not_linked" No Operator Harmless Nothing Care [OtherWays Update];
    Env14 "ENV-14" "manager_in_the_way" Same User Harmless Nothing Care [TryAgain AnotherDevice OtherWays];
    Env15 "ENV-15" "managed_device" No User Harmless Nothing Care [AnotherDevice SecurityKey OtherWays];
    Cre01 "CRE-01" "create_cancelled" Same User Harmless Nothing Calm [TryAgain AnotherDevice OtherWays];
    Cre02 "CRE-02" "create_timed_out" Same User Harmless Nothing Calm [TryAgain OtherWays];
    Cre03 "CRE-03" "already_here" No User Harmless Nothing Good [AnotherDevice SecurityKey];
    Cre04 "CRE-04" "manager_no_passkeys" AfterFix User Harmless Nothing Care [DeviceSettings AnotherDevice OtherWays];
    Cre05 "CRE-05" "no_place_to_save" AfterFix User Harmless Nothing Care [DeviceSettings AnotherDevice OtherWays];
    Cre06 "CRE-06" "icloud_keychain_off" AfterFix User Harmless Nothing Care [DeviceSettings SecurityKey OtherWays];
    Cre07 "CRE-07" "device_not_configured" AfterFix User Harmless Nothing Care [DeviceSettings OtherWays];
    Cre08 "CRE-08" "hello_not_ready" AfterFix User Harmless Nothing Care [DeviceSettings AnotherDevice OtherWays];
    Cre09 "CRE-09" "storage_full" AfterFix User Harmless Nothing Care [DeviceSettings AnotherDevice OtherWays];
    Cre10 "CRE-10" "key_cannot_hold_passkey" No User Harmless Nothing Care [AnotherDevice SecurityKey OtherWays];
    Cre11 "CRE-11" "no_common_algorithm" No Operator Harmless Nothing Care [AnotherDevice OtherWays];
    Cre12 "CRE-12" "provider_crashed" Same User Harmless Nothing Care [TryAgain AnotherDevice OtherWays];
    Cre13 "CRE-13" "silent_create_refused" No Developer Harmless Nothing Silent [];
    Cre14 "CRE-14" "step_up_failed" AfterFix User Failed Nothing Care [StartAgain OtherWays];
    Cre15 "CRE-15" "saved_there_not_here" Same User Harmless Nothing Care [TryAgain OtherWays];
    Cre16 "CRE-16" "too_many_passkeys" AfterFix User Harmless Account Care [Passkeys];
    Cre17 "CRE-17" "authenticator_not_allowed" AfterFix User Harmless Nothing Care [AnotherDevice SecurityKey OtherWays];
    Sig01 "SIG-01" "signin_cancelled" Same User Harmless Nothing Calm [TryAgain AnotherDevice OtherWays];
    Sig02 "SIG-02" "signin_timed_out" Same User Harmless Nothing Calm [TryAgain OtherWays];
    Sig03 "SIG-03" "no_passkey_here" AfterFix User Harmless Nothing Care [AnotherDevice SecurityKey OtherWays];
    Sig04 "SIG-04" "never_prompted" AfterFix User Harmless Nothing Calm [TryAgain OtherWays];
    Sig05 "SIG-05" "removed_from_account" No User Harmless Account Care [OtherWays];
    Sig06 "SIG-06" "wiped_device" AfterFix User Harmless Account Care [OtherWays Passkeys];
    Sig07 "SIG-07" "wrong_account" Same User Harmless Account Care [TryAgain OtherWays];
    Sig08 "SIG-08" "not_synced" AfterFix User Harmless Account Care [AnotherDevice SecurityKey OtherWays];
    Sig09 "SIG-09" "unlock_failed" Same User Harmless Nothing Calm [TryAgain OtherWays];
    Sig10 "SIG-10" "account_locked" No User Harmless Account Care [Support];
    Sig11 "SIG-11" "trusted_device_needed" AfterFix User Harmless Account Care [StartAgain Recovery];
    Sig12 "SIG-12" "all_passkeys_lost" AfterFix User Harmless Nothing Care [OtherWays Recovery];
    Hyb01 "HYB-01" "bluetooth_off" AfterFix User Harmless Nothing Care [DeviceSettings TryAgain OtherWays];
    Hyb02 "HYB-02" "tunnel_blocked" Same User Harmless Nothing Care [TryAgain OtherWays];
    Hyb03 "HYB-03" "phone_has_none" AfterFix User Harmless Nothing Care [AnotherDevice SecurityKey OtherWays];
    Hyb04 "HYB-04" "qr_not_read" Same User Harmless Nothing Care [AnotherDevice OtherWays];
    Key01 "KEY-01" "pin_not_set" AfterFix User Harmless Nothing Care [DeviceSettings TryAgain OtherWays];
    Key02 "KEY-02" "pin_wrong" Same User Harmless Nothing Care [TryAgain OtherWays];
    Key03 "KEY-03" "pin_paused" AfterFix User Harmless Nothing Care [TryAgain OtherWays];
    Key04 "KEY-04" "pin_locked" AfterFix User Harmless Nothing Care [OtherWays];
    Key05 "KEY-05" "key_was_reset" AfterFix User Harmless Nothing Care [OtherWays];
    Key06 "KEY-06" "connection_not_possible" AfterFix User Harmless Nothing Care [TryAgain AnotherDevice OtherWays];
    Key07 "KEY-07" "not_your_key" Same User Harmless Nothing Care [TryAgain OtherWays];
    Srv01 "SRV-01" "challenge_stale" Same User Harmless Nothing Calm [StartAgain];
    Srv02 "SRV-02" "origin_refused" No Operator Failed Account Care [OtherWays Support];
    Srv03 "SRV-03" "rpid_hash_wrong" No Operator Harmless Account Care [OtherWays Support];
    Srv04 "SRV-04" "client_data_wrong" Same User Failed Account Care [TryAgain OtherWays];
    Srv05 "SRV-05" "uv_missing" Same User Harmless Account Care [TryAgain OtherWays];
    Srv06 "SRV-06" "signature_wrong" No User Failed Account Care [OtherWays Support];
    Srv07 "SRV-07" "counter_back" AfterFix User Harmless Account Care [OtherWays Support];
    Srv08 "SRV-08" "backup_flags_wrong" No User Failed Account Care [OtherWays Support];
    Srv09 "SRV-09" "user_handle_wrong" AfterFix User Harmless Account Care [StartAgain OtherWays];
    Srv10 "SRV-10" "attestation_refused" AfterFix User Harmless Nothing Care [AnotherDevice SecurityKey OtherWays];
    Srv11 "SRV-11" "credential_taken" No User Failed Account Care [OtherWays];
    Srv12 "SRV-12" "rate_limited" AfterFix User Harmless Nothing Calm [Wait OtherWays];
    Srv13 "SRV-13" "server_unavailable" Same User Harmless Nothing Calm [TryAgain OtherWays];
    Srv14 "SRV-14" "network_lost" Same User Harmless Nothing Calm [TryAgain];
}

impl Code {
    /// From `SIG-05`, in whatever case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text.trim()))
    }

    /// Whether pages show it as a remark: a person closed a sheet, or let it stand.
    pub fn is_cancel(self) -> bool {
        matches!(self, Self::Cre01 | Self::Cre02 | Self::Sig01 | Self::Sig02)
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
