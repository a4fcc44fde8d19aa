//! `etude demo`: the sample journal, to look at or to write to a file.

use super::args::DemoArgs;
use super::context::Context;
use super::{Done, Failure};
use crate::clock::Clock;
use crate::journal::demo;

/// Makes the sample that the screen will open.
pub(super) fn prepare(cx: &mut Context) -> Done {
    cx.sample = Some(demo::sample(cx.clock().now(), cx.clock().zone())?);
    Ok(())
}

/// Writes a sample to a new file and says so.
pub(super) fn write(cx: &mut Context, args: &DemoArgs) -> Done {
    let Some(path) = &args.write else {
        return Err(Failure::usage("name the file: `etude demo --write FILE`"));
    };
    demo::write(path, args.sessions, args.seed, cx.clock().now(), cx.clock().zone())?;
    cx.tell(&format!("wrote a sample of {} sessions: etude --db {}", args.sessions, path.display()));
    Ok(())
}
