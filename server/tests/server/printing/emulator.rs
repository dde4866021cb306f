//! A receipt printer of the tests' own: it takes ESC/POS by TCP, answers for its state, and keeps what it has printed as
//! text and as dots. Written from the command reference and from nothing of the product.

use super::paper::{Paper, Text, letter};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// How the printer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Well,
    CoverOpen,
    NoPaper,
    /// It has paper for so many bytes of a ticket.
    RunsOutAfter(usize),
    /// It takes a connection and says nothing.
    Hangs,
    /// It prints and answers nothing.
    Silent,
    /// Its roll is nearly over.
    RollLow,
    /// It takes so many bytes in a tenth of a second, as on a serial line. Questions stand in line too.
    Slow(usize),
    /// It closes the connection after so many bytes.
    DisconnectsAfter(usize),
}

#[derive(Debug)]
struct Inside {
    mood: Mood,
    printed: Vec<Paper>,
    bytes: Vec<Vec<u8>>,
}

/// A printer that listens.
pub struct Printer {
    pub address: String,
    inside: Arc<Mutex<Inside>>,
}

impl Printer {
    /// One with paper of so many dots.
    pub fn start(dots: usize) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").unwrap(), dots)
    }

    /// The same with room for few bytes, as printers have it, so that the sender waits for the line.
    pub fn with_little_memory(dots: usize) -> Self {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(2048).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(8).unwrap().into_std().unwrap();
        listener.set_nonblocking(false).unwrap();
        Self::listening(listener, dots)
    }

    fn listening(listener: TcpListener, dots: usize) -> Self {
        let address = listener.local_addr().unwrap().to_string();
        let inside = Arc::new(Mutex::new(Inside { mood: Mood::Well, printed: vec![], bytes: vec![] }));
        let shared = inside.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mood = shared.lock().unwrap().mood;
                let head = Head {
                    stream,
                    mood,
                    dots,
                    used: 0,
                    taken: 0,
                    page: 0,
                    style: Text::plain(),
                    paper: Paper::default(),
                    raw: vec![],
                };
                let done = head.run();
                let mut inside = shared.lock().unwrap();
                for (paper, raw) in done {
                    inside.printed.push(paper);
                    inside.bytes.push(raw);
                }
            }
        });
        Self { address, inside }
    }

    pub fn becomes(&self, mood: Mood) {
        self.inside.lock().unwrap().mood = mood;
    }

    /// The tickets that it has printed and cut, once there are `count`.
    pub fn printed(&self, count: usize) -> Vec<Paper> {
        self.wait_for(count);
        self.inside.lock().unwrap().printed.clone()
    }

    /// The same as the bytes that they came from.
    pub fn bytes(&self, count: usize) -> Vec<Vec<u8>> {
        self.wait_for(count);
        self.inside.lock().unwrap().bytes.clone()
    }

    /// A ticket is here when its connection has ended, which may be after its sender was told that it is printed.
    fn wait_for(&self, count: usize) {
        for _ in 0..3_000 {
            if self.inside.lock().unwrap().printed.len() >= count {
                return;
            }
            thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

struct Head {
    stream: TcpStream,
    mood: Mood,
    dots: usize,
    /// Bytes of tickets so far.
    used: usize,
    /// Bytes that came over the line.
    taken: usize,
    page: u8,
    style: Text,
    paper: Paper,
    raw: Vec<u8>,
}

impl Head {
    /// Serves one connection; what was cut on the way.
    fn run(mut self) -> Vec<(Paper, Vec<u8>)> {
        let mut done = Vec::new();
        if self.mood == Mood::Hangs {
            let _ = self.stream.read_to_end(&mut Vec::new());
            return done;
        }
        while let Some(byte) = self.next() {
            if byte == 0x10 {
                self.status();
                continue;
            }
            self.used += 1;
            self.raw.push(byte);
            self.follow(byte);
            if self.paper.was_cut {
                done.push((std::mem::take(&mut self.paper), std::mem::take(&mut self.raw)));
            }
        }
        done
    }

    fn next(&mut self) -> Option<u8> {
        if matches!(self.mood, Mood::DisconnectsAfter(most) if self.used >= most) {
            return None;
        }
        if let Mood::Slow(bytes) = self.mood {
            self.taken += 1;
            if self.taken.is_multiple_of(bytes) {
                thread::sleep(std::time::Duration::from_millis(100));
            }
        }
        let mut byte = [0];
        self.stream.read_exact(&mut byte).ok().map(|()| byte[0])
    }

    /// The next byte of a command.
    fn more(&mut self) -> u8 {
        self.used += 1;
        let byte = self.next().unwrap_or_default();
        self.raw.push(byte);
        byte
    }

    fn has_paper(&self) -> bool {
        !matches!(self.mood, Mood::NoPaper) && !matches!(self.mood, Mood::RunsOutAfter(most) if self.used >= most)
    }

    /// `DLE EOT n`.
    fn status(&mut self) {
        assert_eq!(self.next(), Some(0x04));
        let (open, empty) = (self.mood == Mood::CoverOpen, !self.has_paper());
        let bits = match self.next().unwrap() {
            1 => u8::from(open || empty) << 3,
            2 => u8::from(open) << 2 | u8::from(empty) << 5,
            4 => {
                if empty {
                    0x60
                } else if self.mood == Mood::RollLow {
                    0x0c
                } else {
                    0
                }
            }
            other => panic!("DLE EOT {other}"),
        };
        self.answer(0x12 | bits);
    }

    fn answer(&mut self, byte: u8) {
        if self.mood != Mood::Silent {
            let _ = self.stream.write_all(&[byte]);
        }
    }

    fn follow(&mut self, byte: u8) {
        match byte {
            b'\n' => self.end_line(),
            0x1b => self.escape(),
            0x1c => assert_eq!(self.more(), b'.', "FS"),
            0x1d => self.group(),
            0x20.. => self.style.text.push(letter(self.page, byte)),
            _ => self.paper.stray.push(byte),
        }
    }

    fn escape(&mut self) {
        match self.more() {
            b'@' => (self.style, self.page) = (Text::plain(), 0),
            b't' => self.page = self.more(),
            b'a' => self.style.centred = self.more() == 1,
            b'E' => self.style.bold = self.more() & 1 == 1,
            b'd' => {
                let lines = usize::from(self.more());
                self.feed(lines * 30);
            }
            other => self.paper.stray.push(other),
        }
    }

    fn group(&mut self) {
        match self.more() {
            b'!' => self.style.tall = self.more() & 0x0f > 0,
            b'V' => {
                assert_eq!((self.more(), self.more()), (66, 0));
                self.paper.was_cut = self.has_paper();
            }
            b'r' => {
                assert_eq!(self.more(), 1);
                self.raw.clear();
                if self.has_paper() && self.mood != Mood::CoverOpen {
                    self.answer(0);
                }
            }
            b'v' => {
                assert_eq!((self.more(), self.more()), (b'0', 0));
                let bytes_a_row = usize::from(self.more()) + 256 * usize::from(self.more());
                let rows = usize::from(self.more()) + 256 * usize::from(self.more());
                self.picture(bytes_a_row, rows);
            }
            other => self.paper.stray.push(other),
        }
    }

    fn picture(&mut self, bytes_a_row: usize, rows: usize) {
        assert!(bytes_a_row * 8 <= self.dots, "wider than the paper");
        let top = self.paper.dots.len();
        for _ in 0..rows {
            let mut row: Vec<bool> = Vec::with_capacity(self.dots);
            for _ in 0..bytes_a_row {
                let byte = self.more();
                row.extend((0..8).rev().map(|bit| byte >> bit & 1 == 1));
            }
            row.resize(self.dots, false);
            self.paper.dots.push(row);
        }
        self.paper.pictures.push((top, rows));
    }

    fn end_line(&mut self) {
        let text = self.style.text.split_off(0);
        assert!(text.chars().count() <= self.dots / 12, "{text:?} does not fit into a line");
        if !text.is_empty() {
            self.paper.texts.push(Text { text, ..self.style.clone() });
        }
        let rows = if self.style.tall { 54 } else { 30 };
        self.feed(rows);
    }

    fn feed(&mut self, rows: usize) {
        let white = vec![false; self.dots];
        self.paper.dots.extend(std::iter::repeat_n(white, rows));
    }
}
