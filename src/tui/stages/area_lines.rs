//! The ladder of an area drawn: its skills against the rule, its capstones with what is missing.

use super::state::StagesScreen;
use ratatui::text::Line;

use super::ladder::{Columns, Told, head, mark};
use super::pages::StagePage;
use super::promote::Asked;
use super::wording::stage_name;
use crate::domain::benchmark::{AreaCheck, CapstoneCheck, Standing};
use crate::domain::stage::Stage;
use crate::tui::frame::cx::Cx;
use crate::tui::pips::sign;
use crate::tui::theme::Role;

/// How a stage of an area stands: how much of what it asks for is there, as the list and the command line count it, and
/// what is missing in a few words.
fn summary(cx: &Cx, check: &AreaCheck) -> (String, String) {
    let counted =
        if check.total() > 0 { format!("{}/{}", check.met(), check.total()) } else { String::new() };
    let skills = check.skills.iter().filter(|(_, held, asked)| asked.is_some() && held < asked).count();
    let capstones = check.capstones.iter().filter(|capstone| !capstone.missing.is_empty()).count();
    let first = || check.missing.first().cloned().unwrap_or_else(|| "ready".to_owned());
    let some = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let left = match (skills, capstones) {
        (0, 0) => first(),
        // An area begins with the first skill that does.
        _ if counted.is_empty() => first(),
        (skills, 0) => format!("{} missing", some(skills, "skill")),
        (0, 1) => "the capstone missing".to_owned(),
        (0, capstones) => format!("{} missing", some(capstones, "capstone")),
        (skills, 1) => format!("{} and the capstone missing", some(skills, "skill")),
        (skills, capstones) => {
            format!("{} and {} missing", some(skills, "skill"), some(capstones, "capstone"))
        }
    };
    let whole = match counted.as_str() {
        "" => left,
        counted => format!("{counted} {} {left}", cx.skin.glyphs.dot),
    };
    (counted, whole)
}

/// A stage of an area as a heading.
pub fn stage(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    check: &AreaCheck,
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let held = page.view.held >= Some(check.stage);
    let (counted, whole) = summary(cx, check);
    let whole = if held && check.missing.is_empty() { counted.clone() } else { whole };
    head(stages, cx, page, check.stage, (&counted, &whole), cells, selected)
}

/// The rows of a stage: what each is called, and how it stands.
pub fn rows<'a>(cx: &Cx, page: &'a StagePage, check: &'a AreaCheck) -> Vec<(&'a str, String)> {
    let title = |id: &'a str| page.titles.get(id).map_or(id, String::as_str);
    let skills = check.skills.iter().map(|(id, held, asked)| (title(id), tail(cx, *held, *asked)));
    let capstones = check.capstones.iter();
    skills.chain(capstones.map(|one| (one.capstone.title.as_str(), capstone_tail(one).to_owned()))).collect()
}

/// The stage a skill holds, and which one is asked for where it is not there yet.
fn tail(cx: &Cx, held: Option<Stage>, asked: Option<Stage>) -> String {
    if held >= asked {
        return stage_name(held).to_owned();
    }
    format!("{} {}", if cx.skin.glyphs.unicode { "→" } else { "->" }, stage_name(asked))
}

/// A skill of the ladder: the stage it holds, and the one the rule asks for.
pub fn skill(
    cx: &Cx,
    page: &StagePage,
    (id, held, asked): (&str, Option<Stage>, Option<Stage>),
    columns: Columns,
    selected: bool,
) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let (sign, role) = sign(cx, held);
    let reached = held >= asked;
    let (done, done_role) = mark(cx, if reached { Standing::Met } else { Standing::NotMet });
    let told = Told {
        signs: vec![skin.span(done_role, done), skin.span(role, sign)],
        text: page.titles.get(id).map_or(id, String::as_str),
        ink: if reached || selected { Role::Text } else { Role::Dim },
        id: "",
        tail: (Role::Dim, &tail(cx, held, asked)),
    };
    told.lines(cx, columns, selected)
}

/// The stage a skill holds against the one that is asked for.
pub fn against(held: Option<Stage>, asked: Option<Stage>) -> String {
    match asked {
        Some(asked) if held < Some(asked) => format!("{}; {asked} is asked for", stage_name(held)),
        Some(asked) if held > Some(asked) => format!("{}; {asked} would do", stage_name(held)),
        _ => format!("{}, as is asked for", stage_name(held)),
    }
}

fn capstone_tail(check: &CapstoneCheck) -> &'static str {
    if check.missing.is_empty() { "capstone, done" } else { "capstone" }
}

/// A capstone with what is missing.
pub fn capstone(cx: &Cx, check: &CapstoneCheck, columns: Columns, selected: bool) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let done = check.missing.is_empty();
    let (sign, role) = mark(cx, if done { Standing::Met } else { Standing::NotMet });
    let told = Told {
        signs: vec![skin.span(role, sign)],
        text: &check.capstone.title,
        ink: if done || selected { Role::Text } else { Role::Dim },
        id: "",
        tail: (Role::Dim, capstone_tail(check)),
    };
    told.lines(cx, columns, selected)
}

/// The skills and capstones that a stage of an area asks for, each with how it stands.
pub fn asked(page: &StagePage, check: &AreaCheck) -> Vec<Asked> {
    let of = |met: bool, text: String, stands: String| {
        let standing = if met { Standing::Met } else { Standing::NotMet };
        Asked { standing, text, stands }
    };
    let skills = check.skills.iter().filter(|(.., asked)| asked.is_some()).map(|(id, held, asked)| {
        let title = page.titles.get(id).map_or(id.as_str(), String::as_str);
        let word = if held >= asked { "met" } else { "not met" };
        of(
            held >= asked,
            format!("{title} at {}", stage_name(*asked)),
            format!("{word}, {}", stage_name(*held)),
        )
    });
    let capstones = check.capstones.iter().map(|one| {
        let done = one.missing.is_empty();
        of(done, one.capstone.title.clone(), if done { "met" } else { "not met" }.to_owned())
    });
    skills.chain(capstones).collect()
}
