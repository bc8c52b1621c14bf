//! Each edit by example: what it makes of a text, and what it refuses.

use stepwell_asl::{Document, Edit, Format, TextChange};

const CHAIN: &str = r#"{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Pass",
      "Next": "B"
    },
    "B": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.n", "NumericEquals": 1, "Next": "C" }
      ],
      "Default": "D"
    },
    "C": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "D" } ], "Next": "D" },
    "D": {
      "Type": "Parallel",
      "Branches": [
        {
          "StartAt": "X",
          "States": {
            "X": {
              "Type": "Pass",
              "End": true
            }
          }
        }
      ],
      "End": true
    }
  }
}
"#;

/// Applies an edit and checks what must hold for every edit.
fn apply(text: &str, edit: &str) -> Result<String, String> {
    let document = Document::parse(text, Format::Json);
    let edit: Edit = serde_json::from_str(edit).map_err(|error| format!("EDIT {error}"))?;
    let applied = document.apply(&[edit]).map_err(|error| format!("{}: {error}", error.code()))?;
    let new = applied.document.text().to_string();
    assert_eq!(applied.document.syntax_errors(), [], "{new}");
    assert!(applied.changes.windows(2).all(|two| two[0].span.end < two[1].span.start), "{:?}", applied.changes);
    assert_eq!(TextChange::apply_all(text, &applied.changes).as_deref(), Some(&*new));
    assert_eq!(TextChange::apply_all(&new, &TextChange::inverse_of(text, &applied.changes)).as_deref(), Some(text));
    if let Some(selection) = &applied.selection {
        assert!(applied.document.state(selection).is_some(), "selected {selection} in {new}");
    }
    Ok(new)
}

/// The lines that differ, as a diff.
fn changed(text: &str, edit: &str) -> String {
    let new = match apply(text, edit) {
        Ok(new) => new,
        Err(error) => return error,
    };
    let (old, new): (Vec<_>, Vec<_>) = (text.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let lines = |sign: &str, lines: &[&str]| lines.iter().map(|line| format!("{sign}{line}\n")).collect::<String>();
    lines("-", &old[head..old.len() - tail]) + &lines("+", &new[head..new.len() - tail])
}

/// Edits and what they change, for reading in a snapshot.
#[derive(Default)]
struct Shown(String);

impl Shown {
    fn add(&mut self, text: &str, edit: &str) {
        self.0.push_str(&format!("{edit}\n{}\n", changed(text, edit)));
    }
}

#[test]
fn comments() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"set_comment","state":["A"],"comment":"say \"hi\""}"#);
    shown.add(CHAIN, r#"{"edit":"set_comment","comment":"whole"}"#);
    shown.add(CHAIN, r#"{"edit":"set_comment","state":["C"],"comment":"inline"}"#);
    let with = apply(CHAIN, r#"{"edit":"set_comment","state":["D","X"],"comment":"c"}"#).unwrap();
    assert_eq!(apply(&with, r#"{"edit":"set_comment","state":["D","X"],"comment":null}"#).unwrap(), CHAIN);
    shown.add(CHAIN, r#"{"edit":"set_comment","state":["D","Q"],"comment":"c"}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn minified_files_stay_minified() {
    let text = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
    for (edit, expected) in [
        (
            r#"{"edit":"set_comment","state":["A"],"comment":"c"}"#,
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Comment":"c","End":true}}}"#,
        ),
        (
            r#"{"edit":"add_state","type":"Wait","after":"A"}"#,
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"Wait"},"Wait":{"Type":"Wait","Seconds":5,"End":true}}}"#,
        ),
        (
            r#"{"edit":"set_field","state":["A"],"field":"Result","value":{"a":[1,{"b":null}]}}"#,
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":[1,{"b":null}]},"End":true}}}"#,
        ),
        (
            r#"{"edit":"wrap_in_parallel","states":[["A"]]}"#,
            r#"{"StartAt":"Parallel","States":{"Parallel":{"Type":"Parallel","Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}],"End":true}}}"#,
        ),
    ] {
        assert_eq!(apply(text, edit).as_deref(), Ok(expected));
    }
}

#[test]
fn foreign_styles_are_kept() {
    let tabs = "{\r\n\t\"StartAt\" : \"A\",\r\n\t\"States\" : {\r\n\t\t\"A\" : {\r\n\t\t\t\"Type\" : \"Pass\",\r\n\t\t\t\"End\" : true\r\n\t\t}\r\n\t}\r\n}\r\n";
    let new = apply(tabs, r#"{"edit":"add_state","type":"Wait","name":"W","after":"A"}"#).unwrap();
    assert_eq!(
        new,
        "{\r\n\t\"StartAt\" : \"A\",\r\n\t\"States\" : {\r\n\t\t\"A\" : {\r\n\t\t\t\"Type\" : \"Pass\",\r\n\t\t\t\"Next\" : \"W\"\r\n\t\t},\r\n\t\t\"W\" : {\r\n\t\t\t\"Type\" : \"Wait\",\r\n\t\t\t\"Seconds\" : 5,\r\n\t\t\t\"End\" : true\r\n\t\t}\r\n\t}\r\n}\r\n"
    );
    let comma_first = "{ \"StartAt\": \"A\"\n, \"States\":\n  { \"A\": { \"Type\": \"Pass\"\n         , \"End\": true\n         }\n  }\n}";
    let new = apply(comma_first, r#"{"edit":"set_field","state":["A"],"field":"Result","value":1}"#).unwrap();
    assert_eq!(new, comma_first.replace("\"Pass\"\n", "\"Pass\"\n         , \"Result\": 1\n"));
}

#[test]
fn renaming_follows_references() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"rename_state","state":["A"],"name":"Begin"}"#);
    let new = apply(CHAIN, r#"{"edit":"rename_state","state":["D"],"name":"Z"}"#).unwrap();
    assert_eq!(new.matches("\"Z\"").count(), 4);
    assert_eq!(new.matches("\"D\"").count(), 0);
    shown.add(CHAIN, r#"{"edit":"rename_state","state":["A"],"name":"X"}"#);
    shown.add(CHAIN, r#"{"edit":"rename_state","state":["A"],"name":""}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn adding_states() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Wait","after":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Pass","before":"D","definition":{"Result":1,"End":true}}"#);
    shown
        .add(CHAIN, r#"{"edit":"add_state","type":"Choice","on_edge":{"from":"C","kind":"catch","index":0,"to":"D"}}"#);
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Succeed","on_edge":{"from":"D","kind":"end"}}"#);
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Map","on_edge":{"kind":"start"}}"#);
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Pass","machine":["D"],"branch":0,"after":"X","name":"Y"}"#);
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Pass","machine":["D"],"branch":3}"#);
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Pass","machine":["A"]}"#);
    shown.add(CHAIN, r#"{"edit":"add_state","type":"Pass","after":"A","before":"B"}"#);
    shown.add("{}", r#"{"edit":"add_state","type":"Succeed"}"#);
    shown.add("{\n  \"States\": {}\n}", r#"{"edit":"add_state","type":"Parallel"}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn inserting_pieces() {
    let mut shown = Shown::default();
    let piece = |text: &str, rest: serde_json::Value| {
        let mut edit = serde_json::json!({ "edit": "insert_states", "text": text });
        if let (Some(edit), serde_json::Value::Object(rest)) = (edit.as_object_mut(), rest) {
            edit.extend(rest);
        }
        edit.to_string()
    };
    // Two states in their own layout: a name is taken, one leads out by a rule, one is silent on where it goes.
    let two = "{\n    \"A\": {\n        \"Type\": \"Choice\",\n        \"Choices\": [\n            { \"Variable\": \"$.n\", \"NumericEquals\": 1.50, \"Next\": \"Gone\" }\n        ],\n        \"Default\": \"New\"\n    },\n    \"New\": { \"Type\": \"Pass\" }\n}";
    shown.add(CHAIN, &piece(two, serde_json::json!({ "after": "A" })));
    shown.add(CHAIN, &piece(two, serde_json::json!({ "on_edge": { "from": "D", "kind": "end" } })));
    shown.add(CHAIN, &piece(two, serde_json::json!({ "machine": ["D"], "before": "X" })));
    // What is inside is renamed too, and what leads to it there.
    let nested = r#"{"StartAt":"D","States":{"E":{"Type":"Succeed"},"D":{"Type":"Map","ItemProcessor":{"StartAt":"X","States":{"X":{"Type":"Pass","Next":"Y"},"Y":{"Type":"Pass","Next":"X"}}},"Catch":[{"ErrorEquals":["a"],"Next":"E"},{"ErrorEquals":["b"],"Next":"B"},{"ErrorEquals":["c"],"Next":"Nowhere"}],"End":true}}}"#;
    shown.add(CHAIN, &piece(nested, serde_json::json!({})));
    shown.add("{}", &piece(nested, serde_json::json!({})));
    // JSONata among JSONPath, and YAML as it is found in another file.
    let jsonata = "QueryLanguage: JSONata\nStates:\n  W:\n    Type: Wait\n    Seconds: '{% 1 + 1 %}'\n";
    shown.add(CHAIN, &piece(jsonata, serde_json::json!({ "before": "A", "start": "W" })));
    for text in
        ["", "hello", "[]", "{}", "{\"A\": 7}", "{\"States\": {}}", "{\"A\": {},\"A\": {}}", "{\"\": {}}", "{\"A\": {"]
    {
        shown.add(CHAIN, &piece(text, serde_json::json!({})));
    }
    shown.add(CHAIN, &piece(two, serde_json::json!({ "start": "B" })));
    shown.add(CHAIN, r#"{"edit":"insert_states"}"#);
    insta::assert_snapshot!(shown.0);
    let minified = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
    assert_eq!(
        apply(minified, &piece(two, serde_json::json!({ "after": "A" }))).as_deref(),
        Ok(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A 2"},"A 2":{"Type":"Choice","Choices":[],"Default":"New"},"New":{"Type":"Pass","End":true}}}"#
        )
    );
}

/// States of another query language are said to be, or converted, or refused: the machine is never broken by them.
#[test]
fn pieces_of_another_language() {
    let mut shown = Shown::default();
    let piece = |text: &str| serde_json::json!({ "edit": "insert_states", "text": text, "after": "A" }).to_string();
    let jsonata = r#"{
  "QueryLanguage": "JSONata",
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#;
    let json_path = r#"{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$.order"},"ResultPath":"$.risk","Next":"Route"},"Route":{"Type":"Choice","Choices":[{"Variable":"$.risk.Payload","StringEquals":"high","Next":"Stop"}],"Default":"Go"},"Stop":{"Type":"Fail"},"Go":{"Type":"Pass"}}}"#;
    shown.add(jsonata, &piece(json_path));
    // The same from a text of states alone, which says nothing of its language.
    shown.add(jsonata, &piece(r#"{"P":{"Type":"Pass","InputPath":"$.order"}}"#));
    shown.add(jsonata, &piece(r#"{"P":{"Type":"Pass","Output":"{% $states.input %}"}}"#));
    shown.add(jsonata, &piece(r#"{"W":{"Type":"Wait","Seconds":1}}"#));
    // What has no certain equal: nothing goes in.
    shown.add(jsonata, &piece(r#"{"StartAt":"P","States":{"P":{"Type":"Pass","InputPath":"$.a..b","Next":"Q"},"Q":{"Type":"Pass","ResultPath":"$.list[0]"}}}"#));
    // A state of JSONPath among those of JSONata is one that AWS never took.
    shown.add(jsonata, &piece(r#"{"QueryLanguage":"JSONata","States":{"P":{"Type":"Pass","QueryLanguage":"JSONPath","Parameters":{"a.$":"$.b"}}}}"#));
    // Into JSONPath, each state says what it is; those inside others too.
    let nested = r#"{"QueryLanguage":"JSONata","States":{"M":{"Type":"Map","Items":"{% $states.input.list %}","ItemProcessor":{"StartAt":"Each","States":{"Each":{"Type":"Pass","Output":"{% $states.input.a %}","End":true}}}}}}"#;
    shown.add(CHAIN, &piece(nested));
    shown.add(CHAIN, &piece(r#"{"P":{"Type":"Pass","Output":"{% $states.input %}"}}"#));
    insta::assert_snapshot!(shown.0);
}

/// Labels of Map states are unique, as names are.
#[test]
fn labels_stay_unique() {
    let map = r#"{"StartAt":"M","States":{"M":{"Type":"Map","Label":"rows","ItemProcessor":{"StartAt":"X","States":{"X":{"Type":"Map","Label":"inner","ItemProcessor":{"StartAt":"Y","States":{"Y":{"Type":"Pass","End":true}}},"End":true}}},"End":true}}}"#;
    let twice = apply(map, r#"{"edit":"duplicate_state","state":["M"]}"#).unwrap();
    let piece = serde_json::json!({ "edit": "insert_states", "text": map, "after": "M" }).to_string();
    let thrice = apply(&twice, &piece).unwrap();
    for label in ["rows", "rows-2", "rows-3", "inner", "inner-2", "inner-3"] {
        assert_eq!(thrice.matches(&format!("\"Label\":\"{label}\"")).count(), 1, "{label} in {thrice}");
    }
}

/// Fields keep their places and their layout; what is not certain stays, and says why.
#[test]
fn converting_to_jsonata() {
    let text = r#"{
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "InputPath": "$.order",
      "Parameters": { "FunctionName": "f", "Payload": { "id.$": "$.id", "name": "it's" } },
      "ResultSelector": { "total.$": "$.Payload.total", "run.$": "$$.Execution.Name" },
      "ResultPath": "$.paid",
      "TimeoutSecondsPath": "$.patience",
      "Catch": [
        { "ErrorEquals": ["States.ALL"], "ResultPath": "$.problem", "Next": "Ask" }
      ],
      "Next": "Ask"
    },
    "Ask": {
      "Type": "Choice",
      "Choices": [
        {
          "And": [
            { "Variable": "$.paid.total", "NumericGreaterThan": 1.50 },
            { "Not": { "Variable": "$.kind", "StringMatches": "a.*" } }
          ],
          "Next": "Each"
        }
      ],
      "Default": "Many"
    },
    "Each": {
      "Type": "Map",
      "ItemsPath": "$.items",
      "ItemSelector": { "item.$": "$$.Map.Item.Value" },
      "Iterator": { "StartAt": "Rest", "States": { "Rest": { "Type": "Wait", "SecondsPath": "$.item.pause", "End": true } } },
      "ResultPath": null,
      "End": true
    },
    "Many": { "Type": "Pass", "Parameters": { "all.$": "$.items[*].id" }, "End": true }
  }
}
"#;
    let mut shown = Shown::default();
    shown.add(text, r#"{"edit":"convert_to_jsonata"}"#);
    shown.add(text, r#"{"edit":"convert_to_jsonata","state":["Each","Rest"]}"#);
    shown.add(text, r#"{"edit":"convert_to_jsonata","state":["Many"]}"#);
    let whole = text.replace("[*]", "[0]");
    shown.add(&whole, r#"{"edit":"convert_to_jsonata"}"#);
    let done = apply(&whole, r#"{"edit":"convert_to_jsonata"}"#).unwrap();
    shown.add(&done, r#"{"edit":"convert_to_jsonata"}"#);
    insta::assert_snapshot!(shown.0);
    let found = Document::parse(text, Format::Json).conversion(&stepwell_asl::StatePath::default());
    assert_eq!((found.converted.len(), found.left.len(), found.whole), (4, 1, false));
    assert_eq!((found.left[0].state.name(), found.left[0].field.as_str()), ("Many", "Parameters"));
}

/// What is taken out of one file goes into another and comes out of it the same.
#[test]
fn pieces_travel() {
    let document = Document::parse(CHAIN, Format::Json);
    let paths = ["B", "C"].map(stepwell_asl::StatePath::top);
    let text = document.states_text(&paths).unwrap();
    insta::assert_snapshot!(text);
    let other = Document::parse(
        "{\n  \"StartAt\": \"Z\",\n  \"States\": {\n    \"Z\": {\n      \"Type\": \"Fail\"\n    }\n  }\n}\n",
        Format::Json,
    );
    let edit: Edit =
        serde_json::from_value(serde_json::json!({"edit": "insert_states", "text": text, "before": "Z"})).unwrap();
    let there = other.apply(&[edit]).unwrap().document;
    assert_eq!(there.states_text(&paths).unwrap(), text.replace("\"D\"", "\"Z\""));
    let yaml = Document::parse(document.written_in(Format::Yaml).unwrap(), Format::Yaml);
    let from_yaml = Document::parse(yaml.states_text(&paths).unwrap(), Format::Json);
    assert_eq!(from_yaml.value(), Document::parse(text, Format::Json).value());
    assert_eq!(document.states_text(&[]).unwrap_err().code(), "INCOMPLETE");
    let apart = [stepwell_asl::StatePath::top("A"), stepwell_asl::StatePath::from(["D", "X"])];
    assert_eq!(document.states_text(&apart).unwrap_err().code(), "ENTANGLED");
}

#[test]
fn removing_heals_the_chain() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"remove_state","state":["B"]}"#);
    shown.add(CHAIN, r#"{"edit":"remove_state","state":["D"]}"#);
    shown.add(CHAIN, r#"{"edit":"remove_state","state":["D","X"]}"#);
    insta::assert_snapshot!(shown.0);
    let one = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
    assert_eq!(apply(one, r#"{"edit":"remove_state","state":["A"]}"#).as_deref(), Ok(r#"{"States":{}}"#));
    let back = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Choice","Choices":[{"Variable":"$","IsNull":true,"Next":"B"}]}}}"#;
    assert_eq!(
        apply(back, r#"{"edit":"remove_state","state":["B"]}"#).as_deref(),
        Ok(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#)
    );
}

#[test]
fn duplicating_renames_what_is_inside() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"duplicate_state","state":["D"]}"#);
    shown.add(CHAIN, r#"{"edit":"duplicate_state","state":["A"],"name":"B"}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn transitions() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"set_next","state":["A"],"to":null}"#);
    shown.add(CHAIN, r#"{"edit":"set_next","state":["D"],"to":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"set_next","state":["A"],"to":"X"}"#);
    shown.add(CHAIN, r#"{"edit":"set_next","state":["B"],"to":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"set_start","name":"C"}"#);
    shown.add(CHAIN, r#"{"edit":"set_choice_next","state":["B"],"index":0,"to":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"set_choice_next","state":["B"],"index":1,"to":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"set_default","state":["B"],"to":null}"#);
    shown.add(CHAIN, r#"{"edit":"set_catch_next","state":["C"],"index":0,"to":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"add_choice_rule","state":["B"],"to":"A","index":0}"#);
    shown.add(CHAIN, r#"{"edit":"remove_choice_rule","state":["B"],"index":0}"#);
    shown.add(CHAIN, r#"{"edit":"add_catcher","state":["C"],"to":"A","errors":["Boom"]}"#);
    shown.add(CHAIN, r#"{"edit":"add_catcher","state":["D"],"to":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"remove_catcher","state":["C"],"index":0}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn fields() {
    let mut shown = Shown::default();
    shown.add(
        CHAIN,
        r#"{"edit":"set_field","state":["C"],"pointer":"/Catch/0/ErrorEquals","value":["A","States.ALL"]}"#,
    );
    shown.add(CHAIN, r#"{"edit":"set_field","state":["A"],"field":"ResultPath","json":"null"}"#);
    shown.add(CHAIN, r#"{"edit":"set_field","state":["A"],"pointer":"/Parameters/x/y","value":1.50}"#);
    shown.add(CHAIN, r#"{"edit":"set_field","state":["A"],"field":"Result","json":"{ \"a\": 1.50 ,\n\"b\":2}"}"#);
    shown.add(CHAIN, r#"{"edit":"set_field","state":["C"],"field":"Catch"}"#);
    shown.add(CHAIN, r#"{"edit":"set_field","state":["C"],"pointer":"/Catch/7","value":1}"#);
    shown.add(CHAIN, r#"{"edit":"set_field","state":["C"],"field":"Catch","json":"[1,"}"#);
    shown.add(CHAIN, r#"{"edit":"set_field","state":["C"],"feild":"Catch"}"#);
    shown.add(CHAIN, r#"{"edit":"set_machine_field","field":"TimeoutSeconds","value":60}"#);
    shown.add(CHAIN, r#"{"edit":"set_machine_field","machine":["D"],"field":"Comment","value":"in"}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn text_of_a_state() {
    let mut shown = Shown::default();
    let edit = serde_json::json!({"edit": "replace_state_text", "state": ["D", "X"], "text": "{\r\n  \"Type\": \"Pass\",\r\n  \"Result\": [1,  2],\r\n  \"End\": true\r\n}"});
    shown.add(CHAIN, &edit.to_string());
    shown.add(CHAIN, r#"{"edit":"replace_state_text","state":["A"],"text":"{\"Type\":"}"#);
    shown.add(CHAIN, r#"{"edit":"replace_state_text","state":["A"],"text":"[]"}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn wrapping_and_branches() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"wrap_in_parallel","states":[["C"],["B"]],"name":"Both"}"#);
    shown.add(CHAIN, r#"{"edit":"wrap_in_map","state":["A"]}"#);
    shown.add(CHAIN, r#"{"edit":"wrap_in_parallel","states":[["A"],["B"],["C"],["D"]]}"#);
    shown.add(CHAIN, r#"{"edit":"add_branch","state":["D"]}"#);
    shown.add(CHAIN, r#"{"edit":"remove_branch","state":["D"],"branch":0}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn moving() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"move_state","state":["A"],"after":"D"}"#);
    shown.add(CHAIN, r#"{"edit":"move_state","state":["A"],"machine":["D"],"branch":0,"after":"X"}"#);
    shown.add(CHAIN, r#"{"edit":"move_state","state":["C"],"machine":["D"],"before":"X"}"#);
    shown.add(CHAIN, r#"{"edit":"move_state","state":["D","X"],"after":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"move_state","state":["D"],"machine":["D"]}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn moving_several() {
    let mut shown = Shown::default();
    shown.add(CHAIN, r#"{"edit":"move_states","states":[["B"],["C"]],"before":"A"}"#);
    shown.add(CHAIN, r#"{"edit":"move_states","states":[["A"],["B"],["C"]],"machine":["D"],"branch":0,"after":"X"}"#);
    shown.add(CHAIN, r#"{"edit":"move_states","states":[["A"],["C"]],"after":"D"}"#);
    shown.add(CHAIN, r#"{"edit":"move_states","states":[["A"],["B"]],"machine":["D"],"branch":0,"after":"X"}"#);
    shown.add(CHAIN, r#"{"edit":"move_states","states":[["A"],["D"]],"machine":["D"],"branch":0,"after":"X"}"#);
    shown.add(CHAIN, r#"{"edit":"move_states","states":[["A"]],"after":"D"}"#);
    shown.add(CHAIN, r#"{"edit":"move_states","states":[]}"#);
    insta::assert_snapshot!(shown.0);
}

const FRAMES: &str = r#"{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "MaxConcurrency": 2,
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "INLINE" },
        "StartAt": "In",
        "States": {
          "In": {
            "Type": "Pass",
            "Next": "Done"
          },
          "Done": { "Type": "Succeed" }
        }
      },
      "Retry": [ { "ErrorEquals": ["States.ALL"] } ],
      "Next": "Both"
    },
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "L", "States": { "L": { "Type": "Pass", "End": true } } },
        { "StartAt": "R", "States": { "R": { "Type": "Wait", "Seconds": 1, "End": true } } }
      ],
      "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Last" } ],
      "Next": "Last"
    },
    "Last": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "ResultPath": null, "End": true }
  }
}
"#;

#[test]
fn unwrapping() {
    let mut shown = Shown::default();
    shown.add(FRAMES, r#"{"edit":"unwrap_state","state":["Each"]}"#);
    shown.add(FRAMES, r#"{"edit":"unwrap_state","state":["Both"]}"#);
    shown.add(FRAMES, r#"{"edit":"unwrap_state","state":["Last"]}"#);
    insta::assert_snapshot!(shown.0);
    // What was wrapped is unwrapped to the same bytes.
    let wrapped = apply(CHAIN, r#"{"edit":"wrap_in_parallel","states":[["A"]]}"#).unwrap();
    assert_eq!(apply(&wrapped, r#"{"edit":"unwrap_state","state":["Parallel"]}"#).unwrap(), CHAIN);
}

#[test]
fn extracting() {
    let mut shown = Shown::default();
    shown.add(
        CHAIN,
        r#"{"edit":"extract_states","states":[["A"]],"arn":"arn:aws:states:eu-west-1:1:stateMachine:Inner"}"#,
    );
    shown.add(FRAMES, r#"{"edit":"extract_states","states":[["Both"],["Last"]],"arn":"arn:x","name":"Finish"}"#);
    shown.add(CHAIN, r#"{"edit":"extract_states","states":[["A"],["B"]],"arn":"arn:x"}"#);
    shown.add(
        r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        r#"{"edit":"extract_states","states":[["A"]],"arn":"arn:x"}"#,
    );
    insta::assert_snapshot!(shown.0);
}

#[test]
fn changing_the_type() {
    let mut shown = Shown::default();
    shown.add(FRAMES, r#"{"edit":"change_type","state":["Last"],"type":"Pass"}"#);
    shown.add(FRAMES, r#"{"edit":"change_type","state":["Last"],"type":"Fail"}"#);
    shown.add(FRAMES, r#"{"edit":"change_type","state":["Last"],"type":"Map"}"#);
    shown.add(FRAMES, r#"{"edit":"change_type","state":["Each"],"type":"Parallel"}"#);
    shown.add(FRAMES, r#"{"edit":"change_type","state":["Each"],"type":"Task"}"#);
    shown.add(FRAMES, r#"{"edit":"change_type","state":["Both"],"type":"Map"}"#);
    shown.add(CHAIN, r#"{"edit":"change_type","state":["D"],"type":"Map"}"#);
    shown.add(CHAIN, r#"{"edit":"change_type","state":["B"],"type":"Wait"}"#);
    shown.add(CHAIN, r#"{"edit":"change_type","state":["A"],"type":"Choice"}"#);
    shown.add(CHAIN, r#"{"edit":"change_type","state":["A"],"type":"Task"}"#);
    shown.add(CHAIN, r#"{"edit":"change_type","state":["A"],"type":"Pass"}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn removing_several() {
    let mut shown = Shown::default();
    shown.add(FRAMES, r#"{"edit":"remove_states","states":[["Both","L"],["Last"]]}"#);
    shown.add(FRAMES, r#"{"edit":"remove_states","states":[["Both"],["Both","L"],["Both","R"]]}"#);
    shown.add(FRAMES, r#"{"edit":"remove_states","states":[["Both","L"],["Both","R"]]}"#);
    shown.add(FRAMES, r#"{"edit":"remove_states","states":[["Each","In"],["Each","Done"]]}"#);
    shown.add(FRAMES, r#"{"edit":"remove_states","states":[["Each"],["Both"],["Last"]]}"#);
    shown.add(FRAMES, r#"{"edit":"remove_states","states":[["Nobody"]]}"#);
    insta::assert_snapshot!(shown.0);
}

#[test]
fn the_catalogue_names_every_edit() {
    for edit in Edit::CATALOGUE {
        let mut example = serde_json::Map::from_iter([("edit".to_owned(), edit.edit.into())]);
        for field in edit.fields.iter().filter(|field| field.required) {
            let value = match field.kind {
                "path" => serde_json::json!(["A"]),
                "paths" => serde_json::json!([["A"]]),
                "number" => serde_json::json!(0),
                "state type" => serde_json::json!("Pass"),
                _ => serde_json::json!("B"),
            };
            example.insert(field.name.to_owned(), value);
        }
        let parsed: Result<Edit, _> = serde_json::from_value(example.into());
        assert!(parsed.is_ok(), "{}: {parsed:?}", edit.edit);
    }
    let unknown = serde_json::from_str::<Edit>(r#"{"edit":"nope"}"#).unwrap_err().to_string();
    let names = unknown.matches('`').count() / 2 - 1;
    assert_eq!(names, Edit::CATALOGUE.len(), "{unknown}");
}

#[test]
fn what_cannot_be_edited() {
    assert!(
        apply("{\"States\":{\"A\":{}}", r#"{"edit":"set_comment","state":["A"],"comment":"c"}"#)
            .unwrap_err()
            .starts_with("BROKEN_TEXT: The text is not well-formed (line 1")
    );
    assert!(apply("[]", r#"{"edit":"set_comment","comment":"c"}"#).unwrap_err().starts_with("NO_STATE_MACHINE"));
}
