//! Reading articles from paths, with errors that name the file and the way out.

use anyhow::{Context, bail};
use std::path::Path;
use yoron::article::{self, Article, ArticleError, Format};

/// Reads the article at a path; `-` is standard input.
///
/// # Errors
///
/// A missing file, a directory, an empty or a binary file: each says what to do about it.
pub fn read_article(path: &Path) -> anyhow::Result<Article> {
    let name = path.display();
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).context("cannot read standard input")?;
        return article::read(&bytes, Format::Auto).map_err(|error| remedy("standard input", error));
    }
    if path.is_dir() {
        bail!("{name} is a directory: name the articles in it, for instance {}", path.join("*.txt").display());
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("{name}: no such file; check the path (looked in {})", looked_in(path))
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {name}")),
    };
    article::read(&bytes, Format::of_name(&name.to_string())).map_err(|error| remedy(&name.to_string(), error))
}

fn looked_in(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()).display().to_string()
}

fn remedy(name: &str, error: ArticleError) -> anyhow::Error {
    anyhow::anyhow!("{name}: {error}; {}", error.way_out())
}
