//! The value that flows: immutable, shared, ordered, text kept as written.
