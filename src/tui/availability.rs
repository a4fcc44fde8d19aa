//! Whether a command can be done now, and if not, why: the footer shows what works, a key that does not says so.

use super::command::{COMMANDS, Command, CommandId, Scope};
use super::desk::day;
use super::desk::state::Pane;
use super::model::{Model, Place};
use crate::domain::drill::Grading;
use crate::domain::rep::RepResult;
use crate::domain::session::SessionState;
use crate::journal::status::Playing;

/// Why a command cannot be done now, with the keys as they are.
pub fn why_not(model: &Model, id: CommandId) -> Option<String> {
    blocked(model, id).map(|why| with_keys(model, why))
}

/// A sentence in which `{name}` stands for the key of a command; what has none is called by its name.
fn with_keys(model: &Model, mut sentence: &str) -> String {
    let mut said = String::new();
    while let Some((before, (name, after))) =
        sentence.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let command = COMMANDS.iter().find(|command| command.name == name);
        let key = command.and_then(|command| model.keymap.key(command.id));
        said += before;
        said += &key.unwrap_or_else(|| format!(":{name}"));
        sentence = after;
    }
    said + sentence
}

/// Why a command cannot be done now, keys by the names of their commands (`{back}`); `None` where it can.
pub fn blocked(model: &Model, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    let command = super::command::command(id);
    if command.scope == Scope::Practice {
        return match &model.data.playing {
            Some(playing) => blocked_in_practice(playing, id),
            None => Some("no session is running"),
        };
    }
    if let Some(layer) = model.layers.last() {
        return layer.why_not(id);
    }
    match id {
        C::ShowArchived if model.place == Place::Desk => {
            Some("what is archived is shown on the Areas screen")
        }
        C::Start if model.data.overview.skills.iter().all(|line| line.skill.archived.is_some()) => {
            Some("there is no skill to practise yet")
        }
        C::AddSkill if model.place == Place::Desk && model.desk.tree.area(&model.data).is_none() => {
            Some("a skill belongs to an area: add an area first")
        }
        C::AddSkill if model.place == Place::Areas && model.areas.tree.area(&model.data).is_none() => {
            Some("a skill belongs to an area: add an area first")
        }
        C::DropPlan | C::MovePlan if selected_plan(model).is_none() => Some("no plan is selected"),
        C::ShowArchived if model.place == Place::Feedback => {
            Some("feedback is not archived: fold and unfold")
        }
        _ if model.place == Place::Feedback => super::feedback::able::blocked(model, id),
        _ if model.place == Place::Stages => super::stages::acts::blocked(model, id),
        _ => super::areas::acts::blocked(model, id),
    }
}

fn blocked_in_practice(playing: &Playing, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    let paused = playing.session.state == SessionState::Paused;
    let drill = playing.drill.as_ref();
    let graded = drill.is_some_and(|d| d.grading == Grading::Graded);
    let cold = playing.reps.iter().filter(|rep| rep.cold).count();
    let probing = i64::try_from(cold).is_ok_and(|cold| cold < playing.session.probe_reps);
    match id {
        C::Hit | C::Miss | C::MentalHit | C::MentalMiss if paused => {
            Some("the clock stands: {pause} goes on")
        }
        C::Grade0
        | C::Grade1
        | C::Grade2
        | C::Grade3
        | C::Grade4
        | C::Grade5
        | C::Grade6
        | C::Grade7
        | C::Grade8
        | C::Grade9
            if !graded =>
        {
            Some("this drill is judged hit or miss, not graded")
        }
        C::TagMiss if !playing.reps.iter().any(|rep| rep.result == RepResult::Miss) => {
            Some("there is no miss to tag")
        }
        C::TakeBack if playing.reps.is_empty() => Some("there is no rep to take back"),
        C::Reading if playing.measures.is_empty() => Some("this skill has no measure"),
        C::DialUp | C::DialDown if drill.is_none_or(|d| d.dial.is_none()) => Some("this drill has no dial"),
        C::DialUp | C::DialDown if probing && cold > 0 => Some("the dial stays until the cold probe is over"),
        C::NextVariation if drill.is_none_or(|d| d.variations.is_empty()) => {
            Some("this drill has no variations")
        }
        C::Predict | C::SkipProbe if playing.session.probe_reps == 0 || !probing => {
            Some("there is no cold probe")
        }
        C::Predict if cold > 0 => Some("a prediction comes before the cold probe"),
        C::Decide if !playing.segments.iter().any(|s| s.kind.word() == "unresolved") => {
            Some("no time is in doubt")
        }
        _ => None,
    }
}

/// The plan selected in the day pane.
pub fn selected_plan(model: &Model) -> Option<&crate::journal::read::PlanLine> {
    match day::rows(&model.data).get(model.desk.day.selected()) {
        Some(day::DayRow::Plan(line)) if model.desk.focus == Pane::Day => Some(line),
        _ => None,
    }
}

/// Commands that need no place in the footer: everybody knows them, or they are for few.
const QUIET: &[CommandId] = &[
    CommandId::Down,
    CommandId::Up,
    CommandId::PageDown,
    CommandId::PageUp,
    CommandId::First,
    CommandId::Last,
    CommandId::Fold,
    CommandId::Unfold,
    CommandId::Back,
    CommandId::Redraw,
    CommandId::Suspend,
    CommandId::Help,
    CommandId::CardHelp,
    CommandId::GapHelp,
    CommandId::RecordHelp,
    CommandId::HelpUp,
    CommandId::HelpPageUp,
    CommandId::PreviousPane,
    CommandId::PreviousScreen,
    CommandId::CardDown,
    CommandId::CardUp,
    CommandId::CardLess,
    CommandId::CardEdit,
    CommandId::PromptUp,
    CommandId::FormPrevious,
    CommandId::Split,
    CommandId::MoveSession,
    CommandId::Merge,
    CommandId::GoDesk,
    CommandId::GoAreas,
    CommandId::GoStages,
    CommandId::FoldShelf,
    CommandId::UnfoldShelf,
    CommandId::Wider,
    CommandId::Narrower,
    CommandId::Tough0,
    CommandId::Tough1,
    CommandId::Tough2,
    CommandId::Tough3,
];

/// What leads where there is a choice: the one thing to do next.
const LEADING: &[CommandId] = &[CommandId::Start, CommandId::FormSave, CommandId::Predict];

/// The keys the footer shows: those that work here and now, innermost first, what leads before all.
pub fn hints(model: &Model) -> Vec<(String, &'static Command)> {
    let scope = model.scope();
    let here = scope.chain().flat_map(|scope| COMMANDS.iter().filter(move |c| c.scope == scope));
    let mut found: Vec<(String, &'static Command)> = here
        .filter(|command| shows(model, command.id) && makes_sense(model, command.id))
        .filter_map(|command| Some((model.keymap.reaching(scope, command.id).next()?.to_string(), command)))
        .collect();
    let stages = model.place == Place::Stages && model.layers.is_empty();
    let here = !model.is_playing() && !matches!(model.place, Place::Feedback | Place::Stages);
    let leads = |id: CommandId| match id {
        CommandId::Start => here,
        CommandId::Back => way_back(model).is_some(),
        id if stages => super::stages::footer::leads(model, id),
        id => LEADING.contains(&id),
    };
    found.sort_by_key(|(_, command)| !leads(command.id));
    found
}

/// Whether a command is one for the footer; the way back is, where it leads out of something.
fn shows(model: &Model, id: CommandId) -> bool {
    !QUIET.contains(&id) || (id == CommandId::Back && way_back(model).is_some())
}

/// What the way back does, where that is worth a word: it leads from a pane that hides the one before it, takes marks off,
/// shows all again, comes back to today.
fn way_back(model: &Model) -> Option<&'static str> {
    let screen = &model.feedback;
    match model.place {
        _ if !model.layers.is_empty() => return None,
        Place::Stages => return super::stages::footer::way_back(model),
        Place::Feedback => {}
        Place::Desk | Place::Areas => return None,
    }
    match screen.focus {
        _ if super::feedback::view::hides_list(model) => Some("back"),
        super::feedback::state::Focus::Piece => None,
        _ if !screen.marked.is_empty() => Some("unmark"),
        _ if !screen.narrow.is_all() => Some("shows all"),
        _ => None,
    }
}

/// What a key does just now, in a word or two.
pub fn title(model: &Model, command: &Command) -> &'static str {
    let paused = model.data.playing.as_ref().is_some_and(|p| p.session.state == SessionState::Paused);
    if let Some(layer) = model.layers.last() {
        return layer.title(command.id).unwrap_or(command.title);
    }
    match command.id {
        CommandId::Pause if paused => "go on",
        CommandId::Back => way_back(model).unwrap_or(command.title),
        CommandId::CloseIt if super::feedback::able::would_drop(model) => "drop",
        _ if model.place == Place::Stages => super::stages::footer::title(model, command),
        _ => command.title,
    }
}

/// Whether a key has something to do just now, beyond not being blocked.
fn makes_sense(model: &Model, id: CommandId) -> bool {
    if blocked(model, id).is_some() {
        return false;
    }
    if let Some(layer) = model.layers.last() {
        return layer.offers(model, id);
    }
    match id {
        CommandId::Undo | CommandId::Copy => !model.is_playing_in_focus(),
        CommandId::NextScreen => Place::ALL.len() > 1,
        CommandId::GoDesk => model.place != Place::Desk,
        CommandId::Redo => false,
        id if model.place == Place::Stages => super::stages::footer::makes_sense(model, id),
        // They act on nothing that is marked.
        CommandId::AddFeedback | CommandId::Start if model.place == Place::Feedback => {
            model.feedback.marked.is_empty()
        }
        _ => true,
    }
}

/// Whether the help key works where the keys are now (it is a letter where text is typed).
pub fn help_works(model: &Model) -> bool {
    !matches!(model.scope(), Scope::Prompt | Scope::Palette | Scope::Help | Scope::Form | Scope::CloseCard)
}

/// Every command that could be run from here, for the palette: the table's order, blocked ones with their reason.
pub fn all(model: &Model) -> Vec<(&'static Command, Option<&'static str>)> {
    COMMANDS
        .iter()
        .filter(|command| reachable(model, command))
        .map(|command| (command, blocked(model, command.id)))
        .collect()
}

fn reachable(model: &Model, command: &Command) -> bool {
    match command.scope {
        Scope::Everywhere | Scope::Areas => true,
        Scope::Practice => model.is_playing(),
        Scope::Day => model.desk.focus == Pane::Day,
        _ => false,
    }
}
