//! The table of what is searched: every table with words in it, and which of its columns.

use std::sync::LazyLock;

use crate::domain::noun::Noun;
use crate::domain::search::Kind;

/// A table that is searched. Its expressions call a row of it `t`.
#[derive(Clone, Copy)]
pub(super) struct Searched {
    pub(super) kind: Kind,
    pub(super) table: &'static str,
    /// The columns with words; of a noun of the register, its declaration says them.
    pub(super) columns: &'static [&'static str],
    /// Columns that lead to more words.
    pub(super) links: &'static [&'static str],
    /// More words, from other tables …
    pub(super) more: &'static [&'static str],
    /// … and those tables.
    pub(super) beside: &'static [Beside],
    /// Which rows may be found.
    pub(super) shown: &'static str,
    /// Rows are there for ever: what an operation calls new may have been there before.
    pub(super) lasting: bool,
    /// When it was: two columns.
    pub(super) at: &'static str,
    /// The skill it is about.
    pub(super) skill: &'static str,
    /// The session it belongs to.
    pub(super) session: &'static str,
    /// The feedback it belongs to.
    pub(super) feedback: &'static str,
}

/// A table beside one that is searched, with words of it. A row of the log about it is called `o`.
pub(super) struct Beside {
    table: &'static str,
    /// The row whose words a change here changes …
    whose: &'static str,
    /// … found so …
    join: &'static str,
    /// … where the change is such.
    when: &'static str,
}

const NOTHING: Searched = Searched {
    kind: Kind::Session,
    table: "",
    columns: &[],
    links: &[],
    more: &[],
    beside: &[],
    shown: "true",
    lasting: false,
    at: "t.created_at, t.created_offset",
    skill: "NULL",
    session: "NULL",
    feedback: "NULL",
};

/// Everything that is searched.
pub(super) static SEARCHED: LazyLock<Vec<Searched>> = LazyLock::new(|| {
    let own = |kind| OWN.iter().find(|searched| searched.kind == kind).copied();
    Kind::all().filter_map(|kind| own(kind).or_else(|| of_noun(kind))).collect()
});

/// A noun is searched as its declaration says: its words, when it was, what it is linked to.
fn of_noun(kind: Kind) -> Option<Searched> {
    let Kind::Of(noun) = kind else { return None };
    let rows = noun.rows();
    let has = |column: &str| rows.iter().any(|row| row.columns.contains(&column));
    let linked = |column: &str, to: &'static str| if has(column) { to } else { "NULL" };
    Some(Searched {
        kind,
        table: noun.name(),
        at: if has("at") { "t.at, t.utc_offset" } else { NOTHING.at },
        skill: if noun == Noun::Skill { "t.id" } else { linked("skill_id", "t.skill_id") },
        session: linked("session_id", "t.session_id"),
        feedback: linked("feedback_id", "t.feedback_id"),
        ..NOTHING
    })
}

/// What is no noun of the register, or is found in a way of its own.
const OWN: &[Searched] = &[
    Searched {
        kind: Kind::Session,
        table: "session",
        columns: &[
            "intention",
            "criterion",
            "context",
            "worked",
            "didnt",
            "next_focus",
            "saw",
            "will_copy",
            "their_question",
            "their_result",
        ],
        shown: "t.state <> 'discarded'",
        at: "t.started_at, t.started_offset",
        skill: "t.skill_id",
        session: "t.id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Note,
        table: "note",
        columns: &["text"],
        shown: "(SELECT state FROM session WHERE id = t.session_id) <> 'discarded'",
        at: "t.at, t.utc_offset",
        skill: "(SELECT skill_id FROM session WHERE id = t.session_id)",
        session: "t.session_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Feedback,
        table: "feedback",
        columns: &["title", "text", "sender", "request", "response", "quoted"],
        links: &["person_id"],
        more: &[
            "(SELECT name FROM person WHERE id = t.person_id)",
            "(SELECT group_concat(name, char(10)) FROM feedback_theme f JOIN theme ON theme.id = f.theme_id
               WHERE f.feedback_id = t.id)",
            "(SELECT group_concat(reason, char(10)) FROM feedback_move WHERE feedback_id = t.id AND reason <> '')",
        ],
        // Of links and moves that are gone, their images tell.
        beside: &[
            Beside {
                table: "person",
                whose: "f.id",
                join: "JOIN feedback f ON f.person_id = o.row_id",
                when: "o.before IS NOT NULL",
            },
            Beside {
                table: "theme",
                whose: "f.feedback_id",
                join: "JOIN feedback_theme f ON f.theme_id = o.row_id",
                when: "o.before IS NOT NULL",
            },
            Beside {
                table: "feedback_theme",
                whose: "coalesce(f.feedback_id, o.before ->> 'feedback_id')",
                join: "LEFT JOIN feedback_theme f ON f.id = o.row_id",
                when: "true",
            },
            Beside {
                table: "feedback_move",
                whose: "coalesce(f.feedback_id, o.before ->> 'feedback_id')",
                join: "LEFT JOIN feedback_move f ON f.id = o.row_id",
                when: "coalesce(f.reason, o.before ->> 'reason') <> ''",
            },
        ],
        at: "coalesce(t.received_at, t.asked_at), coalesce(t.received_offset, t.asked_offset)",
        skill: "t.skill_id",
        session: "t.session_id",
        feedback: "t.id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Of(Noun::Action),
        table: "action",
        skill: "(SELECT skill_id FROM feedback WHERE id = t.feedback_id)",
        feedback: "t.feedback_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Of(Noun::Statement),
        table: "statement",
        columns: &["words", "saw", "relation"],
        at: "coalesce(t.answered_at, t.created_at), coalesce(t.answered_offset, t.created_offset)",
        skill: "t.skill_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Stage,
        table: "stage_event",
        columns: &["sentence"],
        shown: "coalesce((SELECT sway FROM stage_sway WHERE event_id = t.id ORDER BY id DESC LIMIT 1), 'reinstated')
                = 'reinstated'",
        lasting: true,
        at: "t.at, t.utc_offset",
        skill: "t.skill_id",
        ..NOTHING
    },
];

/// What stands between the texts of a row: the unit separator, which no keyboard types.
const BETWEEN: char = '\u{1f}';

/// The texts of a row, none twice: somebody is named as the sender, and as the person.
pub(super) fn texts(all: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for text in all.split(BETWEEN).filter(|text| !text.trim().is_empty()) {
        if !texts.iter().any(|known| known.trim() == text.trim()) {
            texts.push(text.to_owned());
        }
    }
    texts
}

impl Searched {
    /// The columns with words.
    fn columns(&self) -> Vec<&'static str> {
        let noun = Noun::ALL.iter().find(|noun| self.columns.is_empty() && noun.name() == self.table);
        match noun {
            Some(noun) => {
                let rows = noun.rows().into_iter().filter(|row| row.searched);
                rows.flat_map(|row| row.columns).copied().collect()
            }
            None => self.columns.to_vec(),
        }
    }

    /// All words of a row, the texts of its fields apart by a sign of their own; empty where nothing was written.
    pub(super) fn text(&self) -> String {
        let columns = self.columns().into_iter().map(|column| format!("nullif(t.{column}, '')"));
        let all: Vec<String> = columns.chain(self.more.iter().map(|more| (*more).to_owned())).collect();
        format!("concat_ws(char({}), {})", u32::from(BETWEEN), all.join(", "))
    }

    /// The rows whose words an operation on these tables changed: id, whether there may be words of it in the index, words.
    pub(super) fn changed(&self, tables: &[&str]) -> Option<String> {
        let Searched { table, links, beside, lasting, .. } = self;
        let columns = self.columns();
        let all = || columns.iter().chain(links.iter());
        let was: Vec<String> = all().map(|column| format!("'$.{column}'")).collect();
        let is: Vec<String> = all().map(|column| format!("t.{column}")).collect();
        let own = tables.contains(table).then(|| {
            format!(
                "SELECT o.row_id, {lasting} OR o.before IS NOT NULL FROM operation_row o LEFT JOIN {table} t ON t.id = o.row_id
                  WHERE o.operation_id = ?1 AND o.name = '{table}'
                    AND json_extract(o.before, '$.id', {}) IS NOT json_array(t.id, {})",
                was.join(", "),
                is.join(", "),
            )
        });
        let beside = beside.iter().filter(|beside| tables.contains(&beside.table));
        let beside = beside.map(|Beside { table, whose, join, when }| {
            format!(
                "SELECT {whose}, true FROM operation_row o {join}
                  WHERE o.operation_id = ?1 AND o.name = '{table}' AND {when}"
            )
        });
        let each: Vec<String> = own.into_iter().chain(beside).collect();
        (!each.is_empty()).then(|| {
            format!(
                "WITH changed (id, was_there) AS ({})
                 SELECT changed.id, max(was_there), {} FROM changed LEFT JOIN {table} t ON t.id = changed.id
                  WHERE changed.id IS NOT NULL GROUP BY changed.id",
                each.join(" UNION ALL "),
                self.text(),
            )
        })
    }

    pub(super) fn of(kind: Kind) -> Option<&'static Searched> {
        SEARCHED.iter().find(|searched| searched.kind == kind)
    }
}
