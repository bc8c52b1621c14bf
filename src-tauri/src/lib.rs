//! The desktop host: a window over the workbench.
