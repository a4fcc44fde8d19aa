//! What people of the sample write down. English like the ladders; nobody real is meant.

pub const FOCUS: &[&str] = &[
    "slower, until nothing is guessed",
    "breathe before the first one",
    "say the next target aloud, then do it",
    "leave more room after the question",
    "one thing at a time: only the landing",
    "start from the middle, not from the top",
    "keep the shoulders down when it gets hard",
    "name what I see before I judge it",
    "half the material, twice the attention",
    "stop after each miss and ask why",
    "the hard corner first, while I am fresh",
    "same thing in a place I did not choose",
];

pub const WORKED: &[&str] = &[
    "going slowly: the last ten were clean",
    "writing the intention down before starting",
    "the pause after each attempt",
    "hearing it first, then doing it",
    "stopping while it still went well",
    "asking one question and waiting",
    "the recording showed it at once",
    "starting with the cold probe, no warm-up",
];

pub const DIDNT: &[&str] = &[
    "rushed whenever it felt easy",
    "lost the thread after a miss",
    "too much at once",
    "looked for the answer before looking",
    "tired after the first twenty minutes",
    "the same corner again",
    "talked over the silence",
    "",
];

pub const NOTES: &[&str] = &[
    "It holds when I sing it first.",
    "Compare with the recording from last month.",
    "Ask Mira how she keeps the form in her head.",
    "The misses all come after a good run.",
    "Try it tomorrow morning, before mail.",
    "Short and cold beats long and warm.",
    "Idea for a drill: the same, eyes closed.",
];

pub const SAW: &[&str] =
    &["she waits twice as long as I do", "never starts a line on the beat", "reads the tests first, always"];
pub const COPY: &[&str] =
    &["wait, count to three, then speak", "end on the third", "tests, then names, then code"];
pub const QUESTIONS: &[&str] =
    &["How do you know where you are?", "Why not fix it yourself?", "When do you stop?"];
pub const RESULTS: &[&str] =
    &["got it on the fourth try", "two of five, and knew why", "will try it at work"];
pub const CONTEXTS: &[&str] = &["at home, alone", "with the band", "office, quiet room", "on the train", ""];
pub const CRITERIA: &[&str] =
    &["clean, in time, first try", "said aloud before it is done", "no help, no second look"];
