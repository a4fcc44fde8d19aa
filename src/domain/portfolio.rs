//! A portfolio: what an area's stages rest on, as it is handed to somebody else. What was marked private is not in here.

mod names;
mod told;

use super::calendar::Day;
use super::evidence::{EvidenceKind, Means};
use super::stage::{Stage, StageEventKind};
use super::when::Dated;
pub use names::{Names, initials};
pub use told::{CaseText, Certificate, benchmarks_shown, counted, file_name, listed};

/// An area with everything about it that may be shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Portfolio {
    /// The name of the area.
    pub area: String,
    /// Whose it is; empty if not said.
    pub maker: String,
    /// The day it shows.
    pub on: Day,
    /// The ladder the area is on.
    pub ladder: Option<LadderName>,
    /// The stage of the area.
    pub claim: Claim,
    /// Its skills in use.
    pub skills: Vec<SkillClaim>,
    /// Pieces of evidence, newest first; what somebody says of the work stands among the words.
    pub cards: Vec<Card>,
    /// What others say, newest first.
    pub words: Vec<Testimony>,
    /// How the stages changed, newest first; what no longer counts is left out.
    pub history: Vec<Chapter>,
    /// What is not in here.
    pub left_out: LeftOut,
}

/// A ladder as it is named to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderName {
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Its numbers are one's own.
    pub own: bool,
}

/// A stage with what it rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claim {
    /// The stage held.
    pub stage: Option<Stage>,
    /// Since when.
    pub since: Option<Dated>,
    /// When it was last shown by something that is not private.
    pub shown: Option<Day>,
    /// Whether that is longer ago than the ladder allows.
    pub stale: bool,
    /// How it was taken.
    pub kind: Option<StageEventKind>,
    /// What was shown when it was taken.
    pub proof: Proof,
}

/// What was shown when a stage was taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// How many benchmarks were met …
    pub met: i64,
    /// … of how many.
    pub total: i64,
    /// There was a ladder to measure it by.
    pub ladder: bool,
    /// Benchmarks were unmet.
    pub self_declared: bool,
    /// The ladder's numbers were one's own.
    pub own_thresholds: bool,
    /// Who witnessed it.
    pub witnesses: Vec<String>,
    /// How many more did whose words are not shown here.
    pub unnamed: usize,
}

impl Proof {
    /// `3 of 5 benchmarks shown`, `self-declared`, `own thresholds`; nothing of a step that asks for no proof.
    pub fn words(&self, kind: StageEventKind) -> Vec<String> {
        use StageEventKind::{Correct, Enter, Import, Lapse, Promote, Restore, StepBack};
        let mut said = Vec::new();
        match kind {
            Enter | Promote | Restore if !self.ladder => said.push("declared without a ladder".to_owned()),
            // An area begins on a ladder that asks for nothing yet.
            Enter | Promote | Restore if self.total == 0 => {}
            Enter | Promote | Restore => said.push(benchmarks_shown(self.met, self.total)),
            // Nothing was judged then.
            Import => said.push("declared".to_owned()),
            Correct if self.total > 0 => said.push(benchmarks_shown(self.met, self.total)),
            Correct | Lapse | StepBack => {}
        }
        if self.self_declared {
            said.push("self-declared".to_owned());
        }
        if self.own_thresholds && self.total > 0 {
            said.push("own thresholds".to_owned());
        }
        said
    }
}

/// A skill with its stage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SkillClaim {
    /// The name of the skill.
    pub name: String,
    /// Its stage.
    pub claim: Claim,
}

/// A piece of evidence with where it comes from: its provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What kind of thing it is.
    pub kind: EvidenceKind,
    /// What it is called.
    pub title: String,
    /// The skill or area it shows.
    pub about: String,
    /// The maker's words.
    pub words: String,
    /// When it was.
    pub day: Dated,
    /// Where it was.
    pub context: String,
    /// The file or link is a recording.
    pub recording: bool,
    /// The way there.
    pub journey: Journey,
    /// Who saw it, or said so of what it shows.
    pub witnesses: Vec<String>,
    /// Where it can be seen.
    pub link: String,
    /// The file.
    pub file: Option<FileMark>,
    /// The benchmarks it is shown for, in words.
    pub benchmarks: Vec<String>,
    /// The named items of a list.
    pub items: Vec<String>,
    /// Those of them that were drawn at random to be shown.
    pub drawn: Vec<String>,
    /// Of a credential: who gave it, and until when.
    pub certificate: Option<Certificate>,
    /// Of a case study: its story.
    pub story: Option<Story>,
    /// What was said, of feedback that is evidence.
    pub said: Option<Quote>,
}

/// A file as somebody else can check it; where it lies is nobody's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMark {
    /// Its name.
    pub name: String,
    /// The first digits of its SHA-256.
    pub sha256: String,
    /// Its size, bytes.
    pub size: i64,
}

/// Digits of a hash that are shown: enough to tell files apart, few enough to compare by eye.
pub const HASH_DIGITS: usize = 16;

/// What was on record by a day: how it came about, never what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Journey {
    /// The day of the first sitting.
    pub since: Option<Day>,
    /// Sittings.
    pub sessions: i64,
    /// Practised milliseconds.
    pub practised: i64,
    /// Pieces of feedback that people gave.
    pub feedback: i64,
    /// Uses in real work.
    pub uses: i64,
}

/// The story of a piece of work, part by part.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Story {
    /// What was asked.
    pub asked: Vec<String>,
    /// What I did.
    pub did: Vec<String>,
    /// What came of it.
    pub came: Vec<String>,
    /// What I learned.
    pub learned: Vec<String>,
    /// What was said of it.
    pub said: Vec<Quote>,
    /// How often it was used in real work afterwards.
    pub used_since: i64,
}

/// Somebody's words about a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// Who said them; empty if nobody knows.
    pub by: String,
    /// When.
    pub day: Day,
}

/// What somebody says of the maker's work.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Testimony {
    /// In their own words.
    pub words: String,
    /// Who.
    pub by: String,
    /// What they are to the maker.
    pub relation: String,
    /// They are from outside the maker's organisation.
    pub external: bool,
    /// What they saw.
    pub saw: String,
    /// How they saw it.
    pub means: Option<Means>,
    /// When they said it.
    pub day: Dated,
    /// The skill or area it is about.
    pub about: String,
    /// The stage it is about.
    pub stage: Option<Stage>,
    /// The benchmark it is about, in words.
    pub benchmark: Option<String>,
    /// Whether they agree; not asked of a testimonial.
    pub agrees: Option<bool>,
}

/// A change of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// When it happened.
    pub day: Dated,
    /// The skill or area.
    pub about: String,
    /// Whether that is the area itself.
    pub whole: bool,
    /// What happened.
    pub kind: StageEventKind,
    /// The stage before.
    pub from: Option<Stage>,
    /// The stage after.
    pub to: Option<Stage>,
    /// What was shown for it.
    pub proof: Proof,
    /// The maker's sentence. Why somebody stepped back or was wrong stays in the journal.
    pub sentence: String,
}

/// What a portfolio leaves out; [`LeftOut::sentences`] says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct LeftOut {
    /// Private pieces of evidence, and those that are a private session, feedback or application.
    pub evidence: i64,
    /// Private statements.
    pub statements: i64,
    /// Private sessions.
    pub sessions: i64,
    /// Private pieces of feedback.
    pub feedback: i64,
    /// Private uses in real work.
    pub uses: i64,
    /// Statements whose words nobody confirmed yet.
    pub unconfirmed: i64,
    /// Skills that are archived.
    pub archived: i64,
    /// Stage events that were withdrawn.
    pub withdrawn: i64,
    /// Stage events that a later one corrects.
    pub corrected: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_what_it_rests_on() {
        let said = |proof: &Proof| proof.words(StageEventKind::Enter).join(" · ");
        let none = Proof::default();
        assert_eq!(said(&none), "declared without a ladder");
        let begun = Proof { ladder: true, ..none.clone() };
        assert_eq!(said(&begun), "", "an area begins on a ladder that asks for nothing yet");
        let one = Proof { met: 1, total: 1, ..begun.clone() };
        assert_eq!(said(&one), "1 of 1 benchmark shown");
        let own = Proof { met: 1, total: 2, self_declared: true, own_thresholds: true, ..begun };
        assert_eq!(said(&own), "1 of 2 benchmarks shown · self-declared · own thresholds");
        assert_eq!(own.words(StageEventKind::Import)[0], "declared");
        assert_eq!(none.words(StageEventKind::StepBack), Vec::<String>::new());
    }
}
