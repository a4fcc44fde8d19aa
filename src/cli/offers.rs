//! What can be set on the running session now, for `etude set` and for completions.

use serde::Serialize;

use crate::domain::rep::RepResult;
use crate::journal::status::Playing;

/// One thing that can be set: how it stands now, and what can be said.
#[derive(Debug, Serialize)]
pub(super) struct Offer {
    pub(super) name: &'static str,
    pub(super) now: String,
    pub(super) to: Vec<String>,
}

/// What can be set now.
pub(super) fn offers(playing: &Playing) -> Vec<Offer> {
    let Playing { session, drill, skill, reps, .. } = playing;
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut offers = Vec::new();
    if let Some(dial) = drill.as_ref().and_then(|drill| drill.dial.as_ref()) {
        let mut to = words(&["harder", "easier"]);
        to.push(dial.to_string());
        let now = session.dial.as_deref().map(|setting| dial.shown(setting)).unwrap_or_default();
        offers.push(Offer { name: "dial", now, to });
    }
    let planned = session.planned_seconds.map(|seconds| format!("{} m", seconds / 60));
    offers.push(Offer { name: "plan", now: planned.unwrap_or_default(), to: words(&["+5m", "-5m"]) });
    if session.probe_reps > 0 {
        if !reps.iter().any(|rep| rep.cold) {
            let now = session.prediction.map(|hits| hits.to_string()).unwrap_or_default();
            offers.push(Offer { name: "predict", now, to: vec![format!("0 to {}", session.probe_reps)] });
        }
        let now = format!("{} reps", session.probe_reps);
        offers.push(Offer { name: "probe", now, to: words(&["off"]) });
    }
    if drill.as_ref().is_some_and(|drill| !drill.variations.is_empty()) {
        let now = session.variation.clone().unwrap_or_default();
        offers.push(Offer { name: "variation", now, to: words(&["next"]) });
    }
    if let Some(miss) = reps.iter().rev().find(|rep| rep.result == RepResult::Miss) {
        let mut to = skill.miss_tags.clone();
        to.push("none".to_owned());
        offers.push(Offer { name: "tag", now: miss.miss_tag.clone().unwrap_or_default(), to });
    }
    offers.push(Offer { name: "mark", now: String::new(), to: words(&["moment", "inner", "outer"]) });
    offers
}
