//! "Did you mean": the nearest of the names that could stand in a place.

/// The nearest name, if it is near enough to be meant.
pub(super) fn nearest<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let allowed = match written.chars().count() {
        0 | 1 => return None,
        2..=4 => 1,
        _ => 2,
    };
    names
        .into_iter()
        .map(|name| (distance(written, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be added, left out, changed or swapped with a neighbour; case does not
/// count for more than half a letter, so it is nothing here.
fn distance(a: &str, b: &str) -> usize {
    const LONGEST: usize = 32;
    let lower = |text: &str| {
        text.to_lowercase()
            .chars()
            .take(LONGEST)
            .collect::<Vec<_>>()
    };
    let (a, b) = (lower(a), lower(b));
    let width = b.len() + 1;
    let mut table = vec![0_usize; (a.len() + 1) * width];
    for row in 0..=a.len() {
        for column in 0..=b.len() {
            let at = |row: usize, column: usize| row * width + column;
            table[at(row, column)] = if row == 0 || column == 0 {
                row + column
            } else {
                let change = usize::from(a[row - 1] != b[column - 1]);
                let mut least = (table[at(row - 1, column)] + 1)
                    .min(table[at(row, column - 1)] + 1)
                    .min(table[at(row - 1, column - 1)] + change);
                if row > 1
                    && column > 1
                    && a[row - 1] == b[column - 2]
                    && a[row - 2] == b[column - 1]
                {
                    least = least.min(table[at(row - 2, column - 2)] + 1);
                }
                least
            };
        }
    }
    table[table.len() - 1]
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
    }
}
