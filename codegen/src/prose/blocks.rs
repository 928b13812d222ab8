//! Blocks of Markdown, in lists and quotations that are open.

use pulldown_cmark::Alignment;

/// What holds blocks.
enum BlockKind {
    Root,
    Quotation,
    /// The number of its next item, where its items have one.
    List(Option<u64>),
    /// What stands before it.
    Item(String),
}

struct Frame {
    kind: BlockKind,
    /// Whether blank lines stand between its parts.
    loose: bool,
    /// Its blocks, and whether each is a list.
    blocks: Vec<(String, bool)>,
}

impl Frame {
    fn new(kind: BlockKind) -> Self {
        Self {
            kind,
            loose: false,
            blocks: Vec::new(),
        }
    }

    fn joined(self, between: &str) -> String {
        let blocks: Vec<_> = self.blocks.into_iter().map(|(text, _)| text).collect();
        blocks.join(between)
    }
}

/// The blocks of a text, as far as they are written.
pub(super) struct Blocks {
    frames: Vec<Frame>,
}

impl Blocks {
    pub(super) fn new() -> Self {
        Self {
            frames: vec![Frame::new(BlockKind::Root)],
        }
    }

    /// How many lists, items and quotations are open.
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Adds a block.
    pub(super) fn add(&mut self, block: String) {
        self.push(block, false);
    }

    fn push(&mut self, block: String, list: bool) {
        if let Some(frame) = self.frames.last_mut().filter(|_| !block.is_empty()) {
            frame.blocks.push((block, list));
        }
    }

    pub(super) fn open_quotation(&mut self) {
        self.frames.push(Frame::new(BlockKind::Quotation));
    }

    /// Opens a list, with the number of its first item where its items have one.
    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.frames.push(Frame::new(BlockKind::List(first)));
    }

    /// Opens an item, which begins with its marker in the source.
    pub(super) fn open_item(&mut self, source: &str) {
        let mark = source
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .chars()
            .next();
        let list = self.frames.last_mut().map(|frame| &mut frame.kind);
        let marker = if let Some(BlockKind::List(Some(number))) = list {
            let marker = format!(
                "{number}{} ",
                mark.filter(|mark| *mark == ')').unwrap_or('.')
            );
            // A number has nine digits at most.
            *number = (*number + 1).min(999_999_999);
            marker
        } else {
            let mark = mark.filter(|mark| "*+".contains(*mark));
            format!("{} ", mark.unwrap_or('-'))
        };
        self.frames.push(Frame::new(BlockKind::Item(marker)));
    }

    /// Adds a paragraph: unlike mere text, it has blank lines around it in a list.
    pub(super) fn add_paragraph(&mut self, paragraph: String) {
        if !paragraph.is_empty() {
            self.loosen();
            self.add(paragraph);
        }
    }

    fn loosen(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.loose = true;
        }
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) {
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        match std::mem::replace(&mut frame.kind, BlockKind::Root) {
            BlockKind::Root => self.frames.push(frame),
            BlockKind::Quotation => self.add(indented("> ", "> ", &frame.joined("\n\n"))),
            BlockKind::List(_) => {
                let between = if frame.loose { "\n\n" } else { "\n" };
                self.push(frame.joined(between), true);
            }
            BlockKind::Item(marker) => {
                // A list may follow the text of its item directly.
                let tight = !frame.loose && frame.blocks.iter().skip(1).all(|(_, list)| *list);
                let text = frame.joined(if tight { "\n" } else { "\n\n" });
                self.add(indented(&marker, &" ".repeat(marker.len()), &text));
                if !tight {
                    self.loosen();
                }
            }
        }
    }

    /// Returns the text of all blocks.
    pub(super) fn finish(mut self) -> String {
        self.frames.truncate(1);
        self.frames
            .pop()
            .map(|root| root.joined("\n\n"))
            .unwrap_or_default()
    }
}

/// Lines, the first after `first` and the others after `other`.
fn indented(first: &str, other: &str, text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        let before = if number == 0 { first } else { other };
        if number > 0 {
            all.push('\n');
        }
        all.push_str(if line.is_empty() {
            before.trim_end()
        } else {
            before
        });
        all.push_str(line);
    }
    all
}

/// A table, as far as it is written.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    lines: Vec<String>,
    cells: Vec<String>,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Self {
        Self {
            alignments,
            lines: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Adds a cell to the row.
    pub(super) fn add(&mut self, cell: String) {
        self.cells.push(cell);
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        self.lines.push(format!("| {} |", cells.join(" | ")));
        if self.lines.len() == 1 {
            let columns = self.alignments.iter().map(|alignment| match alignment {
                Alignment::None => "---|",
                Alignment::Left => ":---|",
                Alignment::Center => ":---:|",
                Alignment::Right => "---:|",
            });
            self.lines.push(format!("|{}", columns.collect::<String>()));
        }
    }

    /// Returns its lines.
    pub(super) fn finish(self) -> String {
        self.lines.join("\n")
    }
}
