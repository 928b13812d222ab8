//! "Did you mean …?": the nearest of several names.

/// How many letters of a name count.
const LONGEST: usize = 32;

/// Returns the nearest name, if it is near enough to be meant.
pub(super) fn nearest<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let mut allowed = match written.chars().count() {
        0 | 1 => return None,
        2..=4 => 1,
        _ => 2,
    };
    let written = letters(written);
    let mut best = None;
    for name in names {
        if let Some(distance) = distance(&written, &letters(name), allowed) {
            best = Some(name);
            // Of names that are equally near, the first is meant.
            allowed = match distance {
                0 => break,
                distance => distance - 1,
            };
        }
    }
    best
}

/// Returns the letters of a name; case does not count.
fn letters(name: &str) -> Vec<char> {
    let lower = name.chars().flat_map(char::to_lowercase);
    lower.take(LONGEST).collect()
}

/// Returns how many letters must be added, left out, changed or swapped with a neighbour, if these
/// are not more than `allowed`.
fn distance(a: &[char], b: &[char], allowed: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    let first: [usize; LONGEST + 1] = std::array::from_fn(|column| column);
    // The two rows above and the one at hand.
    let (mut older, mut above, mut row) = (first, first, first);
    for (at, letter) in a.iter().enumerate() {
        row[0] = at + 1;
        for (column, other) in b.iter().enumerate() {
            let change = usize::from(letter != other);
            let mut least = (above[column + 1] + 1)
                .min(row[column] + 1)
                .min(above[column] + change);
            let swapped = at > 0 && column > 0 && *letter == b[column - 1] && a[at - 1] == *other;
            if swapped {
                least = least.min(older[column - 1] + 1);
            }
            row[column + 1] = least;
        }
        // Every way to the end goes through one of two rows that follow each other.
        let nearest = row[..=b.len()].iter().chain(&above[..=b.len()]).min();
        if nearest.is_some_and(|nearest| *nearest > allowed) {
            return None;
        }
        (older, above, row) = (above, row, older);
    }
    Some(above[b.len()]).filter(|distance| *distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_suggested() {
        let names = ["get", "put", "required", "properties", "description"];
        assert_eq!(nearest("gte", names), Some("get"));
        assert_eq!(nearest("requird", names), Some("required"));
        assert_eq!(nearest("propertys", names), Some("properties"));
        assert_eq!(nearest("Description", names), Some("description"));
        assert_eq!(nearest("summary", names), None);
        assert_eq!(nearest("g", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest(&"x".repeat(100_000), names), None);
        assert_eq!(nearest("ab", ["ba", "ab", "ac"]), Some("ab"));
        assert_eq!(nearest("abcde", ["abdce", "bacde"]), Some("abdce"));
        assert_eq!(nearest("abcde", ["edcba", "cdeab", "abc"]), Some("abc"));
    }
}
