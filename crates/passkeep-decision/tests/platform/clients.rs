//! User agents, client hints and headers, with the facts that are read from them, and nothing else.
//!
//! Where a row was copied, its source stands before it: MDN (the pages on `User-Agent` and `Sec-CH-UA…`), Chromium ("User-Agent
//! Reduction" and "User agent in WebView" on developer.chrome.com), Microsoft ("Detect Microsoft Edge from your website" and
//! "Detect Windows 11 using User-Agent Client Hints" on learn.microsoft.com), Huawei ("Developing User-Agent" in the guides to
//! ArkWeb), and lists of what servers saw, published on GitHub. Rows without one are made after those of their kind.

use passkeep_decision::platform::{Reading, Told, read};
use serde_json::{Value, json};

const CHROME: &str = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";
const WEBKIT: &str = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const CHROME_BRANDS: &str = r#""Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140""#;

fn facts(told: Told<'_>) -> Value {
    let Reading { facts, unread } = read(&told);
    assert!(unread.is_empty(), "{told:?}: {unread:?}");
    Value::Object(facts.to_json())
}

fn agent(user_agent: &str, expected: Value) {
    assert_eq!(facts(Told { user_agent, ..Told::default() }), expected, "{user_agent}");
}

/// A Chromium's request: user agent, brands, platform and its version.
fn hinted(user_agent: &str, [brands, platform, version]: [&str; 3], expected: Value) {
    let quoted = |text: &str| format!("\"{text}\"");
    let (platform, version) = (quoted(platform), quoted(version));
    let told = Told {
        user_agent,
        brands: Some(brands),
        platform: Some(&platform),
        platform_version: Some(&version),
        ..Told::default()
    };
    assert_eq!(facts(told), expected, "{user_agent} {platform} {version}");
}

#[test]
fn windows_is_told_apart_by_hints_alone() {
    let windows = format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36");
    let chrome =
        |more: Value| with(json!({ "channel": "web", "os.name": "windows", "browser": "chrome" }), more);
    // MDN, User-Agent. Frozen: no version.
    agent(&windows, chrome(json!({ "browser.version": "140.0.0.0" })));
    let (ten, eleven) = (json!({ "from": 10_240, "below": 22_000 }), json!({ "from": 22_000 }));
    // Microsoft Learn: 13 and more is Windows 11; 1 to 10 is Windows 10; 0 is what was before.
    let rows = [
        ("19.0.0", json!({ "os.version": "11", "os.build": eleven })),
        ("15.0.0", json!({ "os.version": "11", "os.build": eleven })),
        ("13.0.0", json!({ "os.version": "11", "os.build": eleven })),
        ("12.0.0", json!({})),
        ("10.0.0", json!({ "os.version": "10", "os.build": ten })),
        ("1.0.0", json!({ "os.version": "10", "os.build": ten })),
        ("0.3.0", json!({})),
        ("", json!({})),
        ("x", json!({})),
    ];
    for (version, expected) in rows {
        let expected = with(chrome(json!({ "browser.version": "140" })), expected);
        hinted(&windows, [CHROME_BRANDS, "Windows", version], expected);
    }
    // Microsoft Learn, "Detect Microsoft Edge".
    let edge = format!("{windows} Edg/140.0.0.0");
    let brands = r#""Chromium";v="140", "Microsoft Edge";v="140", "Not=A?Brand";v="24""#;
    let told = json!({
        "channel": "web", "os.name": "windows", "os.version": "11", "os.build": eleven,
        "browser": "edge", "browser.version": "140",
    });
    hinted(&edge, [brands, "Windows", "15.0.0"], told);
    // MDN, User-Agent, Opera.
    let opera = format!("{windows} OPR/125.0.0.0");
    let told = json!({
        "channel": "web", "os.name": "windows", "browser": "opera", "browser.version": "125.0.0.0",
    });
    agent(&opera, told);
    // MDN, "Firefox user agent string reference". It sends no hints.
    agent(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
        json!({ "channel": "web", "os.name": "windows", "browser": "firefox", "browser.version": "144.0" }),
    );
    let old = |token: &str| {
        format!("Mozilla/5.0 (Windows NT {token}; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0")
    };
    let before = |version: &str, build: Value| {
        json!({
            "channel": "web", "os.name": "windows", "os.version": version, "os.build": build,
            "browser": "firefox", "browser.version": "115.0",
        })
    };
    agent(&old("6.1"), before("7", json!({ "from": 7600, "below": 7602 })));
    agent(&old("6.2"), before("8", json!(9200)));
    agent(&old("6.3"), before("8.1", json!(9600)));
    // Microsoft Learn, WebView2.
    let brands = r#""Chromium";v="140", "Microsoft Edge WebView2";v="140", "Not=A?Brand";v="24""#;
    let told = json!({
        "channel": "webview", "os.name": "windows", "os.version": "11", "os.build": eleven,
        "browser": "edge", "browser.version": "140",
    });
    hinted(&edge, [brands, "Windows", "15.0.0"], told);
}

#[test]
fn android_is_told_apart_by_hints_alone() {
    // developer.chrome.com, "User-Agent Reduction": whatever the phone is.
    let phone = format!("Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36");
    agent(
        &phone,
        json!({ "channel": "web", "os.name": "android", "browser": "chrome", "browser.version": "140.0.0.0" }),
    );
    let rows = [
        ("8.1.0", json!({ "from": 26, "below": 28 })),
        ("9.0.0", json!(28)),
        ("10.0.0", json!(29)),
        ("11.0.0", json!(30)),
        ("12.0.0", json!({ "from": 31, "below": 33 })),
        ("13.0.0", json!(33)),
        ("14.0.0", json!(34)),
        ("15.0.0", json!(35)),
        ("16.0.0", json!(36)),
        ("17.0.0", json!({ "from": 37 })),
    ];
    for (version, level) in rows {
        let told = json!({
            "channel": "web", "os.name": "android", "os.version": version, "os.api_level": level,
            "browser": "chrome", "browser.version": "140",
        });
        hinted(&phone, [CHROME_BRANDS, "Android", version], told);
    }
    // MDN, "Browser detection using the user agent": Samsung Internet, which sends no hints.
    agent(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
        json!({
            "channel": "web", "os.name": "android", "browser": "samsung_internet", "browser.version": "28.0",
        }),
    );
    // MDN, "Firefox user agent string reference". The number is the person's wish as often as the truth.
    agent(
        "Mozilla/5.0 (Android 14; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0",
        json!({ "channel": "web", "os.name": "android", "browser": "firefox", "browser.version": "144.0" }),
    );
    agent(
        &format!("{phone} EdgA/140.0.0.0"),
        json!({ "channel": "web", "os.name": "android", "browser": "edge", "browser.version": "140.0.0.0" }),
    );
    // developer.chrome.com, "User agent in WebView".
    agent(
        "Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ1A.230105.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36",
        json!({
            "channel": "webview", "os.name": "android", "browser": "chrome", "browser.version": "116.0.0.0",
        }),
    );
    let brands = r#""Android WebView";v="140", "Chromium";v="140", "Not=A?Brand";v="24""#;
    let told = json!({
        "channel": "webview", "os.name": "android", "os.version": "14.0.0", "os.api_level": 34,
        "browser": "chrome", "browser.version": "140",
    });
    hinted(&phone, [brands, "Android", "14.0.0"], told);
    // Seen by servers (GitHub): WeChat on Android.
    agent(
        "Mozilla/5.0 (Linux; Android 12; M2102J2SC Build/SKQ1.211006.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5015 MMWEBSDK/20230202 MicroMessenger/8.0.33.2320(0x28002151) WeChat/arm64",
        json!({
            "channel": "webview", "os.name": "android", "browser": "wechat", "browser.version": "8.0.33.2320",
        }),
    );
    // Seen by servers (GitHub): Xiaomi's browser.
    agent(
        "Mozilla/5.0 (Linux; U; Android 9; zh-cn; Redmi Note 8 Build/PKQ1.190616.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/71.0.3578.141 Mobile Safari/537.36 XiaoMi/MiuiBrowser/12.5.22",
        json!({
            "channel": "web", "os.name": "android", "browser": "miui_browser", "browser.version": "12.5.22",
        }),
    );
}

#[test]
fn safari_s_version_is_its_system_s_and_a_frozen_token_is_not() {
    let iphone = |os: &str, rest: &str| {
        format!("Mozilla/5.0 (iPhone; CPU iPhone OS {os} like Mac OS X) {WEBKIT} {rest}")
    };
    let ios = |channel: &str, version: Value| {
        with(json!({ "channel": channel, "os.name": "ios" }), json!({ "os.version": version }))
    };
    let safari = |version: &str| json!({ "browser": "safari", "browser.version": version });
    // MDN, User-Agent: Safari on an iPhone.
    agent(
        &iphone("15_8_3", "Version/15.6.6 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!("15.8.3")), safari("15.6.6")),
    );
    agent(
        &iphone("16_3", "Version/16.3 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!("16.3")), safari("16.3")),
    );
    agent(
        &iphone("18_6", "Version/18.6 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!("18.6")), safari("18.6")),
    );
    // Seen by servers (GitHub): Safari 26 keeps the token of iOS 18.6.
    agent(
        &iphone("18_6", "Version/26.0 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!("26.0")), safari("26.0")),
    );
    agent(
        &iphone("18_7_2", "Version/26.0 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!("26.0")), safari("26.0")),
    );
    let chrome = |version: &str| json!({ "browser": "chrome", "browser.version": version });
    // developer.chrome.com, "User-Agent Strings": Chrome on iOS.
    agent(
        &iphone("15_5", "CriOS/103.0.5060.63 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!("15.5")), chrome("103.0.5060.63")),
    );
    // Seen by servers (GitHub): Chrome writes the token itself.
    agent(
        &iphone("26_5_0", "CriOS/149.0.7827.137 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!("26.5.0")), chrome("149.0.7827.137")),
    );
    agent(
        &iphone("18_7_2", "CriOS/143.0.7499.108 Mobile/15E148 Safari/604.1"),
        with(ios("web", json!({ "from": "18.6" })), chrome("143.0.7499.108")),
    );
    agent(
        &iphone("17_7", "FxiOS/144.0 Mobile/15E148 Safari/605.1.15"),
        with(ios("web", json!("17.7")), json!({ "browser": "firefox", "browser.version": "144.0" })),
    );
    agent(
        &iphone("17_5", "Version/17.0 EdgiOS/140.0.0.0 Mobile/15E148 Safari/605.1.15"),
        with(ios("web", json!("17.5")), json!({ "browser": "edge", "browser.version": "140.0.0.0" })),
    );
    // Seen by servers (GitHub): Facebook's and WeChat's views, and a bare one.
    agent(&iphone("17_5", "Mobile/15E148 [FBAN/FBIOS;FBAV/460.0.0.31.103]"), ios("webview", json!("17.5")));
    agent(
        &iphone("16_5", "Mobile/15E148 MicroMessenger/8.0.40(0x18002831) NetType/WIFI Language/zh_CN"),
        with(ios("webview", json!("16.5")), json!({ "browser": "wechat", "browser.version": "8.0.40" })),
    );
    agent(&iphone("18_6", "Mobile/15E148"), ios("webview", json!({ "from": "18.6" })));
    // MDN, User-Agent: an iPad that asks for pages for phones.
    agent(
        &format!(
            "Mozilla/5.0 (iPad; CPU OS 15_8 like Mac OS X) {WEBKIT} Version/15.6 Mobile/15E148 Safari/604.1"
        ),
        with(json!({ "channel": "web", "os.name": "ipados", "os.version": "15.8" }), safari("15.6")),
    );
}

#[test]
fn an_ipad_that_says_macintosh_is_told_by_its_touch_screen() {
    let mac =
        format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/15.6 Safari/605.1.15");
    let safari = json!({ "channel": "web", "browser": "safari", "browser.version": "15.6" });
    agent(&mac, with(safari.clone(), json!({ "os.name": "macos" })));
    let touched = |points: &str| facts(Told { user_agent: &mac, client: Some(points), ..Told::default() });
    assert_eq!(touched("touch_points=0"), with(safari.clone(), json!({ "os.name": "macos" })));
    assert_eq!(touched("touch_points=5"), with(safari, json!({ "os.name": "ipados", "os.version": "15.6" })));
    // developer.chrome.com, "User-Agent Strings": Chrome on an iPad, which asks for desktop pages from the start.
    agent(
        &format!(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} CriOS/140 Version/11.1.1 Safari/605.1.15"
        ),
        json!({ "channel": "web", "os.name": "ipados", "browser": "chrome", "browser.version": "140" }),
    );
    // A Mac's browser of another kind stays a Mac's, whatever touches it.
    let chrome = format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36");
    let told = Told { user_agent: &chrome, client: Some("touch_points=5"), ..Told::default() };
    assert_eq!(facts(told)["os.name"], "macos");
}

#[test]
fn macs_linux_and_chromebooks() {
    let mac = format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36");
    let web = |os: &str, browser: &str, version: &str| json!({ "channel": "web", "os.name": os, "browser": browser, "browser.version": version });
    // MDN, User-Agent. Frozen.
    agent(&mac, web("macos", "chrome", "140.0.0.0"));
    hinted(
        &mac,
        [CHROME_BRANDS, "macOS", "12.6.3"],
        with(web("macos", "chrome", "140"), json!({ "os.version": "12.6.3" })),
    );
    agent(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
        web("macos", "firefox", "144.0"),
    );
    // Seen by servers (GitHub), from before it was frozen.
    agent(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/76.0.3809.100 Safari/537.36 OPR/63.0.3368.35",
        with(web("macos", "opera", "63.0.3368.35"), json!({ "os.version": "10.13.6" })),
    );
    let brave = r#""Brave";v="140", "Not=A?Brand";v="24", "Chromium";v="140""#;
    hinted(
        &mac,
        [brave, "macOS", "26.0.0"],
        with(web("macos", "brave", "140"), json!({ "os.version": "26.0.0" })),
    );
    // MDN, Sec-CH-UA-Platform-Version: always empty on Linux.
    let linux = format!("Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36");
    hinted(&linux, [CHROME_BRANDS, "Linux", ""], web("linux", "chrome", "140"));
    agent(
        "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
        web("linux", "firefox", "144.0"),
    );
    let chromebook = format!("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36");
    agent(&chromebook, web("chromeos", "chrome", "140.0.0.0"));
    hinted(
        &chromebook,
        [CHROME_BRANDS, "Chrome OS", "16181.61.0"],
        with(web("chromeos", "chrome", "140"), json!({ "os.version": "16181.61.0" })),
    );
}

#[test]
fn harmony_s_marks_go_before_all_others() {
    let harmony = |version: Value, more: Value| {
        with(json!({ "channel": "web", "os.name": "harmonyos", "os.version": version }), more)
    };
    let chrome = json!({ "browser": "chrome", "browser.version": "114.0.0.0" });
    // Huawei, "Developing User-Agent": the default, and that of HarmonyOS 5.0.2.
    let arkweb =
        "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile";
    agent(&format!("Mozilla/5.0 (Phone; OpenHarmony 5.0) {arkweb}"), harmony(json!("5.0"), chrome.clone()));
    agent(
        &format!("Mozilla/5.0 (Phone; OpenHarmony 5.0; HarmonyOS 5.0) {arkweb}"),
        harmony(json!("5.0"), chrome.clone()),
    );
    agent(&format!("Mozilla/5.0 (Phone; OpenHarmony 6.0) {arkweb}"), harmony(json!("6.0"), chrome));
    // Seen by servers (GitHub): a PC with HarmonyOS says Windows too; HarmonyOS 4 says Android.
    agent(
        "Mozilla/5.0 (PC; OpenHarmony 6.1; Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 ArkWeb/6.1.0.130 HuaweiBrowser/6.1.7.302",
        harmony(json!("6.1"), json!({ "browser": "huawei_browser", "browser.version": "6.1.7.302" })),
    );
    let four = "Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 HuaweiBrowser/13.0.5.303 Mobile Safari/537.36";
    let told = harmony(
        json!({ "from": "2", "below": "5" }),
        json!({ "browser": "huawei_browser", "browser.version": "13.0.5.303" }),
    );
    agent(four, told.clone());
    // Its hints are those of the engine's system.
    let brands = r#""Chromium";v="99", "Not=A?Brand";v="24""#;
    hinted(four, [brands, "Android", "12.0.0"], told);
}

#[test]
fn what_says_nothing_is_unknown() {
    for user_agent in ["", "curl/8.7.1", "okhttp/4.12.0", "Dart/3.2 (dart:io)", "Mozilla/5.0", "\u{1f511}"] {
        agent(user_agent, json!({ "channel": "web" }));
    }
    let long = format!("Mozilla/5.0 {} Windows NT 10.0", "é".repeat(400));
    agent(&long, json!({ "channel": "web" }));
    // Hints that are no hints.
    for field in ["Windows", "\"Windows", "\"Amiga\"", "?1", ""] {
        let told = Told { platform: Some(field), platform_version: Some("\"13.0.0\""), ..Told::default() };
        assert_eq!(facts(told), json!({ "channel": "web" }), "{field}");
    }
}

#[test]
fn an_app_says_what_it_is() {
    let header = r#"app.id="mobile", app.version="16.20.25608", os.name=android, os.version="14", os.api_level=34, screen_lock=set, gms=present, region="CN""#;
    let told = Told { user_agent: "okhttp/4.12.0", client: Some(header), is_app: true, ..Told::default() };
    assert_eq!(
        facts(told),
        json!({
            "channel": "native_app", "app.id": "mobile", "app.version": "16.20.25608", "os.name": "android",
            "os.version": "14", "os.api_level": 34, "screen_lock": "set", "gms": "present", "region": "CN",
        })
    );
    let app = |header: &str| facts(Told { client: Some(header), is_app: true, ..Told::default() });
    assert_eq!(app("os.name=windows, os.build=22631")["os.version"], "11");
    assert_eq!(app("os.name=windows, os.build=19045")["os.version"], "10");
    assert_eq!(app("os.name=android, os.version=\"9\"")["os.api_level"], 28);
    assert_eq!(app(""), json!({ "channel": "native_app" }), "by its instance alone");
    // Its word goes before the user agent's, all of it: a version of one system is none of another.
    let view = format!("Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) {WEBKIT} Mobile/15E148");
    let told =
        Told { user_agent: &view, client: Some("app.id=\"mobile\", os.name=ipados"), ..Told::default() };
    assert_eq!(facts(told), json!({ "channel": "native_app", "app.id": "mobile", "os.name": "ipados" }));
    // Where the operator's proxies say that it is.
    let told = Told { region: Some("SG"), ..Told::default() };
    assert_eq!(facts(told)["region"], "SG");
    let told = Told { region: Some("Singapore"), ..Told::default() };
    assert_eq!(facts(told), json!({ "channel": "web" }));
}

#[test]
fn a_browser_s_script_says_what_it_can() {
    let header = "can=(conditionalGet extension:prf), cannot=(hybridTransport publicKeyCredential)";
    let told = facts(Told { client: Some(header), ..Told::default() });
    assert_eq!(
        told,
        json!({
            "channel": "web", "caps.conditionalGet": true, "caps.extension:prf": true,
            "caps.hybridTransport": false, "caps.publicKeyCredential": false,
        })
    );
}

#[test]
fn what_is_not_understood_stays_unknown_and_is_named() {
    let unread = |header: &str| {
        let Reading { facts, unread } = read(&Told { client: Some(header), is_app: true, ..Told::default() });
        (facts.to_json().len() - 1, unread)
    };
    let one = |name: &str| (0, vec![name.to_owned()]);
    assert_eq!(unread("app.version=\"16.x\""), one("app.version"));
    assert_eq!(unread("app.id=\"Mobile App\""), one("app.id"));
    assert_eq!(unread("os.name=beos"), one("os.name"));
    assert_eq!(unread("os.api_level=\"34\""), one("os.api_level"));
    assert_eq!(unread("os.build=-1"), one("os.build"));
    assert_eq!(unread("screen_lock"), one("screen_lock"));
    assert_eq!(unread("region=\"cn\""), one("region"));
    assert_eq!(unread("can=(\"x\")"), one("can"));
    assert_eq!(unread("may=(x)"), one("may"));
    assert_eq!(unread("height=7, app.id=\"mobile\""), (1, vec!["height".to_owned()]));
    assert_eq!(unread("not a dictionary"), one("passkeep-client"));
}

fn with(one: Value, other: Value) -> Value {
    let (Value::Object(mut all), Value::Object(more)) = (one, other) else { panic!("objects") };
    all.extend(more);
    Value::Object(all)
}
