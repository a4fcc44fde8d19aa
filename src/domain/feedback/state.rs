//! The states of feedback and the table of legal moves. What else a move needs (a reason, an action, a proof) is a rule of the
//! journal.

use std::fmt;

use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::words;

words! {
    /// Where a piece of feedback stands.
    FeedbackState, "state", {
        /// A request is drafted.
        Asked = "asked",
        /// The request is sent; the answer has not come.
        Waiting = "waiting",
        /// Received; nothing is decided.
        Inbox = "inbox",
        /// Kept, nothing to do.
        Noted = "noted",
        /// Taken up, with one or more actions; shown as *acting*.
        Accepted = "accepted",
        /// Every action has its proof.
        Acted = "acted",
        /// Done with.
        Closed = "closed",
        /// Not followed, for a reason.
        Declined = "declined",
        /// Taken up, and closed without proof.
        Dropped = "dropped",
    }
}

impl FeedbackState {
    /// The order of the list: what asks for me first, what is over last.
    pub const SHELVES: &'static [FeedbackState] = &[
        FeedbackState::Inbox,
        FeedbackState::Accepted,
        FeedbackState::Acted,
        FeedbackState::Waiting,
        FeedbackState::Asked,
        FeedbackState::Noted,
        FeedbackState::Closed,
        FeedbackState::Declined,
        FeedbackState::Dropped,
    ];

    /// The word people read; *accepted* is shown as *acting*.
    pub const fn shown(self) -> &'static str {
        match self {
            FeedbackState::Accepted => "acting",
            other => other.word(),
        }
    }

    /// Whether it still asks for something: an answer, a decision, an act, a close.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            FeedbackState::Asked
                | FeedbackState::Waiting
                | FeedbackState::Inbox
                | FeedbackState::Accepted
                | FeedbackState::Acted
        )
    }

    /// Whether the words have come: everything but a request that is unanswered.
    pub const fn is_received(self) -> bool {
        !matches!(self, FeedbackState::Asked | FeedbackState::Waiting)
    }

    /// Whether it can be put off until a day.
    pub const fn can_snooze(self) -> bool {
        matches!(self, FeedbackState::Inbox | FeedbackState::Waiting | FeedbackState::Accepted)
    }
}

words! {
    /// What moves feedback from one state to another.
    Verb, "move", {
        /// The request goes out.
        Send = "send",
        /// The words come in.
        Receive = "receive",
        /// Keep it, nothing to do.
        Note = "note",
        /// Take it up, with an action.
        Accept = "accept",
        /// Its actions are proved.
        Act = "act",
        /// Be done with it.
        Close = "close",
        /// Close it without proof.
        Drop = "drop",
        /// Do not follow it, for a reason.
        Decline = "decline",
        /// Look at it again.
        Reopen = "reopen",
    }
}

impl Verb {
    /// What has happened to feedback after the move, as in *it was noted*.
    pub const fn participle(self) -> &'static str {
        match self {
            Verb::Send => "sent",
            Verb::Receive => "received",
            Verb::Note => "noted",
            Verb::Accept => "accepted",
            Verb::Act => "called acted",
            Verb::Close => "closed",
            Verb::Drop => "dropped",
            Verb::Decline => "declined",
            Verb::Reopen => "reopened",
        }
    }
}

/// Every legal move: from, by which verb, to. There are no others.
pub const MOVES: &[(FeedbackState, Verb, FeedbackState)] = {
    use FeedbackState as S;
    &[
        (S::Asked, Verb::Send, S::Waiting),
        (S::Asked, Verb::Receive, S::Inbox),
        (S::Waiting, Verb::Receive, S::Inbox),
        (S::Inbox, Verb::Note, S::Noted),
        (S::Inbox, Verb::Accept, S::Accepted),
        (S::Inbox, Verb::Decline, S::Declined),
        (S::Accepted, Verb::Act, S::Acted),
        (S::Accepted, Verb::Drop, S::Dropped),
        (S::Acted, Verb::Close, S::Closed),
        (S::Noted, Verb::Reopen, S::Inbox),
        (S::Accepted, Verb::Reopen, S::Inbox),
        (S::Acted, Verb::Reopen, S::Inbox),
        (S::Closed, Verb::Reopen, S::Inbox),
        (S::Declined, Verb::Reopen, S::Inbox),
        (S::Dropped, Verb::Reopen, S::Inbox),
    ]
};

/// A move that the table does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IllegalMove {
    /// Where it stands.
    pub from: FeedbackState,
    /// What was asked for.
    pub verb: Verb,
}

impl IllegalMove {
    /// What can be done instead.
    pub fn hint(&self) -> String {
        let froms: Vec<&str> =
            MOVES.iter().filter(|(_, verb, _)| *verb == self.verb).map(|(from, ..)| from.shown()).collect();
        let reopens =
            after(self.from, Verb::Reopen).is_ok() && after(FeedbackState::Inbox, self.verb).is_ok();
        let first = if reopens { "; reopen it first" } else { "" };
        format!("only what is {} can be {}{first}", or_list(&froms), self.verb.participle())
    }
}

fn or_list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}

impl fmt::Display for IllegalMove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "feedback that is {} cannot be {}", self.from.shown(), self.verb.participle())
    }
}

impl std::error::Error for IllegalMove {}

/// The state after a move.
///
/// # Errors
/// When the table holds no such move.
pub fn after(from: FeedbackState, verb: Verb) -> Result<FeedbackState, IllegalMove> {
    let found = MOVES.iter().find(|(f, v, _)| (*f, *v) == (from, verb));
    found.map(|(.., to)| *to).ok_or(IllegalMove { from, verb })
}

/// One move of a piece of feedback, dated and kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Its id.
    pub id: Id,
    /// Whose move.
    pub feedback: Id,
    /// Where from; `None` for where it began.
    pub from: Option<FeedbackState>,
    /// Where to.
    pub to: FeedbackState,
    /// When.
    pub at: Moment,
    /// Why; the reason of a decline, else mostly empty.
    pub reason: String,
}

/// How long each step took, milliseconds; `None` where the step was not taken. Of steps taken twice, the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TurnRound {
    /// From asking to the words.
    pub asked_to_received: Option<i64>,
    /// From the words to taking them up.
    pub received_to_accepted: Option<i64>,
    /// From taking them up to the proof.
    pub accepted_to_acted: Option<i64>,
    /// From the proof to the end.
    pub acted_to_closed: Option<i64>,
}

impl TurnRound {
    /// The times between the moves of one piece of feedback, given in order.
    pub fn of(asked: Option<Moment>, received: Option<Moment>, moves: &[Move]) -> TurnRound {
        let last = |state| moves.iter().rev().find(|m| m.to == state).map(|m| m.at.at);
        let between = |from: Option<i64>, to: Option<i64>| Some((to? - from?).max(0));
        let accepted = last(FeedbackState::Accepted);
        let acted = last(FeedbackState::Acted).filter(|at| Some(*at) >= accepted);
        let closed = last(FeedbackState::Closed).filter(|at| Some(*at) >= acted);
        let received = received.map(|m| m.at);
        TurnRound {
            asked_to_received: between(asked.map(|m| m.at), received),
            received_to_accepted: between(received, accepted),
            accepted_to_acted: between(accepted, acted),
            acted_to_closed: between(acted, closed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_legal_move_is_in_the_table_and_no_other() {
        let legal: Vec<String> = FeedbackState::ALL
            .iter()
            .flat_map(|from| Verb::ALL.iter().map(move |verb| (*from, *verb)))
            .filter_map(|(from, verb)| after(from, verb).ok().map(|to| format!("{from} {verb} {to}")))
            .collect();
        assert_eq!(
            legal,
            [
                "asked send waiting",
                "asked receive inbox",
                "waiting receive inbox",
                "inbox note noted",
                "inbox accept accepted",
                "inbox decline declined",
                "noted reopen inbox",
                "accepted act acted",
                "accepted drop dropped",
                "accepted reopen inbox",
                "acted close closed",
                "acted reopen inbox",
                "closed reopen inbox",
                "declined reopen inbox",
                "dropped reopen inbox",
            ]
        );
    }

    #[test]
    fn an_illegal_move_says_why_and_what_to_do_instead() {
        let why = after(FeedbackState::Noted, Verb::Decline).unwrap_err();
        assert_eq!(why.to_string(), "feedback that is noted cannot be declined");
        assert_eq!(why.hint(), "only what is inbox can be declined; reopen it first");
        let why = after(FeedbackState::Asked, Verb::Accept).unwrap_err();
        assert_eq!(why.hint(), "only what is inbox can be accepted");
    }

    #[test]
    fn every_state_has_one_shelf() {
        for state in FeedbackState::ALL {
            assert_eq!(FeedbackState::SHELVES.iter().filter(|shelf| *shelf == state).count(), 1, "{state}");
        }
    }

    fn step(to: FeedbackState, at: i64) -> Move {
        Move {
            id: Id(1),
            feedback: Id(2),
            from: None,
            to,
            at: Moment { at, offset: 0 },
            reason: String::new(),
        }
    }

    #[test]
    fn turn_round_times_come_from_the_dated_moves() {
        let at = |at| Some(Moment { at, offset: 0 });
        let moves = [
            step(FeedbackState::Accepted, 130),
            step(FeedbackState::Inbox, 140),
            step(FeedbackState::Accepted, 150),
            step(FeedbackState::Acted, 200),
            step(FeedbackState::Closed, 260),
        ];
        let times = TurnRound::of(at(20), at(100), &moves);
        assert_eq!(times.asked_to_received, Some(80));
        assert_eq!(times.received_to_accepted, Some(50));
        assert_eq!(times.accepted_to_acted, Some(50));
        assert_eq!(times.acted_to_closed, Some(60));
        // Reopened after it was acted on and taken up again: the older proof is of the older round.
        let again = [
            step(FeedbackState::Accepted, 130),
            step(FeedbackState::Acted, 200),
            step(FeedbackState::Accepted, 300),
        ];
        assert_eq!(TurnRound::of(None, at(100), &again).accepted_to_acted, None);
        assert_eq!(TurnRound::of(None, None, &[]), TurnRound::default());
    }
}
