//! Any text, read as JSON and as YAML: it is judged, mended, written in the other format and drawn; nothing panics or hangs, and
//! every place that is told lies in the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stepwell_asl::{Document, Format, MachineType, TextChange};

/// More fixes than this are more of the same.
const MOST_FIXES: usize = 4;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for format in [Format::Json, Format::Yaml] {
        let document = Document::parse(text, format);
        assert_eq!(&**document.text(), text);
        for error in document.syntax_errors() {
            assert!(text.get(error.span.range()).is_some(), "{error:?}");
        }
        for kind in [MachineType::Standard, MachineType::Express] {
            let found = document.diagnostics(kind);
            for one in &found {
                assert!(text.get(one.span.range()).is_some(), "{one:?}");
            }
            for fix in found.iter().filter_map(|one| one.fix.as_ref()).take(MOST_FIXES) {
                if let Ok(applied) = document.fix(fix) {
                    let changed = TextChange::apply_all(text, &applied.changes);
                    assert_eq!(changed.as_deref(), Some(&**applied.document.text()), "{fix:?}");
                }
            }
        }
        for other in [Format::Json, Format::Yaml] {
            if let Ok(written) = document.written_in(other) {
                assert_eq!(Document::parse(written, other).value(), document.value());
            }
        }
        let _ = stepwell_diagram::place(&document, &stepwell_diagram::Options::default());
    }
});
