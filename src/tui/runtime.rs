//! The loop: wait in one place, update, carry out the effects, draw once. Reads the clock; nobody else here does.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::deadline;
use super::drafts::file::Keeper;
use super::model::Model;
use super::msg::{Effect, Hook, Msg};
use super::terminal::Terminal;
use super::update::update;
use super::view::view;
use super::wait::{Signal, Waiter, Wake};
use super::worker::{Ask, Worker};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::moment::Stamp;
use crate::domain::timer::Beat;
use crate::editor;

/// The exit code after a hang-up: 128 and the number of SIGHUP.
const HUNG_UP: u8 = 129;
/// How long leaving on purpose waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long leaving because of a signal does.
const HASTE: Duration = Duration::from_millis(100);
/// How old the zone may be, milliseconds.
const ZONE_MS: i64 = 60_000;

/// Everything the loop holds.
pub struct Runtime<'a> {
    /// What is shown.
    pub model: Model,
    /// The terminal.
    pub terminal: Terminal,
    /// The one wait point.
    pub waiter: Waiter,
    /// The store thread.
    pub worker: Worker,
    /// The clocks.
    pub clock: Arc<SystemClock>,
    /// The settings.
    pub config: &'a Config,
    /// The folder of the user's own themes.
    pub themes: &'a std::path::Path,
    /// When the zone was looked up last, by the monotonic clock.
    pub zone_read: i64,
    /// The thread that writes drafts, and the state folder they are in.
    pub drafts: Option<(Keeper, std::path::PathBuf)>,
}

impl Runtime<'_> {
    /// Runs until the program is left; hands back the exit code.
    ///
    /// # Errors
    /// When the terminal cannot be drawn on or waited for.
    pub fn run(mut self) -> io::Result<u8> {
        self.read_clock();
        // What it says is to be seen now, not when the first key comes.
        let drafts = super::drafts::begin::at_start(&mut self.model);
        super::ahead::asked(&mut self.model, &drafts);
        self.draw()?;
        self.beat();
        // Pips are no matter of the first frame.
        self.model.pips.outdate();
        let pips = super::pips::due(&mut self.model.cx, false);
        for effect in drafts.into_iter().chain(pips) {
            self.carry_out(effect)?;
        }
        loop {
            let wakes = self.waiter.wait(deadline::next(&self.model))?;
            self.read_clock();
            for wake in wakes {
                self.wake(wake)?;
            }
            self.pass_time();
            if let Some(code) = self.model.leaving {
                return Ok(self.leave(code));
            }
            self.draw()?;
        }
    }

    fn leave(self, code: u8) -> u8 {
        let Runtime { terminal, worker, model, drafts, .. } = self;
        let playing = model.data.playing.as_ref().filter(|playing| playing.running().is_some());
        let line = playing.map(|playing| {
            format!(
                "{} runs on: {}. `etude status` shows it, `etude stop` ends it.",
                crate::domain::display::safe_line(&playing.skill.name),
                crate::domain::when::spent(playing.elapsed(model.now).practised)
            )
        });
        drop(terminal);
        // Until they are on disk.
        drop(drafts);
        let unsaved = worker.leave(if code == 0 { PATIENCE } else { HASTE });
        if let Some(error) = unsaved.first() {
            use std::io::Write;
            let n = unsaved.len();
            let _ = writeln!(io::stderr(), "etude: {n} of your last changes could not be saved: {error}");
            return if code == 0 { 3 } else { code };
        }
        if let (Some(line), 0) = (line, code) {
            use std::io::Write;
            // A terminal that is gone reads nothing.
            let _ = writeln!(io::stdout(), "{line}");
        }
        code
    }

    fn wake(&mut self, wake: Wake) -> io::Result<()> {
        match wake {
            Wake::Input(event) => self.take(Msg::Input(event)),
            Wake::Ground(ground) => {
                // Later than the first frame could wait: then this is drawn anew.
                if super::run::asks_ground(self.config) {
                    self.model.skin = super::run::skin(self.config, self.themes, ground).0;
                }
                Ok(())
            }
            Wake::Refused(refused) => self.take(Msg::Refused(refused.sentence())),
            Wake::Reply => {
                while let Some(reply) = self.worker.reply() {
                    self.take(Msg::Reply(reply))?;
                }
                Ok(())
            }
            Wake::Deadline => self.take(Msg::Deadline),
            Wake::Hangup => self.take(Msg::Leave(HUNG_UP)),
            Wake::Signal(signal) if signal.ends() => {
                let code = u8::try_from(128 + signal.number()).unwrap_or(1);
                self.take(Msg::Leave(code))
            }
            Wake::Signal(Signal::Suspend) => self.suspend(),
            Wake::Signal(_) => self.terminal.resume().map_err(io::Error::other),
        }
    }

    fn take(&mut self, msg: Msg) -> io::Result<()> {
        for effect in update(&mut self.model, msg) {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Ask(ask) => self.worker.ask(ask),
            Effect::Bell => self.terminal.bell()?,
            Effect::Notify(text) => self.terminal.notify(&text)?,
            Effect::Copy(text) => self.terminal.copy(&text)?,
            Effect::Suspend => self.suspend()?,
            Effect::Repaint => self.terminal.repaint()?,
            Effect::Hook(hook) => self.run_hook(&hook),
            Effect::Edit(text) => self.edit(&text)?,
            Effect::KeepDraft(key, text) => {
                if let Some((keeper, _)) = &self.drafts {
                    keeper.keep(&key, text);
                }
            }
            Effect::DropDraft(key) => {
                if let Some((keeper, _)) = &self.drafts {
                    keeper.drop_draft(&key);
                }
            }
        }
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        // While stopped nobody watches the session: that is no gap, and must not look like one.
        self.worker.ask(Ask::Detach);
        let stopped = self.terminal.suspend().map_err(io::Error::other)?;
        if !stopped {
            self.model.say(super::theme::Role::Attention, "There is no shell to go to.");
        }
        self.read_clock();
        self.worker.ask(Ask::Look);
        self.beat();
        Ok(())
    }

    /// Hands a text to the user's editor and takes it back. Meanwhile the clock runs on, watched by nobody.
    fn edit(&mut self, text: &str) -> io::Result<()> {
        let argv = editor::command(&self.config.editor);
        let name = argv.first().cloned().unwrap_or_default();
        let Some((_, folder)) = &self.drafts else {
            return self.take(Msg::Edited(Err("There is no folder for the editor's file.".to_owned())));
        };
        let out = match editor::Out::write(folder, text, ".md") {
            Ok(out) => out,
            Err(error) => return self.take(Msg::Edited(Err(format!("No file for the editor: {error}")))),
        };
        self.worker.ask(Ask::Detach);
        self.terminal.release();
        let began = self.clock.now().mono;
        let ended = out.run(&argv);
        let took = u64::try_from(self.clock.now().mono - began).unwrap_or(0);
        self.terminal.resume().map_err(io::Error::other)?;
        self.read_clock();
        self.worker.ask(Ask::Look);
        self.beat();
        let back = out.back(ended, &name, std::time::Duration::from_millis(took));
        self.take(Msg::Edited(back))?;
        // Keys such as Ctrl-C were meant for the editor, and reached us too.
        for wake in self.waiter.wait(Some(0))? {
            if !matches!(
                wake,
                Wake::Signal(Signal::Interrupt | Signal::Quit | Signal::Suspend | Signal::Continue)
            ) {
                self.wake(wake)?;
            }
        }
        Ok(())
    }

    fn run_hook(&mut self, hook: &Hook) {
        let (argv, event, session, skill) = match hook {
            Hook::Start(id, skill) => (&self.config.on_start, "start", id, skill),
            Hook::Stop(id, skill) => (&self.config.on_stop, "stop", id, skill),
        };
        let variables = [
            ("ETUDE_EVENT", event.to_owned()),
            ("ETUDE_SESSION_ID", session.clone()),
            ("ETUDE_SKILL", skill.clone()),
        ];
        if let Err(error) = crate::hooks::run(argv, &variables) {
            self.model
                .say(super::theme::Role::Attention, format!("The hook on_{event} could not be run: {error}"));
        }
    }

    /// What time itself brings: messages that go away, the planned end, a beat.
    fn pass_time(&mut self) {
        let now = self.model.now.mono;
        if self.model.message.as_ref().is_some_and(|message| message.until <= now) {
            self.model.message = None;
        }
        for effect in super::bell::ring(&mut self.model) {
            // A bell that cannot be rung is no reason to end.
            let _ = self.carry_out(effect);
        }
        for effect in super::drafts::update::keep_due(&mut self.model) {
            let _ = self.carry_out(effect);
        }
        if deadline::beat_due(&self.model) || deadline::doubt_appeared(&self.model) {
            self.beat();
        }
    }

    /// Says to the journal that this screen shows the running session.
    fn beat(&mut self) {
        let now = self.model.now;
        let running = self.model.cx.data.playing.as_mut().filter(|playing| playing.running().is_some());
        let Some(playing) = running else { return };
        self.model.cx.beaten = now.mono;
        if playing.elapsed(now).unresolved == 0 {
            playing.beat = Some(Beat { stamp: now, process: i64::from(std::process::id()) });
        }
        self.worker.ask(Ask::Beat);
    }

    fn read_clock(&mut self) {
        let now = self.clock.now();
        // A traveller's zone is looked up again once a minute, when something happens anyway.
        if now.mono - self.zone_read > ZONE_MS || now.boot - self.model.now.boot > ZONE_MS {
            self.zone_read = now.mono;
            if self.clock.refresh_zone() {
                self.model.calendar.zone = self.clock.zone();
            }
        }
        let wall = self.model.calendar.moment(now.wall.at);
        self.model.now = Stamp { wall, ..now };
    }

    fn draw(&mut self) -> io::Result<()> {
        let size = self.terminal.size();
        self.model.size = size;
        let model = &self.model;
        self.terminal.draw(|frame| view(model, frame))
    }
}
