//! Comments and reviews of GitHub as `gh api --paginate` prints them: review comments, reviews, issue comments, commit
//! comments. Nothing is fetched.

use serde::Deserialize;

use super::{Incoming, Outcome, Parsed, objects, times, unix_lines};
use crate::domain::calendar::Calendar;
use crate::domain::feedback::arrival::Arrival;
use crate::domain::feedback::{Feedback, GivenBy};

/// What is read of an object; whatever else is in it stays in the original.
#[derive(Deserialize)]
struct Comment {
    id: Option<u64>,
    user: Option<User>,
    body: Option<String>,
    state: Option<String>,
    path: Option<String>,
    line: Option<u64>,
    original_line: Option<u64>,
    diff_hunk: Option<String>,
    commit_id: Option<String>,
    in_reply_to_id: Option<u64>,
    pull_request_review_id: Option<u64>,
    created_at: Option<String>,
    submitted_at: Option<String>,
    html_url: Option<String>,
    pull_request_url: Option<String>,
    issue_url: Option<String>,
    /// An answer of GitHub that is no comment: what went wrong.
    message: Option<String>,
    documentation_url: Option<String>,
}

#[derive(Deserialize)]
struct User {
    login: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// Which kind of thing it is; each counts its ids for itself.
#[derive(Clone, Copy, PartialEq)]
enum CommentKind {
    ReviewComment,
    Review,
    IssueComment,
    CommitComment,
}

impl CommentKind {
    fn of(comment: &Comment) -> Option<CommentKind> {
        if comment.diff_hunk.is_some() || comment.pull_request_review_id.is_some() {
            Some(CommentKind::ReviewComment)
        } else if comment.state.is_some()
            && (comment.submitted_at.is_some() || comment.pull_request_url.is_some())
        {
            Some(CommentKind::Review)
        } else if comment.issue_url.is_some() && comment.state.is_none() {
            Some(CommentKind::IssueComment)
        } else if comment.pull_request_url.is_some() && comment.path.is_some() {
            Some(CommentKind::ReviewComment)
        } else if comment.commit_id.is_some() && comment.body.is_some() {
            Some(CommentKind::CommitComment)
        } else {
            None
        }
    }

    fn id(self, number: u64) -> String {
        let kind = match self {
            CommentKind::ReviewComment => "comment",
            CommentKind::Review => "review",
            CommentKind::IssueComment => "issue_comment",
            CommentKind::CommitComment => "commit_comment",
        };
        format!("github:{kind}:{number}")
    }
}

/// What `gh api` printed.
pub(super) fn file(bytes: &[u8], calendar: &Calendar) -> Parsed {
    objects::read(bytes, |parsed, line, object| parsed.take(line, one(object, calendar)))
}

fn one(object: &[u8], calendar: &Calendar) -> Outcome {
    let comment: Comment = match serde_json::from_str(&String::from_utf8_lossy(object)) {
        Ok(comment) => comment,
        Err(error) => {
            return Outcome::Invalid(format!("this is not as GitHub prints it: {}", plainly(&error)));
        }
    };
    if let (Some(message), Some(_)) = (&comment.message, &comment.documentation_url) {
        return Outcome::Invalid(format!("GitHub answered: {message}"));
    }
    let (Some(kind), Some(number)) = (CommentKind::of(&comment), comment.id) else {
        return Outcome::Invalid("this is neither a comment nor a review of GitHub".to_owned());
    };
    let state = comment.state.as_deref().unwrap_or_default().to_uppercase();
    let body = unix_lines(comment.body.as_deref().unwrap_or_default());
    let text = match (body.trim().is_empty(), kind, verdict(&state)) {
        (false, ..) => body,
        // A verdict is feedback without a word; a review that only holds comments is not.
        (true, CommentKind::Review, Some(verdict)) => format!("{verdict}."),
        _ => return Outcome::Silent(format!("{} says nothing", kind.id(number))),
    };
    if state == "PENDING" && kind == CommentKind::Review {
        return Outcome::Silent("a review that was not submitted".to_owned());
    }
    let login = comment.user.as_ref().and_then(|user| user.login.clone());
    let is_program = comment.user.as_ref().and_then(|user| user.kind.as_deref()) == Some("Bot")
        || login.as_deref().is_some_and(|login| login.ends_with("[bot]"));
    let when = comment.created_at.as_deref().or(comment.submitted_at.as_deref());
    let reply_to = comment.in_reply_to_id.map(|first| kind.id(first));
    let external_id = kind.id(number);
    let feedback = Feedback {
        // Whoever left GitHub is called a ghost there.
        sender: login.clone().unwrap_or_else(|| "ghost".to_owned()),
        given_by: if is_program { GivenBy::Ai } else { GivenBy::Human },
        source: "github".to_owned(),
        received: when.and_then(|when| times::written(when, calendar)),
        title: title(&comment, kind, &state),
        quoted: unix_lines(comment.diff_hunk.as_deref().unwrap_or_default()),
        link: comment.html_url.unwrap_or_default(),
        thread: Some(reply_to.clone().unwrap_or_else(|| external_id.clone())),
        external_id: Some(external_id),
        ..Feedback::saying(text)
    };
    let arrival = Arrival { reply_to, ..Arrival::of(feedback, object) };
    Outcome::Said(Box::new(Incoming { line: 1, login, arrival }))
}

/// The sentence of the JSON reader without its place, which is one within the object.
fn plainly(error: &serde_json::Error) -> String {
    let sentence = error.to_string();
    sentence.rfind(" at line ").and_then(|end| sentence.get(..end)).unwrap_or(&sentence).to_owned()
}

fn verdict(state: &str) -> Option<&'static str> {
    match state {
        "APPROVED" => Some("Approved"),
        "CHANGES_REQUESTED" => Some("Changes requested"),
        _ => None,
    }
}

/// Where it was said: `o/r #481 src/parse.rs:88`, `o/r #481 approved`, `o/r 0a1b2c3`.
fn title(comment: &Comment, kind: CommentKind, state: &str) -> String {
    let urls = [&comment.html_url, &comment.pull_request_url, &comment.issue_url];
    let mut title = urls.into_iter().flatten().find_map(|url| place(url)).unwrap_or_default();
    let mut add = |part: &str| {
        title.push_str(if title.is_empty() { "" } else { " " });
        title.push_str(part);
    };
    if let Some(path) = comment.path.as_deref().filter(|path| !path.is_empty()) {
        match comment.line.or(comment.original_line) {
            Some(line) => add(&format!("{path}:{line}")),
            None => add(path),
        }
    }
    if kind == CommentKind::Review && !state.is_empty() {
        add(&state.to_lowercase().replace('_', " "));
    }
    title
}

/// `o/r #481` of the address of a pull request or issue, on GitHub or a server of one's own, for people or programs;
/// `o/r 0a1b2c3` of a commit's.
fn place(url: &str) -> Option<String> {
    let path = url.split(['#', '?']).next()?;
    let parts: Vec<&str> = path.split('/').collect();
    let at = parts.iter().rposition(|part| ["pull", "pulls", "issues", "commit"].contains(part))?;
    let (owner, repository) = (parts.get(at.checked_sub(2)?)?, parts.get(at - 1)?);
    let which = parts.get(at + 1).filter(|which| !which.is_empty())?;
    let is_number = which.bytes().all(|byte| byte.is_ascii_digit());
    let which = if is_number { format!("#{which}") } else { which.chars().take(7).collect() };
    Some(format!("{owner}/{repository} {which}"))
}

/// Whether an object looks like one of GitHub's, and not like one of ours.
pub(super) fn looks_like_it(object: &[u8]) -> bool {
    let text = String::from_utf8_lossy(object);
    serde_json::from_str::<Comment>(&text).is_ok_and(|comment| {
        CommentKind::of(&comment).is_some() && comment.id.is_some()
            || (comment.message.is_some() && comment.documentation_url.is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::rfc3339;
    use crate::exchange::feedback::samples;

    fn github(text: &str) -> Parsed {
        file(text.as_bytes(), &Calendar::utc())
    }

    #[test]
    fn review_comments_with_their_threads() {
        let parsed = file(samples::GITHUB, &Calendar::utc());
        assert_eq!((parsed.invalid.len(), parsed.skipped.len()), (0, 0));
        let [first, reply] = parsed.items.as_slice() else { panic!("two") };
        assert_eq!(first.arrival.feedback.external_id.as_deref(), Some("github:comment:2987654321"));
        assert_eq!(
            (first.arrival.feedback.title.as_str(), first.arrival.feedback.sender.as_str()),
            ("o/r #481 src/parse.rs:88", "dokafor")
        );
        assert_eq!(
            first.arrival.feedback.received.map(rfc3339).as_deref(),
            Some("2026-11-18T09:12:44+00:00")
        );
        assert!(
            first.arrival.feedback.text.starts_with("Empty input underflows")
                && first.arrival.feedback.quoted.starts_with("@@ -80,6")
        );
        assert_eq!(first.arrival.feedback.link, "https://github.com/o/r/pull/481#discussion_r2987654321");
        assert_eq!(reply.arrival.reply_to, first.arrival.feedback.external_id);
        assert_eq!(
            (&reply.arrival.feedback.thread, &first.arrival.feedback.thread),
            (&first.arrival.feedback.external_id, &first.arrival.feedback.external_id)
        );
        assert_eq!(
            (reply.arrival.feedback.title.as_str(), reply.line, first.line),
            ("o/r #481 src/parse.rs", 2, 1)
        );
        assert!(reply.is_by("@Ada") && reply.is_by("ADA") && !first.is_by("ada"));
        let raw = String::from_utf8(first.arrival.original.clone()).expect("json");
        assert!(raw.starts_with("{\"id\":2987654321") && raw.ends_with("\"MEMBER\"}"));
    }

    #[test]
    fn reviews_issue_comments_and_commit_comments() {
        let parsed = file(samples::GITHUB_REVIEWS, &Calendar::utc());
        let shown: Vec<(u64, &str, &str, &str, &str)> = parsed
            .items
            .iter()
            .map(|item| {
                (
                    item.line,
                    item.arrival.feedback.external_id.as_deref().unwrap_or("-"),
                    item.arrival.feedback.sender.as_str(),
                    item.arrival.feedback.title.as_str(),
                    item.arrival.feedback.text.as_str(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                (
                    3,
                    "github:review:2876543210",
                    "dokafor",
                    "o/r #481 changes requested",
                    "Changes requested."
                ),
                (
                    14,
                    "github:review:2876543211",
                    "ghost",
                    "o/r #481 approved",
                    "Nice.\n\n```suggestion\nlet n = s.len();\n```"
                ),
                (27, "github:issue_comment:9007199254740993", "lint[bot]", "o/r #481", "2 warnings"),
                (30, "github:commit_comment:7", "dokafor", "o/r 0a1b2c3 src/a.rs:3", "Why?"),
            ]
        );
        assert_eq!(parsed.items[2].arrival.feedback.given_by, GivenBy::Ai);
        assert_eq!(parsed.skipped.iter().map(|skipped| skipped.line).collect::<Vec<_>>(), [24]);
        assert_eq!(parsed.invalid, []);
    }

    #[test]
    fn what_is_broken_is_said_with_its_line_and_the_rest_is_read() {
        let good = "{\"id\":1,\"body\":\"a\",\"issue_url\":\"https://api.github.com/repos/o/r/issues/9\"}";
        let parsed = github(&format!(
            "[{good},\n{{\"id\":\"x\",\"issue_url\":\"u\"}},\n{{\"id\":2,\"body\":\"br\n[{good}]\n{{\"message\":\"Not Found\",\"documentation_url\":\"d\"}}\n{{\"a\":1}}\ngh: oops"
        ));
        assert_eq!(parsed.items.iter().map(|item| item.line).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(parsed.items[0].arrival.feedback.title, "o/r #9");
        let said: Vec<(u64, &str)> =
            parsed.invalid.iter().map(|remark| (remark.line, remark.what.as_str())).collect();
        assert_eq!(
            said,
            [
                (2, "this is not as GitHub prints it: invalid type: string \"x\", expected u64"),
                (3, "the JSON breaks off or is damaged here"),
                (5, "GitHub answered: Not Found"),
                (6, "this is neither a comment nor a review of GitHub"),
                (7, "this is no JSON object"),
            ]
        );
    }

    #[test]
    fn the_same_comment_twice_is_the_same() {
        let parsed = github(&"{\"id\":1,\"body\":\"a\\r\\nb\",\"issue_url\":\"u\"}\n".repeat(2));
        let [one, two] = parsed.items.as_slice() else { panic!("two") };
        assert_eq!(
            (
                &one.arrival.feedback.content_hash,
                &one.arrival.feedback.external_id,
                one.arrival.feedback.text.as_str()
            ),
            (&two.arrival.feedback.content_hash, &two.arrival.feedback.external_id, "a\nb")
        );
    }
}
