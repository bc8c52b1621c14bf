//! The `stepwell` command: the workbench's crates for the terminal and for CI.
//!
//! It translates between arguments, files and the crates below it, and decides nothing. It links neither GTK nor a
//! web view. Its contract: 0 done / valid / succeeded, 1 the answer is no, 2 the call or a file is unusable; results
//! on standard output, messages on standard error.

mod arguments;
mod convert;
mod edit;
mod eval;
mod exit;
mod export;
mod history;
mod run;
mod serve;
mod source;
mod test_state;
mod validate;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    // Bad arguments leave through clap: usage on standard error, exit code 2.
    let arguments = Arguments::parse();
    let answer = match arguments.command {
        Command::Validate(arguments) => validate::validate(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Eval(arguments) => eval::eval(&arguments),
        Command::TestState(arguments) => test_state::test(&arguments),
        Command::Edit(arguments) => edit::edit(&arguments),
        Command::Convert(arguments) => convert::convert(&arguments),
        Command::Export(arguments) => export::export(&arguments),
        Command::History(arguments) => history::history(&arguments),
        Command::Serve(arguments) => serve::serve(&arguments),
    };
    match answer {
        Ok(exit) => exit.into(),
        Err(unusable) => {
            exit::say(unusable);
            exit::Exit::Unusable.into()
        }
    }
}
