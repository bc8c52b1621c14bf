//! JSONPath, reference paths and the States.* intrinsics as Step Functions reads them.
