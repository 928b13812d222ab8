//! A measurement as a Markdown table: what was measured, what it may be at most, whether it is.

use std::fmt;

/// A table whose last columns hold a figure against its limit.
pub(crate) struct Table {
    title: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    notes: Vec<String>,
}

struct Row {
    cells: Vec<String>,
    figure: f64,
    limit: Option<f64>,
}

impl Row {
    fn is_kept(&self) -> bool {
        self.limit.is_none_or(|limit| self.figure <= limit)
    }
}

impl Table {
    /// A table without rows. The last of `columns` names the figure that is limited.
    pub(crate) fn new(title: &'static str, columns: &[&'static str]) -> Self {
        Self {
            title,
            columns: columns.to_vec(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a row: the cells of all columns but the last, its figure, and the figure's limit.
    pub(crate) fn row<const N: usize>(
        &mut self,
        cells: [String; N],
        figure: f64,
        limit: Option<f64>,
    ) {
        self.rows.push(Row {
            cells: cells.into(),
            figure,
            limit,
        });
    }

    /// Adds a sentence below the table.
    pub(crate) fn note(&mut self, said: impl Into<String>) {
        self.notes.push(said.into());
    }

    /// Whether every figure is within its limit.
    pub(crate) fn is_kept(&self) -> bool {
        self.rows.iter().all(Row::is_kept)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "## {}\n", self.title)?;
        writeln!(
            formatter,
            "| {} | at most | kept |",
            self.columns.join(" | ")
        )?;
        writeln!(formatter, "|---{}|", "|---:".repeat(self.columns.len() + 1))?;
        for row in &self.rows {
            let (limit, kept) = match row.limit {
                Some(limit) => (
                    format!("{limit:.2}"),
                    if row.is_kept() { "yes" } else { "**no**" },
                ),
                None => (String::new(), ""),
            };
            writeln!(
                formatter,
                "| {} | {:.2} | {limit} | {kept} |",
                row.cells.join(" | "),
                row.figure,
            )?;
        }
        for note in &self.notes {
            writeln!(formatter, "\n{note}")?;
        }
        Ok(())
    }
}
