//! The provenance card of a piece of evidence: what it is, how it came about, who saw it.

use super::{About, Gathering, Said, benchmark_text, relation};
use crate::domain::benchmark::{Standing, judge};
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::evidence::{Evidence, EvidenceKind};
use crate::domain::feedback::Feedback;
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::portfolio::{
    Card, CaseText, Certificate, FileMark, HASH_DIGITS, Quote, Story, Testimony, file_name,
};
use crate::domain::session::Session;
use crate::domain::stage::{Source, SourceKind};
use crate::journal::error::Result;
use crate::journal::stage::LadderOf;
use crate::store::record::{Record, by_id};
use crate::store::stage as store;

/// The records a piece of evidence is; feedback only as far as people said it.
struct Parts {
    session: Option<Session>,
    feedback: Option<Feedback>,
    entry: Option<Entry>,
}

impl Gathering<'_> {
    /// The evidence of a subject that may be shown, as cards and testimonials; the rest is counted.
    pub(super) fn cards(&mut self, about: &About<'_>) -> Result<()> {
        for evidence in store::evidence_of(self.conn, about.subject)? {
            if self.hidden.contains(&Source { kind: SourceKind::Evidence, id: evidence.id }) {
                self.out.left_out.evidence += 1;
            } else if evidence.kind == EvidenceKind::Testimonial {
                let testimonial = self.testimonial(&evidence, about.name)?;
                self.out.words.extend(testimonial);
            } else {
                let card = self.card(evidence, about)?;
                self.out.cards.push(card);
            }
        }
        Ok(())
    }

    /// What somebody says of the work; none where it is feedback that no person gave.
    fn testimonial(&self, evidence: &Evidence, name: &str) -> Result<Option<Testimony>> {
        let person = self.found::<Person>(evidence.person)?;
        let quote = self.parts(evidence)?.feedback.map(|said| self.quote(&said)).transpose()?;
        let (words, by) = match quote {
            Some(quote) if evidence.text.trim().is_empty() => (quote.words, quote.by),
            None if evidence.text.trim().is_empty() && evidence.feedback.is_some() => return Ok(None),
            _ => (evidence.text.clone(), String::new()),
        };
        Ok(Some(Testimony {
            words,
            by: person.as_ref().map_or(by, |person| person.name.clone()),
            relation: person.as_ref().map(|person| relation("", person)).unwrap_or_default(),
            external: false,
            saw: evidence.context.clone(),
            means: None,
            day: evidence.when,
            about: name.to_owned(),
            stage: None,
            benchmark: None,
            agrees: None,
        }))
    }

    fn card(&self, evidence: Evidence, about: &About<'_>) -> Result<Card> {
        let subject = about.subject;
        let ids: Vec<String> =
            store::links_of(self.conn, evidence.id)?.into_iter().map(|link| link.benchmark).collect();
        let parts = self.parts(&evidence)?;
        let journey = store::journey(self.conn, subject, evidence.when.day)?;
        let mut card = Card {
            kind: evidence.kind,
            about: about.name.to_owned(),
            day: evidence.when,
            context: context(&evidence, &parts),
            recording: evidence.recording,
            journey,
            witnesses: witnesses(self.found::<Person>(evidence.person)?, &ids, about.said),
            file: file(&evidence),
            benchmarks: ids.iter().map(|id| self.shown_for(about, id)).collect(),
            certificate: None,
            story: None,
            said: None,
            title: evidence.title,
            words: evidence.text,
            link: evidence.link,
            items: evidence.items,
            drawn: evidence.drawn,
        };
        match evidence.kind {
            EvidenceKind::Credential => {
                card.certificate = Some(Certificate::of(&card.words, evidence.valid_until));
                card.words.clear();
            }
            EvidenceKind::CaseStudy => {
                let now = store::journey(self.conn, subject, self.today)?;
                let mut story = self.story(&std::mem::take(&mut card.words), &parts)?;
                story.used_since = now.uses - journey.uses;
                card.story = Some(story);
            }
            _ => card.said = parts.feedback.map(|said| self.quote(&said)).transpose()?,
        }
        Ok(card)
    }

    /// What a piece is shown for; of a benchmark that is not reached how far everything shown here gets: `(5 of 60 shown)`.
    fn shown_for(&self, about: &About<'_>, id: &str) -> String {
        let text = benchmark_text(about.on, id);
        let skill = about.on.and_then(LadderOf::skill);
        let benchmark = skill.and_then(|skill| skill.benchmarks.iter().find(|b| b.id == id));
        match benchmark.map(|benchmark| judge(benchmark, about.facts, self.today, i64::MAX)) {
            Some(verdict) if verdict.have < verdict.asked => {
                format!("{text} ({} of {} shown)", verdict.have, verdict.asked)
            }
            Some(verdict) if verdict.standing == Standing::NotMet => format!("{text} (not reached yet)"),
            _ => text,
        }
    }

    /// The story of a case study: what the maker wrote, and what the records it is say of each part.
    fn story(&self, text: &str, parts: &Parts) -> Result<Story> {
        let case = CaseText::of(text);
        let session = parts.session.as_ref();
        let said = self.said(parts)?;
        Ok(Story {
            asked: filled([case.asked, session.map(|s| s.intention.clone()).unwrap_or_default()]),
            did: filled([case.did]),
            came: filled([case.came, parts.entry.as_ref().map(outcome).unwrap_or_default()]),
            learned: filled([case.learned, session.map(|s| s.worked.clone()).unwrap_or_default()]),
            said,
            used_since: 0,
        })
    }

    /// What people said of a piece: the feedback it is, and that on its session.
    fn said(&self, parts: &Parts) -> Result<Vec<Quote>> {
        let mut said: Vec<Feedback> = parts.feedback.clone().into_iter().collect();
        if let Some(session) = &parts.session {
            let linked = parts.feedback.as_ref().map(|feedback| feedback.id);
            let others = store::said_of(self.conn, session.id)?;
            said.extend(others.into_iter().filter(|feedback| Some(feedback.id) != linked));
        }
        said.iter().map(|feedback| self.quote(feedback)).collect()
    }

    fn quote(&self, feedback: &Feedback) -> Result<Quote> {
        let person = self.found::<Person>(feedback.person)?;
        Ok(Quote {
            words: feedback.text.clone(),
            by: person.map_or_else(|| feedback.sender.clone(), |person| person.name),
            day: self.calendar.day(feedback.when()),
        })
    }

    fn parts(&self, evidence: &Evidence) -> Result<Parts> {
        Ok(Parts {
            session: self.found(evidence.session)?,
            feedback: self.found(evidence.feedback)?.filter(Feedback::is_said_by_people),
            entry: self.found(evidence.entry)?,
        })
    }

    fn found<R: Record>(&self, id: Option<Id>) -> Result<Option<R>> {
        Ok(id.map(|id| by_id(self.conn, id)).transpose()?.flatten())
    }
}

fn filled<const N: usize>(texts: [String; N]) -> Vec<String> {
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// Where it was: as said of the piece, or else of what it is.
fn context(evidence: &Evidence, parts: &Parts) -> String {
    let place = parts.entry.as_ref().map(|entry| entry.place.as_str());
    let context = parts.session.as_ref().map(|session| session.context.as_str());
    let known = [Some(evidence.context.as_str()), place, context].into_iter().flatten();
    known.map(str::trim).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

fn outcome(entry: &Entry) -> String {
    let words = if entry.kind == EntryKind::Taught { &entry.more } else { &entry.text };
    let worked = match entry.worked {
        Some(true) => "It worked.",
        Some(false) => "It did not work.",
        None => "",
    };
    format!("{worked} {}", words.trim()).trim().to_owned()
}

/// Who saw a piece, and who agrees about a benchmark it is shown for.
fn witnesses(shown_to: Option<Person>, benchmarks: &[String], said: &[Said]) -> Vec<String> {
    let about = said.iter().filter(|(statement, _)| {
        statement.agrees == Some(true)
            && statement.benchmark.as_ref().is_some_and(|benchmark| benchmarks.contains(benchmark))
    });
    let mut names: Vec<String> = Vec::new();
    for name in shown_to.map(|person| person.name).into_iter().chain(about.map(|(_, p)| p.name.clone())) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn file(evidence: &Evidence) -> Option<FileMark> {
    let sha256 = evidence.file.sha256.as_ref()?.chars().take(HASH_DIGITS).collect();
    Some(FileMark {
        name: file_name(&evidence.file.path),
        sha256,
        size: evidence.file.size.unwrap_or_default(),
    })
}
