//! Something that is read from the journal: one question at a time, and the answer before stays until the next is here.

/// A question on its way, and the answer that is here.
#[derive(Debug)]
pub struct Loading<Q, A> {
    asked: Option<Q>,
    here: Option<(Q, A)>,
    /// The journal has changed since the question that is on its way was asked.
    asked_before: bool,
    /// The journal has changed since what is here was asked for.
    old: bool,
}

impl<Q, A> Default for Loading<Q, A> {
    fn default() -> Loading<Q, A> {
        Loading { asked: None, here: None, asked_before: false, old: false }
    }
}

impl<Q: PartialEq + Clone, A> Loading<Q, A> {
    /// What has to be asked so that the answer comes: nothing where it is here, or while another question is on its way. With
    /// the answer to that one this has to be called again.
    pub fn want(&mut self, question: Q) -> Option<Q> {
        if self.asked.is_some() || self.is_here(&question) {
            return None;
        }
        self.asked_before = false;
        self.asked = Some(question.clone());
        Some(question)
    }

    /// The journal has changed: what is here stays until it is read anew, what is on its way is read again.
    pub fn outdate(&mut self) {
        self.old = true;
        self.asked_before = true;
    }

    /// Whether the journal has changed since what is here was asked for.
    pub fn is_old(&self) -> bool {
        self.old
    }

    /// The answer came. It is let go where something else is wanted by now; says whether it is here.
    pub fn answered(&mut self, answer: A, wanted: Option<&Q>) -> bool {
        let asked = self.asked.take().filter(|asked| Some(asked) == wanted);
        let Some(asked) = asked else { return false };
        self.old = self.asked_before;
        self.here = Some((asked, answer));
        true
    }

    /// It cannot be read, and is asked for again when it is wanted again. What was shown until then goes if it was of
    /// something else.
    pub fn failed(&mut self) {
        if let Some(asked) = self.asked.take() {
            self.here.take_if(|(of, _)| *of != asked);
            self.old = true;
        }
    }

    /// Whether the answer is here, and as the journal is.
    pub fn is_here(&self, question: &Q) -> bool {
        !self.old && self.here.as_ref().is_some_and(|(of, _)| of == question)
    }

    /// The newest answer that is here, of whatever it is.
    pub fn shown(&self) -> Option<&A> {
        self.here.as_ref().map(|(_, answer)| answer)
    }

    /// The answer to a question, once it is here.
    pub fn answer(&self, question: &Q) -> Option<&A> {
        self.here.as_ref().filter(|(of, _)| of == question).map(|(_, answer)| answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Page = Loading<u8, &'static str>;

    #[test]
    fn one_question_at_a_time_and_the_old_answer_stays() {
        let mut page = Page::default();
        assert_eq!(page.want(1), Some(1));
        assert_eq!((page.want(1), page.want(2)), (None, None));
        assert!(page.answered("one", Some(&1)) && page.want(1).is_none());
        assert_eq!(page.want(2), Some(2));
        assert_eq!((page.shown(), page.answer(&2)), (Some(&"one"), None));
        assert!(!page.answered("two", Some(&3)), "by now another one is wanted");
        assert_eq!((page.shown().copied(), page.want(3)), (Some("one"), Some(3)));
        assert!(page.answered("three", Some(&3)));
        assert_eq!((page.shown(), page.answer(&3), page.is_here(&3)), (Some(&"three"), Some(&"three"), true));
    }

    #[test]
    fn what_was_asked_before_a_change_is_asked_again() {
        let mut page = Page::default();
        page.want(1);
        page.outdate();
        assert!(page.answered("before", Some(&1)));
        assert_eq!((page.answer(&1).copied(), page.want(1)), (Some("before"), Some(1)));
        assert!(page.answered("after", Some(&1)) && page.want(1).is_none());
        page.outdate();
        // What is here from before the change is no answer after another question either.
        assert_eq!(page.want(2), Some(2));
        assert!(!page.answered("two", Some(&1)));
        assert_eq!(page.want(1), Some(1));
    }

    #[test]
    fn what_cannot_be_read_is_asked_again_when_it_is_wanted() {
        let mut page = Page::default();
        page.failed();
        page.want(1);
        page.answered("one", Some(&1));
        page.outdate();
        page.want(1);
        page.failed();
        assert_eq!(
            (page.shown().copied(), page.want(1)),
            (Some("one"), Some(1)),
            "of the same thing, it stays"
        );
        page.answered("one", Some(&1));
        page.want(2);
        page.failed();
        assert_eq!((page.shown().copied(), page.want(2)), (None, Some(2)));
    }
}
