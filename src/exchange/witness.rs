//! The form that a witness fills in: a small JSON file, written when they are asked and read when it comes back.

use serde::{Deserialize, Serialize};

use crate::domain::evidence::Means;
use crate::domain::id::Id;
use crate::domain::stage::Stage;

/// What the file says it is.
pub const SCHEMA: &str = "etude-witness/1";

/// The form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// [`SCHEMA`].
    pub schema: String,
    /// The request it belongs to.
    pub request: Id,
    /// The skill or area, by name.
    pub subject: String,
    /// The stage it is about.
    pub stage: Option<Stage>,
    /// The benchmark it is about, by its id.
    pub benchmark: Option<String>,
    /// The criterion of that benchmark.
    pub criterion: Option<String>,
    /// Who is asked.
    pub witness: String,
    /// When, RFC 3339.
    pub asked_at: String,
    /// What is asked.
    pub text: String,
    /// To be filled in.
    pub answer: Answer,
}

/// What the witness fills in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// Whether they agree.
    pub agrees: Option<bool>,
    /// In their own words.
    pub words: String,
    /// What they saw.
    pub saw: String,
    /// How they saw it: `live`, `recording` or `artefact`.
    pub means: Option<Means>,
    /// What they are to the one who asks.
    pub relation: String,
}

/// The form as a file.
///
/// # Errors
/// None in practice; a text can always be written as JSON.
pub fn write(form: &Form) -> Result<Vec<u8>, String> {
    let mut bytes = serde_json::to_vec_pretty(form).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a form that was filled in.
///
/// # Errors
/// What is wrong, as a sentence without its full stop.
pub fn read(text: &str) -> Result<Form, String> {
    let form: Form = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("this is no form for a witness: {error}"))?;
    if form.schema != SCHEMA {
        return Err(format!("the schema is “{}”; expected {SCHEMA}", form.schema));
    }
    if form.answer.words.trim().is_empty() {
        return Err("the answer has no words yet".to_owned());
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form {
            schema: SCHEMA.to_owned(),
            request: Id(1 << 40),
            subject: "Guide tones".to_owned(),
            stage: Some(Stage::Journeyman),
            benchmark: None,
            criterion: None,
            witness: "Tomas".to_owned(),
            asked_at: "2026-11-20T18:00:00+01:00".to_owned(),
            text: "Have you seen it?".to_owned(),
            answer: Answer {
                words: "He “carried” it.\n".to_owned(),
                agrees: Some(true),
                ..Answer::default()
            },
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let written = String::from_utf8(write(&form()).unwrap()).unwrap();
        assert_eq!(read(&format!("\u{feff}{written}")), Ok(form()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let empty = Form { answer: Answer::default(), ..form() };
        let written = String::from_utf8(write(&empty).unwrap()).unwrap();
        assert_eq!(read(&written), Err("the answer has no words yet".to_owned()));
        let other = written.replace(SCHEMA, "etude-witness/9");
        assert!(read(&other).unwrap_err().contains("expected etude-witness/1"));
        let wrong = written.replace("\"means\": null", "\"means\": \"dreamt\"");
        assert!(read(&wrong).unwrap_err().contains("live, recording, artefact"));
        assert!(read("[]").unwrap_err().starts_with("this is no form for a witness: "));
    }
}
