//! Which inputs go into which output.

use super::inputs::{self, Input};
use super::output;
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use yoron::batch::{Format, Packing};

/// One output and what goes into it.
pub struct Job {
    pub inputs: Vec<Input>,
    pub output: Option<PathBuf>,
    pub format: Format,
}

/// Which inputs go where. Several inputs go into one output if it is named like a file, else each into its own in a folder.
///
/// # Errors
/// Inputs that are not there, an output that is an input too or of no known format.
pub fn jobs(
    posts: &[PathBuf],
    output: Option<&Path>,
    asked: Option<Format>,
    out_format: Option<Format>,
) -> anyhow::Result<Vec<Job>> {
    let inputs = inputs::collect(posts, asked)?;
    let first = inputs.first().map_or(Format::Jsonl, |input| input.format);
    let Some(output) = output else {
        let format = out_format.unwrap_or(first);
        return Ok(vec![Job { inputs, output: None, format }]);
    };
    let name = output.to_string_lossy();
    let named = Format::of_file(&name);
    let several = inputs.len() > 1 || posts.iter().any(|path| path.is_dir());
    let folder =
        output.is_dir() || name.ends_with(['/', '\\']) || several && named.is_none() && output::is_plain(output);
    let jobs: Vec<Job> = if folder {
        inputs.into_iter().map(|input| into_folder(input, output, out_format)).collect()
    } else {
        let known = out_format.or(named).or_else(|| (!output::is_plain(output)).then_some(first));
        let format = known.with_context(|| {
            format!("{name}: no known format; say which with --out-format (jsonl, json, csv, tsv, parquet)")
        })?;
        vec![Job { inputs, output: Some(output.to_owned()), format }]
    };
    for (i, job) in jobs.iter().enumerate() {
        let Some(output) = &job.output else { continue };
        let same = jobs.iter().flat_map(|job| &job.inputs).any(|input| input.is_same(output));
        ensure!(!same, "{} is an input too: name another file to write", output.display());
        let twice = jobs[..i].iter().any(|other| other.output.as_ref() == Some(output));
        ensure!(!twice, "two inputs would become {}: name another --out-format or folder", output.display());
    }
    Ok(jobs)
}

fn into_folder(input: Input, folder: &Path, asked: Option<Format>) -> Job {
    let format = asked.unwrap_or(input.format);
    let name = input.below.to_string_lossy().into_owned();
    let (packing, bare) = Packing::of_file(&name);
    let output = if format == input.format && Format::of_file(&name) == Some(format) {
        folder.join(&input.below)
    } else {
        let stem = Format::of_file(bare).and_then(|_| bare.rsplit_once('.')).map_or(bare, |(stem, _)| stem);
        let end = match packing {
            _ if format == Format::Parquet => "",
            Packing::Gzip => ".gz",
            Packing::Zstd => ".zst",
            Packing::Plain => "",
        };
        folder.join(format!("{stem}.{}{end}", format.extension()))
    };
    Job { inputs: vec![input], output: Some(output), format }
}
