//! One history of changes for canvas and text alike.

use std::time::{Duration, Instant};

use stepwell_asl::{Span, TextChange as Change};

/// Typing pauses longer than this begin a new step.
const PAUSE: Duration = Duration::from_millis(900);
/// Texts kept for undo, in bytes, before the oldest steps are forgotten.
const MOST_BYTES: usize = 64 << 20;

/// One step of undo.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// What it was, for people: "typing", "rename state".
    pub label: String,
    /// From the older text to the newer.
    pub forward: Vec<Change>,
    /// From the newer text to the older.
    pub backward: Vec<Change>,
    /// When typing last added to it; none when nothing may be added.
    open: Option<Instant>,
}

/// What can be undone and redone.
#[derive(Debug, Default)]
pub(crate) struct UndoHistory {
    done: Vec<Step>,
    undone: Vec<Step>,
    bytes: usize,
}

impl UndoHistory {
    /// Records an edit as a step of its own.
    pub fn record(&mut self, label: &str, forward: Vec<Change>, backward: Vec<Change>) {
        self.push(Step { label: label.to_owned(), forward, backward, open: None });
    }

    /// Records typing: adds to the last step when it goes on where that one ended.
    pub fn record_typing(&mut self, forward: Vec<Change>, backward: Vec<Change>, now: Instant) {
        self.undone.clear();
        if let (Some(last), [new], [old]) = (self.done.last_mut(), forward.as_slice(), backward.as_slice())
            && let Some(at) = last.open
            && now.duration_since(at) < PAUSE
            && let ([typed], [before]) = (last.forward.as_mut_slice(), last.backward.as_mut_slice())
        {
            let lines = new.insert.contains('\n');
            if !lines && new.span.is_empty() && new.span.start == before.span.end {
                // Typing on.
                typed.insert.push_str(&new.insert);
                before.span.end += new.insert.len();
                last.open = Some(now);
                self.bytes += new.insert.len();
                return;
            }
            if new.insert.is_empty() && new.span.end == before.span.start && typed.insert.is_empty() {
                // Deleting backwards.
                before.insert.insert_str(0, &old.insert);
                before.span = Span::at(new.span.start);
                typed.span.start = new.span.start;
                last.open = Some(now);
                self.bytes += old.insert.len();
                return;
            }
        }
        self.push(Step { label: "typing".to_owned(), forward, backward, open: Some(now) });
    }

    fn push(&mut self, step: Step) {
        self.undone.clear();
        self.bytes += size(&step);
        self.done.push(step);
        while self.bytes > MOST_BYTES && self.done.len() > 1 {
            self.bytes -= size(&self.done.remove(0)).min(self.bytes);
        }
    }

    /// The step to take back; the caller applies `backward`.
    pub fn undo(&mut self) -> Option<&Step> {
        let mut step = self.done.pop()?;
        step.open = None;
        self.undone.push(step);
        self.undone.last()
    }

    /// The step to do again; the caller applies `forward`.
    pub fn redo(&mut self) -> Option<&Step> {
        let step = self.undone.pop()?;
        self.done.push(step);
        self.done.last()
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// Ends a step that typing could still add to, as when the document is saved.
    pub fn close_step(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = None;
        }
    }
}

fn size(step: &Step) -> usize {
    step.forward.iter().chain(&step.backward).map(|change| change.insert.len() + 64).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types into a text and records it.
    fn typed(history: &mut UndoHistory, text: &mut String, start: usize, end: usize, insert: &str, now: Instant) {
        let forward = vec![Change::new(Span::new(start, end), insert)];
        let backward = Change::inverse_of(text, &forward);
        *text = Change::apply_all(text, &forward).expect("fits");
        history.record_typing(forward, backward, now);
    }

    #[test]
    fn a_word_is_one_step_and_comes_back_whole() {
        let (mut history, mut text, now) = (UndoHistory::default(), String::from("ab"), Instant::now());
        for (index, letter) in ["x", "y", "z"].iter().enumerate() {
            typed(&mut history, &mut text, 1 + index, 1 + index, letter, now);
        }
        assert_eq!(text, "axyzb");
        let step = history.undo().expect("a step").clone();
        assert_eq!(Change::apply_all(&text, &step.backward).as_deref(), Some("ab"));
        assert!(history.undo().is_none());
        let step = history.redo().expect("a step").clone();
        assert_eq!(Change::apply_all("ab", &step.forward).as_deref(), Some("axyzb"));
    }

    #[test]
    fn deleting_backwards_is_one_step() {
        let (mut history, mut text, now) = (UndoHistory::default(), String::from("abcd"), Instant::now());
        for end in [4, 3, 2] {
            typed(&mut history, &mut text, end - 1, end, "", now);
        }
        assert_eq!(text, "a");
        let step = history.undo().expect("a step").clone();
        assert_eq!(Change::apply_all(&text, &step.backward).as_deref(), Some("abcd"));
        assert!(history.undo().is_none());
    }

    #[test]
    fn a_pause_a_line_break_or_a_jump_begins_a_new_step() {
        let (mut history, mut text, now) = (UndoHistory::default(), String::from("ab"), Instant::now());
        typed(&mut history, &mut text, 1, 1, "x", now);
        typed(&mut history, &mut text, 2, 2, "y", now + Duration::from_secs(2));
        typed(&mut history, &mut text, 0, 0, "z", now + Duration::from_secs(2));
        typed(&mut history, &mut text, 1, 1, "\n", now + Duration::from_secs(2));
        let mut steps = 0;
        while let Some(step) = history.undo() {
            text = Change::apply_all(&text, &step.backward).expect("fits");
            steps += 1;
        }
        assert_eq!((steps, text.as_str()), (4, "ab"));
    }

    #[test]
    fn a_new_change_forgets_what_was_undone() {
        let mut history = UndoHistory::default();
        history.record("rename state", vec![], vec![]);
        history.undo();
        assert_eq!(history.redo_label(), Some("rename state"));
        history.record("delete state", vec![], vec![]);
        assert_eq!((history.redo_label(), history.undo_label()), (None, Some("delete state")));
    }
}
