//! The rules, one a file.

use super::rule::Rule;

mod action_errors;
mod action_parameters;
mod allowed_values;
mod cannot_end;
mod choice_comparison;
mod choice_without_default;
mod container_type;
mod credentials;
mod definition_size;
mod distributed_map;
mod duplicate_key;
mod empty_value;
mod endless_branch;
mod express;
mod growing_payload;
mod heartbeat;
mod inline_map;
mod intrinsic_arguments;
mod intrinsic_commas;
mod invalid_json;
mod item_batcher;
mod json_path;
mod jsonata_context;
mod jsonata_delimiters;
mod jsonata_functions;
mod jsonata_syntax;
mod known_action;
mod label;
mod nesting;
mod never_matches;
mod no_dollar;
mod no_path;
mod not_an_object;
mod number_range;
mod one_of_fields;
mod pass_result_is_static;
mod payload_template;
mod query_language;
mod reachable;
mod reference_path;
mod required_fields;
mod resource;
mod result_writer;
mod retry_on_runtime;
mod state_name;
mod state_type;
mod states_all;
mod states_fields;
mod terminal_state;
mod timestamp;
mod token_without_timeout;
mod transition_target;
mod unknown_field;
mod value_type;
mod variable_name;
mod variable_not_assigned;
mod variable_scope;

/// All of them. Within one object AWS's answers come in this order.
pub(super) const ALL: &[&Rule] = &[
    &invalid_json::RULE,
    &definition_size::RULE,
    &not_an_object::RULE,
    &state_name::RULE,
    &query_language::RULE,
    &required_fields::RULE,
    &unknown_field::RULE,
    &one_of_fields::RULE,
    &value_type::RULE,
    &container_type::RULE,
    &state_type::RULE,
    &allowed_values::RULE,
    &number_range::RULE,
    &empty_value::RULE,
    &timestamp::RULE,
    &json_path::RULE,
    &reference_path::RULE,
    &payload_template::RULE,
    &intrinsic_arguments::RULE,
    &intrinsic_commas::RULE,
    &jsonata_delimiters::RULE,
    &jsonata_syntax::RULE,
    &variable_name::RULE,
    &variable_scope::RULE,
    &states_fields::RULE,
    &choice_comparison::RULE,
    &states_all::RULE,
    &resource::RULE,
    &express::RULE,
    &credentials::RULE,
    &heartbeat::RULE,
    &label::RULE,
    &distributed_map::RULE,
    &item_batcher::RULE,
    &result_writer::RULE,
    &nesting::RULE,
    &transition_target::RULE,
    &terminal_state::RULE,
    &reachable::RULE,
    &no_dollar::RULE,
    &no_path::RULE,
    &pass_result_is_static::RULE,
    &choice_without_default::RULE,
    &token_without_timeout::RULE,
    &endless_branch::RULE,
    &inline_map::RULE,
    &cannot_end::RULE,
    &never_matches::RULE,
    &retry_on_runtime::RULE,
    &known_action::RULE,
    &action_parameters::RULE,
    &action_errors::RULE,
    &jsonata_functions::RULE,
    &jsonata_context::RULE,
    &variable_not_assigned::RULE,
    &growing_payload::RULE,
    &duplicate_key::RULE,
];
