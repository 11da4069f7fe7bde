//! The operator's look at the well-known files, as clients see them.

use anyhow::{anyhow, bail};
use passkeep_server::check_links::{Expected, Finding, PATHS, Weight, base_of, check};
use passkeep_server::config::Config;

/// Looks at a site, or at the one where clients of a configuration look.
pub async fn run(base: Option<String>, config: Option<Config>) -> anyhow::Result<()> {
    let base =
        base.or_else(|| config.as_ref().map(base_of)).ok_or_else(|| anyhow!("name a site, or --config"))?;
    let expected = config.as_ref().map(Expected::of);
    let findings = check(&base, expected.as_ref()).await.map_err(|reason| anyhow!("{reason}"))?;
    println!("{}", text(&base, &findings));
    match findings.iter().filter(|finding| finding.weight == Weight::Wrong).count() {
        0 => Ok(()),
        1 => bail!("one thing is wrong"),
        count => bail!("{count} things are wrong"),
    }
}

fn text(base: &str, findings: &[Finding]) -> String {
    let mut lines = vec![];
    for path in std::iter::once("").chain(PATHS) {
        for finding in findings.iter().filter(|finding| finding.path == path) {
            let weight = match finding.weight {
                Weight::Fine => "fine ",
                Weight::Note => "note ",
                Weight::Wrong => "WRONG",
            };
            let what = if path.is_empty() { base } else { path };
            lines.push(format!("{weight}  {what} {}", finding.what));
        }
    }
    lines.join("\n")
}
