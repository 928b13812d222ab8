//! Reads the corpus: each pair in both directions, with our verdicts.

use smart_codegen::diff::{Rust, Side, Wire, compare};
use smart_codegen::{Options, Output, Source};

use crate::pairs;

/// A change in one direction.
pub(crate) struct Case {
    /// `> 5 response optional property removed`; `<` is the way back.
    pub(crate) name: String,
    /// The number of the pair.
    pub(crate) pair: usize,
    pub(crate) back: bool,
    pub(crate) base: String,
    pub(crate) head: String,
    /// The generated code of the base, in one file, where both sides generate.
    pub(crate) code: Option<String>,
    pub(crate) wire: Wire,
    /// Nothing where a side does not generate.
    pub(crate) rust: Option<Rust>,
}

/// What somebody else says of a case.
pub(crate) struct Vote {
    pub(crate) voter: &'static str,
    /// The name of the case.
    pub(crate) case: String,
    pub(crate) breaks: bool,
    /// In its own words.
    pub(crate) why: String,
}

pub(crate) fn all() -> Vec<Case> {
    let pairs = pairs::all();
    let cases = pairs.iter().enumerate().flat_map(|(number, pair)| {
        let side = |text: &str| Side::generate(&Source::new("harbour.yaml", text), &Options::new());
        let texts = [pair.base.as_str(), pair.head.as_str()];
        let sides = texts.map(side);
        let case = |back: bool| {
            let (old, new) = if back { (1, 0) } else { (0, 1) };
            let mut case = Case {
                name: format!("{} {}", if back { '<' } else { '>' }, pair.title),
                pair: number,
                back,
                base: texts[old].to_owned(),
                head: texts[new].to_owned(),
                code: None,
                wire: Wire::None,
                rust: None,
            };
            if let (Ok(old), Ok(new)) = (&sides[old], &sides[new]) {
                judge(&mut case, old, new);
            }
            case
        };
        [case(false), case(true)]
    });
    cases.collect()
}

fn judge(case: &mut Case, old: &Side, new: &Side) {
    let report = compare(old, new);
    case.wire = report.wire();
    if old.generates() && new.generates() {
        case.rust = Some(report.rust());
        let output = Output {
            files: old.files().clone(),
            digest: String::new(),
        };
        case.code = Some(output.one_file());
    }
}
