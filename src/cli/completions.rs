//! `yoron completions SHELL`

use super::{Cli, Outcome};
use clap::CommandFactory;
use clap_complete::Shell;

/// Print shell completions (bash, zsh, fish, elvish, powershell)
#[derive(clap::Args)]
pub struct Args {
    /// The shell to complete for
    shell: Shell,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    // Written to memory first: clap_complete panics when its writer fails, as a closed pipe does.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "yoron", &mut script);
    std::io::Write::write_all(&mut std::io::stdout(), &script)?;
    Ok(Outcome::Done)
}
