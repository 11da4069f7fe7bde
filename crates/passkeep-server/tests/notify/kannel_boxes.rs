//! Kannel, an SMS gateway, with the fake SMS centre that comes with it: from Debian's packages kannel, kannel-extras.

use std::path::PathBuf;
use std::process::Command;

use super::program::{Program, free_port};

/// Where Kannel's boxes meet, and where they keep what they have taken.
pub struct Kannel {
    folder: tempfile::TempDir,
    centre_port: u16,
    /// Where messages are taken over HTTP.
    pub send_port: u16,
}

/// The boxes, while they run; dropped, they die at once.
pub struct Boxes {
    _smsbox: Program,
    _bearerbox: Program,
    centre: Program,
}

impl Kannel {
    /// Writes its configuration; nothing runs yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports = [(); 4].map(|()| free_port());
        let [admin_port, box_port, centre_port, send_port] = ports;
        let configuration = format!(
            "group = core\n\
             admin-port = {admin_port}\n\
             admin-interface = 127.0.0.1\n\
             admin-password = admin\n\
             smsbox-port = {box_port}\n\
             smsbox-interface = 127.0.0.1\n\
             box-allow-ip = 127.0.0.1\n\
             store-type = file\n\
             store-location = {}\n\n\
             group = smsc\n\
             smsc = fake\n\
             host = 127.0.0.1\n\
             port = {centre_port}\n\
             connect-allow-ip = 127.0.0.1\n\n\
             group = smsbox\n\
             bearerbox-host = 127.0.0.1\n\
             sendsms-port = {send_port}\n\
             sendsms-interface = 127.0.0.1\n\n\
             group = sendsms-user\n\
             username = passkeep\n\
             password = hunter2\n\
             max-messages = 9\n\
             concatenation = true\n",
            folder.path().join("store").display(),
        );
        std::fs::write(folder.path().join("kannel.conf"), configuration).unwrap();
        Self { folder, centre_port, send_port }
    }

    fn configuration(&self) -> PathBuf {
        self.folder.path().join("kannel.conf")
    }

    /// Starts the boxes and the centre, and waits until they are connected.
    pub fn start(&self) -> Boxes {
        let mut bearerbox = Program::start(Command::new("/usr/sbin/bearerbox").arg(self.configuration()));
        bearerbox.line_with("entering mainloop");
        let mut smsbox = Program::start(Command::new("/usr/sbin/smsbox").arg(self.configuration()));
        smsbox.line_with("Connected to bearerbox");
        let mut centre = Command::new("/usr/lib/kannel/test/fakesmsc");
        centre.args(["-H", "127.0.0.1", "-r", &self.centre_port.to_string(), "-m", "0", "1 2 text unused"]);
        let centre = Program::start(&mut centre);
        bearerbox.line_with("Fakesmsc client connected");
        Boxes { _smsbox: smsbox, _bearerbox: bearerbox, centre }
    }
}

/// What came to the centre.
#[derive(Debug, PartialEq, Eq)]
pub struct TextMessage {
    /// To which number.
    pub to: String,
    /// What it says.
    pub text: String,
}

impl Boxes {
    /// The next message that comes to the centre, put together as a phone does.
    pub fn taken(&mut self) -> TextMessage {
        let mut part = Part::of_line(&self.centre.line_with("Got message"));
        let (to, mut text) = (part.to, part.text);
        for number in 2..=part.of {
            part = Part::of_line(&self.centre.line_with("Got message"));
            assert_eq!((&part.to, part.number), (&to, number));
            text.push_str(&part.text);
        }
        TextMessage { to, text }
    }

    /// Ends everything; gives what came to the centre and nobody has asked for.
    pub fn rest(self) -> Vec<String> {
        self.centre.last_lines().into_iter().filter(|line| line.contains("Got message")).collect()
    }
}

struct Part {
    to: String,
    number: u8,
    of: u8,
    text: String,
}

impl Part {
    /// As the centre writes it: `<sender number ucs-2 text>`, or `<sender number udh header data text>` where a message
    /// takes several (3GPP TS 23.040, 9.2.3.24.1). Header and text are percent-encoded, the text in UTF-16BE.
    fn of_line(line: &str) -> Self {
        let inner = line.split_once('<').unwrap().1.strip_suffix('>').unwrap();
        let fields: Vec<&str> = inner.split(' ').collect();
        let (to, number, of, text) = match fields[..] {
            [_, to, "ucs-2", text] => (to, 1, 1, text),
            [_, to, "udh", header, "data", text] => {
                let [0x05, 0x00, 0x03, _, of, number] = decoded(header)[..] else { panic!("{line}") };
                (to, number, of, text)
            }
            _ => panic!("{line}"),
        };
        let units: Vec<u16> =
            decoded(text).chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        Self { to: to.to_owned(), number, of, text: String::from_utf16(&units).unwrap() }
    }
}

fn decoded(text: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(&text.replace('+', " ")).collect()
}
