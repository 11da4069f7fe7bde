use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;

mod catalogue;

use catalogue::{CATALOGUES, Message, messages};

#[test]
fn the_language_is_chosen_by_query_then_cookie_then_browser() {
    let check = |query, cookie, accept, expected| {
        assert_eq!(Language::negotiate(query, cookie, accept), expected, "{query:?} {cookie:?} {accept:?}");
    };
    check(None, None, None, Language::En);
    check(None, None, Some("zh-CN,zh;q=0.9,en;q=0.8"), Language::ZhCn);
    check(None, None, Some("zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7"), Language::ZhTw);
    check(None, None, Some("zh-HK"), Language::ZhTw);
    check(None, None, Some("ja-JP,ja;q=0.9,en;q=0.8"), Language::Ja);
    check(None, None, Some("fr, en;q=0.4, zh;q=0.6"), Language::ZhCn);
    check(None, None, Some("fr, en;q=0.4, zh-hant;q=0.6, ja;q=0.5"), Language::ZhTw);
    check(None, None, Some("en ; q=0.4 , ja ; q=0.6"), Language::Ja);
    check(None, None, Some("ja;q=0.5, zh-TW;q=0.5"), Language::Ja);
    check(None, None, Some("zh;q=0, en;q=0.1"), Language::En);
    check(None, None, Some("ja;q=0, *;q=0.5"), Language::En);
    check(None, None, Some("ko, de;q=x, *"), Language::En);
    check(None, None, Some(",;q=,-,;;"), Language::En);
    check(None, Some("zh-CN"), Some("en"), Language::ZhCn);
    check(None, Some("zh-TW"), Some("zh-CN"), Language::ZhTw);
    check(Some("en"), Some("zh-CN"), Some("zh"), Language::En);
    check(Some("ja"), Some("zh-CN"), Some("en"), Language::Ja);
    check(Some("tlh"), Some("zh-CN"), None, Language::ZhCn);
}

#[test]
fn a_tag_is_looked_up_from_the_most_particular_range_on() {
    let check = |tag, expected| assert_eq!(Language::from_tag(tag), expected, "{tag:?}");
    let (cn, tw) = (Some(Language::ZhCn), Some(Language::ZhTw));
    check("zh", cn);
    check("zh-CN", cn);
    check("zh-SG", cn);
    check("zh-Hans", cn);
    check("zh-Hans-TW", cn);
    check("zh-Hans-HK", cn);
    check("zh-TW", tw);
    check("zh-HK", tw);
    check("zh-MO", tw);
    check("zh-Hant", tw);
    check("zh-Hant-CN", tw);
    check("ZH_hant_hk", tw);
    check("yue", tw);
    check("yue-Hans-CN", cn);
    check(" zh-TW ", tw);
    check("zh-TW-u-ca-roc", tw);
    check("zh-x-TW", cn);
    check("ja", Some(Language::Ja));
    check("ja-JP-u-ca-japanese", Some(Language::Ja));
    check("en-x-zh-TW", Some(Language::En));
    check("english", None);
    check("jam", None);
    check("", None);
    check("-", None);
    check("--", None);
    check("*", None);
    check("x-zh", None);
}

#[test]
fn every_language_is_found_by_its_own_tag_and_falls_back_to_english() {
    for language in Language::ALL {
        assert_eq!(Language::from_tag(language.tag()), Some(language));
        assert!(!language.fallbacks().contains(&language));
        assert!(language == Language::En || language.fallbacks().last() == Some(&Language::En));
    }
}

/// To translate what others have added: this fails with each key and its English.
#[test]
fn every_language_has_every_text_and_no_other() {
    let mut faults = vec![];
    for (name, english, others) in CATALOGUES {
        let english = messages(english);
        for (tag, source) in others {
            let own = messages(source);
            let missing = english.iter().filter(|(key, _)| !own.contains_key(*key));
            faults
                .extend(missing.map(|(key, message)| format!("{name}.{tag} lacks {key} = {}", message.text)));
            let beyond = own.keys().filter(|key| !english.contains_key(*key));
            faults.extend(beyond.map(|key| format!("{name}.{tag} has {key}, which English has not")));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_text_has_the_variables_selectors_and_marks_of_the_english() {
    let mut faults = vec![];
    let mut check = |key: &str, tag: &str, what: &str, fine: bool| {
        if !fine {
            faults.push(format!("{key} in {tag}: {what}"));
        }
    };
    for (_, english, others) in CATALOGUES {
        let english = messages(english);
        for (tag, source) in others {
            for (key, own) in messages(source) {
                let Some(model) = english.get(&key) else { continue };
                // A code's line for browsers names the domain too: where a part has 70 characters, once is enough.
                let variables = |message: &Message| {
                    let mut variables = message.variables.clone();
                    if key.starts_with("message-") && key.ends_with("-code") {
                        variables.remove("domain");
                    }
                    variables
                };
                check(&key, tag, "other variables", variables(&own) == variables(model));
                check(&key, tag, "other cases", own.cases == model.cases);
                check(&key, tag, "no default case", own.selectors == own.defaults);
                check(&key, tag, "other marks", own.marks == model.marks);
                check(&key, tag, "nothing", !own.text.trim().is_empty());
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// An operator may set how long people wait: a text takes it from the policy. What stands here never changes.
#[test]
fn no_text_says_by_itself_how_long_the_policy_makes_people_wait() {
    let constant = [
        "removed-title",
        "problems-lede",
        "problems-none",
        "outbox-done",
        "support-nothing-next",
        "support-no-problem",
        "charts-lede",
        "charts-drawn",
        "charts-week",
        "charts-month",
        "app-fault-request",
    ];
    let is_number = |word: &str| {
        let digits = word.chars().all(|c| c.is_ascii_digit());
        // A 1 is the case of one among others, which counts.
        digits && word != "1" || ["a", "one", "two", "three", "seven", "ten"].contains(&word)
    };
    // "It can take a minute" is a way of speaking.
    let is_long = |word: &str| {
        let word = word.trim_end_matches(|c: char| !c.is_alphabetic());
        ["minutes", "hour", "hours", "day", "days", "week", "weeks"].contains(&word)
    };
    let mut faults = vec![];
    for (name, english, _) in CATALOGUES {
        for (key, message) in messages(english) {
            let words: Vec<&str> = message.text.split_whitespace().collect();
            let says = words.windows(2).any(|pair| is_number(pair[0]) && is_long(pair[1]));
            if says && !constant.contains(&key.as_str()) {
                faults.push(format!("{key} in {name}: {}", message.text));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_text_is_an_untranslated_copy() {
    let same_everywhere = ["outbox-webhook"];
    let mut faults = vec![];
    for (_, english, others) in CATALOGUES {
        let english = messages(english);
        for (tag, source) in others {
            let copies = messages(source).into_iter().filter(|(key, own)| {
                let model = english.get(key).map(|model| model.text.as_str());
                model == Some(own.text.as_str())
                    && own.has_words()
                    && !same_everywhere.contains(&key.as_str())
            });
            faults.extend(copies.map(|(key, own)| format!("{key} in {tag}: {}", own.text)));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Characters of the simplified texts that neither traditional Chinese (Big5) nor Japanese (Shift JIS) is written with, and
/// characters of the traditional ones that are not in GB 2312: what was converted, or pasted into the wrong file, shows.
#[test]
fn every_language_is_written_in_its_own_characters() {
    const SIMPLIFIED: &str = "东丢两为产亲仅们关冻则刚创删别办务动单历发变吗启响围图处备够实对尝帐带帮应开弹归录彻态总户扫报拥拦择\
         损换时显暂标样检欢浏满现电码稳签类紧约纹线组终经结给络绝统继绪续维联脑节获营蓝见规览计认让议记许论设\
         证识诉词试话该语误说请读谁调败账贴资转载较输边达过运还这进远连选邮钟钥钮链销锁错长闭问间阅际隐难页项\
         须题额马验骗骤";
    const TRADITIONAL: &str = "並併來係個們備傳價儲內兩冊凍別刪則剛動務區員問啟單嗎嘗國報夠寫將專尋對屬帳帶幫幾廠從復態憑應戶掃換損\
         擁擇擋據敗數時暫暱會東棄樣機檔檢權歡歷決沒況準滿瀏為無營爭狀獨現產當發確碼種稱穩竊筆範簡簽約紋紙終組\
         結絕絡給統經維網緊緒線繼續聯腦臉與舊藍處號螢裝裡製複見規視親覽訊記設許訴註詞詢試話該認語說誰請論證議\
         讀變讓資跡較載輸這連進運過遠適選遺還邊郵鈕銷錄錯鎖鐘鑰長門閉開間閱關陣隨隱離難電響頁項須題額類顯餘騙\
         驗驟麼點";
    let foreign = |tag: &str| match tag {
        "zh-CN" => TRADITIONAL,
        _ => SIMPLIFIED,
    };
    for (name, _, others) in CATALOGUES {
        for (tag, source) in others {
            let lines = source.lines().filter(|line| !line.starts_with('#'));
            let wrong: Vec<_> = lines.filter(|line| line.contains(|c| foreign(tag).contains(c))).collect();
            assert!(wrong.is_empty(), "{name}.{tag}: {wrong:#?}");
        }
    }
}

#[test]
fn pages_use_every_key_and_no_other() {
    let written: BTreeSet<String> = messages(include_str!("../../texts/en.ftl")).into_keys().collect();
    let mut used = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in files(&root.join("templates")).into_iter().chain(files(&root.join("src"))) {
        let source = std::fs::read_to_string(&file).unwrap();
        used.extend(keys_used(&source));
    }
    assert_eq!(written.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "unused");
    assert_eq!(used.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "missing");
}

#[test]
fn the_check_of_catalogues_sees_what_differs() {
    let of = |source: &str| messages(source).into_iter().next().unwrap().1;
    let message = of("a = <b>{ $n ->\n    [0] None\n   *[other] { $n } of { $name }\n}</b>\n");
    assert_eq!(message.variables, BTreeSet::from(["n".into(), "name".into()]));
    assert_eq!(message.cases, BTreeMap::from([("n".into(), BTreeSet::from(["0".into()]))]));
    assert_eq!((message.selectors, message.defaults), (1, 1));
    assert_eq!(message.marks, ["<b>", "</b>"]);
    let message = of("a = { $kind ->\n [phone] A\n *[email] B\n } { $what ->\n [x] C\n [y] D\n }\n");
    let named = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>();
    let cases =
        BTreeMap::from([("kind".into(), named(&["email", "phone"])), ("what".into(), named(&["x", "y"]))]);
    assert_eq!(message.cases, cases);
    assert_eq!((message.selectors, message.defaults), (2, 1));
}

/// The first literal after one of the calls that take a key.
fn keys_used(source: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let calls = [
        ".text(\"",
        ".with(\"",
        ".with2(\"",
        ".rich(\"",
        ".html(\"",
        ".count(\"",
        ".get(\"",
        ".timed(\"",
        ".timed_day(\"",
        ".ruled(\"",
        ".ruled_with(\"",
        ".ruled_html(\"",
    ];
    for call in calls {
        for (at, _) in source.match_indices(call) {
            let rest = &source[at + call.len()..];
            let Some(end) = rest.find('"') else { continue };
            keys.push(rest[..end].to_owned());
        }
    }
    keys
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
