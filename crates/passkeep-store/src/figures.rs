//! The figures of the support desk's charts: sums over what is kept anyway, and sign-ins by day and method. Nobody's.

use passkeep_decision::moment::Timestamp;
use passkeep_webauthn::Aaguid;

use crate::error::StoreError;
use crate::statement::Statement;
use crate::store::Store;

/// Failed attempts of a day that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureFigure {
    /// The day, counted from 1970.
    pub day: i64,
    /// What the signs said.
    pub code: String,
    /// The system, as its client says.
    pub system: String,
    /// Which app or browser, coarsely.
    pub version: Option<String>,
    /// How many.
    pub attempts: i64,
}

/// Sign-ins of a day by a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInFigure {
    /// The day, counted from 1970.
    pub day: i64,
    /// What was proved: the methods' names, joined by `+`.
    pub method: String,
    /// How many.
    pub sign_ins: i64,
}

/// Passkeys of a model or provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderFigure {
    /// Which.
    pub aaguid: Aaguid,
    /// How many.
    pub passkeys: i64,
}

impl Store {
    /// Adds to the sign-ins of a day by a method; where another node makes the row at the same time, adds to that.
    pub async fn tally_sign_ins(&self, figure: &SignInFigure) -> Result<(), StoreError> {
        let key = || [figure.sign_ins.into(), figure.day.into(), figure.method.as_str().into()];
        let add = || {
            Statement::new(
                "update sign_in_tally set sign_ins = sign_ins + $1 where day = $2 and method = $3",
                key(),
            )
        };
        let make =
            Statement::new("insert into sign_in_tally (sign_ins, day, method) values ($1, $2, $3)", key());
        if self.write(vec![add()]).await? == [1] {
            return Ok(());
        }
        match self.write(vec![make]).await {
            Err(StoreError::Conflict) => self.write(vec![add()]).await.map(drop),
            made => made.map(drop),
        }
    }

    /// The sign-ins of a day and of those after it.
    pub async fn sign_in_figures(&self, since_day: i64) -> Result<Vec<SignInFigure>, StoreError> {
        self.reader()
            .query(
                "select day, method, sign_ins from sign_in_tally where day >= $1 order by day, method",
                &[since_day.into()],
                |row| {
                    row.of("sign_in_tally");
                    let (day, method) = (row.integer()?, row.text()?.to_owned());
                    Ok(SignInFigure { day, method, sign_ins: row.integer()? })
                },
            )
            .await
    }

    /// Failed attempts since then, by day, code, system and version.
    pub async fn failure_figures(&self, since: Timestamp) -> Result<Vec<FailureFigure>, StoreError> {
        self.reader()
            .query(
                "select attempted_at / 86400000, coalesce(code, told), system, version, count(*)
                 from attempt
                 where attempted_at >= $1
                 group by attempted_at / 86400000, coalesce(code, told), system, version",
                &[since.into()],
                |row| {
                    row.of("attempt");
                    let (day, code) = (row.integer()?, row.text()?.to_owned());
                    let (system, version) = (row.text()?.to_owned(), row.optional_text()?.map(str::to_owned));
                    Ok(FailureFigure { day, code, system, version, attempts: row.integer()? })
                },
            )
            .await
    }

    /// How many passkeys each model or provider keeps.
    pub async fn provider_figures(&self) -> Result<Vec<ProviderFigure>, StoreError> {
        self.reader()
            .query("select aaguid, count(*) from passkey group by aaguid", &[], |row| {
                row.of("passkey");
                let aaguid = Aaguid(row.array()?);
                Ok(ProviderFigure { aaguid, passkeys: row.integer()? })
            })
            .await
    }
}
