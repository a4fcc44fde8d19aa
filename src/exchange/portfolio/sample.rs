//! A small portfolio for the tests of the formats, and text that tries to be more than text.

use proptest::prelude::*;

use crate::domain::calendar::Day;
use crate::domain::evidence::{EvidenceKind, Means};
use crate::domain::portfolio::*;
use crate::domain::stage::{Stage, StageEventKind};
use crate::domain::when::Dated;

const MAY: Day = Day(20_576);
const NOVEMBER: Day = Day(20_770);

fn claim(stage: Stage, stale: bool) -> Claim {
    Claim {
        stage: Some(stage),
        since: Some(Dated::on(MAY)),
        shown: Some(NOVEMBER),
        stale,
        kind: Some(StageEventKind::Promote),
        proof: proof("Mira Sand"),
    }
}

fn proof(witness: &str) -> Proof {
    Proof {
        met: 3,
        total: 5,
        ladder: true,
        self_declared: true,
        own_thresholds: true,
        witnesses: vec![witness.to_owned()],
        unnamed: 1,
    }
}

fn card(kind: EvidenceKind, title: &str) -> Card {
    Card {
        kind,
        title: title.to_owned(),
        about: "Trading fours".into(),
        words: String::new(),
        day: Dated::on(NOVEMBER),
        context: "Cellar, quartet".into(),
        recording: false,
        journey: Journey {
            since: Some(Day(20_100)),
            sessions: 42,
            practised: 112_800_000,
            feedback: 6,
            uses: 1,
        },
        witnesses: vec!["Mira Sand".into(), "Tomas".into()],
        link: String::new(),
        file: None,
        benchmarks: vec!["Four choruses & no lost form".into()],
        items: Vec::new(),
        drawn: Vec::new(),
        certificate: None,
        story: None,
        said: None,
    }
}

fn cards() -> Vec<Card> {
    let quote = Quote { words: "You left room.\nDo that again.".into(), by: "Tomas".into(), day: NOVEMBER };
    vec![
        Card {
            recording: true,
            words: "Third take, one microphone.\n\nThe second chorus is the one I mean.".into(),
            link: "https://example.org/take?n=3&side=b".into(),
            file: Some(FileMark {
                name: "take 3.flac".into(),
                sha256: "abababababababab".into(),
                size: 1_234_567,
            }),
            ..card(EvidenceKind::Artefact, "Solar, third take")
        },
        Card {
            story: Some(Story {
                asked: vec!["A set for a wedding, no singer.".into()],
                did: vec!["Six tunes by ear.".into()],
                came: vec!["It worked. They danced.".into()],
                learned: Vec::new(),
                said: vec![quote.clone()],
                used_since: 3,
            }),
            ..card(EvidenceKind::CaseStudy, "The wedding set")
        },
        Card {
            certificate: Some(Certificate {
                body: "ABRSM".into(),
                number: "12-7".into(),
                valid_until: Some(Day(21_900)),
                words: "With merit.".into(),
            }),
            link: "javascript:alert(1)".into(),
            ..card(EvidenceKind::Credential, "Grade 5 <jazz>")
        },
        Card {
            items: vec!["Solar".into(), "Ceora".into(), "Four".into()],
            drawn: vec!["Ceora".into()],
            said: Some(quote),
            ..card(EvidenceKind::Feedback, "Lesson")
        },
    ]
}

/// A portfolio with one of everything.
pub fn portfolio() -> Portfolio {
    Portfolio {
        area: "Jazz piano".into(),
        maker: "Ada Field".into(),
        on: NOVEMBER,
        ladder: Some(LadderName { title: "Jazz improvisation".into(), version: "1.0.0".into(), own: true }),
        claim: claim(Stage::Journeyman, false),
        skills: vec![
            SkillClaim { name: "Trading fours".into(), claim: claim(Stage::Master, true) },
            SkillClaim { name: "Ear | left".into(), claim: Claim::default() },
        ],
        cards: cards(),
        words: vec![Testimony {
            words: "I never had to carry her.\n\nShe listens.".into(),
            by: "Mira Sand".into(),
            relation: "bandleader".into(),
            external: true,
            saw: "two sets".into(),
            means: Some(Means::Live),
            day: Dated::on(NOVEMBER),
            about: "Trading fours".into(),
            stage: Some(Stage::Master),
            benchmark: None,
            agrees: Some(true),
        }],
        history: vec![
            Chapter {
                day: Dated::on(NOVEMBER),
                about: "Jazz piano".into(),
                whole: true,
                kind: StageEventKind::Promote,
                from: Some(Stage::Apprentice),
                to: Some(Stage::Journeyman),
                proof: proof("Mira Sand"),
                sentence: "I am called back.".into(),
            },
            Chapter {
                day: Dated::on(MAY),
                about: "Trading fours".into(),
                whole: false,
                kind: StageEventKind::StepBack,
                from: Some(Stage::Master),
                to: Some(Stage::Journeyman),
                proof: Proof::default(),
                sentence: String::new(),
            },
        ],
        left_out: LeftOut { evidence: 2, statements: 1, withdrawn: 1, ..LeftOut::default() },
    }
}

/// The same with one text wherever somebody may have written something; `address` is where the links lead.
pub fn filled(text: &str, address: &str) -> Portfolio {
    let mut all = portfolio();
    let own = || text.to_owned();
    (all.area, all.maker) = (own(), own());
    all.ladder = Some(LadderName { title: own(), version: own(), own: false });
    all.claim.proof = proof(text);
    for skill in &mut all.skills {
        (skill.name, skill.claim.proof) = (own(), proof(text));
    }
    for card in &mut all.cards {
        (card.title, card.about, card.words, card.context) = (own(), own(), own(), own());
        (card.link, card.benchmarks, card.witnesses) = (address.to_owned(), vec![own()], vec![own()]);
        (card.items, card.drawn) = (vec![own(), own()], vec![own()]);
        card.file = Some(FileMark { name: own(), sha256: own(), size: 3 });
        if let Some(certificate) = &mut card.certificate {
            (certificate.body, certificate.number, certificate.words) = (own(), own(), own());
        }
        if let Some(story) = &mut card.story {
            (story.asked, story.did) = (vec![own(), own()], vec![own()]);
            story.said = vec![Quote { words: own(), by: own(), day: MAY }];
        }
        if let Some(said) = &mut card.said {
            (said.words, said.by) = (own(), own());
        }
    }
    for words in &mut all.words {
        (words.words, words.by, words.relation, words.saw) = (own(), own(), own(), own());
        (words.about, words.benchmark) = (own(), Some(own()));
    }
    for chapter in &mut all.history {
        (chapter.about, chapter.sentence, chapter.proof) = (own(), own(), proof(text));
    }
    all
}

/// Text with more tricks in it than chance would bring.
pub fn nasty() -> impl Strategy<Value = String> {
    let trick = prop::sample::select(vec![
        "<script>",
        "</style>",
        "<!--",
        "]]>",
        "\"",
        "'",
        "&",
        "&lt;",
        "&#60;",
        "<b>",
        "\" onclick=x ",
        "# ",
        "\n# ",
        "\n- ",
        "\n1. ",
        "12) ",
        "> ",
        "```",
        "`",
        "* ",
        "**a**",
        "_a_",
        "[a](b)",
        "![a](b)",
        "[^1]",
        "[^1]: x",
        "<http://a.b>",
        "http://a.b",
        "www.a.b",
        "a@b.c",
        "\n---\n",
        "\n===\n",
        "|",
        "\\",
        "\n    code",
        "\t",
        "~~a~~",
        "$$a$$",
        "{#id}",
        "\n: x",
        "\u{202e}",
        "\u{1b}[31m",
        "\0",
        "\r",
        "\n\n",
        " ",
        "a",
        "日",
        "\u{200b}",
        "\u{301}",
        "<",
        ">",
        "==",
        "+++\n",
        "- [ ] x",
        "^a^",
        "[[wiki]]",
        "&copy;",
        "\n> [!NOTE]\n",
    ])
    .prop_map(str::to_owned);
    let any = any::<char>().prop_map(String::from);
    prop::collection::vec(prop_oneof![4 => trick, 1 => any], 0..16).prop_map(|parts| parts.concat())
}
