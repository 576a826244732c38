//! Where records end in a stream of bytes that comes in pieces: rows of tables, values of JSON.

/// One record's place in a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
    /// Line of its first byte in the input, from 1.
    pub line: u64,
}

/// Finds records in a buffer that grows at its end and is cut at its beginning.
#[derive(Debug)]
pub(super) struct Cutter {
    kind: Kind,
    /// How far the buffer has been looked at.
    at: usize,
    /// Where the record that is not complete yet begins.
    pub start: usize,
    line: u64,
    /// The line of that beginning.
    pub start_line: u64,
    pub spans: Vec<Span>,
    /// The record that is not complete yet is passed over.
    pub skipping: bool,
    /// What was passed over ended here.
    pub skipped: bool,
    /// The line it began in.
    pub skipped_line: u64,
    /// Bytes of the incomplete record that are gone from the buffer.
    passed: usize,
    /// Bytes a record may have.
    longest: usize,
}

#[derive(Debug)]
enum Kind {
    Rows { delimiter: u8, state: Cell },
    Values { depth: u32, inside: Inside, array: bool },
}

/// Where in a cell of a table the cutter stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cell {
    Start,
    Bare,
    Quoted,
    /// After a quote within a quoted cell: its end, or the first of two.
    Quote,
}

/// Where in JSON the cutter stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Inside {
    Between,
    Scalar,
    Container,
    String,
    Escape,
}

impl Cutter {
    fn new(kind: Kind, longest: usize) -> Self {
        let spans = Vec::new();
        Self {
            kind,
            at: 0,
            start: 0,
            line: 1,
            start_line: 1,
            spans,
            skipping: false,
            skipped: false,
            skipped_line: 0,
            passed: 0,
            longest,
        }
    }

    pub fn rows(delimiter: u8, longest: usize) -> Self {
        Self::new(Kind::Rows { delimiter, state: Cell::Start }, longest)
    }

    /// The elements of an array, or values one after the other.
    pub fn values(longest: usize) -> Self {
        Self::new(Kind::Values { depth: 0, inside: Inside::Between, array: false }, longest)
    }

    /// Looks at the rest of the buffer.
    pub fn scan(&mut self, buffer: &[u8]) {
        match self.kind {
            Kind::Rows { delimiter, state } => self.scan_rows(buffer, delimiter, state),
            Kind::Values { .. } => self.scan_values(buffer),
        }
    }

    /// The first `bytes` bytes of the buffer are gone.
    pub fn forget(&mut self, bytes: usize) {
        self.at -= bytes;
        self.start = self.start.saturating_sub(bytes);
    }

    fn complete(&mut self, end: usize) {
        if self.skipping {
            (self.skipping, self.skipped) = (false, true);
        } else {
            self.spans.push(Span { start: self.start, end, line: self.start_line });
        }
    }

    fn scan_rows(&mut self, buffer: &[u8], delimiter: u8, mut state: Cell) {
        while let Some(&byte) = buffer.get(self.at) {
            state = match (state, byte) {
                (Cell::Quoted, b'"') => Cell::Quote,
                (Cell::Quoted, b'\n') if self.passed + (self.at - self.start) <= self.longest => {
                    self.line += 1;
                    Cell::Quoted
                }
                (Cell::Start | Cell::Quote, b'"') => Cell::Quoted,
                // a row of more than the longest a row may be ends with the line, quoted or not
                (_, b'\n') => {
                    let row = &buffer[self.start..self.at];
                    let end = self.at - usize::from(row.ends_with(b"\r"));
                    if end > self.start || self.skipping {
                        self.complete(end);
                    }
                    self.passed = 0;
                    self.line += 1;
                    self.start = self.at + 1;
                    self.start_line = self.line;
                    Cell::Start
                }
                (Cell::Quoted, _) => Cell::Quoted,
                (_, b) if b == delimiter => Cell::Start,
                _ => Cell::Bare,
            };
            self.at += 1;
        }
        self.kind = Kind::Rows { delimiter, state };
    }

    fn scan_values(&mut self, buffer: &[u8]) {
        let Kind::Values { mut depth, mut inside, mut array } = self.kind else { return };
        while let Some(&byte) = buffer.get(self.at) {
            match (inside, byte) {
                (Inside::String, _) => {
                    let Some(stop) = memchr::memchr2(b'"', b'\\', &buffer[self.at..]) else {
                        self.line += memchr::memchr_iter(b'\n', &buffer[self.at..]).count() as u64;
                        self.at = buffer.len();
                        break;
                    };
                    self.line += memchr::memchr_iter(b'\n', &buffer[self.at..self.at + stop]).count() as u64;
                    self.at += stop;
                    inside = match (buffer[self.at], depth) {
                        (b'\\', _) => Inside::Escape,
                        (_, 0) => Inside::Scalar,
                        _ => Inside::Container,
                    };
                }
                (Inside::Escape, _) => inside = Inside::String,
                (Inside::Between, b',') => {}
                (Inside::Between, b'[') if !array => array = true,
                (Inside::Between, b']') if array => array = false,
                (Inside::Between | Inside::Scalar, b' ' | b'\t' | b'\r' | b'\n') => {
                    if inside == Inside::Scalar {
                        self.complete(self.at);
                    }
                    inside = Inside::Between;
                }
                (Inside::Between, _) => {
                    (self.start, self.start_line) = (self.at, self.line);
                    inside = match byte {
                        b'{' | b'[' => Inside::Container,
                        b'"' => Inside::String,
                        _ => Inside::Scalar,
                    };
                    depth = u32::from(inside == Inside::Container);
                }
                (Inside::Scalar, b',' | b']') => {
                    self.complete(self.at);
                    inside = Inside::Between;
                    continue;
                }
                (Inside::Scalar, b'"') => inside = Inside::String,
                (Inside::Scalar, _) => {}
                (Inside::Container, b'"') => inside = Inside::String,
                (Inside::Container, b'{' | b'[') => depth = depth.saturating_add(1),
                (Inside::Container, b'}' | b']') => {
                    depth -= 1;
                    if depth == 0 {
                        self.complete(self.at + 1);
                        inside = Inside::Between;
                    }
                }
                (Inside::Container, _) => {}
            }
            self.line += u64::from(byte == b'\n' && inside != Inside::String);
            self.at += 1;
        }
        if inside == Inside::Between {
            self.start = self.at;
        }
        self.kind = Kind::Values { depth, inside, array };
    }

    /// The input has ended. Completes the last record, or says what is wrong with it.
    pub fn end(&mut self, length: usize) -> Result<(), &'static str> {
        match &mut self.kind {
            Kind::Rows { state: Cell::Quoted, .. } => Err("a quoted cell that does not end"),
            Kind::Rows { .. } => {
                if self.start < length {
                    self.complete(length);
                    self.start = length;
                }
                Ok(())
            }
            Kind::Values { inside: inside @ (Inside::Between | Inside::Scalar), array, .. } => {
                let (scalar, array) = (std::mem::replace(inside, Inside::Between) == Inside::Scalar, *array);
                if scalar {
                    self.complete(length);
                    self.start = length;
                }
                if array { Err("the array does not end: the file is cut off") } else { Ok(()) }
            }
            Kind::Values { .. } => Err("the record does not end: the file is cut off"),
        }
    }

    /// Gives up the incomplete row that begins at `start`: rows are looked for again after its first line. Gives where.
    pub fn restart(&mut self, buffer: &[u8]) -> usize {
        let rest = &buffer[self.start..];
        let next = memchr::memchr(b'\n', rest).map_or(buffer.len(), |n| self.start + n + 1);
        (self.at, self.start) = (next, next);
        self.passed = 0;
        self.line = self.start_line + 1;
        self.start_line = self.line;
        if let Kind::Rows { state, .. } = &mut self.kind {
            *state = Cell::Start;
        }
        next
    }

    /// Everything up to here, the incomplete record included, is passed over.
    pub fn skip(&mut self) {
        self.passed += self.at - self.start;
        if !self.skipping {
            self.skipped_line = self.start_line;
        }
        (self.at, self.start, self.skipping) = (0, 0, true);
    }

    pub fn is_rows(&self) -> bool {
        matches!(self.kind, Kind::Rows { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut cutter: Cutter, text: &str) -> (Vec<(String, u64)>, Result<(), &'static str>) {
        let mut byte_by_byte = Vec::new();
        for end in 1..=text.len() {
            cutter.scan(&text.as_bytes()[..end]);
        }
        let result = cutter.end(text.len());
        byte_by_byte.extend(cutter.spans.iter().map(|s| (text[s.start..s.end].to_owned(), s.line)));
        (byte_by_byte, result)
    }

    fn owned(spans: &[(&str, u64)]) -> Vec<(String, u64)> {
        spans.iter().map(|(text, line)| ((*text).to_owned(), *line)).collect()
    }

    #[test]
    fn rows_end_outside_quotes() {
        let (rows, end) = all(Cutter::rows(b',', 1000), "a,b\r\n\"1\n2\",\"x\"\"\n\"\n\n5\",3\nlast");
        assert_eq!(rows, owned(&[("a,b", 1), ("\"1\n2\",\"x\"\"\n\"", 2), ("5\",3", 6), ("last", 7)]));
        assert_eq!(end, Ok(()));
        assert!(all(Cutter::rows(b',', 1000), "a\n\"b\nc").1.is_err());
    }

    #[test]
    fn values_end_where_their_brackets_do() {
        let text = "[\n {\"a\": \"}]\\\"\"}, [1,\n2],3, \"x, y\" ,\n{}]\n";
        let (values, end) = all(Cutter::values(1000), text);
        assert_eq!(values, owned(&[("{\"a\": \"}]\\\"\"}", 2), ("[1,\n2]", 2), ("3", 3), ("\"x, y\"", 3), ("{}", 4)]));
        assert_eq!(end, Ok(()));
        let (values, end) = all(Cutter::values(1000), "{\"a\":\n1}\n{} {}");
        assert_eq!((values.len(), values[1].1, end), (3, 3, Ok(())));
        assert!(all(Cutter::values(1000), "[{}").1.is_err());
        assert!(all(Cutter::values(1000), "{\"a\":").1.is_err());
    }
}
