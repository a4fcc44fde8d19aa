//! What the keys and the mouse of the Areas screen do, and what a changed journal means for it.

use crossterm::event::MouseEvent;

use super::detail::heights;
use super::item::{Item, Section, items};
use super::state::{AreasState, Focus, Part};
use super::target::{Target, people, target};
use super::view::laid;
use crate::domain::id::Id;
use crate::domain::noun::Noun;
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
use crate::tui::pane::list::{ListPane, Step, Tall};
use crate::tui::pane::split::Pointed;
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
    if let Some(skill) = model.desk.focused_skill(&model.cx.data) {
        model.areas.tree.select_skill(&model.cx.data, skill);
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
    if let Some(by) = Step::of(id) {
        return step(model, model.areas.focus, by);
    }
    match id {
        C::NextPane => focus(model, 1),
        C::PreviousPane => focus(model, -1),
        C::Fold | C::Unfold => fold(model, id == C::Fold),
        C::ShowArchived => show_archived(model),
        C::Search => {
            let prompt = filter("Filter areas and skills", |cx, words| {
                cx.afterwards(move |model: &mut Model| set_filter(model, &words));
            });
            model.cx.lay(prompt.with(&model.areas.tree.filter));
            Vec::new()
        }
        C::Back => back(model),
        C::Open => open(model),
        C::AddArea => editing::open(Subject::New(Noun::Area, None)),
        C::AddSkill => model
            .areas
            .tree
            .area(&model.cx.data)
            .map_or_else(Vec::new, |area| editing::open(Subject::New(Noun::Skill, Some(area)))),
        C::AddPerson => editing::open(Subject::New(Noun::Person, None)),
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

fn step(model: &mut Model, pane: Focus, by: Step) -> Effects {
    let room = laid(model).room(pane);
    let turns = match pane {
        Focus::Tree => model.areas.tree.step(by, &model.cx.data, room),
        Focus::Detail if model.areas.people => {
            with_people(model, |list, people| list.step(by, people, room));
            false
        }
        Focus::Detail | Focus::Sessions => {
            // Items of the detail have two or three lines.
            let room = if pane == Focus::Detail { room.div_ceil(2) } else { room };
            with_items(model, pane, |list, items| list.step(by, items, room));
            false
        }
    };
    follow(model);
    if turns { turned(model) } else { Vec::new() }
}

/// The list of people, with its rows.
fn with_people<T>(model: &mut Model, act: impl FnOnce(&mut ListPane<Id>, &[&Person]) -> T) -> T {
    let mut list = std::mem::take(&mut model.areas.person);
    let done = act(&mut list, &people(model));
    model.areas.person = list;
    done
}

/// The list of the detail or of the sessions, with its rows as they are drawn now.
fn with_items<T>(
    model: &mut Model,
    pane: Focus,
    act: impl FnOnce(&mut ListPane<Part>, &Tall<'_, Item<'_>>) -> T,
) -> T {
    let heights = heights(model, pane, laid(model).area(pane));
    let of = |areas: &mut AreasState| match pane {
        Focus::Sessions => std::mem::take(&mut areas.sessions),
        _ => std::mem::take(&mut areas.detail),
    };
    let mut list = of(&mut model.areas);
    let done = act(&mut list, &Tall { items: &items(model, pane), heights: &heights });
    *(if pane == Focus::Sessions { &mut model.areas.sessions } else { &mut model.areas.detail }) = list;
    done
}

/// Keeps what is selected in sight: the lists belong to the model, the view only reads them.
pub fn follow(model: &mut Model) {
    let laid = laid(model);
    model.areas.tree.follow(&model.cx.data, laid.room(Focus::Tree));
    with_people(model, |list, people| {
        list.keep(people);
        list.follow(people, laid.room(Focus::Detail));
    });
    for pane in [Focus::Detail, Focus::Sessions] {
        with_items(model, pane, |list, items| list.keep(items));
        // What is selected takes more lines than the others.
        with_items(model, pane, |list, items| list.follow(items, laid.room(pane)));
    }
}

/// Another area or skill is chosen: its detail begins at the top, and is read.
fn turned(model: &mut Model) -> Effects {
    model.areas.detail = ListPane::default();
    model.areas.sessions = ListPane::default();
    load(model)
}

/// Reads the chosen skill, unless it is here or another one is being read.
fn load(model: &mut Model) -> Effects {
    let chosen = model.areas.tree.skill(&model.cx.data);
    let asked = chosen.and_then(|skill| model.areas.skill.want(skill));
    asked.map(|skill| ask(SkillOf(skill))).into_iter().collect()
}

/// A skill was read.
pub fn read(model: &mut Model, detail: Box<SkillDetail>) -> Effects {
    let chosen = model.areas.tree.skill(&model.cx.data);
    model.areas.skill.answered(detail, chosen.as_ref());
    follow(model);
    if model.place == Place::Areas { load(model) } else { Vec::new() }
}

/// Something could not be read; the next key asks again.
pub fn not_read(model: &mut Model) {
    model.areas.skill.failed();
}

/// The journal has changed: the selection stays on what it was on, and the detail is read anew.
pub fn changed(model: &mut Model) -> Effects {
    model.areas.skill.outdate();
    model.areas.tree.keep(&model.cx.data);
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
    let before = model.areas.tree.list.key().copied();
    if !model.areas.tree.fold(&model.cx.data, fold) && !fold {
        // It is unfolded already: to the right lies the detail.
        model.areas.focus = Focus::Detail;
    }
    follow(model);
    if before == model.areas.tree.list.key().copied() { Vec::new() } else { turned(model) }
}

fn show_archived(model: &mut Model) -> Effects {
    model.areas.tree.archived = !model.areas.tree.archived;
    let turns = model.areas.tree.keep(&model.cx.data);
    follow(model);
    if turns { turned(model) } else { Vec::new() }
}

fn back(model: &mut Model) -> Effects {
    model.message = None;
    if model.areas.people || model.areas.focus != Focus::Tree {
        model.areas.people = false;
        model.areas.focus = Focus::Tree;
    } else if !model.areas.tree.filter.is_empty() {
        return set_filter(model, "");
    }
    follow(model);
    Vec::new()
}

/// Filters the tree.
pub fn set_filter(model: &mut Model, filter: &str) -> Effects {
    model.areas.tree.set_filter(&model.cx.data, filter);
    follow(model);
    turned(model)
}

fn open(model: &mut Model) -> Effects {
    if model.areas.focus == Focus::Tree {
        model.areas.focus = Focus::Detail;
        follow(model);
        return Vec::new();
    }
    let chosen = items(model, Focus::Detail).get(model.areas.detail.selected()).copied();
    if let (Focus::Detail, false, Some(Item::Skill(line))) = (model.areas.focus, model.areas.people, chosen) {
        let skill = line.skill.id;
        let area = model.areas.tree.area(&model.cx.data).unwrap_or_default();
        model.areas.tree.folded.remove(&area);
        model.areas.tree.select(&model.cx.data, (area, Some(skill)));
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
    let chosen = shown.get(super::detail::list(model, model.areas.focus).selected()).copied();
    let (skill, area) = (model.areas.tree.skill(&model.cx.data), model.areas.tree.area(&model.cx.data));
    let measure = match chosen {
        Some(Item::Measure(measure, _) | Item::Reading(measure, _)) => {
            Some((measure.id, measure.name.clone()))
        }
        _ => None,
    };
    if let Some((id, name)) = measure {
        model.cx.lay(reading_of(id, name));
        return Vec::new();
    }
    match (chosen.and_then(|item| item.section()), skill, area) {
        (Some(Section::Measures), Some(skill), _) => editing::open(Subject::New(Noun::Measure, Some(skill))),
        (Some(Section::Plans), Some(skill), _) => editing::open(Subject::New(Noun::Plan, Some(skill))),
        (Some(Section::Sessions), Some(skill), _) => editing::open(Subject::Past(Some(skill))),
        (None, ..) if model.areas.focus == Focus::Sessions => editing::open(Subject::Past(skill)),
        (_, Some(skill), _) => editing::open(Subject::New(Noun::Drill, Some(skill))),
        (_, None, Some(area)) => editing::open(Subject::New(Noun::Skill, Some(area))),
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
    match laid(model).pointed(&mouse) {
        Some(Pointed::Click(pane, line)) => {
            model.areas.focus = pane;
            line.map_or_else(Vec::new, |line| click(model, pane, line))
        }
        Some(Pointed::Wheel(pane, by)) => step(model, pane, Step::Rows(by)),
        Some(Pointed::Drag(_)) | None => Vec::new(),
    }
}

fn click(model: &mut Model, pane: Focus, line: usize) -> Effects {
    let turns = match pane {
        Focus::Tree => model.areas.tree.click(line, &model.cx.data),
        Focus::Detail if model.areas.people => {
            with_people(model, |list, people| list.click(line, people));
            false
        }
        Focus::Detail | Focus::Sessions => {
            with_items(model, pane, |list, items| list.click(line, items));
            false
        }
    };
    follow(model);
    if turns { turned(model) } else { Vec::new() }
}
