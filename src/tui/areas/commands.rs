//! What the commands and the mouse do on the Areas screen.

use super::item::{Item, Section, items};
use super::layout::is_wide;
use super::reading::turned;
use super::state::{AreasState, Focus, Part};
use super::view::laid;
use super::{detail, selected};
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::noun::Noun;
use crate::domain::person::Person;
use crate::tui::command::CommandId as C;
use crate::tui::editing::{Subject, update as editing};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply, copied};
use crate::tui::frame::screen::{Act, Footer};
use crate::tui::pane::list::{ListPane, Step, Tall};
use crate::tui::pane::split::Pointed;
use crate::tui::pane::tree;
use crate::tui::practice::reading_of;
use crate::tui::records::{self, Lists, Target};
use crate::tui::worker::After;

/// What the commands do on the Areas screen.
pub const ACTS: &[Act<AreasState>] = &[
    Act::of(&[C::NextPane], |areas, cx, _| focus(areas, cx, 1)),
    Act::of(&[C::PreviousPane], |areas, cx, _| focus(areas, cx, -1)),
    Act::of(&[C::Fold, C::Unfold], |areas, cx, id| fold(areas, cx, id == C::Fold)),
    Act::of(&[C::ShowArchived], |areas, cx, _| show_archived(areas, cx)),
    Act::of(&[C::Search], |areas, cx, _| tree::ask_filter(&areas.tree, cx, set_filter)),
    Act::of(&[C::Back], |areas, cx, _| back(areas, cx)).footer(|_, _, _| Footer::Hidden),
    Act::of(&[C::Open], |areas, cx, _| open(areas, cx)),
    Act::of(&[C::AddArea], |_, _, _| editing::open(Subject::New(Noun::Area, None))),
    Act::of(&[C::AddSkill], |areas: &mut AreasState, cx, _| {
        let area = areas.tree.area(&cx.data);
        area.map_or_else(Vec::new, |area| editing::open(Subject::New(Noun::Skill, Some(area))))
    })
    .when(|areas, cx, _| areas.tree.no_area(&cx.data)),
    Act::of(&[C::AddPerson], |_, _, _| editing::open(Subject::New(Noun::Person, None))),
    Act::of(&[C::AddHere], |areas, cx, _| add_here(areas, cx)),
    Act::of(&[C::Copy], |areas, cx, _| {
        let text = areas.target(cx).map(|target| target.text());
        copied(cx, text.unwrap_or_default())
    }),
    Act::of(&[C::Edit, C::EditOutside], records::edit).when(records::why_not),
    Act::of(&[C::Archive], records::change)
        .when(records::why_not)
        .help(|areas, command| if areas.shows_people() { PUT_AWAY } else { Some(command.help) }),
    Act::of(&[C::Delete, C::Private], records::change)
        .when(records::why_not)
        .help(|areas, command| (!areas.shows_people()).then_some(command.help)),
    Act::of(&[C::Merge], records::merge).when(records::why_not),
    Act::of(&[C::Split, C::MoveSession], records::cut_or_move).when(records::why_not),
    Act::of(&[C::MergePeople], |areas, cx, _| merge_people(areas, cx))
        .when(|areas, cx, _| areas.target(cx).is_none().then_some("nobody is selected")),
];

/// What archiving does among people.
const PUT_AWAY: Option<&str> = Some("Put the person away, or bring them back");

fn focus(areas: &mut AreasState, cx: &Cx, by: isize) -> Effects {
    let wide = is_wide(cx.size) && !areas.people;
    let panes = if wide { Focus::ALL } else { &Focus::ALL[..2] };
    let at = panes.iter().position(|pane| *pane == areas.focus).unwrap_or(1);
    let next = (at.cast_signed() + by).rem_euclid(panes.len().cast_signed()).cast_unsigned();
    areas.focus = panes[next];
    areas.people &= areas.focus != Focus::Tree;
    follow(areas, cx)
}

/// Moves the selection of a pane.
pub fn step(areas: &mut AreasState, cx: &Cx, pane: Focus, by: Step) -> Effects {
    let room = laid(areas, cx).room(pane);
    let turns = match pane {
        Focus::Tree => areas.tree.step(by, &cx.data, room),
        Focus::Detail if areas.people => {
            with_people(areas, |list, people| list.step(by, people, room));
            false
        }
        Focus::Detail | Focus::Sessions => {
            // Items of the detail have two or three lines.
            let room = if pane == Focus::Detail { room.div_ceil(2) } else { room };
            with_items(areas, cx, pane, |list, items| list.step(by, items, room));
            false
        }
    };
    follow(areas, cx);
    if turns { turned(areas, cx) } else { Vec::new() }
}

/// The list of people, with its rows.
fn with_people<T>(areas: &mut AreasState, act: impl FnOnce(&mut ListPane<Id>, &[&Person]) -> T) -> T {
    let mut list = std::mem::take(&mut areas.person);
    let done = act(&mut list, &areas.people_shown());
    areas.person = list;
    done
}

/// The list of the detail or of the sessions, with its rows as they are drawn now.
fn with_items<T>(
    areas: &mut AreasState,
    cx: &Cx,
    pane: Focus,
    act: impl FnOnce(&mut ListPane<Part>, &Tall<'_, Item<'_>>) -> T,
) -> T {
    let heights = detail::heights(areas, cx, pane, laid(areas, cx).area(pane));
    let mut list = std::mem::take(areas.list_mut(pane));
    let done = act(&mut list, &Tall { items: &items(areas, cx, pane), heights: &heights });
    *areas.list_mut(pane) = list;
    done
}

/// Keeps what is selected in sight: the view only reads the lists.
pub fn follow(areas: &mut AreasState, cx: &Cx) -> Effects {
    let laid = laid(areas, cx);
    areas.tree.follow(&cx.data, laid.room(Focus::Tree));
    with_people(areas, |list, people| {
        list.keep(people);
        list.follow(people, laid.room(Focus::Detail));
    });
    for pane in [Focus::Detail, Focus::Sessions] {
        with_items(areas, cx, pane, |list, items| list.keep(items));
        // What is selected takes more lines than the others.
        with_items(areas, cx, pane, |list, items| list.follow(items, laid.room(pane)));
    }
    Effects::new()
}

fn fold(areas: &mut AreasState, cx: &Cx, fold: bool) -> Effects {
    let before = areas.tree.list.key().copied();
    if !areas.tree.fold(&cx.data, fold) && !fold {
        // It is unfolded already: to the right lies the detail.
        areas.focus = Focus::Detail;
    }
    follow(areas, cx);
    if before == areas.tree.list.key().copied() { Vec::new() } else { turned(areas, cx) }
}

fn show_archived(areas: &mut AreasState, cx: &Cx) -> Effects {
    areas.tree.archived = !areas.tree.archived;
    let turns = areas.tree.keep(&cx.data);
    follow(areas, cx);
    if turns { turned(areas, cx) } else { Vec::new() }
}

fn back(areas: &mut AreasState, cx: &mut Cx) -> Effects {
    cx.message = None;
    if areas.people || areas.focus != Focus::Tree {
        areas.people = false;
        areas.focus = Focus::Tree;
    } else if !areas.tree.filter.is_empty() {
        return set_filter(areas, cx, "");
    }
    follow(areas, cx)
}

fn set_filter(areas: &mut AreasState, cx: &mut Cx, filter: &str) -> Effects {
    areas.tree.set_filter(&cx.data, filter);
    follow(areas, cx);
    turned(areas, cx)
}

fn open(areas: &mut AreasState, cx: &mut Cx) -> Effects {
    if areas.focus == Focus::Tree {
        areas.focus = Focus::Detail;
        return follow(areas, cx);
    }
    if let (Focus::Detail, Some(Item::Skill(line))) = (areas.focus, selected::item(areas, cx)) {
        let skill = line.skill.id;
        let area = areas.tree.area(&cx.data).unwrap_or_default();
        areas.tree.folded.remove(&area);
        areas.tree.select(&cx.data, (area, Some(skill)));
        return turned(areas, cx);
    }
    match areas.target(cx) {
        Some(Target::Reading(_)) | None => Vec::new(),
        Some(_) => records::edit(areas, cx, C::Edit),
    }
}

/// Adds what belongs where the selection is.
fn add_here(areas: &AreasState, cx: &mut Cx) -> Effects {
    let chosen = selected::item(areas, cx);
    if let Some(Item::Measure(measure, _) | Item::Reading(measure, _)) = chosen {
        let asked = reading_of(measure.id, measure.name.clone());
        cx.lay(asked);
        return Vec::new();
    }
    let (skill, area) = (areas.tree.skill(&cx.data), areas.tree.area(&cx.data));
    match (chosen.and_then(|item| item.section()), skill, area) {
        (Some(Section::Of(noun)), skill, area) => editing::open(Subject::New(noun, skill.or(area))),
        (Some(Section::Measures), Some(skill), _) => editing::open(Subject::New(Noun::Measure, Some(skill))),
        (Some(Section::Plans), Some(skill), _) => editing::open(Subject::New(Noun::Plan, Some(skill))),
        (Some(Section::Sessions), Some(skill), _) => editing::open(Subject::Past(Some(skill))),
        (None, ..) if areas.focus == Focus::Sessions => editing::open(Subject::Past(skill)),
        (_, Some(skill), _) => editing::open(Subject::New(Noun::Drill, Some(skill))),
        (_, None, Some(area)) => editing::open(Subject::New(Noun::Skill, Some(area))),
        _ => Vec::new(),
    }
}

fn merge_people(areas: &AreasState, cx: &mut Cx) -> Effects {
    let chosen = areas.target(cx).and_then(|target| target.is()).map(|of| of.id);
    let Some(person) = areas.everybody.iter().find(|person| Some(person.id) == chosen) else {
        return Vec::new();
    };
    let (from, name) = (person.id, person.name.clone());
    let others = areas.everybody.iter().filter(|other| other.id != from && other.archived.is_none());
    let others: Vec<(String, Id)> = others.map(|other| (other.name.clone(), other.id)).collect();
    let names = others.iter().map(|(name, _)| name.clone()).collect();
    cx.lay(records::goes_to(&name, names).then(move |cx, answer| {
        let into = others.iter().find(|(name, _)| name == answer).map(|(_, id)| *id);
        let into = into.ok_or_else(|| format!("nobody is called “{answer}”"))?;
        Ok(apply(cx, Change::merge::<Person>(from, into), After::Form))
    }));
    Vec::new()
}

/// Does what was clicked or turned.
pub fn pointed(areas: &mut AreasState, cx: &mut Cx, pointed: Pointed<Focus>) -> Effects {
    match pointed {
        Pointed::Click(pane, line) => {
            areas.focus = pane;
            line.map_or_else(Vec::new, |line| click(areas, cx, pane, line))
        }
        Pointed::Wheel(pane, by) => step(areas, cx, pane, Step::Rows(by)),
        Pointed::Drag(_) => Vec::new(),
    }
}

fn click(areas: &mut AreasState, cx: &Cx, pane: Focus, line: usize) -> Effects {
    let turns = match pane {
        Focus::Tree => areas.tree.click(line, &cx.data),
        Focus::Detail if areas.people => {
            with_people(areas, |list, people| list.click(line, people));
            false
        }
        Focus::Detail | Focus::Sessions => {
            with_items(areas, cx, pane, |list, items| list.click(line, items));
            false
        }
    };
    follow(areas, cx);
    if turns { turned(areas, cx) } else { Vec::new() }
}
