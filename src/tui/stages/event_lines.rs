//! The events of a history listed, a line each. Where the room is short the words give way to signs, and a line below says
//! what the signs mean.

use super::state::StagesScreen;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::history::events;
use super::pages::StagePage;
use super::timeline::name;
use super::wording::{dated, did, event, remarks};
use crate::domain::display::{fit, pad, width};
use crate::domain::stage::Told;
use crate::tui::frame::cx::Cx;
use crate::tui::pips::sign;
use crate::tui::theme::Role;

/// Before what happened: the mark, the day, the pip.
const LEAD: usize = 18;
/// A name keeps this much before the words behind it give way.
const NAME: usize = 24;

/// An event in a line.
pub fn listed(stages: &StagesScreen, cx: &Cx, page: &StagePage, told: &Told, cells: usize) -> Line<'static> {
    let skin = &cx.skin;
    let (sign, role) = sign(cx, told.event.to);
    let when = pad(&dated(cx, told.event.dated()), 12);
    let marked = if stages.mark == Some(told.event.id) { "m " } else { "  " };
    let Words { what, notes, .. } = words(cx, page, told, cells);
    let mut style = skin.style(if told.counts() { Role::Text } else { Role::Dim });
    if !told.counts() {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    Line::from(vec![
        skin.span(Role::Attention, format!(" {marked}")),
        skin.span(Role::Dim, when),
        skin.span(role, format!(" {sign} ")),
        Span::styled(what, style),
        skin.span(Role::Dim, if notes.is_empty() { notes } else { format!("  {notes}") }),
    ])
}

/// What the signs behind the events mean, where words had no room.
pub fn legend(cx: &Cx, page: &StagePage, cells: usize) -> Option<Line<'static>> {
    let bare: Vec<&Told> =
        events(page).into_iter().filter(|told| words(cx, page, told, cells).bare).collect();
    let mut meant = Vec::new();
    if bare.iter().any(|told| told.event.declared().is_some()) {
        meant.push(format!("{} by your own word", cx.skin.glyphs.doubt));
    }
    if bare.iter().any(|told| !told.counts()) {
        meant.push(format!("{} counts no longer", withdrawn(cx)));
    }
    let text = format!("{:LEAD$}{}", "", meant.join("  "));
    (!meant.is_empty()).then(|| Line::from(cx.skin.span(Role::Faint, fit(&text, cells))))
}

/// The sign of what counts no longer.
pub fn withdrawn(cx: &Cx) -> &'static str {
    if cx.skin.glyphs.unicode { "×" } else { "x" }
}

struct Words {
    what: String,
    notes: String,
    /// Whether the notes are signs only.
    bare: bool,
}

/// What happened and what is remarked of it, in as many words as fit: the remarks give way first, then the stage (its pip
/// says it), then the name.
fn words(cx: &Cx, page: &StagePage, told: &Told, cells: usize) -> Words {
    let dot = cx.skin.glyphs.dot;
    let room = cells.saturating_sub(LEAD + 1);
    let own = told.event.subject() == page.view.subject;
    let name = if own { String::new() } else { name(cx, page, told.event.subject()) };
    let before = |name: &str| if own { String::new() } else { format!("{name} {dot} ") };
    let least = width(&before(&fit(&name, NAME)));
    let all = remarks(told);
    let (full, short) = (event(&told.event), did(&told.event).to_owned());
    let signs = (signs(cx, told), !all.is_empty());
    let ways = [
        (full.clone(), (all.join(&format!(" {dot} ")), false)),
        (full.clone(), (all.first().cloned().unwrap_or_default(), false)),
        (full, signs.clone()),
        (short, signs),
    ];
    let used = |done: &str, notes: &str| width(done) + if notes.is_empty() { 0 } else { width(notes) + 2 };
    let fits = |(done, (notes, _)): &&(String, (String, bool))| least + used(done, notes) <= room;
    let [.., last] = &ways;
    let (done, (notes, bare)) = ways.iter().find(fits).unwrap_or(last).clone();
    let left = room.saturating_sub(used(&done, &notes) + if own { 0 } else { 3 });
    let what = fit(&format!("{}{done}", before(&fit(&name, left))), room);
    Words { what, notes, bare }
}

/// The remarks as signs.
fn signs(cx: &Cx, told: &Told) -> String {
    let mut signs = Vec::new();
    if !told.counts() {
        signs.push(withdrawn(cx));
    }
    if told.event.declared().is_some() || (told.counts() && told.event.own_thresholds) {
        signs.push(cx.skin.glyphs.doubt);
    }
    signs.join(" ")
}
