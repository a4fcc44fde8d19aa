//! What the keys and the mouse of the Areas screen do, and what a changed journal means for it.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::detail::heights;
use super::item::{Item, Section, items};
use super::state::{Focus, TreeRow};
use super::target::{Target, people, target};
use super::view::laid;
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::journal::Result;
use crate::journal::read::SkillDetail;
use crate::tui::command::CommandId;
use crate::tui::editing::{Subject, update as editing};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, ask};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::model::{Model, Place};
use crate::tui::msg::Effect;
use crate::tui::practice::reading_of;
use crate::tui::prompt::filter;

/// Asks for everybody.
#[derive(Debug)]
struct Everybody;

#[derive(Debug)]
struct People(Vec<Person>);

impl Question for Everybody {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(People(store.journal.people()?)))
    }
}

impl Answer for People {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.afterwards(|model: &mut Model| {
            model.areas.everybody = self.0;
            follow(model);
            Effects::new()
        });
        Effects::new()
    }
}

/// Asks for everything about a skill.
#[derive(Debug)]
struct SkillOf(Id);

#[derive(Debug)]
struct Whole(Box<SkillDetail>);

impl Question for SkillOf {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(Whole(Box::new(store.journal.skill_detail(self.0, 40)?))))
    }
}

impl Answer for Whole {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.afterwards(|model: &mut Model| read(model, self.0));
        Effects::new()
    }
}

/// To another screen.
pub fn go(model: &mut Model, place: Place) -> Effects {
    model.pending.clear();
    let from = std::mem::replace(&mut model.place, place);
    match place {
        Place::Desk => return Vec::new(),
        Place::Feedback => return crate::tui::feedback::update::enter(model),
        Place::Stages => return crate::tui::stages::update::enter(model, from),
        Place::Areas => {}
    }
    model.areas.people = false;
    if let Some(skill) = model.desk.focused_skill(&model.data) {
        model.areas.select(&model.cx.data, (Id::default(), Some(skill)));
    }
    turned(model)
}

/// To the people.
pub fn go_people(model: &mut Model) -> Effects {
    let mut effects = go(model, Place::Areas);
    model.areas.people = true;
    model.areas.focus = Focus::Detail;
    effects.push(ask(Everybody));
    effects
}

/// Does what a key of the screen says.
pub fn run(model: &mut Model, id: CommandId) -> Effects {
    use CommandId as C;
    match id {
        C::NextPane => focus(model, 1),
        C::PreviousPane => focus(model, -1),
        C::Down => step(model, 1),
        C::Up => step(model, -1),
        C::PageDown => step(model, page(model)),
        C::PageUp => step(model, -page(model)),
        C::First => step(model, isize::MIN / 2),
        C::Last => step(model, isize::MAX / 2),
        C::Fold | C::Unfold => fold(model, id == C::Fold),
        C::ShowArchived => show_archived(model),
        C::Search => {
            let prompt = filter("Filter areas and skills", |cx, words| {
                cx.afterwards(move |model: &mut Model| set_filter(model, &words));
            });
            model.cx.lay(prompt.with(&model.areas.filter));
            Vec::new()
        }
        C::Back => back(model),
        C::Open => open(model),
        C::AddArea => editing::open(Subject::NewArea),
        C::AddSkill => model
            .areas
            .selected_area(&model.data)
            .map_or_else(Vec::new, |area| editing::open(Subject::NewSkill(area))),
        C::AddPerson => editing::open(Subject::NewPerson),
        C::AddHere => add_here(model),
        C::Copy => copy(model),
        _ => Vec::new(),
    }
}

fn focus(model: &mut Model, by: isize) -> Effects {
    let wide = super::layout::is_wide(model.size) && !model.areas.people;
    let panes = if wide { Focus::ALL } else { &Focus::ALL[..2] };
    let at = panes.iter().position(|pane| *pane == model.areas.focus).unwrap_or(1);
    let next = (at.cast_signed() + by).rem_euclid(panes.len().cast_signed()).cast_unsigned();
    model.areas.focus = panes[next];
    if model.areas.focus == Focus::Tree && model.areas.people {
        model.areas.people = false;
    }
    follow(model);
    Vec::new()
}

fn page(model: &Model) -> isize {
    let height = laid(model).of(model.areas.focus).height;
    let lines = isize::try_from(height.saturating_sub(3).max(1)).unwrap_or(1);
    // Items of the detail have two or three lines.
    if model.areas.focus == Focus::Detail && !model.areas.people { (lines / 2).max(1) } else { lines }
}

fn step(model: &mut Model, by: isize) -> Effects {
    match model.areas.focus {
        Focus::Tree => {
            let total = model.areas.rows(&model.data).len();
            let before = model.areas.selected(&model.data).map(|row| row.ids());
            model.areas.tree.step(by, total);
            follow(model);
            if before == model.areas.selected(&model.data).map(|row| row.ids()) {
                Vec::new()
            } else {
                turned(model)
            }
        }
        Focus::Detail if model.areas.people => {
            let total = people(model).len();
            model.areas.person.step(by, total);
            follow(model);
            Vec::new()
        }
        Focus::Detail => {
            let total = items(model, Focus::Detail).len();
            model.areas.detail.step(by, total);
            follow(model);
            Vec::new()
        }
        Focus::Sessions => {
            let total = items(model, Focus::Sessions).len();
            model.areas.sessions.step(by, total);
            follow(model);
            Vec::new()
        }
    }
}

/// Keeps what is selected in sight: windows belong to the model, the view only reads them.
pub fn follow(model: &mut Model) {
    let laid = laid(model);
    let rows = model.areas.rows(&model.data).len();
    model.areas.tree.follow(usize::from(laid.tree.height.saturating_sub(2)), rows);
    let shown = people(model).len();
    model.areas.person.selected = model.areas.person.selected.min(shown.saturating_sub(1));
    model.areas.person.follow(usize::from(laid.detail.height.saturating_sub(2)), shown);
    for pane in [Focus::Detail, Focus::Sessions] {
        let area = laid.of(pane);
        let heights = heights(model, pane, area);
        let walk = if pane == Focus::Sessions { &mut model.areas.sessions } else { &mut model.areas.detail };
        walk.selected = walk.selected.min(heights.len().saturating_sub(1));
        walk.follow(&heights, usize::from(area.height.saturating_sub(2)));
    }
}

/// Another area or skill is chosen: its detail begins at the top, and is read.
fn turned(model: &mut Model) -> Effects {
    model.areas.detail = Default::default();
    model.areas.sessions = Default::default();
    load(model)
}

/// Reads the chosen skill, unless it is being read.
fn load(model: &mut Model) -> Effects {
    let Some(skill) = model.areas.selected_skill(&model.data) else { return Vec::new() };
    if model.areas.asked.is_some() {
        // One at a time: what comes back is looked at, and asked for again where it is not what is chosen by then.
        model.areas.stale = true;
        return Vec::new();
    }
    model.areas.asked = Some(skill);
    model.areas.stale = false;
    vec![ask(SkillOf(skill))]
}

/// A skill was read.
pub fn read(model: &mut Model, detail: Box<SkillDetail>) -> Effects {
    model.areas.asked = None;
    let chosen = model.areas.selected_skill(&model.data);
    let is_chosen = chosen == Some(detail.line.skill.id);
    if is_chosen {
        model.areas.skill = Some(detail);
    }
    follow(model);
    if model.place == Place::Areas && (model.areas.stale || !is_chosen) { load(model) } else { Vec::new() }
}

/// Something could not be read; the next key asks again.
pub fn not_read(model: &mut Model) {
    model.areas.asked = None;
    model.areas.stale = false;
}

/// The journal has changed: the selection stays on what it was on, and the detail is read anew.
pub fn changed(model: &mut Model, was: Option<(Id, Option<Id>)>) -> Effects {
    if let Some(was) = was {
        model.areas.select(&model.cx.data, was);
    }
    follow(model);
    if model.place != Place::Areas {
        return Vec::new();
    }
    let mut effects = load(model);
    if model.areas.people {
        effects.push(ask(Everybody));
    }
    effects
}

fn fold(model: &mut Model, fold: bool) -> Effects {
    let Some((area, skill)) = model.areas.selected(&model.data).map(|row| row.ids()) else {
        return Vec::new();
    };
    if fold {
        model.areas.folded.insert(area);
    } else if !model.areas.folded.remove(&area) {
        // It is unfolded already: to the right lies the detail.
        model.areas.focus = Focus::Detail;
    }
    let keep = if fold { None } else { skill };
    model.areas.select(&model.cx.data, (area, keep));
    follow(model);
    if fold && skill.is_some() { turned(model) } else { Vec::new() }
}

fn show_archived(model: &mut Model) -> Effects {
    let was = model.areas.selected(&model.data).map(|row| row.ids());
    model.areas.archived = !model.areas.archived;
    if let Some(was) = was {
        model.areas.select(&model.cx.data, was);
    }
    follow(model);
    if was == model.areas.selected(&model.data).map(|row| row.ids()) { Vec::new() } else { turned(model) }
}

fn back(model: &mut Model) -> Effects {
    model.message = None;
    if model.areas.people || model.areas.focus != Focus::Tree {
        model.areas.people = false;
        model.areas.focus = Focus::Tree;
    } else if !model.areas.filter.is_empty() {
        return set_filter(model, "");
    }
    follow(model);
    Vec::new()
}

/// Filters the tree.
pub fn set_filter(model: &mut Model, filter: &str) -> Effects {
    let was = model.areas.selected(&model.data).map(|row| row.ids());
    model.areas.filter = filter.to_owned();
    if let Some(was) = was {
        model.areas.select(&model.cx.data, was);
    }
    follow(model);
    turned(model)
}

fn open(model: &mut Model) -> Effects {
    if model.areas.focus == Focus::Tree {
        model.areas.focus = Focus::Detail;
        follow(model);
        return Vec::new();
    }
    let chosen = items(model, Focus::Detail).get(model.areas.detail.selected).copied();
    if let (Focus::Detail, false, Some(Item::Skill(line))) = (model.areas.focus, model.areas.people, chosen) {
        let skill = line.skill.id;
        let area = model.areas.selected_area(&model.data).unwrap_or_default();
        model.areas.folded.remove(&area);
        model.areas.select(&model.cx.data, (area, Some(skill)));
        return turned(model);
    }
    match target(model) {
        Some(Target::Reading(_)) | None => Vec::new(),
        Some(_) => super::acts::run(model, CommandId::Edit).unwrap_or_default(),
    }
}

/// Adds what belongs where the selection is.
fn add_here(model: &mut Model) -> Effects {
    let shown = items(model, model.areas.focus);
    let walk = if model.areas.focus == Focus::Sessions { model.areas.sessions } else { model.areas.detail };
    let chosen = shown.get(walk.selected).copied();
    let (skill, area) = (model.areas.selected_skill(&model.data), model.areas.selected_area(&model.data));
    let measure = match chosen {
        Some(Item::Measure(measure, _) | Item::Reading(measure, _)) => {
            Some((measure.id, measure.name.clone()))
        }
        _ => None,
    };
    if let Some((id, name)) = measure {
        model.lay(reading_of(id, name));
        return Vec::new();
    }
    match (chosen.and_then(|item| item.section()), skill, area) {
        (Some(Section::Measures), Some(skill), _) => editing::open(Subject::NewMeasure(skill)),
        (Some(Section::Plans), Some(skill), _) => editing::open(Subject::NewPlan(skill)),
        (Some(Section::Sessions), Some(skill), _) => editing::open(Subject::Past(Some(skill))),
        (None, ..) if model.areas.focus == Focus::Sessions => editing::open(Subject::Past(skill)),
        (_, Some(skill), _) => editing::open(Subject::NewDrill(skill)),
        (_, None, Some(area)) => editing::open(Subject::NewSkill(area)),
        _ => Vec::new(),
    }
}

fn copy(model: &mut Model) -> Effects {
    let text = match target(model) {
        Some(Target::Area(area)) => area.name.clone(),
        Some(Target::Skill(skill)) => skill.name.clone(),
        Some(Target::Drill(drill)) => format!("{}\n{}", drill.name, drill.instructions).trim().to_owned(),
        Some(Target::Measure(measure)) => measure.name.clone(),
        Some(Target::Reading(reading)) => crate::domain::drill::plain(reading.value),
        Some(Target::Plan(plan)) => plan.intention.clone(),
        Some(Target::Session(session)) => session.next_focus.to_owned(),
        Some(Target::Person(person)) => format!("{} {}", person.name, person.contact).trim().to_owned(),
        None => String::new(),
    };
    if text.is_empty() {
        return Vec::new();
    }
    model.say(crate::tui::theme::Role::Good, "Copied.");
    vec![Effect::Copy(text)]
}

/// Click to focus and select, wheel to scroll.
pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Effects {
    let laid = laid(model);
    let Some(pane) = laid.at(mouse.column, mouse.row) else { return Vec::new() };
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            model.areas.focus = pane;
            let area = laid.of(pane);
            let row = mouse.row.checked_sub(area.y + 1).map(usize::from);
            match row.filter(|_| mouse.row + 1 < area.bottom()) {
                Some(row) => click(model, pane, area, row),
                None => Vec::new(),
            }
        }
        MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
            let by = if mouse.kind == MouseEventKind::ScrollDown { 3 } else { -3 };
            let focus = std::mem::replace(&mut model.areas.focus, pane);
            let effects = step(model, by);
            model.areas.focus = focus;
            effects
        }
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, pane: Focus, area: ratatui::layout::Rect, row: usize) -> Effects {
    match pane {
        Focus::Tree => {
            let at = model.areas.tree.top + row;
            let rows = model.areas.rows(&model.data);
            if at >= rows.len() || at == model.areas.tree.selected {
                return Vec::new();
            }
            let is_area = matches!(rows.get(at), Some(TreeRow::Area(..)));
            model.areas.tree.selected = at;
            let _ = is_area;
            turned(model)
        }
        Focus::Detail if model.areas.people => {
            model.areas.person.selected =
                (model.areas.person.top + row).min(people(model).len().saturating_sub(1));
            Vec::new()
        }
        Focus::Detail | Focus::Sessions => {
            let heights = heights(model, pane, area);
            let walk =
                if pane == Focus::Sessions { &mut model.areas.sessions } else { &mut model.areas.detail };
            let mut left = walk.top + row;
            for (at, height) in heights.iter().enumerate() {
                if left < *height {
                    walk.selected = at;
                    break;
                }
                left -= height;
            }
            follow(model);
            Vec::new()
        }
    }
}
