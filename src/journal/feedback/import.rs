//! Taking in what files hold: the same thing is never taken twice, and an answer finds its request.

mod names;

use std::collections::HashSet;

use rusqlite::Connection;

use super::{called, check_facts, insert, make_move};
use crate::domain::feedback::arrival::{Arrival, AttachedFile, Import, ImportCounts};
use crate::domain::feedback::{Attachment, Feedback, FeedbackState, GivenBy, Original, Verb};
use crate::domain::id::{Id, Tail};
use crate::domain::moment::Moment;
use crate::domain::naming;
use crate::domain::person::Person;
use crate::domain::session::Session;
use crate::journal::check;
use crate::journal::error::{Error, Result};
use crate::journal::open::Journal;
use crate::journal::work::{Done, Work};
use crate::store::{feedback as store, query};
use names::Names;

/// What stands where a text was cut.
const CUT: &str = "\n… (cut here; the rest is in the original)";

/// The format of a mail.
const MAIL: &str = "eml";
/// The format of what GitHub prints.
const GITHUB: &str = "github";

/// What an arrival is to the journal.
enum ArrivalKind {
    New,
    Answer(Box<Feedback>),
    Same,
    Changed(Box<Feedback>),
}

/// What an arrival is; `seen` are the external ids that came before it in the same import. An id proves little: it is known
/// only where the same sender used it, once in an import, and what a mail says does not change. Any other piece under it
/// is a piece of its own, known again by its content.
fn kind_of(conn: &Connection, arrival: &Arrival, seen: &mut HashSet<String>) -> Result<ArrivalKind> {
    let new = &arrival.feedback;
    if let Some(id) = arrival.listed_as
        && query::by_id::<Feedback>(conn, id)?.is_some()
    {
        return Ok(ArrivalKind::Same);
    }
    let first = new.external_id.as_ref().is_some_and(|id| seen.insert(id.clone()));
    let under_id = match new.external_id.as_deref() {
        Some(id) => store::by_external_id(conn, id)?,
        None => None,
    };
    let alone = under_id.is_none() && first;
    // What GitHub numbers nobody else can number so; whom such a piece is from may have been typed over.
    let numbered = |known: &Feedback| arrival.format == GITHUB && known.source == new.source;
    if let Some(known) = under_id.filter(|known| first && (numbered(known) || same_sender(known, new))) {
        if known.content_hash == new.content_hash {
            return Ok(ArrivalKind::Same);
        }
        if !known.state.is_received() && new.state.is_received() {
            return Ok(ArrivalKind::Answer(Box::new(known)));
        }
        if arrival.format != MAIL {
            return Ok(ArrivalKind::Changed(Box::new(known)));
        }
    }
    if let Some(hash) = new.content_hash.as_deref().filter(|_| !alone)
        && store::by_content(conn, hash)?.is_some()
    {
        return Ok(ArrivalKind::Same);
    }
    Ok(match request_of(conn, arrival)?.filter(|request| !request.state.is_received()) {
        Some(request) if is_request(&request, new) => ArrivalKind::Same,
        // A machine that says somebody is away has not answered.
        Some(request) if new.given_by == GivenBy::Human => ArrivalKind::Answer(Box::new(request)),
        _ => ArrivalKind::New,
    })
}

/// Whether what came is the request itself, as it was sent.
fn is_request(request: &Feedback, new: &Feedback) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    words(&request.request) == words(&new.text)
}

/// Whether two pieces come from the same sender, as far as an address or a name can tell.
fn same_sender(known: &Feedback, new: &Feedback) -> bool {
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    match (known.address.is_empty(), new.address.is_empty()) {
        (false, false) => same(&known.address, &new.address),
        // Whom a piece is from may have been typed over; then nothing is left to compare.
        _ => same(&known.sender, &new.sender) || known.sender.is_empty(),
    }
}

/// The request an arrival answers: its subject carries the end of the request's id.
fn request_of(conn: &Connection, arrival: &Arrival) -> Result<Option<Feedback>> {
    let Some(tail) = arrival.request.as_deref().and_then(|tag| tag.parse::<Tail>().ok()) else {
        return Ok(None);
    };
    match query::ids_with_tail(conn, "feedback", tail, 2)?.as_slice() {
        [one] => Ok(query::by_id::<Feedback>(conn, *one)?.filter(|found| found.asked.is_some())),
        _ => Ok(None),
    }
}

impl Journal {
    /// What would become of the pieces of an import; nothing is changed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn preview_import(&self, arrivals: &[Arrival]) -> Result<ImportCounts> {
        count(arrivals, |arrival, seen| kind_of(self.store.conn(), arrival, seen))
    }
}

/// What would become of the pieces of an import where there is no journal yet.
///
/// # Errors
/// Never; the count is the same as that of a journal.
pub fn preview_first_import(arrivals: &[Arrival]) -> Result<ImportCounts> {
    count(arrivals, |arrival, seen| {
        if let Some(id) = &arrival.feedback.external_id {
            seen.insert(id.clone());
        }
        Ok(ArrivalKind::New)
    })
}

fn count(
    arrivals: &[Arrival],
    kind_of: impl Fn(&Arrival, &mut HashSet<String>) -> Result<ArrivalKind>,
) -> Result<ImportCounts> {
    let mut counts = ImportCounts::default();
    let (mut seen, mut answered, mut contents) = (HashSet::new(), HashSet::new(), HashSet::new());
    for arrival in arrivals {
        let new = &arrival.feedback;
        let again = new.external_id.as_ref().is_none_or(|id| seen.contains(id));
        let twice = new.content_hash.clone().is_some_and(|hash| !contents.insert(hash)) && again;
        let kind = kind_of(arrival, &mut seen)?;
        if twice {
            counts.same += 1;
            continue;
        }
        match kind {
            ArrivalKind::Answer(request) if answered.insert(request.id) => counts.answers += 1,
            ArrivalKind::New | ArrivalKind::Answer(_) => counts.new += 1,
            ArrivalKind::Same => counts.same += 1,
            ArrivalKind::Changed(_) => counts.changed += 1,
        }
    }
    Ok(counts)
}

pub(in crate::journal) fn run(work: &mut Work<'_>, import: Import) -> Result<Done> {
    let mut names = Names::read(work)?;
    let (mut pieces, mut seen) = (0, HashSet::new());
    for arrival in import.arrivals {
        match kind_of(work.conn, &arrival, &mut seen)? {
            ArrivalKind::Same => continue,
            ArrivalKind::New => take_in(work, arrival, import.noted, &mut names)?,
            ArrivalKind::Answer(request) => answer(work, *request, arrival, &mut names)?,
            ArrivalKind::Changed(known) => take_over(work, *known, arrival)?,
        }
        pieces += 1;
    }
    names.say_missing(work);
    if pieces == 0 {
        return Err(Error::refused("all of it is in the journal already"));
    }
    let what = if pieces == 1 { "piece" } else { "pieces" };
    Ok(Done { label: format!("import {pieces} {what} of feedback"), id: None })
}

fn take_in(work: &mut Work<'_>, arrival: Arrival, noted: bool, names: &mut Names) -> Result<()> {
    let answers = request_of(work.conn, &arrival)?;
    let mut feedback = fit(arrival.feedback);
    feedback.thread = feedback.thread.take().or(arrival.reply_to).or_else(|| feedback.external_id.clone());
    feedback.external_id = unless_taken(work, feedback.external_id)?;
    // A date in the future is a mistake or a trick to stay on top: it came by now.
    let by_now = |moment: Option<Moment>| moment.filter(|moment| moment.at <= work.now.wall.at);
    let now = Some(work.now.wall);
    match feedback.state {
        FeedbackState::Asked | FeedbackState::Waiting => {
            feedback.asked = by_now(feedback.asked).or(now);
            feedback.received = None;
        }
        state => {
            let noted = noted || state == FeedbackState::Noted;
            feedback.state = if noted { FeedbackState::Noted } else { FeedbackState::Inbox };
            feedback.asked = by_now(feedback.asked);
            feedback.received = by_now(feedback.received).or(now);
        }
    }
    feedback.session = match feedback.session {
        Some(id) => query::by_id::<Session>(work.conn, id)?.map(|session| session.id),
        None => None,
    };
    feedback.person = names.person(work, &feedback)?;
    feedback.skill = feedback.skill.or(names.skill(arrival.skill.as_deref()));
    feedback.area = feedback.area.or(names.area(arrival.area.as_deref()));
    if let Some(request) = answers {
        feedback.skill = feedback.skill.or(request.skill);
        feedback.session = feedback.session.or(request.session);
        feedback.answers = Some(request.id);
    }
    insert(work, &mut feedback)?;
    keep_original(work, feedback.id, arrival.format, arrival.original, arrival.attachments)?;
    names.tag(work, feedback.id, &arrival.themes)?;
    Ok(())
}

/// An external id, unless somebody else's piece, or another one, goes by it already.
fn unless_taken(work: &Work<'_>, external: Option<String>) -> Result<Option<String>> {
    match &external {
        Some(id) if store::by_external_id(work.conn, id)?.is_some() => Ok(None),
        _ => Ok(external),
    }
}

/// Texts as the journal can hold them: no NUL, none endless. The original has every byte.
fn fit(mut feedback: Feedback) -> Feedback {
    let texts = [
        &mut feedback.sender,
        &mut feedback.address,
        &mut feedback.source,
        &mut feedback.title,
        &mut feedback.text,
        &mut feedback.quoted,
        &mut feedback.link,
        &mut feedback.request,
        &mut feedback.response,
    ];
    for text in texts {
        if text.contains('\0') {
            *text = text.replace('\0', "\u{2400}");
        }
        if text.len() > check::LONGEST_TEXT {
            let room = check::LONGEST_TEXT - CUT.len();
            text.truncate(text.floor_char_boundary(room));
            text.push_str(CUT);
        }
    }
    feedback
}

fn keep_original(
    work: &mut Work<'_>,
    feedback: Id,
    format: String,
    bytes: Vec<u8>,
    attachments: Vec<AttachedFile>,
) -> Result<()> {
    if !bytes.is_empty() {
        let original = Original { id: work.fresh_id(), feedback, format, bytes };
        work.insert(&original)?;
    }
    for AttachedFile { name, media_type, size } in attachments {
        let attachment = Attachment { id: work.fresh_id(), feedback, name, media_type, size };
        work.insert(&attachment)?;
    }
    Ok(())
}

/// The words of an answer go into the request that waited for them.
fn answer(work: &mut Work<'_>, request: Feedback, arrival: Arrival, names: &mut Names) -> Result<()> {
    let came = fit(arrival.feedback);
    let somebody_else = somebody_else(work, &request, &came, names)?;
    let mut feedback = Feedback {
        text: came.text,
        quoted: came.quoted,
        title: came.title,
        link: came.link,
        source: came.source,
        address: came.address,
        received: came.received.filter(|at| at.at <= work.now.wall.at).or(Some(work.now.wall)),
        thread: came.thread.or(arrival.reply_to).or_else(|| came.external_id.clone()),
        external_id: if came.external_id == request.external_id {
            came.external_id
        } else {
            unless_taken(work, came.external_id)?
        },
        content_hash: came.content_hash,
        given_by: came.given_by,
        ..request
    };
    if feedback.sender.is_empty() || somebody_else.is_some() {
        feedback.sender = came.sender;
    }
    if somebody_else.is_some() {
        feedback.person = somebody_else;
    } else if feedback.person.is_none() {
        feedback.person = names.person(work, &feedback)?;
    }
    check_facts(work, &feedback)?;
    let feedback = make_move(work, feedback, Verb::Receive, "")?;
    work.notice(format!("an answer came: {}", called(work, &feedback)?));
    keep_original(work, feedback.id, arrival.format, arrival.original, arrival.attachments)?;
    names.tag(work, feedback.id, &arrival.themes)?;
    Ok(())
}

/// Who answered, where it was not who was asked: neither their name nor their address. It is said, for a subject line is
/// easily written.
fn somebody_else(
    work: &mut Work<'_>,
    request: &Feedback,
    came: &Feedback,
    names: &mut Names,
) -> Result<Option<Id>> {
    let Some(asked) = request.person.map(|id| work.get::<Person>(id)).transpose()? else { return Ok(None) };
    let called = naming::fold(&came.sender);
    let address = came.address.trim();
    let theirs = called.is_empty()
        || called == naming::fold(&asked.name)
        || called == naming::fold(&request.sender)
        || (!address.is_empty() && check::same_name(address, &asked.contact));
    if theirs || came.given_by != GivenBy::Human {
        return Ok(None);
    }
    let who = names.person(work, came)?.filter(|who| *who != asked.id);
    if who.is_some() {
        work.notice(format!("{} answered what you asked {}", came.sender, asked.name));
    }
    Ok(who)
}

/// What was edited where it comes from: its words are taken over, what I made of it stays.
fn take_over(work: &mut Work<'_>, known: Feedback, arrival: Arrival) -> Result<()> {
    let came = fit(arrival.feedback);
    let nothing_said = came.text.trim().is_empty();
    let (text, title) = match known.edited {
        // Words are never replaced by none.
        false if nothing_said => (known.text.clone(), known.title.clone()),
        // The original below is the new one; what I made of the words stays mine.
        true => {
            work.notice(format!(
                "words that you edited stay, though they changed where they come from: {}",
                called(work, &known)?
            ));
            (known.text.clone(), known.title.clone())
        }
        false => (came.text, came.title),
    };
    let feedback = Feedback {
        text,
        title,
        quoted: came.quoted,
        link: came.link,
        content_hash: came.content_hash,
        ..known
    };
    check_facts(work, &feedback)?;
    work.update(&feedback)?;
    work.delete_all(&store::originals_of(work.conn, feedback.id)?)?;
    work.delete_all(&store::attachments_of(work.conn, feedback.id)?)?;
    keep_original(work, feedback.id, arrival.format, arrival.original, arrival.attachments)
}
