//! Output in blocks of a fixed size, so that its bytes do not depend on how the input was cut, and so that it can be taken up
//! again after any block.

use super::Packing;
use rayon::prelude::*;
use std::io::{self, Write};

/// Bytes of text to a block. In a compressed output each block is a gzip member or a Zstandard frame of its own.
pub const BLOCK: usize = 4 << 20;

/// Less plain text than this waits for more.
const PLAIN: usize = 64 << 10;

/// Writes text in blocks, compressed if asked.
///
/// ```
/// use yoron::batch::{Blocks, Packing};
/// let mut blocks = Blocks::new(Vec::new(), Packing::Zstd);
/// blocks.push(b"some text").unwrap();
/// let packed = blocks.finish().unwrap();
/// assert_eq!(zstd::decode_all(&packed[..]).unwrap(), b"some text");
/// ```
pub struct Blocks<W: Write> {
    out: W,
    packing: Packing,
    pending: Vec<u8>,
    /// Compressed bytes written.
    written: u64,
}

impl<W: Write> Blocks<W> {
    /// Starts with nothing written.
    pub fn new(out: W, packing: Packing) -> Self {
        Self::resumed(out, packing, 0)
    }

    /// Goes on after `written` bytes that an earlier run wrote.
    pub fn resumed(out: W, packing: Packing, written: u64) -> Self {
        Self { out, packing, pending: Vec::new(), written }
    }

    /// Takes text. Gives how much of all text taken is not written yet: compressed blocks are written when a few are full.
    ///
    /// # Errors
    /// What the writer says.
    pub fn push(&mut self, text: &[u8]) -> io::Result<usize> {
        if self.packing == Packing::Plain {
            if self.pending.len() + text.len() < PLAIN {
                self.pending.extend_from_slice(text);
                return Ok(self.pending.len());
            }
            self.out.write_all(&self.pending)?;
            self.out.write_all(text)?;
            self.written += (self.pending.len() + text.len()) as u64;
            self.pending.clear();
            return Ok(0);
        }
        self.pending.extend_from_slice(text);
        // one block for each thread to compress
        let wanted = BLOCK * rayon::current_num_threads();
        if self.pending.len() >= wanted {
            self.write(self.pending.len() / BLOCK * BLOCK)?;
        }
        Ok(self.pending.len())
    }

    fn write(&mut self, bytes: usize) -> io::Result<()> {
        let (full, rest) = self.pending.split_at(bytes);
        if self.packing == Packing::Plain {
            self.out.write_all(full)?;
            self.written += bytes as u64;
        } else {
            let packed: Vec<io::Result<Vec<u8>>> = full.par_chunks(BLOCK).map(|b| pack(b, self.packing)).collect();
            for block in packed {
                let block = block?;
                self.out.write_all(&block)?;
                self.written += block.len() as u64;
            }
        }
        self.pending = rest.to_vec();
        Ok(())
    }

    /// Bytes in the output so far.
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// The writer, to make sure of what it has.
    pub const fn get_ref(&self) -> &W {
        &self.out
    }

    /// Writes the last block and gives the writer back.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<W> {
        if !self.pending.is_empty() {
            self.write(self.pending.len())?;
        }
        if self.written == 0 && self.packing != Packing::Plain {
            // an empty text is a compressed file too
            self.out.write_all(&pack(&[], self.packing)?)?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

fn pack(block: &[u8], packing: Packing) -> io::Result<Vec<u8>> {
    match packing {
        Packing::Plain => Ok(block.to_vec()),
        Packing::Zstd => zstd::bulk::compress(block, 0),
        Packing::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(block)?;
            encoder.finish()
        }
    }
}
