//! The workflows that come with Stepwell, from `assets/starters`.

use stepwell_asl::{Document, Format};

use crate::schema::{Problem, Starter};

/// What an empty new document holds.
pub(crate) const EMPTY: &str = r#"{
  "StartAt": "Pass",
  "States": {
    "Pass": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#;

macro_rules! starters {
    ($($id:literal, $title:literal;)+) => {
        const STARTERS: &[(&str, &str, &str)] = &[
            $( ($id, $title, include_str!(concat!("../../../assets/starters/", $id, ".asl.json"))), )+
        ];
    };
}

starters! {
    "hello-world", "Hello world";
    "order-fulfilment", "Order fulfilment";
    "human-approval", "Human approval";
    "poll-a-job", "Poll a job";
    "map-over-items", "Map over items";
    "parallel-checks", "Parallel checks";
}

/// All of them; the description is the machine's own `Comment`.
pub(crate) fn list() -> Vec<Starter> {
    STARTERS
        .iter()
        .map(|(id, title, text)| {
            let document = Document::parse(*text, Format::Json);
            let machine = document.machine();
            Starter {
                id: (*id).to_owned(),
                title: (*title).to_owned(),
                description: machine
                    .and_then(|machine| machine.comment())
                    .map(|comment| comment.into_owned())
                    .unwrap_or_default(),
                states: machine.map_or(0, |machine| u32::try_from(machine.all_states().len()).unwrap_or(u32::MAX)),
            }
        })
        .collect()
}

/// A starter's name and text.
///
/// # Errors
/// `NO_SUCH_STARTER`.
pub(crate) fn text(id: &str) -> Result<(&'static str, &'static str), Problem> {
    STARTERS.iter().find(|(known, _, _)| *known == id).map(|(id, _, text)| (*id, *text)).ok_or_else(|| {
        let known: Vec<&str> = STARTERS.iter().map(|(id, _, _)| *id).collect();
        Problem::new("NO_SUCH_STARTER", format!("There is no starter {id:?}; there are {}.", known.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwell_asl::{MachineType, Severity};

    #[test]
    fn every_starter_is_one_that_aws_takes() {
        for (id, _, text) in STARTERS {
            let document = Document::parse(*text, Format::Json);
            let errors: Vec<_> = document
                .diagnostics(MachineType::Standard)
                .into_iter()
                .filter(|found| found.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{id}: {errors:?}");
        }
        for starter in list() {
            assert!(!starter.description.is_empty() && starter.states > 0, "{}", starter.id);
        }
    }

    #[test]
    fn an_unknown_starter_is_said() {
        assert!(text("nope").expect_err("refused").message.contains("hello-world"));
    }
}
