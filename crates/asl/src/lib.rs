//! The Amazon States Language: text and document, edits, diagnostics.
