//! Areas, skills, drills, measures and people as they are typed.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::{OrNone, length_or_none, number_or_none, word};
use crate::cli::completions::skill_names;
use crate::domain::area::{Approach, Horizon};
use crate::domain::drill::Grading;
use crate::domain::measure::Better;
use crate::domain::person::Role;

/// Which records a list shows.
#[derive(Debug, Args, Default)]
pub(crate) struct ListArgs {
    /// Archived ones too.
    #[arg(long)]
    pub(crate) all: bool,
    /// Only archived ones.
    #[arg(long, conflicts_with = "all")]
    pub(crate) archived: bool,
}

/// A record by its name.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Its name, or a clear beginning of it.
    pub(crate) name: String,
}

/// A new name for a record.
#[derive(Debug, Args)]
pub(crate) struct Renamed {
    /// Its name, or a clear beginning of it.
    pub(crate) name: String,
    /// The new name.
    pub(crate) new: String,
}

/// A record of a skill by its name.
#[derive(Debug, Args)]
pub(crate) struct OfSkill {
    /// Its name, or a clear beginning of it.
    pub(crate) name: String,
    /// Its skill, where the name alone is not clear.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
}

/// A list of records of skills.
#[derive(Debug, Args)]
pub(crate) struct ListOfSkill {
    /// Only of this skill.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    #[command(flatten)]
    pub(crate) list: ListArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AreaVerb {
    /// Add an area.
    Add {
        /// Its name.
        name: String,
        #[command(flatten)]
        facts: AreaFacts,
    },
    /// The areas.
    List(ListArgs),
    /// Show an area with its skills.
    Show(Named),
    /// Change an area; what is given is replaced, an empty text takes it away.
    Edit {
        /// Its name, or a clear beginning of it.
        name: String,
        #[command(flatten)]
        facts: AreaFacts,
    },
    /// Give an area another name.
    Rename(Renamed),
    /// Put an area away.
    Archive(Named),
    /// Bring an archived area back.
    Restore(Named),
}

/// What an area says.
#[derive(Debug, Args)]
pub(crate) struct AreaFacts {
    /// Why it matters.
    #[arg(long)]
    pub(crate) why: Option<String>,
    /// What mastery looks like to me.
    #[arg(long)]
    pub(crate) vision: Option<String>,
    /// Where I honestly am.
    #[arg(long)]
    pub(crate) reality: Option<String>,
    /// Worked at now, or kept for later.
    #[arg(long, ignore_case = true, value_parser = word::<Horizon>(Horizon::WORDS))]
    pub(crate) horizon: Option<Horizon>,
    /// The way I go about it.
    #[arg(long, ignore_case = true, value_parser = word::<Approach>(Approach::WORDS))]
    pub(crate) approach: Option<Approach>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SkillVerb {
    /// Add a skill.
    Add {
        /// Its name.
        name: String,
        #[command(flatten)]
        facts: SkillFacts,
        /// Make the areas of which none has exactly that name.
        #[arg(long)]
        create: bool,
    },
    /// The skills.
    List {
        /// Only of this area.
        #[arg(long)]
        area: Option<String>,
        #[command(flatten)]
        list: ListArgs,
    },
    /// Show a skill with everything that belongs to it.
    Show {
        /// `skill` or `area/skill`.
        #[arg(add = ArgValueCompleter::new(skill_names))]
        name: String,
    },
    /// Change a skill; what is given is replaced, an empty text takes it away.
    Edit {
        /// `skill` or `area/skill`.
        #[arg(add = ArgValueCompleter::new(skill_names))]
        name: String,
        #[command(flatten)]
        facts: Box<SkillFacts>,
        /// A skill it builds on; repeatable, exactly these; an empty one clears the list.
        #[arg(long, value_name = "SKILL", add = ArgValueCompleter::new(skill_names))]
        builds_on: Vec<String>,
        /// Make the areas of which none has exactly that name.
        #[arg(long)]
        create: bool,
    },
    /// Give a skill another name.
    Rename(Renamed),
    /// Put a skill away.
    Archive(Named),
    /// Bring an archived skill back.
    Restore(Named),
    /// Move everything of one skill to another; the emptied one goes. `etude undo` takes it apart again.
    Merge {
        /// The skill that goes.
        #[arg(add = ArgValueCompleter::new(skill_names))]
        from: String,
        /// The skill that stays.
        #[arg(long, add = ArgValueCompleter::new(skill_names))]
        into: String,
    },
}

/// What a skill says.
#[derive(Debug, Args)]
pub(crate) struct SkillFacts {
    /// An area it serves; repeatable. On edit, exactly these.
    #[arg(long)]
    pub(crate) area: Vec<String>,
    /// Why it matters.
    #[arg(long)]
    pub(crate) why: Option<String>,
    /// How much it matters, 1 to 3.
    #[arg(long, value_name = "1-3")]
    pub(crate) importance: Option<i64>,
    /// Time wanted a week, or none: 2h.
    #[arg(long, value_name = "LENGTH", value_parser = length_or_none)]
    pub(crate) weekly: Option<OrNone<i64>>,
    /// Practice days wanted a week, 1 to 7, or none.
    #[arg(long, value_name = "1-7", value_parser = number_or_none)]
    pub(crate) weekly_days: Option<OrNone<i64>>,
    /// What a miss can be tagged with; repeatable, an empty one clears the list.
    #[arg(long, value_name = "TAG")]
    pub(crate) miss_tag: Vec<String>,
    /// A context it should hold in; repeatable, an empty one clears the list.
    #[arg(long)]
    pub(crate) context: Vec<String>,
    /// What to watch for when observing; repeatable, an empty one clears the list.
    #[arg(long, value_name = "TEXT")]
    pub(crate) watch_for: Vec<String>,
    /// The longest useful gap between two showings, days, or none.
    #[arg(long, value_name = "DAYS", value_parser = number_or_none)]
    pub(crate) max_interval_days: Option<OrNone<i64>>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DrillVerb {
    /// Add a drill to a skill.
    Add {
        /// Its name.
        name: String,
        /// Its skill.
        #[arg(long, add = ArgValueCompleter::new(skill_names))]
        skill: String,
        #[command(flatten)]
        facts: DrillFacts,
    },
    /// The drills.
    List(ListOfSkill),
    /// Show a drill.
    Show(OfSkill),
    /// Change a drill; what is given is replaced, an empty text takes it away.
    Edit {
        #[command(flatten)]
        which: OfSkill,
        #[command(flatten)]
        facts: Box<DrillFacts>,
    },
    /// Give a drill another name.
    Rename {
        #[command(flatten)]
        which: OfSkill,
        /// The new name.
        new: String,
    },
    /// Put a drill away.
    Archive(OfSkill),
    /// Bring an archived drill back.
    Restore(OfSkill),
}

/// What a drill says.
#[derive(Debug, Args)]
pub(crate) struct DrillFacts {
    /// What to do.
    #[arg(long)]
    pub(crate) instructions: Option<String>,
    /// How long when nothing else is said, or none: 10m.
    #[arg(long, short, value_name = "LENGTH", value_parser = length_or_none)]
    pub(crate) minutes: Option<OrNone<i64>>,
    /// Its first reps after 12 hours are a cold probe.
    #[arg(long)]
    pub(crate) probe: bool,
    /// It has no cold probe.
    #[arg(long, conflicts_with = "probe")]
    pub(crate) no_probe: bool,
    /// How many reps a cold probe has, 1 to 50.
    #[arg(long, value_name = "N")]
    pub(crate) probe_reps: Option<i64>,
    /// The hit rate aimed at, or none: 80%, 0.8.
    #[arg(long, value_name = "RATE")]
    pub(crate) target_rate: Option<String>,
    /// Hit or miss, or grades from 0 to 9.
    #[arg(long, ignore_case = true, value_parser = word::<Grading>(Grading::WORDS))]
    pub(crate) grading: Option<Grading>,
    /// How hard it can be set: 'easy < normal < hard', or unit, harder way and step: 'bpm up 2'; or none.
    #[arg(long)]
    pub(crate) dial: Option<String>,
    /// How hard it is set now, or none.
    #[arg(long, value_name = "SETTING")]
    pub(crate) dial_now: Option<String>,
    /// A variation; repeatable, an empty one clears the list.
    #[arg(long)]
    pub(crate) variation: Vec<String>,
    /// Who or what tells hit from miss.
    #[arg(long)]
    pub(crate) feedback: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MeasureVerb {
    /// Add a measure to a skill.
    Add {
        /// Its name.
        name: String,
        /// Its skill.
        #[arg(long, add = ArgValueCompleter::new(skill_names))]
        skill: String,
        #[command(flatten)]
        facts: MeasureFacts,
    },
    /// The measures.
    List(ListOfSkill),
    /// Show a measure with its readings.
    Show(OfSkill),
    /// Change a measure.
    Edit {
        #[command(flatten)]
        which: OfSkill,
        #[command(flatten)]
        facts: MeasureFacts,
    },
    /// Give a measure another name.
    Rename {
        #[command(flatten)]
        which: OfSkill,
        /// The new name.
        new: String,
    },
    /// Put a measure away.
    Archive(OfSkill),
    /// Bring an archived measure back.
    Restore(OfSkill),
    /// Delete one reading.
    DeleteReading {
        /// The end of its id, as `measure show` lists it.
        id: String,
    },
}

/// What a measure says.
#[derive(Debug, Args)]
pub(crate) struct MeasureFacts {
    /// What is counted.
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// Which way is better.
    #[arg(long, ignore_case = true, value_parser = word::<Better>(Better::WORDS))]
    pub(crate) better: Option<Better>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonVerb {
    /// Add a person.
    Add {
        /// The name, or initials.
        name: String,
        #[command(flatten)]
        facts: PersonFacts,
    },
    /// The people.
    List(ListArgs),
    /// Show a person.
    Show(Named),
    /// Change what is known of a person.
    Edit {
        /// The name, or a clear beginning of it.
        name: String,
        #[command(flatten)]
        facts: PersonFacts,
    },
    /// Give a person another name.
    Rename(Renamed),
    /// Put a person's record away.
    Archive(Named),
    /// Bring an archived record back.
    Restore(Named),
}

/// What is known of a person.
#[derive(Debug, Args)]
pub(crate) struct PersonFacts {
    /// What they are to me.
    #[arg(long, ignore_case = true, value_parser = word::<Role>(Role::WORDS))]
    pub(crate) role: Option<Role>,
    /// How to reach them.
    #[arg(long)]
    pub(crate) contact: Option<String>,
}
