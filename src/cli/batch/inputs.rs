//! Which files of posts there are, and how they are opened.

use anyhow::{Context, bail, ensure};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use yoron::batch::{Chunk, Format, Head, ParquetReader, Reader, Settings, unpack};

/// What the messages call `-`.
const STDIN: &str = "standard input";

/// One input.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is; `-` for standard input.
    pub path: PathBuf,
    /// What messages call it.
    pub name: String,
    /// How it is written.
    pub format: Format,
    /// Its path below the folder it was found in, or its file name.
    pub below: PathBuf,
    /// Standard input put into a file, to be read again or from its end.
    spool: Option<Arc<tempfile::TempPath>>,
}

/// The inputs that paths stand for. Folders are searched with their subfolders for files of known extensions, in the order of
/// their names.
///
/// # Errors
/// A path that is not there, a file of no known format, a folder without any.
pub fn collect(paths: &[PathBuf], asked: Option<Format>) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            ensure!(!inputs.iter().any(Input::is_stdin), "- stands for standard input, which can be read once only");
            let format = asked.unwrap_or(Format::Jsonl);
            inputs.push(Input { path: path.clone(), name: STDIN.into(), format, below: "posts".into(), spool: None });
        } else if path.is_dir() {
            let before = inputs.len();
            search(path, path, asked, &mut inputs)?;
            ensure!(
                inputs.len() > before,
                "{}: no files of posts in this folder (.jsonl, .json, .csv, .tsv, .parquet, also .gz and .zst)",
                path.display()
            );
        } else {
            let name = path.display().to_string();
            ensure!(path.exists(), "{name}: no such file; check the path");
            let format = asked.or_else(|| Format::of_file(&name)).with_context(|| {
                format!("{name}: no known format; say which with --format (jsonl, json, csv, tsv, parquet)")
            })?;
            let below = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            inputs.push(Input { path: path.clone(), name, format, below, spool: None });
        }
    }
    Ok(inputs)
}

fn search(root: &Path, folder: &Path, asked: Option<Format>, out: &mut Vec<Input>) -> anyhow::Result<()> {
    let listed = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut entries: Vec<PathBuf> = listed.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let name = path.display().to_string();
        if path.is_dir() {
            search(root, &path, asked, out)?;
        } else if let Some(format) = Format::of_file(&name).filter(|_| !name.ends_with(".rejects.jsonl")) {
            let below = path.strip_prefix(root).unwrap_or(&path).to_owned();
            out.push(Input { path, name, format: asked.unwrap_or(format), below, spool: None });
        }
    }
    Ok(())
}

impl Input {
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// The file to open.
    fn file(&self) -> &Path {
        self.spool.as_deref().map_or(&self.path, |path| path)
    }

    /// Makes standard input a file that can be read more than once.
    ///
    /// # Errors
    /// Where it cannot be read or written down.
    pub fn settle(&mut self) -> anyhow::Result<()> {
        if self.is_stdin() && self.spool.is_none() {
            let mut file = tempfile::NamedTempFile::new().context("cannot keep standard input in a temporary file")?;
            io::copy(&mut io::stdin().lock(), &mut file).context("cannot keep standard input in a temporary file")?;
            file.flush()?;
            self.spool = Some(Arc::new(file.into_temp_path()));
        }
        Ok(())
    }

    /// Its length in bytes, where it is a file.
    pub fn length(&self) -> Option<u64> {
        let file = fs::metadata(self.file()).ok()?;
        file.is_file().then_some(file.len())
    }

    /// Opens it; bytes read are counted in `read`.
    ///
    /// # Errors
    /// A file that cannot be opened or read, or not in its format.
    pub fn open(&self, settings: &Settings, read: &Arc<AtomicU64>) -> anyhow::Result<Opened> {
        let failed = || self.name.clone();
        if self.format == Format::Parquet {
            return Ok(Opened::Parquet(
                ParquetReader::open(self.shared(read)?, &self.name, None, settings).with_context(failed)?,
            ));
        }
        let source: Box<dyn Read + Send> = match (&self.spool, self.is_stdin()) {
            (None, true) => Box::new(io::stdin()),
            _ => Box::new(self.plain_file()?),
        };
        let source = unpack(Counted { inner: source, read: read.clone() }).with_context(failed)?;
        Ok(Opened::Text(Reader::open(source, self.format, &self.name, settings).with_context(failed)?))
    }

    /// Opens a Parquet file.
    ///
    /// # Errors
    /// A file that cannot be opened.
    pub fn shared(&self, read: &Arc<AtomicU64>) -> anyhow::Result<Shared> {
        let file = self.plain_file()?;
        let length = file.metadata().with_context(|| self.name.clone())?.len();
        Ok(Shared(Arc::new(Mutex::new(file)), length, read.clone()))
    }

    fn plain_file(&self) -> anyhow::Result<File> {
        File::open(self.file()).with_context(|| format!("{}: cannot be opened", self.name))
    }

    /// Whether `path` is this very file, by whatever name.
    pub fn is_same(&self, path: &Path) -> bool {
        if let (Ok(a), Ok(b)) = (self.path.canonicalize(), path.canonicalize())
            && a == b
        {
            return true;
        }
        #[cfg(unix)]
        if let (Ok(a), Ok(b)) = (fs::metadata(&self.path), fs::metadata(path)) {
            use std::os::unix::fs::MetadataExt;
            return a.is_file() && (a.dev(), a.ino()) == (b.dev(), b.ino());
        }
        false
    }
}

/// An input that is being read.
pub enum Opened {
    Text(Reader),
    Parquet(ParquetReader),
}

impl Opened {
    pub fn head(&self) -> &Arc<Head> {
        match self {
            Opened::Text(reader) => reader.head(),
            Opened::Parquet(reader) => reader.head(),
        }
    }
}

impl Iterator for Opened {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        match self {
            Opened::Text(reader) => reader.next(),
            Opened::Parquet(reader) => reader.next(),
        }
    }
}

/// The encoding that `--encoding` names.
///
/// # Errors
/// A label no encoding goes by.
pub fn encoding(label: &str) -> anyhow::Result<&'static encoding_rs::Encoding> {
    // what Windows calls the Korean and Japanese code pages
    let known = match label.to_ascii_lowercase().replace(['-', '_'], "").as_str() {
        "cp949" | "949" | "uhc" => Some(encoding_rs::EUC_KR),
        "cp932" | "932" => Some(encoding_rs::SHIFT_JIS),
        _ => encoding_rs::Encoding::for_label(label.as_bytes()),
    };
    match known {
        Some(encoding) => Ok(encoding),
        None => bail!("--encoding {label}: not known; for instance utf-8, utf-16, cp949, shift_jis, euc-jp"),
    }
}

struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(out)?;
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

/// A file that several threads read from, each at its own place.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<File>>, u64, Arc<AtomicU64>);

/// One of those places.
pub struct At(Shared, u64);

impl Read for At {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let At(Shared(file, _, count), at) = self;
        // the file has one place for all who have it open
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(*at))?;
        let bytes = file.read(out)? as u64;
        *at += bytes;
        count.fetch_add(bytes, Ordering::Relaxed);
        Ok(bytes as usize)
    }
}

impl Length for Shared {
    fn len(&self) -> u64 {
        self.1
    }
}

impl ChunkReader for Shared {
    type T = BufReader<At>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(BufReader::with_capacity(1 << 16, At(self.clone(), start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<bytes::Bytes> {
        let mut bytes = Vec::with_capacity(length);
        At(self.clone(), start).take(length as u64).read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF(format!("{length} bytes should stand at {start}")));
        }
        Ok(bytes.into())
    }
}
