//! The configuration: one TOML file, and variables over it, read and checked whole before anything starts.
//!
//! A setting is parsed once, here; what the rest of the server gets can't be invalid. Every problem is found in one
//! go and named with what belongs there and what stands there. A secret is never shown.

mod address;
mod attestation;
mod client_policy;
mod clients;
mod confirmations;
mod durations;
mod gateway;
mod languages;
mod legal;
mod origins;
mod passwords;
mod secret;
mod settings;
mod support;
mod webhook;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use axum::http::HeaderName;
use ipnet::IpNet;
use passkeep_decision::client::RegisteredClient;
use passkeep_decision::platform::policy::ClientPolicy;
use passkeep_decision::policy::Policy;
use passkeep_store::DatabaseUrl;
use passkeep_webauthn::Origin;

pub use address::BaseUrl;
pub use attestation::MetadataSource;
pub use gateway::{
    BodyKind, HttpMethod, HttpSmsConfig, SmsConfig, SmtpConfig, SmtpTls, TwilioConfig, TwilioSender,
};
pub use origins::{AndroidApp, AppleApp, Apps, Fingerprint};
pub use passwords::PasswordsConfig;
pub use secret::{MasterKey, Secret};
pub use settings::Problem;
pub use webhook::{WebhookConfig, WebhookSecret};

use settings::{Settings, unreadable};

use crate::brand::{Brand, Colour, Logo};
use crate::legal::Legal;

/// The server's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The URL under which people see the server.
    pub base_url: BaseUrl,
    /// Where it listens.
    pub listen: Vec<SocketAddr>,
    /// How it is reached from outside.
    pub transport: Transport,
    /// Where its data is.
    pub database: DatabaseUrl,
    /// The file outside the database in which this node keeps what it has written: so it notices that the database came back
    /// from a backup. Without one a node notices it only while it runs.
    pub mark: Option<PathBuf>,
    /// The key from which every key of the store is derived.
    pub master_key: MasterKey,
    /// What people see of the operator.
    pub brand: Brand,
    /// The operator's logo.
    pub logo: Option<LogoFile>,
    /// The legal texts in every footer.
    pub legal: Legal,
    /// The rules.
    pub policy: Policy,
    /// Which clients may create and use passkeys, for people's sake.
    pub client_policy: ClientPolicy,
    /// The apps that use this server's passkeys.
    pub apps: Apps,
    /// The apps that send people here to sign in.
    pub clients: Vec<RegisteredClient>,
    /// The gateway for text messages. The demo alone has none.
    pub sms: Option<SmsConfig>,
    /// The server for email. Without one no email can be added.
    pub email: Option<SmtpConfig>,
    /// The backends that are told of what happens to accounts.
    pub webhooks: Vec<WebhookConfig>,
    /// How often strangers may ask.
    pub limits: RequestLimits,
    /// Whose word on authenticators is taken.
    pub metadata: MetadataSource,
    /// How passwords are hashed and looked up.
    pub passwords: PasswordsConfig,
    /// What it logs.
    pub log: Log,
}

/// How the server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// From this machine alone, over `http://localhost`.
    Localhost,
    /// Over TLS of its own.
    Tls {
        /// The certificate and those that lead to its root, in PEM.
        certificate: PathBuf,
        /// Its private key, in PEM.
        key: PathBuf,
    },
    /// Through proxies that speak TLS for it. It answers nobody else.
    Proxied(Proxies),
}

/// The proxies in front of the server. What they say of a client's address is shown to people and limits strangers;
/// nothing is granted by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies {
    /// Where they connect from.
    pub networks: Vec<IpNet>,
    /// The one header in which they name the client.
    pub header: ForwardedHeader,
    /// A header in which they say where the client is, in words for people, such as a country.
    pub place_header: Option<HeaderName>,
}

/// A header in which proxies name the client. The others are whatever the client sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl ForwardedHeader {
    /// The header's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::XForwardedFor => "x-forwarded-for",
            Self::Forwarded => "forwarded",
        }
    }
}

/// How often strangers may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLimits {
    /// Requests to the ways in from one network in a minute, on one node.
    pub requests_per_minute: u32,
}

/// Generous: a household, or a small office behind one address.
const REQUESTS_PER_MINUTE: u32 = 60;

/// The operator's logo, read at the start and served at [`LOGO_PATH`].
#[derive(Clone, PartialEq, Eq)]
pub struct LogoFile {
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for LogoFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LogoFile({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// What is logged, to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Log {
    /// How a line is written.
    pub format: LogFormat,
    /// What is left out below.
    pub level: tracing::Level,
}

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file is no TOML. The line itself is not shown: it may hold a secret.
    #[error("{}, line {line}: not TOML: {reason}", path.display())]
    NotToml {
        /// Which.
        path: PathBuf,
        /// Where.
        line: usize,
        /// Why.
        reason: String,
    },
    /// Settings are missing or wrong.
    #[error("{}: {}", path.display(), sentence(problems))]
    Wrong {
        /// In which file.
        path: PathBuf,
        /// All of them.
        problems: Vec<Problem>,
    },
}

fn sentence(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|problem| format!("\n  {problem}")).collect();
    let count = if problems.len() == 1 {
        "one setting is wrong".into()
    } else {
        format!("{} settings are wrong", problems.len())
    };
    format!("{count}{}", lines.concat())
}

/// Where the operator's logo is served.
pub const LOGO_PATH: &str = "/brand/logo";

const PASSKEEP: &str = "Passkeep";
const LOGO_BYTES_MAX: usize = 256 * 1024;

impl Config {
    /// Reads the file at `path`, with the variables PASSKEEP_… of `environment` over it: `PASSKEEP_SMS__URL` is
    /// `sms.url`. Relative paths start at the file's folder.
    pub fn load(
        path: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut settings = open(path, environment)?;
        let config = read(&mut settings);
        let problems = settings.finish();
        match config {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(ConfigError::Wrong { path: path.to_owned(), problems }),
        }
    }

    /// The same with the apps of another file: its `[[clients]]` and `[webhooks]`, read as those of any configuration.
    pub fn with_apps(mut self, path: &Path) -> Result<Self, ConfigError> {
        let mut settings = open(path, [])?;
        self.clients = clients::read_clients(&mut settings);
        self.webhooks = webhook::read(&mut settings);
        self.policy.webhooks = self.webhooks.iter().map(WebhookConfig::rule).collect();
        let problems = settings.finish();
        match problems.is_empty() {
            true => Ok(self),
            false => Err(ConfigError::Wrong { path: path.to_owned(), problems }),
        }
    }

    /// The same with the support desk of another file: its `[support]` and `[attestation]`, with the demo's minutes for hours.
    pub fn with_desk(mut self, path: &Path) -> Result<Self, ConfigError> {
        let mut settings = open(path, [])?;
        self.policy.support = support::read_support(&mut settings).minutes_for_hours();
        self.policy.authenticators = attestation::read_attestation(&mut settings);
        let problems = settings.finish();
        match problems.is_empty() {
            true => Ok(self),
            false => Err(ConfigError::Wrong { path: path.to_owned(), problems }),
        }
    }

    /// The demo's: on localhost, with its data in one folder, minutes for hours, and no way out for messages.
    pub fn demo(port: u16, listen: Vec<SocketAddr>, folder: &Path, master_key: MasterKey) -> Self {
        let base_url = BaseUrl::parse(&format!("http://localhost:{port}")).expect("localhost is a base URL");
        let origin = Origin::parse(base_url.as_str()).expect("localhost is an origin");
        let brand = Brand {
            name: PASSKEEP.to_owned(),
            host: base_url.host().to_owned(),
            logo: Logo::Passkeep,
            colour: Colour::PASSKEEP,
        };
        let mut policy = Policy::new(
            base_url.as_str().to_owned(),
            base_url.host().to_owned(),
            PASSKEEP.to_owned(),
            vec![origin],
        );
        policy.action_types = confirmations::demo();
        Self {
            base_url,
            listen,
            transport: Transport::Localhost,
            database: DatabaseUrl::Sqlite(folder.join("passkeep.db")),
            mark: Some(folder.join("passkeep.mark")),
            master_key,
            brand,
            logo: None,
            legal: Legal::default(),
            policy: policy.minutes_for_hours(),
            client_policy: ClientPolicy::shipped(),
            apps: Apps::default(),
            clients: vec![],
            sms: None,
            email: None,
            webhooks: vec![],
            limits: RequestLimits { requests_per_minute: REQUESTS_PER_MINUTE },
            metadata: MetadataSource::fido(),
            passwords: PasswordsConfig::default(),
            log: Log { format: LogFormat::Text, level: tracing::Level::WARN },
        }
    }
}

fn open(
    path: &Path,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Settings, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })?;
    let file = text.parse::<toml::Table>().map_err(|error| ConfigError::NotToml {
        path: path.to_owned(),
        line: error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count()),
        reason: error.message().to_owned(),
    })?;
    let environment: Vec<_> = environment.into_iter().collect();
    Ok(Settings::new(file, &environment, path.parent().unwrap_or(Path::new(""))))
}

/// Reads every setting, and notes every problem, before it gives up on one.
fn read(settings: &mut Settings) -> Option<Config> {
    let base_url = settings.required("base_url", BaseUrl::EXPECTED, BaseUrl::parse);
    let listen = settings
        .list("listen", "an address and port, as 0.0.0.0:8443, or a list of them", |text| text.parse().ok());
    let listen = listen.unwrap_or_else(|| vec![SocketAddr::from(([127, 0, 0, 1], 8080))]);
    let transport = read_transport(settings, base_url.as_ref(), &listen);
    let database = read_database(settings);
    let mark = read_mark(settings, database.as_ref());
    let master_key = read_master_key(settings);
    let (brand, logo) = read_brand(settings, base_url.as_ref());
    let legal = legal::read_legal(settings, base_url.as_ref());
    let apps = origins::read_apps(settings);
    let clients = clients::read_clients(settings);
    let webhooks = webhook::read(settings);
    let policy = read_policy(settings, base_url.as_ref(), &brand, &apps);
    let client_policy = client_policy::read(settings);
    let metadata = attestation::read_metadata(settings);
    let passwords = passwords::read_passwords(settings);
    let sms = if settings.has("sms") {
        gateway::read_sms(settings)
    } else {
        settings.note(
            "sms.gateway",
            "\"http\" or \"twilio\": a sign-up sends a code by text message",
            "nothing",
        );
        None
    };
    let email = if settings.has("email") { gateway::read_email(settings) } else { None };
    let log = read_log(settings);
    let per_minute = settings.integer("limits.requests_per_minute", 10..=100_000);
    let per_minute = per_minute.and_then(|number| u32::try_from(number).ok());
    let limits = RequestLimits { requests_per_minute: per_minute.unwrap_or(REQUESTS_PER_MINUTE) };
    Some(Config {
        base_url: base_url?,
        listen,
        transport: transport?,
        database: database?,
        mark,
        master_key: master_key?,
        brand,
        logo,
        legal,
        policy: Policy { webhooks: webhooks.iter().map(WebhookConfig::rule).collect(), ..policy? },
        client_policy,
        apps,
        clients,
        sms,
        email,
        webhooks,
        limits,
        metadata,
        passwords,
        log,
    })
}

fn read_transport(
    settings: &mut Settings,
    base_url: Option<&BaseUrl>,
    listen: &[SocketAddr],
) -> Option<Transport> {
    let networks_written = settings.has("proxies");
    let expected = "the proxies' networks, as [\"10.0.0.0/8\"], and not everybody's";
    let networks = settings.list("proxies", expected, address::parse_network);
    if settings.has("tls") {
        let (certificate, key) =
            (read_tls_file(settings, "tls.certificate"), read_tls_file(settings, "tls.key"));
        if networks_written {
            settings.note("proxies", "either [tls] or proxies, not both", "both");
        }
        return Some(Transport::Tls { certificate: certificate?, key: key? });
    }
    if let Some(networks) = networks {
        return Some(Transport::Proxied(read_proxies(settings, networks)));
    }
    if networks_written {
        return None;
    }
    let base_url = base_url?;
    if base_url.is_https() {
        let expected =
            "a certificate and tls.key, or else the networks of the proxies that have them, in proxies";
        settings.note("tls.certificate", expected, "neither");
        return None;
    }
    if let Some(public) = listen.iter().find(|address| !address.ip().is_loopback()) {
        settings.note(
            "listen",
            "an address of this machine alone, since base_url is http",
            public.to_string(),
        );
        return None;
    }
    Some(Transport::Localhost)
}

fn read_proxies(settings: &mut Settings, networks: Vec<IpNet>) -> Proxies {
    let expected = "\"x-forwarded-for\" or \"forwarded\": the one that the proxies write themselves";
    let header = settings.optional("forwarded_header", expected, |text| {
        [ForwardedHeader::XForwardedFor, ForwardedHeader::Forwarded]
            .into_iter()
            .find(|header| text.eq_ignore_ascii_case(header.name()))
    });
    let place_header =
        settings.optional("place_header", "a header's name, as \"cf-ipcountry\"", |text| text.parse().ok());
    Proxies { networks, header: header.unwrap_or(ForwardedHeader::XForwardedFor), place_header }
}

fn read_tls_file(settings: &mut Settings, name: &str) -> Option<PathBuf> {
    let expected = "a PEM file";
    if !settings.has(name) {
        settings.note(name, expected, "nothing");
        return None;
    }
    let path = settings.path(name)?;
    match std::fs::File::open(&path) {
        Ok(_) => Some(path),
        Err(error) => {
            settings.note(name, expected, unreadable(&path, &error));
            None
        }
    }
}

fn read_database(settings: &mut Settings) -> Option<DatabaseUrl> {
    let folder = settings.folder().to_owned();
    let Some(text) = settings.secret_text("database", DATABASE_EXPECTED) else {
        return Some(DatabaseUrl::Sqlite(folder.join("passkeep.db")));
    };
    match DatabaseUrl::parse(text.expose()) {
        Ok(DatabaseUrl::Sqlite(path)) => Some(DatabaseUrl::Sqlite(folder.join(path))),
        Ok(postgres) => Some(postgres),
        Err(_) => {
            settings.note("database", DATABASE_EXPECTED, "another value, which is not shown here");
            None
        }
    }
}

/// A database in a file has its mark beside it, unless it is kept elsewhere; for one on a server somebody must name a place.
fn read_mark(settings: &mut Settings, database: Option<&DatabaseUrl>) -> Option<PathBuf> {
    match (settings.has("mark_file"), database) {
        (true, _) => settings.path("mark_file"),
        (false, Some(DatabaseUrl::Sqlite(path))) => Some(path.with_extension("mark")),
        (false, _) => None,
    }
}

const DATABASE_EXPECTED: &str = "\"sqlite:PATH\" or \"postgres://…\"";

fn read_master_key(settings: &mut Settings) -> Option<MasterKey> {
    let name = "master_key_file";
    if !settings.has(name) {
        settings.note(name, MasterKey::EXPECTED, "nothing");
        return None;
    }
    let path = settings.path(name)?;
    let key = match std::fs::read_to_string(&path).map(zeroize::Zeroizing::new) {
        Ok(_) if open_to_strangers(&path) => Err(format!("{}, which everybody can read", path.display())),
        Ok(text) => {
            MasterKey::parse(&text).ok_or_else(|| format!("{}, which holds something else", path.display()))
        }
        Err(error) => Err(unreadable(&path, &error)),
    };
    key.map_err(|seen| settings.note(name, MasterKey::EXPECTED, seen)).ok()
}

#[cfg(unix)]
fn open_to_strangers(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn open_to_strangers(_path: &Path) -> bool {
    false
}

fn read_brand(settings: &mut Settings, base_url: Option<&BaseUrl>) -> (Brand, Option<LogoFile>) {
    let name = settings.optional("brand.name", NAME_EXPECTED, name);
    let colour = settings.optional("brand.colour", "a colour, as \"#0b5a50\"", |text| text.parse().ok());
    let logo = settings.path("brand.logo").and_then(|path| read_logo(settings, &path));
    let picture = Logo::Picture { url: LOGO_PATH.to_owned(), url_dark: None };
    let brand = Brand {
        name: name.unwrap_or_else(|| PASSKEEP.to_owned()),
        host: base_url.map_or("", BaseUrl::host).to_owned(),
        logo: if logo.is_some() { picture } else { Logo::Passkeep },
        colour: colour.unwrap_or(Colour::PASSKEEP),
    };
    (brand, logo)
}

const NAME_EXPECTED: &str = "a name of 1 to 64 characters";

fn name(text: &str) -> Option<String> {
    let fits = (1..=64).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

fn read_logo(settings: &mut Settings, path: &Path) -> Option<LogoFile> {
    let expected = "a picture (.svg, .png, .webp or .jpg) of at most 256 KiB";
    let media_type = match path.extension().and_then(|extension| extension.to_str()) {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("jpg" | "jpeg") => "image/jpeg",
        _ => {
            settings.note("brand.logo", expected, path.display().to_string());
            return None;
        }
    };
    match std::fs::read(path) {
        Ok(bytes) if bytes.len() <= LOGO_BYTES_MAX => Some(LogoFile { media_type, bytes }),
        Ok(bytes) => {
            settings.note("brand.logo", expected, format!("{} bytes", bytes.len()));
            None
        }
        Err(error) => {
            settings.note("brand.logo", expected, unreadable(path, &error));
            None
        }
    }
}

fn read_policy(
    settings: &mut Settings,
    base_url: Option<&BaseUrl>,
    brand: &Brand,
    apps: &Apps,
) -> Option<Policy> {
    let rp_id = settings.optional("rp_id", "base_url's host, or a parent domain of it", |text| {
        base_url.is_none_or(|base_url| base_url.takes_rp_id(text)).then(|| text.to_owned())
    });
    let rp_name = settings.optional("rp_name", NAME_EXPECTED, name);
    let host = base_url.map_or("", BaseUrl::host);
    let issuer = base_url.map_or("", BaseUrl::as_str);
    let rp_id = rp_id.unwrap_or_else(|| host.to_owned());
    let rp_name = rp_name.unwrap_or_else(|| brand.name.clone());
    let origins = origins::read(settings, issuer, &rp_id, apps);
    let mut policy = Policy::new(issuer.to_owned(), rp_id, rp_name, origins);
    policy.top_origins = origins::read_top(settings);
    durations::read_policy(settings, &mut policy);
    policy.authenticators = attestation::read_attestation(settings);
    policy.action_types = confirmations::read_confirmations(settings);
    policy.value_scopes = clients::read_value_scopes(settings);
    policy.support = support::read_support(settings);
    if policy.session_two.idle_seconds > policy.session_two.seconds {
        let expected = "at most policy.session_seconds";
        settings.note("policy.session_idle_seconds", expected, policy.session_two.idle_seconds.to_string());
    }
    base_url.map(|_| policy)
}

fn read_log(settings: &mut Settings) -> Log {
    let format = settings.optional("log.format", "\"text\" or \"json\"", |text| match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    });
    let level =
        settings.optional("log.level", "\"error\", \"warn\", \"info\", \"debug\" or \"trace\"", |text| {
            text.parse().ok()
        });
    Log { format: format.unwrap_or(LogFormat::Text), level: level.unwrap_or(tracing::Level::INFO) }
}
