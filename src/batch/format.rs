//! Names of formats and of compressions.

/// How records are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// An array of JSON objects; objects one after the other are read too.
    Json,
    /// Comma-separated with a header; a semicolon or tab is read where the header has it instead.
    Csv,
    /// Tab-separated with a header.
    Tsv,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// The format with this name or file extension.
    ///
    /// ```
    /// use yoron::batch::Format;
    /// assert_eq!(Format::from_name("ndjson"), Some(Format::Jsonl));
    /// assert_eq!(Format::from_name("xlsx"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "parquet" | "pq" => Some(Format::Parquet),
            _ => None,
        }
    }

    /// The format a file name promises, whether compressed or not.
    ///
    /// ```
    /// use yoron::batch::Format;
    /// assert_eq!(Format::of_file("dump/posts.csv.gz"), Some(Format::Csv));
    /// assert_eq!(Format::of_file("posts"), None);
    /// ```
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, extension) = Packing::of_file(name).1.rsplit_once('.')?;
        Self::from_name(extension)
    }

    /// The usual file extension, without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Parquet => "parquet",
        }
    }

    /// Whether its records are JSON objects.
    pub const fn is_json(self) -> bool {
        matches!(self, Format::Jsonl | Format::Json)
    }

    /// Whether its records are rows of text under a header.
    pub const fn is_table(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv)
    }

    pub(super) const fn delimiter(self) -> u8 {
        if matches!(self, Format::Tsv) { b'\t' } else { b',' }
    }
}

/// How a text file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip, of any number of members.
    Gzip,
    /// Zstandard, of any number of frames.
    Zstd,
}

impl Packing {
    /// The compression a file name promises, and the name without that extension.
    ///
    /// ```
    /// use yoron::batch::Packing;
    /// assert_eq!(Packing::of_file("a.jsonl.zst"), (Packing::Zstd, "a.jsonl"));
    /// ```
    pub fn of_file(name: &str) -> (Self, &str) {
        for (extension, packing) in [(".gz", Packing::Gzip), (".zst", Packing::Zstd)] {
            if let Some(bare) = name.strip_suffix(extension) {
                return (packing, bare);
            }
        }
        (Packing::Plain, name)
    }
}
