use std::path::PathBuf;

use aws_lc_rs::digest;
use passkeep_decision::password::{Listing, Password};

use super::*;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn out(&self) -> PathBuf {
        self.0.path().join("breach.list")
    }

    fn build(&self, lines: &str, count_min: Option<u64>) -> Result<Built, BuildFault> {
        build(lines.as_bytes(), &self.out(), count_min, &mut |_| {})
    }

    fn list(&self, lines: &str) -> BreachList {
        self.build(lines, None).unwrap();
        BreachList::open(&self.out()).unwrap()
    }
}

fn sha1(text: &str) -> String {
    let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, text.as_bytes());
    hash.as_ref().iter().map(|byte| format!("{byte:02X}")).collect()
}

fn look(list: &BreachList, typed: &str) -> Listing {
    list.look(&Password::parse(typed).unwrap()).unwrap()
}

#[test]
fn holds_each_of_its_passwords_and_hardly_any_other() {
    let lines: Vec<String> =
        (0..20_000).map(|n| format!("{}:{}", sha1(&format!("known {n}")), n + 1)).collect();
    let folder = Folder::new();
    let list = folder.list(&lines.join("\r\n"));
    assert!((19_999..=20_000).contains(&list.count()), "two may have one fingerprint: {}", list.count());
    for n in 0..20_000 {
        assert_eq!(look(&list, &format!("known {n}")), Listing::Present, "{n}");
    }
    // At most 0.1 are expected; the texts are always the same, so that this never changes by chance.
    let taken = (0..100_000).filter(|n| look(&list, &format!("other {n}")) == Listing::Present).count();
    assert!(taken <= 1, "{taken}");
}

#[test]
fn lines_come_in_any_order_and_form() {
    let (a, b, c) = (sha1("secret"), sha1("geheim"), sha1("тайна"));
    let folder = Folder::new();
    let forms = [
        format!("{a}:3\n{b}:2\n{c}:1\n"),
        format!("{c}:1\r\n{a}:3\r\n{b}:2\r\n"),
        format!("{b}\n\n{a}\n{c}"),
        format!("{}:7   \n{b}:1\n{c}:1\n{a}:1\n", a.to_lowercase()),
    ];
    let mut written = vec![];
    for lines in &forms {
        let list = folder.list(lines);
        for (typed, listing) in [
            ("secret", Listing::Present),
            ("SeCrEt", Listing::Present),
            ("geheim", Listing::Present),
            ("Тайна", Listing::Present),
            ("secrets", Listing::Absent),
        ] {
            assert_eq!(look(&list, typed), listing, "{typed} in {lines}");
        }
        assert_eq!(list.count(), 3);
        written.push(std::fs::read(folder.out()).unwrap());
    }
    assert!(written.windows(2).all(|pair| pair[0] == pair[1]), "the same hashes give the same bytes");
}

#[test]
fn a_capital_in_the_list_is_found_as_typed() {
    let list = Folder::new().list(&sha1("Geheim1"));
    assert_eq!(look(&list, "Geheim1"), Listing::Present);
    assert_eq!(look(&list, "geheim1"), Listing::Absent, "a hash can't be folded");
}

#[test]
fn hashes_that_were_seen_too_seldom_stay_out() {
    let folder = Folder::new();
    let lines = format!("{}:9\n{}:10\n{}:11\n", sha1("a"), sha1("b"), sha1("c"));
    let built = folder.build(&lines, Some(10)).unwrap();
    let bytes = std::fs::metadata(folder.out()).unwrap().len();
    assert_eq!(built, Built { lines: 3, hashes: 2, bytes });
    let list = BreachList::open(&folder.out()).unwrap();
    assert_eq!([look(&list, "a"), look(&list, "b")], [Listing::Absent, Listing::Present]);
    assert!(matches!(folder.build(&lines, Some(12)), Err(BuildFault::Nothing)));
}

#[test]
fn a_line_that_is_no_hash_is_named_and_never_shown() {
    let good = sha1("a");
    let check = |line: &str, expected: LineFault| {
        let folder = Folder::new();
        let fault = folder.build(&format!("{good}:1\n{line}\n"), Some(1)).unwrap_err();
        assert!(
            matches!(&fault, BuildFault::Line { number: 2, fault } if *fault == expected),
            "{line}: {fault}"
        );
        assert!(!fault.to_string().contains(line), "{fault}");
        assert!(!folder.out().exists());
        assert_eq!(std::fs::read_dir(folder.0.path()).unwrap().count(), 0, "nothing is left behind");
    };
    check("8846F7EAEE8FB117AD06BDD830B7586C:1", LineFault::Ntlm);
    check(&good, LineFault::NoCount);
    for line in [
        "hunter2-is-my-password",
        "DEADBEEF:1",
        &format!("{good}0:1"),
        &format!("{good}:"),
        &format!("{good}:x"),
        &format!("{good}:-1"),
        &format!("{good};1"),
        &format!(" {good}:1"),
        &"a".repeat(10_000),
    ] {
        check(line, LineFault::Other);
    }
    assert!(matches!(Folder::new().build("\n\n", None), Err(BuildFault::Nothing)));
}

#[test]
fn what_stands_there_is_replaced_by_a_whole_list_alone() {
    let folder = Folder::new();
    let before = folder.list(&sha1("before"));
    assert!(folder.build("nonsense", None).is_err());
    assert_eq!(look(&BreachList::open(&folder.out()).unwrap(), "before"), Listing::Present);
    let after = folder.list(&sha1("after"));
    assert_eq!(look(&after, "before"), Listing::Absent);
    assert_eq!(look(&before, "before"), Listing::Present, "who has it open reads on");
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(folder.out()).unwrap().permissions().mode() & 0o400, 0o400);
}

#[test]
fn a_list_that_is_not_whole_is_not_opened() {
    let folder = Folder::new();
    folder.list(&(0..100).map(|n| sha1(&n.to_string()) + "\n").collect::<String>());
    let whole = std::fs::read(folder.out()).unwrap();
    let open = |bytes: &[u8]| {
        std::fs::write(folder.out(), bytes).unwrap();
        BreachList::open(&folder.out()).map(|list| list.count())
    };
    assert!(matches!(open(&whole), Ok(100)));
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        assert!(open(&damaged).is_err(), "byte {at}");
        assert!(open(&whole[..at]).is_err(), "cut at {at}");
    }
    assert!(matches!(open(&[&whole[..], b"\0"].concat()), Err(BreachListFault::Damaged)));
    assert!(matches!(open(b"[passwords]\nbreach_list = true\n"), Err(BreachListFault::Other)));
    assert!(matches!(open(b""), Err(BreachListFault::Other)));
    let mut newer = whole;
    newer[19] = 2;
    assert!(matches!(open(&newer), Err(BreachListFault::Version(2))));
}
