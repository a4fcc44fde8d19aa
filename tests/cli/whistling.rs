//! A home with a small ladder of one's own in it, and an area on that.

use std::path::PathBuf;

use crate::home::Home;

pub const LADDER: &str = r#"schema = "ladder/1"
id = "own.whistling"
version = "1"
title = "Whistling"
area = "Music"
summary = "Tunes without an instrument."

[area_rule]
core = ["pitch"]
journeyman = { core_at = "journeyman", others_at = "apprentice", share_at_stage = 0.5 }
master = { core_at = "master", others_at = "journeyman", share_at_stage = 0.5 }

[[stage]]
id = "apprentice"
meaning = "Whistles at home."
rule = { distinct_days = 1, span_days = 0, fresh_days = 365, witness = "self", witnesses = 0 }
[[stage]]
id = "journeyman"
meaning = "Whistles in company."
rule = { distinct_days = 1, span_days = 0, fresh_days = 180, witness = "peer", witnesses = 1 }
[[stage]]
id = "master"
meaning = "Is asked to whistle."
rule = { distinct_days = 20, span_days = 180, fresh_days = 365, witness = "mentor", witnesses = 2 }

[[capstone]]
stage = "master"
title = "A tune for a crowd"
text = "One tune before twenty people, recorded."
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
id = "pitch.a1"
stage = "apprentice"
kind = "observe"
text = "Watched somebody."
need = { count = 1 }
[[skill.benchmark]]
id = "pitch.j1"
stage = "journeyman"
kind = "probe"
text = "Four of five notes, cold."
need = { probes = 1, reps = 5, rate = 0.8 }
[[skill.benchmark]]
id = "pitch.j2"
stage = "journeyman"
kind = "apply"
text = "Whistled in company."
need = { count = 1, within_days = 30 }
[[skill.benchmark]]
id = "pitch.j3"
stage = "journeyman"
kind = "artefact"
text = "A recording of one tune."
need = { count = 1, evidence = "recording" }
[[skill.benchmark]]
id = "pitch.m1"
stage = "master"
kind = "artefact"
text = "A list of five tunes, two drawn for a witness."
need = { count = 5, evidence = "list", draw = 2 }
[[skill.benchmark]]
id = "pitch.m2"
stage = "master"
kind = "teach"
text = "Taught somebody."
need = { learners = 1, learner_rate = 0.8 }

[[skill.drill]]
id = "pitch.drone"
title = "Over a drone"
stages = ["apprentice", "journeyman"]
minutes = 10
level = 2
probe = true
setup = "A drone."
steps = ["Listen.", "Whistle."]
dial = { easier = "One note", harder = "A scale" }
vary = ["key"]
feedback = "A tuner."

[[skill]]
id = "breath"
title = "Breathe"
kind = "motor"
requires = ["pitch"]
why = "Else it ends."
observe = ["When do they breathe?"]
errors = ["Gasped"]
metric = { name = "bars", unit = "bars", direction = "up", rep = "one phrase", hit = "No gasp" }
maintenance = { max_interval_days = 30 }
transfer_contexts = ["alone", "outdoors"]

[[skill.benchmark]]
id = "breath.a1"
stage = "apprentice"
kind = "observe"
text = "Watched somebody breathe."
need = { count = 1 }
[[skill.benchmark]]
id = "breath.j1"
stage = "journeyman"
kind = "apply"
text = "A tune in one breath, in company."
need = { count = 1, within_days = 30 }
[[skill.benchmark]]
id = "breath.m1"
stage = "master"
kind = "teach"
text = "Taught somebody."
need = { learners = 1 }

[[skill.drill]]
id = "breath.long"
title = "Long notes"
stages = ["apprentice"]
minutes = 5
level = 1
probe = false
setup = "A chair."
steps = ["Breathe.", "Hold."]
dial = { easier = "Four bars", harder = "Sixteen bars" }
vary = ["vowel"]
feedback = "A clock."
"#;

/// Puts a ladder of one's own where etude looks for it.
pub fn own(home: &Home, name: &str, text: &str) -> PathBuf {
    let folder = home.path().join(".config/etude/ladders");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
    folder.join(name)
}

/// A home with an area on that ladder.
pub fn whistler() -> Home {
    let home = Home::new();
    own(&home, "whistling.toml", LADDER);
    home.ok(&["ladder", "use", "own.whistling"]);
    home
}

/// Shows everything a journeyman at hitting the note needs, but the witness.
pub fn show_journeyman(home: &Home) {
    home.ok(&["observe", "note", "--whom", "Roger", "--saw", "loose lips", "--copy", "loose lips"]);
    home.ok(&["start", "Hit the note", "--drill", "drone"]);
    home.ok(&["hit", "5"]);
    home.ok(&["stop"]);
    home.ok(&["apply", "note", "--where", "the pub"]);
    let link = ["--link", "https://example.org/take-3", "--recording", "--for", "pitch.j3"];
    home.ok(&[&["evidence", "add", "Hit the note", "Take 3"][..], &link].concat());
}
