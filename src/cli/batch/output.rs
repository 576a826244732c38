//! One output file: written beside its name, given its name when complete, taken up again after a cut.

use super::unfinished::{self, Unfinished, beside};
use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use yoron::batch::{BLOCK, Blocks, Packing, Reject, Summary};

/// Between two notes of how far the work is.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// Bytes after which what is written is brought to the disk, so that little is left to wait for at the end.
const SYNC_EVERY: u64 = 8 << 20;

/// How far the work is: all that stands in the output up to `length` comes from the chunks before `chunk` and the first `skip`
/// bytes that `chunk` makes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Names the work: inputs with their sizes and times, options, version.
    pub job: serde_json::Value,
    /// Number of the chunk to go on with.
    pub chunk: u64,
    /// Bytes of what it makes that are written already.
    pub skip: u64,
    /// Bytes of the output.
    pub length: u64,
    /// Bytes of the rejects.
    pub rejects: u64,
    /// Records written by the chunks before.
    pub records: u64,
    /// Counts of the chunks before.
    pub summary: Summary,
}

/// Where text goes: standard output, a device, or a file.
pub struct Output {
    blocks: Blocks<Sink>,
    file: Option<Unfinished>,
    rejects: Rejects,
    state: State,
    noted: Option<Instant>,
    /// Bytes of the next chunk's text that are written already.
    skip: u64,
    /// Bytes of text made in this run.
    made: u64,
    keeper: Option<Keeper>,
}

/// Brings an output to the disk and notes how far the work is, on a thread of its own: the work goes on meanwhile.
struct Keeper {
    orders: Option<SyncSender<Option<Box<State>>>>,
    thread: Option<JoinHandle<io::Result<()>>>,
    /// Bytes of the output that an order covers.
    ordered: u64,
}

impl Keeper {
    fn new(out: &File, unfinished: &Unfinished) -> io::Result<Self> {
        let (out, note) = (out.try_clone()?, unfinished.state());
        let (orders, taken) = sync_channel::<Option<Box<State>>>(1);
        let thread = std::thread::spawn(move || {
            for state in taken {
                out.sync_data()?;
                if let Some(state) = state {
                    let draft = beside(&note, ".new");
                    fs::write(&draft, serde_json::to_vec(&state)?)?;
                    fs::rename(draft, &note)?;
                }
            }
            Ok(())
        });
        Ok(Self { orders: Some(orders), thread: Some(thread), ordered: 0 })
    }

    /// Orders what is written to be brought to the disk, and then `state` to be noted; false while it is at an earlier order.
    fn order(&mut self, written: u64, state: Option<State>) -> bool {
        // one that has failed takes no more orders and says why at the end
        let taken = self.orders.as_ref().is_some_and(|orders| orders.try_send(state.map(Box::new)).is_ok());
        if taken {
            self.ordered = written;
        }
        taken
    }

    fn finish(&mut self) -> io::Result<()> {
        self.orders = None;
        let ended = self.thread.take().map_or(Ok(Ok(())), JoinHandle::join);
        ended.unwrap_or_else(|_| Err(io::Error::other("the output could not be synced")))
    }
}

impl Drop for Keeper {
    /// Nothing is noted any more of an output that is given up.
    fn drop(&mut self) {
        let _ = self.finish();
    }
}

enum Sink {
    Stdout(io::Stdout),
    File(File),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Stdout(out) => out.write(bytes),
            Sink::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Stdout(out) => out.flush(),
            Sink::File(out) => out.flush(),
        }
    }
}

/// Whether an output is a name for a file to make, and not a device or a pipe that is there.
pub fn is_plain(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |file| file.is_file())
}

/// Makes the file beside an output's name.
///
/// # Errors
/// A folder that cannot be written in.
pub fn create_partial(unfinished: &Unfinished) -> anyhow::Result<File> {
    let folder = unfinished.output.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    ensure!(folder.is_dir(), "cannot write in {}: no such folder", folder.display());
    let file = File::create(unfinished.partial()).with_context(|| format!("cannot write in {}", folder.display()))?;
    unfinished::begin(unfinished)?;
    for path in [unfinished.state(), unfinished.rejects()] {
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    }
    Ok(file)
}

impl Output {
    /// Starts an output; `None` is standard output.
    ///
    /// # Errors
    /// A folder that cannot be written in.
    pub fn start(path: Option<&Path>, job: serde_json::Value, resumable: bool) -> anyhow::Result<Self> {
        let packing = path.map_or(Packing::Plain, |path| Packing::of_file(&path.to_string_lossy()).0);
        let mut keeper = None;
        let (sink, file, rejects) = match path {
            None => (Sink::Stdout(io::stdout()), None, None),
            Some(path) if !is_plain(path) => {
                let file = OpenOptions::new().write(true).open(path);
                (Sink::File(file.with_context(|| format!("cannot write {}", path.display()))?), None, None)
            }
            Some(path) => {
                let unfinished = Unfinished { output: path.to_owned(), resumable };
                let file = create_partial(&unfinished)?;
                keeper = Some(Keeper::new(&file, &unfinished)?);
                let rejects = unfinished.rejects();
                (Sink::File(file), Some(unfinished), Some(rejects))
            }
        };
        let state = State { job, ..State::default() };
        let rejects = Rejects { path: rejects, file: None, written: 0 };
        Ok(Self { blocks: Blocks::new(sink, packing), file, rejects, state, noted: None, skip: 0, made: 0, keeper })
    }

    /// Goes on with an output that was cut off; `None` if there is nothing to go on with.
    ///
    /// # Errors
    /// Files that do not fit the work, or cannot be written.
    pub fn resume(path: &Path, job: &serde_json::Value) -> anyhow::Result<Option<Self>> {
        let unfinished = Unfinished { output: path.to_owned(), resumable: true };
        let Ok(note) = fs::read(unfinished.state()) else { return Ok(None) };
        let name = unfinished.partial().display().to_string();
        let state: State = serde_json::from_slice(&note).with_context(|| format!("{name}.state cannot be read"))?;
        if state.job != *job {
            bail!("{name} comes from other inputs, options or another version: delete it, or run without --resume");
        }
        let open = |path: PathBuf, length: u64| -> anyhow::Result<File> {
            let mut file = OpenOptions::new()
                .write(true)
                .create(length == 0)
                .truncate(false)
                .open(&path)
                .with_context(|| format!("cannot go on with {}", path.display()))?;
            ensure!(
                file.metadata()?.len() >= length,
                "{} is shorter than it was; run without --resume",
                path.display()
            );
            file.set_len(length)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let packing = Packing::of_file(&path.to_string_lossy()).0;
        let out = open(unfinished.partial(), state.length)?;
        let rejects = (state.rejects > 0).then(|| open(unfinished.rejects(), state.rejects)).transpose()?;
        unfinished::begin(&unfinished)?;
        let keeper = Some(Keeper::new(&out, &unfinished)?);
        let rejects =
            Rejects { path: Some(unfinished.rejects()), file: rejects.map(BufWriter::new), written: state.rejects };
        Ok(Some(Self {
            blocks: Blocks::resumed(Sink::File(out), packing, state.length),
            file: Some(unfinished),
            rejects,
            skip: state.skip,
            state,
            noted: Some(Instant::now()),
            made: 0,
            keeper,
        }))
    }

    /// Where the work stands: the chunk to go on with, what came before it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Writes what one chunk made: text in parts, rejects, counts.
    ///
    /// # Errors
    /// A full disk and the like.
    pub fn chunk(&mut self, text: &[&[u8]], rejects: &[Reject], records: u64, summary: &Summary) -> io::Result<()> {
        let before = self.blocks.written();
        let started = State { rejects: self.rejects.written, ..self.state.clone() };
        let mut made = 0;
        let mut waiting = 0;
        for part in text {
            made += part.len() as u64;
            let skipped = (self.skip.min(part.len() as u64)) as usize;
            self.skip -= skipped as u64;
            waiting = self.blocks.push(&part[skipped..])?;
        }
        self.made += made;
        self.rejects.write(rejects)?;
        self.state.chunk += 1;
        self.state.records += records;
        self.state.summary.merge(summary);
        let due = match self.noted {
            Some(noted) => noted.elapsed() >= NOTE_EVERY,
            None => self.made >= BLOCK as u64,
        };
        let written = self.blocks.written();
        if written > before && due && waiting as u64 <= made {
            self.note(State { skip: made - waiting as u64, length: written, ..started })?;
        } else if let Some(keeper) = self.keeper.as_mut().filter(|k| written - k.ordered >= SYNC_EVERY) {
            keeper.order(written, None);
        }
        Ok(())
    }

    fn note(&mut self, state: State) -> io::Result<()> {
        if !self.file.as_ref().is_some_and(|file| file.resumable) {
            return Ok(());
        }
        self.rejects.flush()?;
        let length = state.length;
        if self.keeper.as_mut().is_some_and(|keeper| keeper.order(length, Some(state))) {
            self.noted = Some(Instant::now());
        }
        Ok(())
    }

    /// Writes what is left after the last chunk, and gives the files their names. Gives the counts and where rejects are.
    ///
    /// # Errors
    /// A full disk and the like.
    pub fn finish(mut self, text: &[u8]) -> anyhow::Result<(Summary, Option<PathBuf>)> {
        self.blocks.push(text)?;
        let sink = self.blocks.finish()?;
        self.keeper.as_mut().map_or(Ok(()), Keeper::finish)?;
        if let (Sink::File(file), true) = (&sink, self.file.is_some()) {
            file.sync_all()?;
        }
        self.rejects.flush()?;
        let rejected = self.rejects.written > 0;
        let Some(unfinished) = self.file else { return Ok((self.state.summary, None)) };
        Ok((self.state.summary, publish(&unfinished, rejected)?))
    }
}

/// Gives an output and its rejects their names; rejects of an earlier run go.
///
/// # Errors
/// Where the system does not let us.
pub fn publish(unfinished: &Unfinished, rejected: bool) -> anyhow::Result<Option<PathBuf>> {
    let output = &unfinished.output;
    let rejects = beside(output, ".rejects.jsonl");
    unfinished::complete(|| {
        if rejected {
            fs::rename(unfinished.rejects(), &rejects)
                .with_context(|| format!("cannot write {}", rejects.display()))?;
        } else if rejects.exists() {
            fs::remove_file(&rejects).with_context(|| format!("cannot delete the old {}", rejects.display()))?;
        }
        fs::rename(unfinished.partial(), output).with_context(|| format!("cannot write {}", output.display()))?;
        // not there if the work was short
        let _ = fs::remove_file(unfinished.state());
        Ok(())
    })?;
    Ok(rejected.then_some(rejects))
}

/// Records that could not be scored: in a file, or on stderr where the output is no file.
pub struct Rejects {
    path: Option<PathBuf>,
    file: Option<BufWriter<File>>,
    written: u64,
}

impl Rejects {
    /// Rejects into the file beside an output.
    pub fn beside(unfinished: &Unfinished) -> Self {
        Self { path: Some(unfinished.rejects()), file: None, written: 0 }
    }

    pub fn any(&self) -> bool {
        self.written > 0
    }

    /// Writes one line for each.
    ///
    /// # Errors
    /// A full disk and the like.
    pub fn write(&mut self, rejects: &[Reject]) -> io::Result<()> {
        for reject in rejects {
            let Some(path) = &self.path else {
                anstream::eprintln!("yoron: {}:{}: {}", reject.file, reject.line, reject.reason);
                continue;
            };
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(BufWriter::new(File::create(path)?)),
            };
            let mut line = serde_json::to_vec(reject)?;
            line.push(b'\n');
            file.write_all(&line)?;
            self.written += line.len() as u64;
        }
        Ok(())
    }

    /// Sees that all are in the file.
    ///
    /// # Errors
    /// A full disk and the like.
    pub fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}
