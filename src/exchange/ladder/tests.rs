//! Ladder files: those of the program, and everything that can be wrong with one.

use super::*;
use crate::domain::ladder::{BenchmarkKind, Form, Need, Op};
use crate::domain::measure::Better;
use crate::domain::stage::{Rank, Stage};

/// A ladder of one skill that has everything.
const SMALL: &str = r#"schema = "ladder/1"
id = "own.whistling"
version = "1"
title = "Whistling"
area = "Music"
summary = "Tunes without an instrument."

[area_rule]
core = ["pitch"]
journeyman = { core_at = "journeyman", others_at = "apprentice", share_at_stage = 1 }
master = { core_at = "master", others_at = "journeyman", share_at_stage = 0.5 }

[[stage]]
id = "apprentice"
meaning = "At home."
rule = { distinct_days = 1, span_days = 0, fresh_days = 365, witness = "self", witnesses = 0 }
[[stage]]
id = "journeyman"
meaning = "In company."
rule = { distinct_days = 5, span_days = 20, fresh_days = 180, witness = "peer", witnesses = 1 }
[[stage]]
id = "master"
meaning = "On a stage."
rule = { distinct_days = 9, span_days = 90, fresh_days = 365, witness = "mentor", witnesses = 2 }

[[capstone]]
stage = "master"
title = "A tune for a crowd"
text = "One tune before twenty people."
evidence = ["file:recording"]
witness = "external"

[[skill]]
id = "pitch"
title = "Hit the note"
kind = "motor"
requires = []
why = "Else it is noise."
observe = ["Where do the lips go?"]
errors = ["Flat", "Sharp"]
metric = { name = "notes hit", unit = "share", direction = "up", rep = "one note", hit = "Within a quarter tone" }
maintenance = { max_interval_days = 30 }
transfer_contexts = ["alone", "outdoors"]
  [[skill.benchmark]]
  id = "pitch.a"
  stage = "apprentice"
  kind = "probe"
  text = "Ten notes, cold."
  need = { probes = 2, reps = 10, rate = 0.8 }
  [[skill.benchmark]]
  id = "pitch.j"
  stage = "journeyman"
  kind = "measure"
  text = "In tune."
  need = { metric = "cents off", op = "<=", value = 20 }
  [[skill.benchmark]]
  id = "pitch.m"
  stage = "master"
  kind = "transfer"
  text = "Anywhere."
  need = { contexts = 2, rate = 0.9 }
  [[skill.drill]]
  id = "pitch.drone"
  title = "Over a drone"
  stages = ["apprentice"]
  minutes = 5
  level = 1
  probe = true
  setup = "A drone."
  steps = ["Listen.", "Whistle."]
  dial = { easier = "one note", harder = "a scale" }
  vary = []
  feedback = "A tuner."
"#;

/// The small ladder with one thing replaced.
fn with(from: &str, to: &str) -> String {
    assert_eq!(SMALL.matches(from).count(), 1, "“{from}” stands in the file once");
    SMALL.replacen(from, to, 1)
}

/// What is said of the small ladder once something is replaced.
fn said(from: &str, to: &str) -> String {
    match parse(&with(from, to)) {
        Ok(_) => format!("nothing is wrong with {to}"),
        Err(error) => error.to_string(),
    }
}

/// The need that the journeyman's benchmark has, written like this.
fn need(kind: &str, terms: &str) -> Result<Need, String> {
    let text = with("kind = \"measure\"", &format!("kind = \"{kind}\""));
    let text =
        text.replacen("{ metric = \"cents off\", op = \"<=\", value = 20 }", &format!("{{ {terms} }}"), 1);
    parse(&text).map(|ladder| ladder.skills[0].benchmarks[1].need.clone()).map_err(|error| error.to_string())
}

#[test]
fn the_ladders_of_the_program_hold_together() {
    let facts = BUILT_IN.each_ref().map(|known| {
        let ladder = parse(known.text).expect(known.id);
        assert_eq!((ladder.id.as_str(), ladder.title.as_str()), (known.id, known.title));
        assert!((5..=8).contains(&ladder.skills.len()), "{} has a handful of skills", known.id);
        let benchmarks: usize = ladder.skills.iter().map(|skill| skill.benchmarks.len()).sum();
        let drills: usize = ladder.skills.iter().map(|skill| skill.drills.len()).sum();
        (ladder.skills.len(), benchmarks, drills)
    });
    assert_eq!(facts, [(8, 40, 16), (7, 38, 15), (7, 37, 15)]);
    assert_eq!(built_in().len(), 3);
}

#[test]
fn what_the_ladders_of_the_program_ask_for_can_be_said() {
    let mut said = String::new();
    for ladder in built_in() {
        said.push_str(&format!("{}\n", ladder.title));
        ladder.rules.iter().for_each(|rule| said.push_str(&format!("  {}: {}\n", rule.stage, rule.asks())));
        let area = &ladder.area_rule.stages;
        area.iter().for_each(|stage| said.push_str(&format!("  area, {}: {}\n", stage.stage, stage.asks())));
        ladder.capstones.iter().for_each(|it| said.push_str(&format!("  {}: {}\n", it.title, it.asks())));
        for benchmark in ladder.skills.iter().flat_map(|skill| &skill.benchmarks) {
            said.push_str(&format!("  {} {}: {}\n", benchmark.id, benchmark.need.kind(), benchmark.asks()));
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_ladder_of_ones_own_is_read_whole() {
    let ladder = parse(SMALL).unwrap();
    assert_eq!((ladder.id.as_str(), ladder.rules.len(), ladder.capstones.len()), ("own.whistling", 3, 1));
    assert_eq!((ladder.rules[1].witness, ladder.rules[2].fresh_days), (Rank::Peer, 365));
    assert_eq!(ladder.capstones[0].witness, Rank::External);
    let asks = &ladder.area_rule.stages[1];
    assert_eq!(ladder.area_rule.core, ["pitch"]);
    assert_eq!((asks.stage, asks.core_at, asks.others_at), (Stage::Master, Stage::Master, Stage::Journeyman));
    let skill = &ladder.skills[0];
    assert_eq!((skill.metric.better, skill.contexts.len()), (Better::Higher, 2));
    let kinds: Vec<BenchmarkKind> = skill.benchmarks.iter().map(|b| b.need.kind()).collect();
    assert_eq!(kinds, [BenchmarkKind::Probe, BenchmarkKind::Measure, BenchmarkKind::Transfer]);
}

#[test]
fn what_a_need_leaves_out_has_a_default() {
    let rate = Some(0.8);
    let probe = |of_last, false_alarm_max| Need::Probe { probes: 2, reps: 5, rate, of_last, false_alarm_max };
    assert_eq!(need("probe", "probes = 2, reps = 5, rate = 0.8"), Ok(probe(2, None)));
    let terms = "probes = 2, reps = 5, rate = 0.8, of_last = 4, false_alarm_max = 0";
    assert_eq!(need("probe", terms), Ok(probe(4, Some(0.0))));
    let measure = |count, of_last| Need::Measure {
        metric: "m".to_owned(),
        op: Op::AtLeast,
        value: 2.0,
        count,
        of_last,
        sample: 1,
        during: None,
    };
    assert_eq!(need("measure", "metric = \"m\", op = \">=\", value = 2"), Ok(measure(1, 1)));
    assert_eq!(need("measure", "metric = \"m\", op = \">=\", value = 2.0, count = 3"), Ok(measure(3, 3)));
    let file = Need::Artefact { count: 1, form: Form::File, gap_days: None, draw: None };
    assert_eq!(need("artefact", "count = 1"), Ok(file));
    let list = Need::Artefact { count: 9, form: Form::List, gap_days: Some(7), draw: Some(9) };
    assert_eq!(need("artefact", "count = 9, evidence = \"list\", gap_days = 7, draw = 9"), Ok(list));
    let apply = Need::Apply { count: 2, within_days: 30, per_item: false };
    assert_eq!(need("apply", "count = 2, within_days = 30"), Ok(apply));
    let teach = Need::Teach { learners: 1, learner_rate: None, within_days: None };
    assert_eq!(need("teach", "learners = 1"), Ok(teach));
    let retain = Need::Retain { gap_days: 30, rate: 0.8, reps: 5 };
    assert_eq!(need("retain", "gap_days = 30, rate = 0.8"), Ok(retain));
    let witness = Need::Witness { count: 2, role: Rank::Mentor };
    assert_eq!(need("witness", "count = 2, role = \"mentor\""), Ok(witness));
    assert_eq!(need("observe", "count = 3"), Ok(Need::Observe { count: 3 }));
}

#[test]
fn a_need_takes_the_terms_of_its_kind_within_their_ranges() {
    let mut told = String::new();
    for (kind, terms) in [
        ("observe", ""),
        ("observe", "count = 0"),
        ("observe", "count = 2, rate = 0.5"),
        ("probe", "probes = 2"),
        ("probe", "probes = 3, reps = 5, of_last = 2"),
        ("probe", "probes = 3, reps = 51"),
        ("probe", "probes = 3, reps = 5, rate = 0"),
        ("probe", "probes = 3, reps = 5, rate = 80"),
        ("probe", "probes = 3, reps = 5, rate = nan"),
        ("probe", "probes = 3, reps = 5, false_alarm_max = 1.1"),
        ("probe", "probs = 3, reps = 5"),
        ("measure", "metric = \"m\", op = \">\", value = 1"),
        ("measure", "metric = \"m\", op = \">=\", value = inf"),
        ("measure", "metric = \"m\", op = \">=\", value = \"1\""),
        ("measure", "metric = \" \", op = \">=\", value = 1"),
        ("measure", "metric = \"m\", op = \">=\", value = 1, count = 3, of_last = 2"),
        ("measure", "metric = \"m\", op = \">=\", value = 1, sample = 0"),
        ("artefact", "count = 3, evidence = \"film\""),
        ("artefact", "count = 3, draw = 1"),
        ("artefact", "count = 3, evidence = \"list\", draw = 4"),
        ("apply", "count = 3"),
        ("apply", "count = 3, within_days = 30, per_item = 1"),
        ("transfer", "contexts = 2"),
        ("transfer", "contexts = 3, rate = 0.9"),
        ("teach", "learners = 2, learner_rate = 2"),
        ("witness", "count = 2"),
        ("witness", "count = 2, role = \"boss\""),
        ("retain", "gap_days = 30"),
        ("retain", "gap_days = 0, rate = 0.8"),
        ("dream", "count = 3"),
    ] {
        let error = need(kind, terms).expect_err(terms);
        told.push_str(&format!("{kind} {{ {terms} }}\n  {error}\n"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let mut told = String::new();
    for (from, to) in [
        ("schema = \"ladder/1\"\n", ""),
        ("ladder/1", "ladder/2"),
        ("id = \"own.whistling\"", "id = \"own whistling\""),
        ("version = \"1\"", "version = 1"),
        ("title = \"Whistling\"\n", ""),
        ("title = \"Whistling\"", "titel = \"Whistling\""),
        ("title = \"Whistling\"", "title = \"Whistling/humming\""),
        ("area = \"Music\"", "area = \"Music"),
        ("area = \"Music\"", "area = \"Music\"\narea = \"Noise\""),
        ("area = \"Music\"", "area = \"Music\"\nalignments = [{ schema = \"ESCO\" }]"),
        ("area = \"Music\"", "area = \"Music\"\nlicence = 0"),
        ("area = \"Music\"", "area = \"Music\"\nbasis = [\n  \"One.\",\n  \"\",\n]"),
        ("core = [\"pitch\"]", "core = [\"pitch\",\n  \"rhythm\"]"),
        ("core = [\"pitch\"]", "core = [\"pitch\", \"pitch\"]"),
        ("core_at = \"master\"", "core_at = \"expert\""),
        ("share_at_stage = 0.5", "share_at_stage = 0"),
        ("share_at_stage = 0.5", "share = 0.5"),
        ("master = { core_at", "# master = { core_at"),
        ("[[stage]]\nid = \"apprentice\"", "[[stage]]\nid = \"beginner\""),
        ("[[stage]]\nid = \"apprentice\"", "[[stage]]\nid = \"master\""),
        ("id = \"apprentice\"\n", "id = \"apprentice\"\norder = 2\n"),
        ("meaning = \"In company.\"\n", ""),
        ("rule = { distinct_days = 5", "# rule = { distinct_days = 5"),
        ("rule = { distinct_days = 5", "rule = { distinct_days = 0"),
        ("witness = \"peer\"", "witness = \"pear\""),
        ("witnesses = 2 }", "witneses = 2 }"),
        ("[[capstone]]", "[[stage]]\nid = \"master\"\n[[capstone]]"),
        ("stage = \"master\"\ntitle", "stage = \"grand master\"\ntitle"),
        ("evidence = [\"file:recording\"]", "evidence = \"file:recording\""),
        ("evidence = [\"file:recording\"]", "evidence = [\"note\",\n  \"film:of it\"]"),
        ("witness = \"mentor\", witnesses = 2", "witness = \"peer\", witnesses = 2"),
        ("witness = \"mentor\", witnesses = 2", "witness = \"mentor\", witnesses = 0"),
        (
            "[[skill]]",
            "[[capstone]]\nstage = \"master\"\ntitle = \"x\"\ntext = \"x\"\nevidence = []\nwitness = \"self\"\n[[skill]]",
        ),
        (
            "kind = \"transfer\"\n  text = \"Anywhere.\"\n  need = { contexts = 2, rate = 0.9 }",
            "kind = \"apply\"\n  text = \"Anywhere.\"\n  need = { count = 1, within_days = 9 }",
        ),
        ("witness = \"external\"", "witness = \"crowd\""),
        ("id = \"pitch\"\n", ""),
        ("title = \"Hit the note\"", "title = \"\""),
        ("kind = \"motor\"\n", ""),
        ("requires = []", "requires = [\"pitch\"]"),
        ("errors = [\"Flat\", \"Sharp\"]", "errors = [\"Flat\", 3]"),
        ("direction = \"up\"", "direction = \"sideways\""),
        ("unit = \"share\", ", ""),
        ("max_interval_days = 30", "max_interval_days = 0"),
        ("transfer_contexts = [\"alone\", \"outdoors\"]", "transfer_contexts = [\"alone\"]"),
        ("id = \"pitch.j\"", "id = \"pitch.a\""),
        ("id = \"pitch.j\"", "id = \"time.j\""),
        ("id = \"pitch.j\"", "id = \"pitch.\""),
        ("stage = \"journeyman\"", "stage = \"journey\""),
        ("stage = \"journeyman\"", "stage = \"apprentice\""),
        ("kind = \"measure\"", "kind = \"messure\""),
        ("text = \"In tune.\"\n", ""),
        ("  need = { metric", "  # need = { metric"),
        ("  need = { metric", "  needs = { metric"),
        ("id = \"pitch.drone\"", "id = \"pitch.m\""),
        ("stages = [\"apprentice\"]", "stages = [\"apprentice\", \"teacher\"]"),
        ("stages = [\"apprentice\"]", "stages = []"),
        ("minutes = 5", "minutes = \"five\""),
        ("minutes = 5", "minutes = 1441"),
        ("level = 1", "level = 6"),
        ("probe = true", "probe = \"yes\""),
        ("probe = true", "probe = false"),
        ("dial = { easier = \"one note\", ", "dial = { "),
        ("harder = \"a scale\"", "harder = \"a scale\", hardest = \"a tune\""),
        ("harder = \"a scale\"", "harder = \"normal\""),
        ("vary = []\n", ""),
    ] {
        told.push_str(&format!("{} → {}\n  {}\n", from.trim(), to.trim(), said(from, to)));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_has_to_lie_longer_than_it_stays_fresh_is_refused() {
    let waits = |days: i64| need("artefact", &format!("count = 1, evidence = \"note\", gap_days = {days}"));
    let fresh = parse(SMALL).unwrap().rules[1].fresh_days;
    assert!(waits(fresh).is_ok());
    let refused = waits(fresh + 1).unwrap_err();
    assert!(refused.contains("longer than its stage stays fresh"), "{refused}");
}

#[test]
fn skills_and_drills_of_one_name_are_refused() {
    let begin = SMALL.find("[[skill]]").unwrap();
    let twice = format!("{SMALL}\n{}", &SMALL[begin..]);
    assert_eq!(
        parse(&twice).unwrap_err().to_string(),
        "line 76: there are two “pitch”; expected an id of its own"
    );
    let other = SMALL[begin..].replace("pitch", "tone");
    let error = parse(&format!("{SMALL}\n{other}")).unwrap_err().to_string();
    assert_eq!(error, "line 77: “Hit the note” is the title of another before; expected a title of its own");
    let drill = SMALL[SMALL.find("  [[skill.drill]]").unwrap()..].replace("pitch.drone", "pitch.tone");
    let error = parse(&format!("{SMALL}{drill}")).unwrap_err().to_string();
    assert!(error.contains("“Over a drone” is the title of another"), "{error}");
    let none = parse(&SMALL[..begin].replace("core = [\"pitch\"]", "core = []")).unwrap_err();
    assert_eq!(none.to_string(), "line 1: there is no skill; expected one [[skill]] or more");
}

#[test]
fn any_text_is_read_or_refused_with_a_line_it_has() {
    for text in ["", "\n\n", "schema", "schema = \"ladder/1\"", "skill = 3", "\u{feff}schema = 1", "[[", "\0"]
    {
        let error = parse(text).unwrap_err();
        assert!((1..=text.lines().count().max(1)).contains(&error.line), "{text:?}: {error}");
    }
    // Cut off anywhere, and with any line left out: never a panic, always a line of the file.
    for (at, _) in SMALL.char_indices() {
        if let Err(error) = parse(&SMALL[..at]) {
            assert!(error.line <= SMALL.lines().count() + 1, "{error}");
        }
    }
    for left_out in 0..SMALL.lines().count() {
        let lines: Vec<&str> =
            SMALL.lines().enumerate().filter(|(at, _)| *at != left_out).map(|(_, l)| l).collect();
        let _ = parse(&lines.join("\n"));
    }
}

#[test]
fn adopting_takes_what_a_skill_says() {
    let template = BUILT_IN[0].ladder().expect("jazz").template();
    assert_eq!(template.area.ladder.as_deref(), Some("music.jazz-improvisation"));
    let time = &template.skills[0];
    assert_eq!(time.skill.ladder_item.as_deref(), Some("time"));
    assert_eq!(time.skill.miss_tags[0], "Rushes fills");
    assert_eq!(time.skill.max_interval_days, Some(21));
    let drill = &time.drills[0];
    assert!(drill.probe && drill.probe_reps == 10 && drill.dial_now.as_deref() == Some("normal"));
    assert!(drill.instructions.starts_with("Click on 2 and 4") && drill.instructions.contains("\n1. Play a"));
    assert_eq!(time.measures[0].better, Better::Higher);
}

#[test]
fn adopting_makes_a_measure_for_all_that_benchmarks_read() {
    let text = with("text = \"Anywhere.\"", "text = \"x\"\n  # more")
        .replacen("kind = \"transfer\"", "kind = \"measure\"", 1)
        .replacen(
            "{ contexts = 2, rate = 0.9 }",
            "{ metric = \"Cents  off\", op = \"<=\", value = 10 }\n  [[skill.benchmark]]\n  id = \"pitch.w\"\n  \
             stage = \"master\"\n  kind = \"witness\"\n  text = \"w\"\n  need = { count = 1, role = \"peer\" }",
            1,
        );
    let template = parse(&text).unwrap().template();
    let made: Vec<_> = template.skills[0]
        .measures
        .iter()
        .map(|m| (m.name.as_str(), m.unit.as_str(), m.better, m.ladder_item.as_deref()))
        .collect();
    let share = ("notes hit", "share", Better::Higher, Some("pitch"));
    assert_eq!(made, [share, ("cents off", "", Better::Lower, Some("pitch.j"))]);
    let same = parse(&with("metric = \"cents off\"", "metric = \"Notes hit\"")).unwrap().template();
    assert_eq!(same.skills[0].measures.len(), 1);
}
