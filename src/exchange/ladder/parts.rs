//! The parts of a ladder file: which keys each takes, and what each value is.

use serde::Deserialize;
use toml::Spanned;

use super::value::{Days, Free, Ident, MOST_DAYS, Share, Text, Title, Whole};
use crate::domain::drill::Harder;
use crate::domain::ladder::BenchmarkKind;
use crate::domain::stage::{Rank, Stage};

/// The whole file. What begins with `_` is for readers of the file: looked at, and not used.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LadderFile {
    #[serde(rename = "schema")]
    _schema: String,
    pub(super) id: Ident,
    pub(super) version: Text,
    pub(super) title: Title<false>,
    pub(super) area: Free,
    pub(super) summary: Free,
    #[serde(rename = "domain")]
    _domain: Option<Text>,
    #[serde(rename = "language")]
    _language: Option<Text>,
    #[serde(rename = "licence")]
    _licence: Option<Text>,
    #[serde(default, rename = "alignments")]
    _alignments: Vec<Alignment>,
    #[serde(default)]
    pub(super) basis: Vec<Text>,
    pub(super) area_rule: AreaRulePart,
    #[serde(default)]
    pub(super) stage: Vec<Spanned<StagePart>>,
    #[serde(default)]
    pub(super) capstone: Vec<CapstonePart>,
    #[serde(default)]
    pub(super) skill: Vec<Spanned<SkillPart>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Alignment {
    #[serde(rename = "scheme")]
    _scheme: Text,
    #[serde(rename = "uri")]
    _uri: Text,
    #[serde(rename = "label")]
    _label: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaRulePart {
    pub(super) core: Vec<Spanned<Text>>,
    pub(super) journeyman: AreaStagePart,
    pub(super) master: AreaStagePart,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaStagePart {
    pub(super) core_at: Stage,
    pub(super) others_at: Stage,
    pub(super) share_at_stage: Share,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StagePart {
    pub(super) id: Spanned<Stage>,
    pub(super) order: Option<Spanned<i64>>,
    pub(super) meaning: Text,
    pub(super) rule: Spanned<RulePart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulePart {
    pub(super) distinct_days: Days,
    pub(super) span_days: Whole<0, MOST_DAYS>,
    pub(super) fresh_days: Days,
    pub(super) witness: Rank,
    pub(super) witnesses: Whole<0, 100>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapstonePart {
    pub(super) stage: Spanned<Stage>,
    pub(super) title: Text,
    pub(super) text: Text,
    pub(super) evidence: Vec<Spanned<Text>>,
    pub(super) witness: Rank,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SkillPart {
    pub(super) id: Spanned<Ident>,
    pub(super) title: Spanned<Title<false>>,
    #[serde(rename = "kind")]
    _kind: Text,
    pub(super) requires: Vec<Spanned<Text>>,
    pub(super) why: Free,
    pub(super) observe: Vec<Text>,
    pub(super) errors: Vec<Spanned<Text>>,
    pub(super) metric: MetricPart,
    pub(super) maintenance: MaintenancePart,
    pub(super) transfer_contexts: Vec<Spanned<Text>>,
    #[serde(default)]
    pub(super) benchmark: Vec<BenchmarkPart>,
    #[serde(default)]
    pub(super) drill: Vec<DrillPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetricPart {
    pub(super) name: Title<true>,
    pub(super) unit: Free,
    pub(super) direction: Harder,
    pub(super) rep: Text,
    pub(super) hit: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MaintenancePart {
    pub(super) max_interval_days: Days,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BenchmarkPart {
    pub(super) id: Spanned<Ident>,
    pub(super) stage: Stage,
    pub(super) kind: BenchmarkKind,
    pub(super) text: Text,
    pub(super) need: Spanned<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DrillPart {
    pub(super) id: Spanned<Ident>,
    pub(super) title: Spanned<Title<true>>,
    pub(super) stages: Spanned<Vec<Stage>>,
    pub(super) minutes: Whole<1, 1440>,
    #[serde(rename = "level")]
    _level: Whole<1, 5>,
    pub(super) probe: bool,
    pub(super) setup: Free,
    pub(super) steps: Vec<Text>,
    pub(super) dial: Spanned<DialPart>,
    pub(super) vary: Vec<Text>,
    pub(super) feedback: Free,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DialPart {
    pub(super) easier: Text,
    pub(super) harder: Text,
}
