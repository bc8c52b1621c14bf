//! What an execution did, as a printed diagram shows it.

use stepwell_asl::Document;
use stepwell_diagram::{Execution, Status};
use stepwell_runtime::Archive;

use crate::reading;
use crate::runs::read_on;
use crate::schema::{FlowDirection, Mark, PictureView, Problem};
use crate::story::{DiagramMap, Story};

/// The colours of a document's diagram after the last stored event of an execution: of each state what became of it,
/// and which edges were taken.
///
/// States are told by their names, so that the document may be another than the one that ran.
///
/// # Errors
/// `HISTORY_UNKNOWN_EXECUTION` and the like.
pub fn colours(archive: &Archive, arn: &str, document: &Document) -> Result<Execution, Problem> {
    archive.execution(arn)?;
    let mut story =
        Story::new(DiagramMap::new(&reading::picture(document, &PictureView::default(), FlowDirection::Down)));
    read_on(archive, arn, &mut story)?;
    let (frame, _) = story.frames(story.last_event(), 0);
    Ok(Execution {
        states: frame.states.into_iter().map(|state| (state.state, status(state.mark))).collect(),
        edges: frame.edges.into_iter().map(|edge| (edge.edge, status(edge.mark))).collect(),
    })
}

fn status(mark: Mark) -> Status {
    match mark {
        Mark::Running => Status::Running,
        Mark::Succeeded => Status::Succeeded,
        Mark::Failed => Status::Failed,
        Mark::Caught => Status::Caught,
        Mark::Retrying => Status::Retrying,
        Mark::Waiting => Status::Waiting,
        Mark::Aborted => Status::Aborted,
    }
}
