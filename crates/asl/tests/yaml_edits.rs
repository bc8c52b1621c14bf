//! Edits of YAML by example: what each makes of a text with comments, and what it refuses.

use stepwell_asl::{Document, Edit, Format, TextChange};

const FLOW: &str = r#"# The order flow
Comment: "orders" # quoted on purpose
StartAt: Check

States:
  # Looks before it leaps
  Check:
    Type: Choice # two ways
    Choices:
      # big ones
      - Variable: $.total
        NumericGreaterThan: 100
        Next: Approve # by hand
      - Variable: $.gift
        IsPresent: true
        Next: 'Wrap it'
    Default: Ship

  # A person says yes
  Approve:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: {FunctionName: approve, "Payload.$": $}
    Retry: &retry
      - ErrorEquals: [States.Timeout, "Lambda.Unknown"] # transient
        MaxAttempts: 2
    Catch:
      - ErrorEquals:
          - States.ALL
        Next: Ship
    # after this we wrap
    Next: Wrap it

  Wrap it:
    Type: Task
    Resource: !Sub "arn:${Arn}"
    Comment: |
      Paper first,
        then the bow.

    Retry: *retry
    Next: Ship
  Ship: # the end
    Type: Pass
    End: true
"#;

/// Applies an edit and checks what must hold for every edit.
fn apply(text: &str, edit: &str) -> Result<String, String> {
    let document = Document::parse(text, Format::Yaml);
    assert_eq!(document.syntax_errors(), [], "{text}");
    let edit: Edit = serde_json::from_str(edit).map_err(|error| format!("EDIT {error}"))?;
    let twin = Document::parse(document.root().unwrap().text(), Format::Json);
    let meant = twin.apply(std::slice::from_ref(&edit));
    let applied = document.apply(&[edit]).map_err(|error| format!("{}: {error}", error.code()))?;
    let new = applied.document.text().to_string();
    let meant = meant.expect("what YAML takes JSON takes");
    assert_eq!(applied.document.value(), meant.document.value(), "{new}");
    assert_eq!(applied.selection, meant.selection);
    assert_eq!(TextChange::apply_all(text, &applied.changes).as_deref(), Some(&*new));
    assert_eq!(TextChange::apply_all(&new, &TextChange::inverse_of(text, &applied.changes)).as_deref(), Some(text));
    Ok(new)
}

/// The lines that differ, as a diff of the whole: what left and what came, in order.
fn changed(text: &str, edit: &str) -> String {
    let new = match apply(text, edit) {
        Ok(new) => new,
        Err(error) => return error,
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (text.lines().collect(), new.lines().collect());
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        // The nearest place where both go on alike.
        let next = (1..old.len() + new.len())
            .flat_map(|sum| (0..=sum).map(move |a| (a, sum - a)))
            .find(|(a, b)| match (old.get(i + a), new.get(j + b)) {
                (Some(x), Some(y)) => x == y && !x.trim().is_empty(),
                _ => false,
            })
            .unwrap_or((old.len() - i, new.len() - j));
        out.extend(old[i..i + next.0].iter().map(|line| format!("-{line}")));
        out.extend(new[j..j + next.1].iter().map(|line| format!("+{line}")));
        (i, j) = (i + next.0, j + next.1);
    }
    out.join("\n")
}

#[test]
fn comments() {
    insta::assert_snapshot!(
        [
            r#"{"edit":"set_comment","state":["Ship"],"comment":"off: it goes # really"}"#,
            r#"{"edit":"set_comment","state":["Check"],"comment":"plain words"}"#,
            r#"{"edit":"set_comment","comment":"all \"orders\""}"#,
            r#"{"edit":"set_comment","state":["Wrap it"],"comment":"Bow first,\nthen the paper.\n"}"#,
            r#"{"edit":"set_comment","state":["Wrap it"],"comment":"no"}"#,
            r#"{"edit":"set_comment","state":["Wrap it"],"comment":null}"#,
            r#"{"edit":"set_comment","comment":null}"#,
        ]
        .map(|edit| format!("{edit}\n{}", changed(FLOW, edit)))
        .join("\n\n")
    );
}

#[test]
fn names_and_transitions() {
    insta::assert_snapshot!(
        [
            r#"{"edit":"rename_state","state":["Wrap it"],"name":"Wrap: twice"}"#,
            r#"{"edit":"rename_state","state":["Check"],"name":"No"}"#,
            r#"{"edit":"rename_state","state":["Ship"],"name":"Versand"}"#,
            r#"{"edit":"set_next","state":["Approve"],"to":null}"#,
            r#"{"edit":"set_next","state":["Ship"],"to":"Wrap it"}"#,
            r#"{"edit":"set_start","name":"Approve"}"#,
            r#"{"edit":"set_default","state":["Check"],"to":null}"#,
            r#"{"edit":"set_default","state":["Check"],"to":"Wrap it"}"#,
            r#"{"edit":"set_choice_next","state":["Check"],"index":1,"to":"Approve"}"#,
            r#"{"edit":"set_catch_next","state":["Approve"],"index":0,"to":"Wrap it"}"#,
            r#"{"edit":"set_next","state":["Ship"],"to":"Nowhere"}"#,
        ]
        .map(|edit| format!("{edit}\n{}", changed(FLOW, edit)))
        .join("\n\n")
    );
}

#[test]
fn rules_and_catchers() {
    insta::assert_snapshot!(
        [
            r#"{"edit":"add_choice_rule","state":["Check"],"to":"Ship"}"#,
            r#"{"edit":"add_choice_rule","state":["Check"],"to":"Ship","index":0}"#,
            r#"{"edit":"remove_choice_rule","state":["Check"],"index":0}"#,
            r#"{"edit":"remove_choice_rule","state":["Check"],"index":1}"#,
            r#"{"edit":"add_catcher","state":["Approve"],"to":"Wrap it","errors":["A.B"]}"#,
            r#"{"edit":"add_catcher","state":["Wrap it"],"to":"Ship"}"#,
            r#"{"edit":"remove_catcher","state":["Approve"],"index":0}"#,
        ]
        .map(|edit| format!("{edit}\n{}", changed(FLOW, edit)))
        .join("\n\n")
    );
}

#[test]
fn fields() {
    insta::assert_snapshot!(
        [
            r#"{"edit":"set_field","state":["Approve"],"pointer":"/Parameters/FunctionName","value":"check, then approve"}"#,
            r#"{"edit":"set_field","state":["Approve"],"pointer":"/Parameters/Qualifier","value":"1"}"#,
            r#"{"edit":"set_field","state":["Approve"],"pointer":"/Parameters/FunctionName","value":null}"#,
            r#"{"edit":"set_field","state":["Approve"],"field":"Parameters","value":{"a":{"b":[1,{"c":null}],"d":[]},"e":true}}"#,
            r#"{"edit":"set_field","state":["Ship"],"field":"Result","value":{"a":{"b":[1,{"c":null},[2]],"d":[]},"e: f":"1"}}"#,
            r#"{"edit":"set_field","state":["Ship"],"field":"Result","json":"1.50"}"#,
            r#"{"edit":"set_field","state":["Approve"],"field":"Catch","value":"x"}"#,
            r#"{"edit":"set_field","state":["Approve"],"field":"TimeoutSeconds","value":30}"#,
            r#"{"edit":"set_machine_field","field":"TimeoutSeconds","value":30}"#,
            r#"{"edit":"replace_state_text","state":["Ship"],"text":"{\"Type\":\"Pass\",\"Result\":{\"a\":1},\"End\":true}"}"#,
        ]
        .map(|edit| format!("{edit}\n{}", changed(FLOW, edit)))
        .join("\n\n")
    );
}

#[test]
fn states_come_and_go() {
    insta::assert_snapshot!(
        [
            r#"{"edit":"remove_state","state":["Wrap it"]}"#,
            r#"{"edit":"remove_state","state":["Ship"]}"#,
            r#"{"edit":"remove_state","state":["Check"]}"#,
            r#"{"edit":"add_state","type":"Wait","name":"Rest","after":"Check"}"#,
            r#"{"edit":"add_state","type":"Task","name":"First","before":"Check"}"#,
            r#"{"edit":"add_state","type":"Parallel","after":"Ship"}"#,
            r#"{"edit":"duplicate_state","state":["Wrap it"]}"#,
            r#"{"edit":"move_state","state":["Wrap it"],"after":"Check"}"#,
            r#"{"edit":"wrap_in_parallel","states":[["Wrap it"],["Ship"]],"name":"Both"}"#,
            r#"{"edit":"wrap_in_map","state":["Ship"]}"#,
        ]
        .map(|edit| format!("{edit}\n{}", changed(FLOW, edit)))
        .join("\n\n")
    );
}

#[test]
fn what_cannot_be_done_without_loss_is_refused_with_its_line() {
    insta::assert_snapshot!(
        [
            // The anchor's list is used twice; changing it here would change it there.
            r#"{"edit":"set_field","state":["Approve"],"pointer":"/Retry/0/MaxAttempts","value":3}"#,
            r#"{"edit":"set_field","state":["Wrap it"],"pointer":"/Retry/0/MaxAttempts","value":3}"#,
            r#"{"edit":"set_field","state":["Wrap it"],"field":"Resource","value":"arn:x"}"#,
            r#"{"edit":"set_field","state":["Approve"],"field":"Retry","value":null}"#,
            r#"{"edit":"duplicate_state","state":["Approve"]}"#,
            r#"{"edit":"move_state","state":["Approve"],"after":"Ship"}"#,
        ]
        .map(|edit| format!("{edit}\n{}", changed(FLOW, edit)))
        .join("\n\n")
    );
    let several = Document::parse("StartAt: A\nStates: {}\n---\nStartAt: B\n", Format::Yaml);
    let edit: Edit = serde_json::from_str(r#"{"edit":"set_comment","comment":"x"}"#).unwrap();
    assert_eq!(several.apply(&[edit]).unwrap_err().code(), "BROKEN_TEXT");
    let merged = "States:\n  A: &a\n    Type: Pass\n    Comment: x\n    End: true\n  B:\n    <<: *a\n    Result: 1\n";
    assert_eq!(
        apply(merged, r#"{"edit":"set_comment","state":["B"],"comment":"own"}"#).unwrap(),
        merged.replace("    Result", "    Comment: own\n    Result")
    );
    let error = apply(merged, r#"{"edit":"set_comment","state":["B"],"comment":null}"#).unwrap_err();
    assert_eq!(
        error,
        "YAML_CONSTRUCT: YAML line 7 cannot take this change as it is written: a merge key (<<), which brings the field that would go. Change it in the text."
    );
}

#[test]
fn json_in_yaml_and_files_without_a_last_line_break() {
    let text = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}";
    assert_eq!(
        apply(text, r#"{"edit":"set_comment","state":["A"],"comment":"x"}"#).unwrap(),
        text.replace("\"Pass\"", "\"Pass\", \"Comment\": \"x\"")
    );
    assert_eq!(
        apply(text, r#"{"edit":"rename_state","state":["A"],"name":"B"}"#).unwrap(),
        text.replace("\"A\"", "\"B\"")
    );
    let text = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B:\n    Type: Pass\n    End: true";
    assert_eq!(
        apply(text, r#"{"edit":"remove_state","state":["B"]}"#).unwrap(),
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true"
    );
    assert_eq!(
        apply(text, r#"{"edit":"set_field","state":["B"],"field":"Result","value":[1]}"#).unwrap(),
        text.replace("Pass\n    End", "Pass\n    Result:\n      - 1\n    End")
    );
}

/// The comments of a text; what stood on several lines may stand behind each other on one.
fn comments_of(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| Some(&line[line.find("# ")?..]));
    let mut found: Vec<String> =
        lines.flat_map(|line| line.split("# ")).map(|comment| comment.trim().to_owned()).collect();
    found.retain(|comment| !comment.is_empty());
    found.sort();
    found
}

#[test]
fn a_conversion_keeps_every_comment() {
    let text = r##"# The whole
StartAt: Wait
States:
  Wait:
    Type: Wait
    InputPath: $.order # only the order
    SecondsPath: $.seconds # as long as it says
    Next: Call
  # Calls
  Call:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    TimeoutSecondsPath: $.limit # its own limit
    Parameters: # what it is given
      FunctionName: f # ours
      Payload: # of the order
        id.$: $.id # the number
        # about the sum
        sum.$: $.sum
    ResultSelector: # what of it
      paid.$: $.Payload.paid # in cents
    ResultPath: $.bill # beside the rest
    Retry:
      - ErrorEquals: [States.ALL] # all of them
    Catch:
      - ErrorEquals: [States.ALL]
        ResultPath: $.error # kept with it
        Next: Rules
    Next: Rules
  Rules:
    Type: Choice
    Choices:
      # big ones
      - Variable: $.total # in cents
        NumericGreaterThan: 100 # a hundred
        Next: Made # by hand
      - And: # both
          - Variable: $.a # first
            IsPresent: true
          # and then
          - Variable: $.b
            IsNull: false # really
        Next: Made
    Default: Made # else
  Made:
    Type: Pass
    Result: # always
      colour: red # as "#f00", # sic
    ResultPath: $.made
    OutputPath: $.made # only that
    Next: Each
  Each: {Type: Map, ItemsPath: $.items, # in a row
    Iterator: {StartAt: One, States: {One: {Type: Pass, End: true}}}, End: true}
"##;
    let converted = apply(text, r#"{"edit":"convert_to_jsonata"}"#).unwrap();
    assert_eq!(comments_of(&converted), comments_of(text), "{converted}");
    insta::assert_snapshot!("converted_with_comments", converted);
}
