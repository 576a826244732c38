//! The `yoron` command. All work is done in the library; this file only starts it.
#![forbid(unsafe_code)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
