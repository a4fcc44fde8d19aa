//! The store thread: the journal lives here. It is asked, answers with messages, and wakes the loop; the screen never
//! waits for the disk.

mod asks;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::Duration;

use super::frame::question::Store;
use super::wait::Waker;
use crate::domain::id::Id;
use crate::journal::read::proof_records::Judging;
use crate::journal::status::Playing;
use crate::journal::{Error, Journal, Outcome, Result};
pub use asks::{After, Answers, Ask, Reply};

/// The loop's end of the thread.
#[derive(Debug)]
pub struct Worker {
    asks: Sender<Ask>,
    replies: Receiver<Reply>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Worker {
    /// Moves the journal into a thread of its own.
    pub fn start(journal: Journal, ladders: PathBuf, waker: Waker) -> Worker {
        let (asks, incoming) = channel();
        let (answers, replies) = channel();
        if let Some(watch) = journal.watch() {
            let asks = asks.clone();
            std::thread::spawn(move || while watch.wait() && asks.send(Ask::Look).is_ok() {});
        }
        let thread = std::thread::spawn(move || {
            // Where it cannot, it takes more.
            let _ = journal.spare_memory();
            let seen = journal.data_version().unwrap_or_default();
            Keeper { journal, ladders, answers, waker, seen, unsettled: false, lost: false, judging: None }
                .run(&incoming);
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
        self.ask(Ask::Idle);
        let mut found = Vec::new();
        while let Ok(reply) = self.replies.recv_timeout(Duration::from_secs(20)) {
            match reply {
                Reply::Idle => break,
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
    /// The folder of the user's own ladders.
    ladders: PathBuf,
    answers: Sender<Reply>,
    waker: Waker,
    seen: i64,
    unsettled: bool,
    lost: bool,
    /// The pips that were asked for and are judged whenever nothing else is asked.
    judging: Option<Judging>,
}

impl Keeper {
    fn run(mut self, asks: &Receiver<Ask>) {
        loop {
            let ask = if self.judging.is_some() {
                match asks.try_recv() {
                    Ok(ask) => ask,
                    Err(TryRecvError::Empty) => {
                        self.judge();
                        continue;
                    }
                    Err(TryRecvError::Disconnected) => break,
                }
            } else if self.unsettled {
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

    fn begin_judging(&mut self) {
        let today = self.journal.calendar().day(self.journal.now().wall);
        match self.journal.begin_judging(today) {
            Ok(judging) => self.judging = Some(judging),
            Err(error) => self.send(Reply::Trouble(error)),
        }
    }

    /// Judges one more pip; the last one sends them all.
    fn judge(&mut self) {
        let Some(mut judging) = self.judging.take() else { return };
        match self.journal.judge_one(&mut judging) {
            Ok(true) => self.judging = Some(judging),
            Ok(false) => self.send(Reply::Pips(judging.pips)),
            Err(error) => self.send(Reply::Trouble(error)),
        }
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
            Ask::Write(write, after) => {
                let written = write.write(&mut self.store());
                self.changed(Reply::Applied(written, after));
            }
            Ask::Read(question) => match question.read(&mut self.store()) {
                Ok(answer) => self.send(Reply::Answer(answer)),
                Err(error) => self.send(Reply::Trouble(error)),
            },
            Ask::SetUp(answers) => {
                let done = self.set_up(&answers);
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
            Ask::Pips => self.begin_judging(),
            #[cfg(test)]
            Ask::Idle => {
                while self.judging.is_some() {
                    self.judge();
                }
                self.send(Reply::Idle);
            }
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

    fn store(&mut self) -> Store<'_> {
        Store { journal: &mut self.journal, ladders: &self.ladders }
    }

    fn set_up(&mut self, answers: &Answers) -> Result<Option<Id>> {
        let ladder = match &answers.ladder {
            None => None,
            Some(id) => {
                let known = self.store().ladders_at_hand()?.into_iter().find(|known| known.ladder.id == *id);
                let gone = || Error::not_found(format!("the ladder {id} is no longer at hand"));
                Some(known.ok_or_else(gone)?.template())
            }
        };
        self.journal.set_up(&answers.area, &answers.skill, ladder)
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
        let lost = self.journal.in_place().err();
        if lost.is_some() != self.lost {
            self.lost = lost.is_some();
            self.send(Reply::Lost(lost));
        }
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
