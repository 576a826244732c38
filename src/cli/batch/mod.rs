//! Files of batches: what is read, what is written, what is shown meanwhile.

pub mod inputs;
pub mod jobs;
pub mod output;
pub mod progress;
pub mod unfinished;
