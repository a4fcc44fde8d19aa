//! The one table of commands: dispatch, footer, help, palette, the user's keymap, `etude keys` and docs/keys.md read it.
//! What a command does is `update`; whether it can be done now is `availability`. Long because a table is best read whole.

/// Where keys mean something. The inner scope wins over the ones around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Wherever no text is typed.
    Everywhere,
    /// Every list.
    List,
    /// The Desk.
    Desk,
    /// The tree of areas and skills, on the Desk and on its screen.
    Areas,
    /// The day's plans and sessions.
    Day,
    /// What belongs to the chosen area or skill, on the Areas screen.
    Detail,
    /// The people of the journal.
    People,
    /// The list of feedback, and the chosen piece.
    Feedback,
    /// The stages of an area or a skill: ladder and history.
    Stages,
    /// The practice pane while a session runs and it has the focus.
    Practice,
    /// The card before a session.
    StartCard,
    /// The card after a session.
    CloseCard,
    /// The card about time in doubt.
    Gap,
    /// Any other form.
    Form,
    /// A line to be typed, or a question to be answered.
    Prompt,
    /// The palette.
    Palette,
    /// The help.
    Help,
    /// A record that is shown whole.
    Record,
}

impl Scope {
    /// The scope around this one. Where text is typed, there is none: letters are letters there.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Everywhere
            | Self::Form
            | Self::Palette
            | Self::Help
            | Self::StartCard
            | Self::Gap
            | Self::Prompt => None,
            Self::List | Self::Practice | Self::Desk => Some(Self::Everywhere),
            Self::Areas | Self::Day | Self::Detail | Self::People | Self::Feedback | Self::Stages => {
                Some(Self::List)
            }
            Self::CloseCard => Some(Self::Form),
            Self::Record => Some(Self::Help),
        }
    }

    /// This scope and all around it, innermost first.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |scope| scope.parent())
    }

    /// Does this scope lie in `outer`, or is it the same?
    pub fn within(self, outer: Self) -> bool {
        self.chain().any(|scope| scope == outer)
    }

    /// The name in the help and in messages.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::List => "lists",
            Self::Desk => "Desk",
            Self::Areas => "areas and skills",
            Self::Day => "the day",
            Self::Detail => "an area or a skill",
            Self::People => "people",
            Self::Feedback => "feedback",
            Self::Stages => "stages",
            Self::Practice => "practice",
            Self::StartCard => "start card",
            Self::CloseCard => "close card",
            Self::Gap => "time in doubt",
            Self::Prompt => "questions",
            Self::Form => "forms",
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Record => "a record",
        }
    }
}

/// One command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What `update` matches on.
    pub id: CommandId,
    /// The name in the user's keymap.
    pub name: &'static str,
    /// Where its keys work.
    pub scope: Scope,
    /// Its keys unless the user says otherwise.
    pub keys: &'static [&'static str],
    /// One or two words for the footer.
    pub title: &'static str,
    /// One sentence for help and palette.
    pub help: &'static str,
    /// Whether it needs no place in the footer: everybody knows it, or it is for few.
    pub quiet: bool,
}

macro_rules! commands {
    ($($scope:ident { $($id:ident $name:literal [$($key:literal),*] $title:literal $help:literal $($quiet:ident)?;)+ })+) => {
        /// Every command, by name in the code.
        #[allow(missing_docs, reason = "the table below says what each does")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CommandId { $($($id),+),+ }

        /// Every command, the most useful of each scope first.
        pub const COMMANDS: &[Command] = &[$($(Command {
            id: CommandId::$id, name: $name, scope: Scope::$scope, keys: &[$($key),*], title: $title, help: $help,
            quiet: false $(|| commands!(@ $quiet))?,
        }),+),+];
    };
    (@ quiet) => { true };
}

commands! {
    Practice {
        Hit "hit" ["j"] "hit" "Count a rep that hit";
        Miss "miss" ["f"] "miss" "Count a rep that missed";
        Pause "pause" ["Space"] "pause" "Stop the clock, or let it go on";
        EndSession "end" ["e"] "end" "End the session and write its three lines";
        Note "note" ["n"] "note" "Write a note while the clock runs";
        TagMiss "tag-miss" ["t"] "tag" "Say what went wrong in the last miss";
        TakeBack "take-back" ["u"] "take back" "Undo the last rep: take it back";
        Reading "reading" ["="] "reading" "Enter a reading of a measure";
        DialUp "dial-harder" ["+"] "dial +" "Set the drill one step harder";
        DialDown "dial-easier" ["-"] "dial −" "Set the drill one step easier";
        MinuteMore "minute-more" [">"] "a minute more" "Plan one minute more";
        MinuteLess "minute-less" ["<"] "a minute less" "Plan one minute less";
        MentalHit "mental-hit" ["~ j"] "mental hit" "Count a rep that hit in the mind; it is in no hit rate";
        MentalMiss "mental-miss" ["~ f"] "mental miss" "Count a rep that missed in the mind; it is in no hit rate";
        Mark "mark" ["b"] "mark" "Set a mark at this moment";
        NextVariation "next-variation" ["v"] "variation" "Go to the next variation of the drill";
        Interruption "interruption" ["!"] "interruption" "Count an interruption";
        Predict "predict" ["p"] "predict" "Say how many hits the cold probe will have";
        SkipProbe "skip-probe" ["K"] "skip cold" "Let the cold probe of this session go";
        Decide "decide" ["d"] "decide" "Decide on the time in doubt";
        Grade0 "grade-0" ["0"] "0" "Count a rep graded 0, where the drill is graded";
        Grade1 "grade-1" ["1"] "1" "Count a rep graded 1";
        Grade2 "grade-2" ["2"] "2" "Count a rep graded 2";
        Grade3 "grade-3" ["3"] "3" "Count a rep graded 3";
        Grade4 "grade-4" ["4"] "4" "Count a rep graded 4";
        Grade5 "grade-5" ["5"] "5" "Count a rep graded 5";
        Grade6 "grade-6" ["6"] "6" "Count a rep graded 6";
        Grade7 "grade-7" ["7"] "7" "Count a rep graded 7";
        Grade8 "grade-8" ["8"] "8" "Count a rep graded 8";
        Grade9 "grade-9" ["9"] "9" "Count a rep graded 9";
    }
    Areas {
        AddSkill "add-skill" ["a"] "skill" "Add a micro-skill to this area";
        AddArea "add-area" ["A"] "area" "Add an area of mastery";
        Fold "fold" ["Left", "h"] "fold" "Fold the area, or go to it" quiet;
        Unfold "unfold" ["Right", "l"] "unfold" "Show the skills of the area" quiet;
        Merge "merge" ["x m"] "merge" "Make one skill of two: everything of this one goes to another" quiet;
    }
    Day {
        MovePlan "move-plan" ["m"] "tomorrow" "Put the plan off to tomorrow";
        DropPlan "drop-plan" ["d"] "drop plan" "Let the plan go, this time";
    }
    Detail {
        AddHere "add" ["a"] "add" "Add what belongs here: a drill, a measure, a reading, a plan, a skill";
        Split "split" ["x s"] "split" "Cut the session in two at a time" quiet;
        MoveSession "move-session" ["x t"] "move" "Move the session to another time or another skill" quiet;
    }
    People {
        AddPerson "add-person" ["a"] "person" "Add somebody";
        MergePeople "merge-people" ["x m"] "merge" "Make one person of two: everything of this one goes to another";
    }
    Feedback {
        Accept "accept" ["t"] "take up" "Take it up, with what you will do";
        NoteIt "note-feedback" ["o"] "noted" "Keep it, there is nothing to do; of all that are marked";
        Decline "decline" ["d"] "decline" "Do not follow it, for a reason";
        Snooze "snooze" ["z"] "snooze" "Put it off until a day";
        Respond "respond" ["r"] "respond" "Write what you answer";
        AddAction "add-action" ["+"] "action" "Add an action: something you will do because of it";
        Prove "prove" ["p"] "proof" "Link the session that proves an action, or all of them";
        EditAction "edit-action" ["="] "edit action" "Edit an action: its words, its day";
        DeleteAction "delete-action" ["x ="] "delete action" "Delete an action";
        CloseIt "close" ["c"] "close" "Be done with it; without proof it is dropped";
        Tag "theme" ["#"] "theme" "Tag it with a theme, or take one off";
        Link "link" ["l"] "link" "Say which skill or session it is about";
        NextUnread "next-unread" ["n"] "next unread" "To the next piece nothing was decided on";
        AddFeedback "add-feedback" ["a"] "add" "Write down what somebody said";
        AskFeedback "ask-feedback" ["A"] "ask" "Ask somebody for feedback";
        Sent "sent" ["S"] "sent" "Say that the request is sent: it waits from now on";
        WriteMail "write-mail" ["W"] "mail" "Write the request as a mail (.eml) to be sent";
        ThemeDrill "theme-drill" ["D"] "drill" "Make a drill of the theme that keeps coming back";
        FilterBy "filter-by" ["F"] "show only" "Show only one person, skill, theme or state";
        Tough1 "tough-1" ["1"] "tough 1" "It is a little tough to hear" quiet;
        Tough2 "tough-2" ["2"] "tough 2" "It is tough to hear" quiet;
        Tough3 "tough-3" ["3"] "tough 3" "It is very tough to hear" quiet;
        Tough0 "tough-0" ["0"] "not tough" "It is not tough to hear" quiet;
        FocusOf "focus" ["f"] "focus" "Say what it is about: task, process, self-regulation, person";
        Reopen "reopen" ["R"] "reopen" "Look at it again: back to the inbox";
        Quoted "quoted" ["Q"] "quoted" "Show what was quoted, or fold it";
        MarkRow "mark-row" ["v"] "mark" "Mark it; what can be done to many is then done to all that are marked";
        MarkAll "mark-all" ["V"] "mark all" "Mark the whole shelf, or take all marks off";
        FoldShelf "fold-shelf" ["Left", "h"] "fold" "Fold the shelf" quiet;
        UnfoldShelf "unfold-shelf" ["Right"] "unfold" "Unfold the shelf, or go to the piece" quiet;
        Wider "wider" [">"] "wider" "Give the list more room" quiet;
        Narrower "narrower" ["<"] "narrower" "Give the piece more room" quiet;
    }
    Stages {
        Promote "promote" ["P"] "promote" "Take the next stage: what is shown, what is missing, one sentence of your own";
        OtherView "other-view" ["t"] "history" "From the ladder to the history, and back";
        AddEvidence "add-evidence" ["a"] "evidence" "Keep evidence for the selected benchmark";
        Witness "witness" ["w"] "witness" "Ask a witness, or write down what one said";
        Confirm "confirm" ["c"] "confirm" "Confirm that the selected statement is theirs and says this: from then on it counts";
        Earlier "earlier" ["Left", "h"] "earlier" "To the event before; out of what one went into";
        Later "later" ["Right", "l"] "later" "To the next event; into what is selected";
        MarkPoint "mark-point" ["m"] "compare" "Mark this event: whatever is selected then is compared with it; once more ends it";
        AsOf "as-of" ["D"] "as of" "Show the stages as they were on a past day";
        StepBack "step-back" ["B"] "step back" "Go back a stage, for a reason; nothing is deleted";
        RestoreStage "restore-stage" ["R"] "restore" "Say that a lapsed stage was shown again";
        UseLadder "use-ladder" ["+"] "ladder" "Take a ladder: for the area, for this skill of it, or as an area of its own";
    }
    List {
        Open "open" ["Enter"] "open" "Open what is selected";
        Edit "edit" ["e"] "edit" "Edit what is selected";
        EditOutside "edit-outside" ["E"] "$EDITOR" "Write the text of what is selected in your editor";
        Archive "archive" ["x a"] "archive" "Put away what is selected, or bring it back";
        Delete "delete" ["x d"] "delete" "Delete the session or the reading";
        Private "private" ["x p"] "private" "Keep the session out of every export, or no longer";
        Down "down" ["j", "Down"] "down" "One down" quiet;
        Up "up" ["k", "Up"] "up" "One up" quiet;
        PageDown "page-down" ["PageDown", "C-f"] "page down" "One page down" quiet;
        PageUp "page-up" ["PageUp", "C-b"] "page up" "One page up" quiet;
        First "first" ["Home"] "first" "To the first" quiet;
        Last "last" ["End", "G"] "last" "To the last" quiet;
        ShowArchived "show-archived" ["."] "archived" "Show what is archived, or hide it again";
    }
    Everywhere {
        Start "start" ["s", "Space"] "start" "Open the start card of the selected skill, or of the one most due";
        NextPane "next-pane" ["Tab"] "next pane" "To the next pane";
        PreviousPane "previous-pane" ["S-Tab"] "previous pane" "To the pane before" quiet;
        NextScreen "next-screen" ["]"] "next screen" "To the next screen";
        PreviousScreen "previous-screen" ["["] "previous screen" "To the screen before" quiet;
        GoDesk "go-desk" ["g d"] "Desk" "To the Desk" quiet;
        GoAreas "go-areas" ["g a"] "Areas" "To areas and skills, with all that belongs to them" quiet;
        GoFeedback "go-feedback" ["g f"] "Feedback" "To what others say, and what you do about it";
        GoStages "go-stages" ["g s"] "Stages" "To the ladders and the history of your stages" quiet;
        GoPeople "go-people" ["g p"] "people" "To the people of the journal";
        LogApplication "log-application" ["L a"] "used" "Write down a use in real work";
        LogObservation "log-observation" ["L o"] "watched" "Write down whom you watched, and what you will copy";
        LogTeaching "log-teaching" ["L t"] "taught" "Write down whom you taught, and what they can do now";
        WriteEntry "write-entry" ["N"] "write down" "Write down a note, a barrier or an insight, of today or of any time";
        LogSession "log-session" ["L s"] "log" "Write down a past session";
        Search "search" ["/"] "search" "Filter what is shown, or search";
        Undo "undo" ["u"] "undo" "Undo the last change, whoever made it";
        Redo "redo" ["U"] "redo" "Do again what was undone" quiet;
        Copy "copy" ["y"] "copy" "Copy the focused text";
        Palette "palette" [":"] "palette" "Find any command by its name";
        Help "help" ["?"] "help" "Show the keys that work here" quiet;
        Back "back" ["Esc"] "back" "Back, or let go of what was begun";
        Suspend "suspend" ["C-z"] "to the shell" "To the shell for a while; the clock runs on" quiet;
        Redraw "redraw" ["C-l"] "redraw" "Draw the screen anew" quiet;
        Quit "quit" ["q", "C-c"] "quit" "Leave; a running clock runs on";
    }
    Form {
        FormSave "form-save" ["C-s"] "save" "Save";
        FormNext "form-next" ["Tab", "Down"] "next" "To the next field";
        FormPrevious "form-previous" ["S-Tab", "Up"] "previous" "To the field before" quiet;
        FormEditor "form-editor" ["C-o"] "$EDITOR" "Write this field in your editor";
        FormSwap "form-swap" ["C-r"] "swap" "Swap what is typed with the other version beneath it";
        FormAnew "form-anew" ["C-x"] "drop draft" "Let go of what was typed; show what is stored";
        FormLeave "form-leave" ["Esc"] "leave" "Leave; what was typed is kept as a draft";
    }
    StartCard {
        StartNow "start-now" ["Enter"] "start" "Start the session";
        CardDown "card-down" ["Down", "j", "Tab"] "down" "To the next line of the card" quiet;
        CardUp "card-up" ["Up", "k", "S-Tab"] "up" "To the line before" quiet;
        CardMore "card-more" ["Right", "l"] "change" "The next choice, or more of it";
        CardLess "card-less" ["Left", "h"] "back" "The choice before, or less of it" quiet;
        CardIntention "card-intention" ["i"] "intention" "Write the intention";
        CardCriterion "card-criterion" ["c"] "criterion" "Write how a hit is told from a miss";
        CardEdit "card-edit" ["e"] "edit" "Write in the selected line" quiet;
        CardReveal "card-reveal" ["r"] "last time" "Show what you wrote last time, once you have said it yourself";
        CardAnew "card-anew" ["C-x"] "drop draft" "Let go of what was changed on the card; fill it in as last time";
        CardOther "card-other" ["s"] "other skill" "Choose another skill";
        CardHelp "card-help" ["?"] "help" "Show the keys of this card" quiet;
        CardLeave "card-leave" ["Esc", "q"] "leave" "Leave; the card is kept as it is";
    }
    CloseCard {
        CloseNext "close-next" ["Enter"] "next" "To the next line; on the last one, done";
        CloseDone "close-done" ["Esc"] "done" "Done; what is there is kept";
        CloseProof "close-proof" ["C-p"] "proof" "This session proves an action: which is asked where there are several";
        CloseUsed "close-used" ["C-t"] "used" "Write down where it was used in real work";
        CloseAsk "close-ask" ["C-g"] "ask" "Ask somebody for feedback on this session";
        ClosePlan "close-plan" ["C-n"] "plan" "Plan the next sitting";
    }
    Gap {
        GapKeep "gap-keep" ["k"] "keep" "Count it as practice";
        GapTrim "gap-trim" ["t"] "trim" "Cut the session at its last sure sign";
        GapPlan "gap-plan" ["p"] "to the plan" "Cut the session at its planned length";
        GapDiscard "gap-discard" ["d"] "discard" "Do not count it; what followed counts";
        GapLength "gap-length" ["l"] "length" "Type how long it was";
        GapHelp "gap-help" ["?"] "help" "Show the keys of this card" quiet;
        GapLater "gap-later" ["Esc"] "later" "Decide later; until then it does not count";
    }
    Prompt {
        PromptAnswer "prompt-answer" ["Enter", "C-s"] "ok" "Take this answer";
        PromptDown "prompt-down" ["Down", "Tab"] "choices" "To the next choice";
        PromptUp "prompt-up" ["Up", "S-Tab"] "up" "To the choice before" quiet;
        PromptLeave "prompt-leave" ["Esc"] "leave" "Leave, or skip what is asked";
    }
    Palette {
        PaletteRun "palette-run" ["Enter"] "run" "Do what is selected";
        PaletteClose "palette-close" ["Esc"] "close" "Close the palette";
    }
    Help {
        HelpClose "help-close" ["Esc", "?", "q"] "close" "Close the help";
        HelpDown "help-down" ["Down", "j"] "down" "One line down";
        HelpUp "help-up" ["Up", "k"] "up" "One line up" quiet;
        HelpPageDown "help-page-down" ["PageDown", "C-f", "Space"] "page down" "One page down";
        HelpPageUp "help-page-up" ["PageUp", "C-b"] "page up" "One page up" quiet;
    }
    Record {
        RecordConfirm "record-confirm" ["c"] "confirm" "Confirm that the statement is theirs and says this: from then on it counts";
        RecordCopy "record-copy" ["y"] "copy" "Copy what is shown: the letter, the words, the link";
        RecordMail "record-mail" ["W"] "mail" "Write the letter as a mail (.eml) to be sent";
        RecordHelp "record-help" ["?"] "help" "Show the keys of this window" quiet;
    }
}

/// The command of this id.
pub fn command(id: CommandId) -> &'static Command {
    // The table and the enum are made from the same list, in the same order.
    &COMMANDS[id as usize]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_id_finds_itself() {
        assert!(COMMANDS.iter().all(|entry| command(entry.id).id == entry.id));
    }

    #[test]
    fn names_are_unique_and_speakable() {
        let names: HashSet<_> = COMMANDS.iter().map(|entry| entry.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        assert!(
            names.iter().all(|name| {
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            })
        );
    }

    #[test]
    fn where_text_is_typed_no_letter_is_a_command() {
        for entry in
            COMMANDS.iter().filter(|entry| entry.scope.within(Scope::Form) || entry.scope == Scope::Palette)
        {
            for key in entry.keys {
                let seq: crate::tui::keys::KeySeq = key.parse().unwrap();
                assert_eq!(seq.chords()[0].typed(), None, "{}", entry.name);
            }
        }
    }
}
