//! The schema as TypeScript, in one file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use super::commands::{COMMANDS, visit_command_types};

/// Gathers the declarations of a type and of all it is made of.
struct Gather<'a> {
    config: &'a Config,
    declared: BTreeMap<String, String>,
}

impl TypeVisitor for Gather<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types of this crate have a file of their own; the rest are built into TypeScript.
        if T::output_path().is_some() {
            let name = T::ident(self.config);
            if self.declared.contains_key(&name) {
                return;
            }
            let doc = T::docs().unwrap_or_default();
            self.declared.insert(name, format!("{doc}export {}\n", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The text of `ui/src/schema/index.ts`.
pub fn typescript() -> String {
    // Ids, sizes and times stay far below 2^53, so 64-bit integers are plain numbers for the page.
    let config = Config::new().with_large_int("number");
    let mut gather = Gather { config: &config, declared: BTreeMap::new() };
    visit_command_types(&mut gather);
    let mut text = String::from(
        "// Generated from crates/workbench/src/schema by `make schema`. Do not edit.\n\n\
         /** A named edit, as `stepwell edit --list` prints them. */\n\
         export type Edit = { edit: string } & Record<string, unknown>;\n\n",
    );
    for declaration in gather.declared.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str("/** Every command with its arguments and its answer. */\nexport interface Commands {\n");
    for command in COMMANDS {
        let _infallible = write!(
            text,
            "  /**{} */\n  {}: {{ args: {}; answer: {} }};\n",
            command.doc,
            command.name,
            (command.args)(&config),
            (command.answer)(&config)
        );
    }
    text.push_str("}\n");
    text
}

/// The text of `ui/src/schema/language.ts`: every field of the language with what it means.
pub fn language_typescript() -> String {
    let mut text = String::from(
        "// Generated from crates/asl by `make schema`. Do not edit.\n\n\
         /** A field of an object of the language. */\n\
         export interface LanguageField {\n\
         \x20 /** The only query language that has it. */\n  language?: \"JSONPath\" | \"JSONata\";\n\
         \x20 required?: true;\n\
         \x20 /** The object, or the objects, that it holds. */\n  holds?: string;\n\
         \x20 /** The strings that it may be. */\n  values?: readonly string[];\n\
         \x20 /** What it means. */\n  text: string;\n\
         \x20 /** AWS's page about it. */\n  page: string;\n}\n\n\
         /** Every object of the language by its name, with its fields. */\n\
         export const LANGUAGE: Readonly<Record<string, Readonly<Record<string, LanguageField>>>> = {\n",
    );
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    for object in stepwell_asl::language() {
        let _infallible = writeln!(text, "  {}: {{", quoted(object.name));
        for field in object.fields {
            let mut parts = Vec::new();
            parts.extend(field.language.map(|language| format!("language: {}", quoted(language.name()))));
            parts.extend(field.required.then(|| "required: true".to_owned()));
            parts.extend(field.holds.map(|held| format!("holds: {}", quoted(held))));
            if !field.values.is_empty() {
                let values: Vec<String> = field.values.iter().map(|value| quoted(value)).collect();
                parts.push(format!("values: [{}]", values.join(", ")));
            }
            parts.push(format!("text: {}", quoted(field.text)));
            parts.push(format!("page: {}", quoted(field.page)));
            let _infallible = writeln!(text, "    {}: {{ {} }},", field.name, parts.join(", "));
        }
        text.push_str("  },\n");
    }
    text.push_str("};\n");
    text
}

#[cfg(test)]
mod tests {
    fn is_fresh(file: &str, now: &str) {
        let path = format!("{}/../../ui/src/schema/{file}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("STEPWELL_WRITE_SCHEMA").is_some() {
            std::fs::create_dir_all(std::path::Path::new(&path).parent().expect("has a parent")).expect("folder");
            std::fs::write(&path, now).expect("schema written");
        }
        let stands = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stands == now, "ui/src/schema/{file} is stale: run `make schema` and commit it");
    }

    /// `STEPWELL_WRITE_SCHEMA=1 cargo test -p stepwell-workbench schema` writes the files.
    #[test]
    fn generated_schema_is_fresh() {
        is_fresh("index.ts", &super::typescript());
        is_fresh("language.ts", &super::language_typescript());
    }
}
