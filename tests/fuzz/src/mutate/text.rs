//! Damage to a text: its bytes and its lines.

use crate::chance::Chance;

/// What has a meaning in YAML, JSON, OpenAPI, HTTP or Unicode.
const WORDS: &[&[u8]] = &[
    b"$ref: '#/components/schemas/",
    b"allOf: [",
    b"oneOf: [",
    b"nullable: true",
    b"&a ",
    b"*a",
    b"<<: *a",
    b"? ",
    b"- ",
    b": ",
    b"|\n",
    b">-\n",
    b"---\n",
    b"...\n",
    b"!!binary ",
    b"%YAML 1.2\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"'",
    b"\\u0000",
    b"\\ud800",
    b"#",
    b"\t",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\0",
    b"\x1b[2J",
    b"\xff",
    b"\xc3\x28",
    b"\xef\xbb\xbf",
    "\u{85}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{10ffff}".as_bytes(),
    "n\u{303}".as_bytes(),
    b"99999999999999999999999999999999999999",
    b"-1",
    b"1e999",
    b".nan",
    b"%2e%2e/",
    b"%00",
    b"%zz",
    b"?",
    b"&",
    b"=",
    b"/../",
    b"transfer-encoding: chunked\r\n",
    b"content-length: 18446744073709551616\r\n",
    b"expect: 100-continue\r\n",
];

/// How much one damage moves at most.
const LONGEST: usize = 400;

/// Returns a text with up to eight stretches of its bytes changed.
pub(super) fn bytes(chance: &mut Chance, text: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..chance.times(8) {
        let at = chance.range(text.len(), 1);
        match chance.below(8) {
            0 => text[at].iter_mut().for_each(|byte| *byte = chance.byte()),
            1 => text[at].iter_mut().for_each(|byte| *byte ^= 1 << 5),
            2 => drop(text.drain(chance.range(text.len(), 4))),
            3 => drop(text.drain(chance.range(text.len(), LONGEST))),
            4 => {
                let from = chance.range(text.len(), LONGEST);
                let copied = text[from].to_vec();
                drop(text.splice(at.start..at.start, copied));
            }
            5 => {
                let times = 1 + chance.below(200);
                let copied = text[at.clone()].repeat(times);
                drop(text.splice(at.start..at.start, copied));
            }
            6 if chance.below(8) == 0 => text.truncate(at.start),
            _ => {
                let word = chance.pick(WORDS).copied().unwrap_or_default();
                let end = if chance.below(2) == 0 {
                    at.start
                } else {
                    at.end
                };
                drop(text.splice(at.start..end, word.iter().copied()));
            }
        }
    }
    text
}

/// Returns a text with up to four stretches of its lines deleted, moved, repeated or indented.
pub(super) fn lines(chance: &mut Chance, text: &[u8]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = text
        .split_inclusive(|b| *b == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    for _ in 0..chance.times(4) {
        let stretch = chance.range(lines.len(), 12);
        let at = chance.below(lines.len());
        match chance.below(5) {
            0 => drop(lines.drain(stretch)),
            1 => {
                let copied = lines[stretch].to_vec();
                drop(lines.splice(at..at, copied));
            }
            2 => {
                let moved: Vec<_> = lines.drain(stretch).collect();
                let at = at.min(lines.len());
                drop(lines.splice(at..at, moved));
            }
            3 => lines[stretch].iter_mut().for_each(|line| {
                drop(line.splice(0..0, b"  ".iter().copied()));
            }),
            _ => lines[stretch].iter_mut().for_each(|line| {
                let blanks = line
                    .iter()
                    .take(2)
                    .take_while(|byte| **byte == b' ')
                    .count();
                drop(line.drain(..blanks));
            }),
        }
    }
    lines.concat()
}
