//! `stepwell eval`: what an expression gives.

mod answer;
mod batch;

use jiff::Timestamp;
use stepwell_json::{Object, Value};
use stepwell_jsonata::{Bindings, Limits, States, as_expression, plain};
use stepwell_jsonpath::{Entropy, Expression, Roots};

use crate::arguments::{Eval, Language, Output};
use crate::exit::{Exit, Unusable, print, say};
use crate::source;
use answer::Answer;

/// Evaluates one expression, or one a line.
pub(crate) fn eval(arguments: &Eval) -> Result<Exit, Unusable> {
    if arguments.plain && arguments.language != Language::Jsonata {
        return Err(Unusable("--plain is about JSONata; use it with --language jsonata".to_owned()));
    }
    let mut entropy = entropy(arguments.seed)?;
    let Some(expression) = &arguments.expression else {
        batch::batch(arguments, &mut entropy)?;
        return Ok(Exit::Done);
    };
    let input = match &arguments.input {
        None if arguments.plain => None,
        given => Some(source::input(given.as_deref())?),
    };
    let variables = match &arguments.variables {
        Some(given) => variables(source::value("--variables", given)?)?,
        None => Object::new(),
    };
    let context = match &arguments.context {
        Some(given) => source::value("--context", given)?,
        None => Value::from(Object::new()),
    };
    let data = Data { input: input.as_ref(), variables: &variables, context: &context };
    let expression = as_expression(expression).unwrap_or(expression);
    let answer = evaluate(arguments, expression, &data, None, &mut entropy);
    let exit = if matches!(answer, Answer::Value(_)) { Exit::Done } else { Exit::No };
    match arguments.format {
        Output::Json => print(format!("{}\n", answer.to_value(None).to_compact()).as_bytes())?,
        Output::Text => match answer {
            Answer::Value(value) => print(format!("{}\n", value.to_pretty(2)).as_bytes())?,
            Answer::Undefined => say("the expression returned nothing (undefined)"),
            Answer::Function => say("the expression returned a function, which is no JSON"),
            Answer::Error { code, message, position } => match position {
                Some(position) => say(format_args!("{code}: {message} (at {position})")),
                None => say(format_args!("{code}: {message}")),
            },
        },
    }
    Ok(exit)
}

/// What an expression is evaluated with.
struct Data<'a> {
    input: Option<&'a Value>,
    variables: &'a Object,
    context: &'a Value,
}

/// Evaluates an expression in the language asked for, within the limits given or that language's own.
fn evaluate(
    arguments: &Eval,
    expression: &str,
    data: &Data<'_>,
    limits: Option<&Limits>,
    entropy: &mut Entropy,
) -> Answer {
    let variable = |name: &str| data.variables.get(name).cloned();
    let now = Timestamp::now().as_millisecond();
    match arguments.language {
        Language::Jsonpath => {
            let roots =
                Roots { input: data.input.unwrap_or(&Value::Null), context: data.context, variables: &variable };
            Expression::parse(expression).and_then(|expression| expression.evaluate(&roots, entropy)).into()
        }
        Language::Jsonata if arguments.plain => {
            let bindings: Vec<(&str, &Value)> = data.variables.iter().collect();
            match plain::Expression::parse(expression) {
                Ok(expression) => {
                    expression.evaluate(data.input, &bindings, now, limits.unwrap_or(&Limits::PLAIN)).into()
                }
                Err(error) => error.into(),
            }
        }
        Language::Jsonata => {
            let states = States { input: data.input, context: Some(data.context), ..States::default() };
            let bindings = Bindings { states, variables: &variable, now };
            match stepwell_jsonata::Expression::parse(expression) {
                Ok(expression) => expression.evaluate(&bindings, entropy, limits.unwrap_or(&Limits::default())).into(),
                Err(error) => error.into(),
            }
        }
    }
}

fn variables(given: Value) -> Result<Object, Unusable> {
    match given.as_object() {
        Some(object) => Ok(object.clone()),
        None => Err(Unusable(r#"--variables is an object with their names, without $: {"name": value}"#.to_owned())),
    }
}

fn entropy(seed: Option<u64>) -> Result<Entropy, Unusable> {
    seed_or_new(seed).map(Entropy::new)
}

/// The seed that was given, or a new one.
pub(crate) fn seed_or_new(seed: Option<u64>) -> Result<u64, Unusable> {
    if let Some(seed) = seed {
        return Ok(seed);
    }
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| Unusable(format!("no random seed could be made: {error}")))?;
    Ok(u64::from_le_bytes(bytes))
}
