//! The store thread: the journal lives here. It is asked, answers with messages, and wakes the loop; the screen never
//! waits for the disk.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::editing::{Opened, Wanted};
use super::first_run::Answers;
use super::wait::Waker;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::journal::desk::Desk;
use crate::journal::history::Operation;
use crate::journal::read::{SessionDetail, SkillDetail};
use crate::journal::ritual::StartCard;
use crate::journal::status::Playing;
use crate::journal::{Error, Journal, Outcome, Result};

/// What follows a change on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Say what was done.
    Say,
    /// Nothing: the screen shows it already.
    Quiet,
    /// A session was started: the practice pane takes the focus.
    Play,
    /// A session was stopped: its close card opens.
    CloseCard,
    /// A form, card or prompt asked for it: it closes now, or shows why not.
    Form,
}

/// What the loop asks for.
#[derive(Debug)]
pub enum Ask {
    /// Apply a change.
    Apply(Box<Change>, After),
    /// What a form opens with.
    Form(Wanted),
    /// Everybody.
    People,
    /// Set up what the first questions were answered with.
    SetUp(Answers),
    /// Take the last operation back.
    Undo,
    /// Take the last undo back.
    Redo,
    /// Fill in a start card for a skill, or for the one to practise next.
    StartCard(Option<Id>),
    /// Fill in the start card of a skill from one of today's plans.
    StartPlan {
        /// The skill.
        skill: Id,
        /// The plan.
        plan: Id,
    },
    /// Everything about a skill.
    Skill(Id),
    /// One session, whole.
    Session(Id),
    /// Beat: this screen shows the running session.
    Beat,
    /// This screen shows the session no longer, and left it running on purpose.
    Detach,
    /// The files may have changed.
    Look,
    /// The Desk as it is now: a new day has begun.
    Desk,
    /// Settle everything and end.
    Leave,
}

/// What the thread answers.
#[derive(Debug)]
pub enum Reply {
    /// A change was applied, or why not.
    Applied(Result<Outcome>, After),
    /// The first questions are set up: the skill to start with, or why not.
    SetUp(Result<Option<Id>>),
    /// An undo (or redo) was done, with the word for it and what it took back, or why not.
    Undone(&'static str, Result<(Outcome, Option<Operation>)>),
    /// What a form opens with, or why there is none.
    Form(Result<Box<Opened>>),
    /// Everybody.
    People(Vec<crate::domain::person::Person>),
    /// What the Desk shows now.
    Desk(Box<Desk>),
    /// A filled-in start card; `None` in a journal without skills.
    StartCard(Result<Option<Box<StartCard>>>),
    /// Everything about a skill.
    Skill(Box<SkillDetail>),
    /// One session, whole.
    Session(Box<SessionDetail>),
    /// Time in doubt was found while beating.
    Doubt,
    /// Something could not be read or settled.
    Trouble(Error),
}

/// The loop's end of the thread.
#[derive(Debug)]
pub struct Worker {
    asks: Sender<Ask>,
    replies: Receiver<Reply>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Worker {
    /// Moves the journal into a thread of its own.
    pub fn start(journal: Journal, waker: Waker) -> Worker {
        let (asks, incoming) = channel();
        let (answers, replies) = channel();
        if let Some(watch) = journal.watch() {
            let asks = asks.clone();
            std::thread::spawn(move || while watch.wait() && asks.send(Ask::Look).is_ok() {});
        }
        let thread = std::thread::spawn(move || {
            let seen = journal.data_version().unwrap_or_default();
            Keeper { journal, answers, waker, seen, unsettled: false }.run(&incoming);
        });
        Worker { asks, replies, thread: Some(thread) }
    }

    /// Asks for something; the answer comes as a message.
    pub fn ask(&self, ask: Ask) {
        // A thread that is gone has said why in its last message.
        let _ = self.asks.send(ask);
    }

    /// An answer that is there already.
    pub fn reply(&self) -> Option<Reply> {
        self.replies.try_recv().ok()
    }

    /// Every answer to what was asked so far, waited for: `Beat` and `Detach` are silent, so an answer that always comes
    /// is asked for behind them.
    #[cfg(test)]
    pub fn answers_until_idle(&self) -> Vec<Reply> {
        self.ask(Ask::People);
        let mut found = Vec::new();
        while let Ok(reply) = self.replies.recv_timeout(Duration::from_secs(20)) {
            match reply {
                Reply::People(people) => {
                    found.push(Reply::People(people));
                    break;
                }
                other => found.push(other),
            }
        }
        found
    }

    /// Lets the thread finish what it was asked and settle the file; says why what could not be saved was not. Another
    /// process that writes meanwhile is waited for so long and no longer.
    pub fn leave(mut self, patience: Duration) -> Vec<Error> {
        self.ask(Ask::Leave);
        if let Some(thread) = self.thread.take() {
            const PAUSE: Duration = Duration::from_millis(5);
            let mut waited = Duration::ZERO;
            while !thread.is_finished() && waited < patience {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            if !thread.is_finished() {
                Journal::leave_soon();
            }
            let _ = thread.join();
        }
        let unsaved = |reply| match reply {
            Reply::Applied(Err(error), _) | Reply::Undone(_, Err(error)) if error.is_passing() => Some(error),
            _ => None,
        };
        self.replies.try_iter().filter_map(unsaved).collect()
    }
}

/// The thread's side.
struct Keeper {
    journal: Journal,
    answers: Sender<Reply>,
    waker: Waker,
    seen: i64,
    unsettled: bool,
}

impl Keeper {
    fn run(mut self, asks: &Receiver<Ask>) {
        loop {
            let ask = if self.unsettled {
                match asks.recv_timeout(Duration::from_secs(1)) {
                    Ok(ask) => ask,
                    Err(RecvTimeoutError::Timeout) => {
                        self.settle();
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            } else {
                match asks.recv() {
                    Ok(ask) => ask,
                    Err(_) => break,
                }
            };
            if matches!(ask, Ask::Leave) {
                break;
            }
            self.answer(ask);
        }
        if self.journal.writable() {
            let _ = self.journal.leave(process());
        }
        self.settle();
    }

    fn answer(&mut self, ask: Ask) {
        // A screen that only reads neither beats nor leaves a beat behind.
        if matches!(ask, Ask::Beat | Ask::Detach) && !self.journal.writable() {
            return;
        }
        match ask {
            Ask::Apply(change, after) => {
                let applied = self.journal.apply(*change);
                self.changed(Reply::Applied(applied, after));
            }
            Ask::Form(wanted) => {
                let opened = super::editing::read(&self.journal, wanted).map(Box::new);
                self.send(Reply::Form(opened));
            }
            Ask::People => match self.journal.people() {
                Ok(people) => self.send(Reply::People(people)),
                Err(error) => self.send(Reply::Trouble(error)),
            },
            Ask::SetUp(answers) => {
                let done = self.journal.set_up(&answers.area, &answers.skill, answers.ladder.as_deref());
                if let (Ok(_), Some(minutes)) = (&done, answers.minutes) {
                    self.journal.plan_by_default(minutes);
                }
                self.changed(Reply::SetUp(done));
            }
            Ask::Undo => {
                let undone = self.journal.undo(None);
                self.undone("Undone", undone);
            }
            Ask::Redo => {
                let undone = self.journal.redo();
                self.undone("Done again", undone);
            }
            Ask::StartCard(skill) => {
                let card = self.start_card(skill);
                self.send(Reply::StartCard(card));
            }
            Ask::StartPlan { skill, plan } => {
                let card = self.journal.start_card_for(skill, Some(plan));
                self.send(Reply::StartCard(card.map(|card| Some(Box::new(card)))));
            }
            Ask::Skill(id) => match self.journal.skill_detail(id, 40) {
                Ok(detail) => self.send(Reply::Skill(Box::new(detail))),
                Err(error) => self.send(Reply::Trouble(error)),
            },
            Ask::Session(id) => match self.journal.session_detail(id) {
                Ok(detail) => self.send(Reply::Session(Box::new(detail))),
                Err(error) => self.send(Reply::Trouble(error)),
            },
            Ask::Beat => match self.journal.beat(process()) {
                Ok(true) => self.changed(Reply::Doubt),
                Ok(false) => {}
                Err(error) => self.send(Reply::Trouble(error)),
            },
            Ask::Detach => {
                if let Err(error) = self.journal.leave(process()) {
                    self.send(Reply::Trouble(error));
                }
            }
            Ask::Look => self.look(),
            Ask::Desk => self.send_desk(),
            Ask::Leave => {}
        }
    }

    fn start_card(&self, skill: Option<Id>) -> Result<Option<Box<StartCard>>> {
        match self.journal.next_skill(skill)? {
            Some(skill) => Ok(Some(Box::new(self.journal.start_card(skill)?))),
            None => Ok(None),
        }
    }

    fn undone(&mut self, word: &'static str, undone: Result<Outcome>) {
        let undone = undone.and_then(|outcome| {
            let of = self.journal.taken_back_by(&outcome)?;
            Ok((outcome, of))
        });
        self.changed(Reply::Undone(word, undone));
    }

    /// Answers a change, with the Desk as it is now.
    fn changed(&mut self, reply: Reply) {
        self.unsettled = true;
        self.attach();
        self.send(reply);
        self.send_desk();
    }

    /// A session that begins to run in sight of this screen is beaten for at once: a kill a moment later must show.
    fn attach(&mut self) {
        let unattended = |playing: &Playing| playing.running().is_some() && playing.beat.is_none();
        if self.journal.writable()
            && matches!(self.journal.playing(), Ok(Some(playing)) if unattended(&playing))
        {
            // A beat that cannot be written now is due again within seconds.
            let _ = self.journal.beat(process());
        }
    }

    fn look(&mut self) {
        match self.journal.data_version() {
            Ok(version) if version != self.seen => {
                self.seen = version;
                self.send_desk();
            }
            _ => {}
        }
    }

    fn send_desk(&self) {
        match self.journal.desk() {
            Ok(desk) => self.send(Reply::Desk(Box::new(desk))),
            Err(error) => self.send(Reply::Trouble(error)),
        }
    }

    fn settle(&mut self) {
        self.unsettled = false;
        if let Err(error) = self.journal.settle() {
            self.send(Reply::Trouble(error));
        }
    }

    fn send(&self, reply: Reply) {
        let _ = self.answers.send(reply);
        self.waker.wake();
    }
}

/// This process, as beats name it.
fn process() -> i64 {
    i64::from(std::process::id())
}
