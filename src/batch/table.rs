//! Rows of CSV and TSV: where they end, what their cells hold, how cells are written.

use std::borrow::Cow;
use std::io::Write;

/// The cells of a row (without its line break). A quote opens a quoted cell only at the cell's beginning; what stands after
/// the closing quote is kept.
pub(super) fn cells<'a>(row: &'a str, delimiter: u8, out: &mut Vec<Cow<'a, str>>) {
    out.clear();
    let bytes = row.as_bytes();
    let mut at = 0;
    loop {
        if bytes.get(at) != Some(&b'"') {
            let end = memchr::memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |n| at + n);
            out.push(Cow::Borrowed(&row[at..end]));
            at = end;
        } else {
            let mut cell = Cow::Borrowed("");
            at += 1;
            loop {
                let end = memchr::memchr(b'"', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                cell += &row[at..end];
                at = (end + 1).min(bytes.len());
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                cell += "\"";
                at += 1;
            }
            let end = memchr::memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |n| at + n);
            cell += &row[at..end];
            at = end;
            out.push(cell);
        }
        if at >= bytes.len() {
            return;
        }
        at += 1;
    }
}

/// Appends a cell, in quotes where it needs them.
pub(super) fn write_cell(cell: &str, delimiter: u8, out: &mut Vec<u8>) {
    let plain = memchr::memchr3(delimiter, b'"', b'\n', cell.as_bytes()).is_none() && !cell.contains('\r');
    if plain {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for (i, part) in cell.split('"').enumerate() {
        if i > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

/// The first row of a table; a table without columns has none.
pub(super) fn header(columns: impl Iterator<Item = impl AsRef<str>>, delimiter: u8) -> Vec<u8> {
    let mut out = Vec::new();
    for (i, column) in columns.enumerate() {
        if i > 0 {
            out.push(delimiter);
        }
        write_cell(column.as_ref(), delimiter, &mut out);
    }
    // writing into memory cannot fail
    let _ = writeln!(out);
    out
}

/// The delimiter of a table by its first row: a tab or a semicolon where the usual one does not occur.
pub(super) fn delimiter(row: &[u8], usual: u8) -> u8 {
    let mut quoted = false;
    let mut counts = [0usize; 3];
    for byte in row {
        quoted ^= *byte == b'"';
        match byte {
            b'\n' if !quoted => break,
            b if *b == usual && !quoted => counts[2] += 1,
            b';' if !quoted => counts[0] += 1,
            b'\t' if !quoted => counts[1] += 1,
            _ => {}
        }
    }
    match counts {
        [semicolons, tabs, 0] if semicolons > 0 && semicolons >= tabs => b';',
        [_, tabs, 0] if tabs > 0 => b'\t',
        _ => usual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(row: &str) -> Vec<String> {
        let mut out = Vec::new();
        cells(row, b',', &mut out);
        out.into_iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn cells_of_all_kinds() {
        assert_eq!(read("a,,\"b,\"\"c\"\"\n\"d,5\" tall,"), ["a", "", "b,\"c\"\nd", "5\" tall", ""]);
        assert_eq!(read(""), [""]);
        assert_eq!(read("\"open"), ["open"]);
    }

    #[test]
    fn delimiters_show_in_the_header() {
        for (row, found) in [("a;b\n1,2", b';'), ("a,b;c", b','), ("a\tb", b'\t'), ("text", b','), ("\"a;b\",c", b',')]
        {
            assert_eq!(delimiter(row.as_bytes(), b','), found, "{row}");
        }
        assert_eq!(delimiter(b"a\tb;c", b'\t'), b'\t');
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(row in prop::collection::vec("[a,\"\n\r 한]{0,6}", 1..5)) {
            let mut out = Vec::new();
            for (i, cell) in row.iter().enumerate() {
                if i > 0 { out.push(b','); }
                write_cell(cell, b',', &mut out);
            }
            prop_assert_eq!(read(std::str::from_utf8(&out).unwrap()), row.clone());
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&out[..]);
            if let Some(record) = reader.records().next() {
                let theirs: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
                prop_assert_eq!(theirs, row);
            }
        }
    }
}
