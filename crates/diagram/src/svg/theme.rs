//! The colours of the pictures: those of the canvas's style sheet (`tokens.css`), which a test holds them against.

use crate::service::Family;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light, for paper and light pages.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of a meaning: a state that succeeded, failed, …
pub(crate) struct Meaning {
    pub solid: &'static str,
    pub on: &'static str,
    pub text: &'static str,
    pub soft: &'static str,
    pub line: &'static str,
}

pub(crate) struct Palette {
    pub canvas: &'static str,
    pub card: &'static str,
    pub frame: &'static str,
    pub frame_bar: &'static str,
    pub line: &'static str,
    pub border: &'static str,
    pub edge: &'static str,
    pub text: &'static str,
    pub text_2: &'static str,
    pub text_3: &'static str,
    pub control: &'static str,
    pub code: &'static str,
    pub shadow: &'static str,
    pub running: Meaning,
    pub succeeded: Meaning,
    pub failed: Meaning,
    pub caught: Meaning,
    pub retrying: Meaning,
    pub waiting: Meaning,
    pub aborted: Meaning,
    families: [(&'static str, &'static str); 7],
}

impl Palette {
    /// The colours of a service's letters and of the tile behind them.
    pub(crate) fn family(&self, family: Family) -> (&'static str, &'static str) {
        self.families[match family {
            Family::Compute => 0,
            Family::Data => 1,
            Family::Messaging => 2,
            Family::Storage => 3,
            Family::Ai => 4,
            Family::Http => 5,
            Family::Flow => 6,
        }]
    }
}

const fn meaning(
    solid: &'static str,
    on: &'static str,
    text: &'static str,
    soft: &'static str,
    line: &'static str,
) -> Meaning {
    Meaning { solid, on, text, soft, line }
}

pub(crate) static LIGHT: Palette = Palette {
    canvas: "#f7f9fa",
    card: "#ffffff",
    frame: "#f1f4f6",
    frame_bar: "#e8ecef",
    line: "#e1e6ea",
    border: "#cdd5db",
    edge: "#83909a",
    text: "#141b20",
    text_2: "#4c5861",
    text_3: "#5e6a73",
    control: "#f0f3f5",
    code: "#0a6569",
    shadow: "#141b20",
    running: meaning("#2563eb", "#ffffff", "#1d4ed8", "#ebf1fe", "#a8c2f8"),
    succeeded: meaning("#1c8745", "#ffffff", "#126a34", "#e8f5ec", "#a2d3b3"),
    failed: meaning("#cf3a31", "#ffffff", "#b02a22", "#fdeeec", "#efb1ab"),
    caught: meaning("#a06407", "#ffffff", "#80520a", "#fbf3e1", "#e0c488"),
    retrying: meaning("#c24c0c", "#ffffff", "#a2410d", "#fdefe6", "#efb997"),
    waiting: meaning("#7a4fd6", "#ffffff", "#6539c2", "#f2edfd", "#cab8f2"),
    aborted: meaning("#65727c", "#ffffff", "#4c5861", "#f0f3f5", "#cdd5db"),
    families: [
        ("#8f4a14", "#f7ece2"),
        ("#30509c", "#e8edf8"),
        ("#8d2f66", "#f8e9f1"),
        ("#4b651f", "#edf2e1"),
        ("#5b3fa6", "#eeeaf8"),
        ("#2f5d66", "#e5eff1"),
        ("#4c5861", "#eef1f3"),
    ],
};

pub(crate) static DARK: Palette = Palette {
    canvas: "#0e1113",
    card: "#191e21",
    frame: "#171c1f",
    frame_bar: "#20262a",
    line: "#252c31",
    border: "#343e45",
    edge: "#62717b",
    text: "#e9eef1",
    text_2: "#a6b3bc",
    text_3: "#8d9ba5",
    control: "#20262a",
    code: "#5cc9c8",
    shadow: "#000000",
    running: meaning("#5a94f8", "#071226", "#8ab3fb", "#14213a", "#2c4b85"),
    succeeded: meaning("#3fae69", "#04190c", "#63c98a", "#12261a", "#265a39"),
    failed: meaning("#ee5f56", "#240605", "#ff8e86", "#331715", "#7b332e"),
    caught: meaning("#dba43c", "#1f1503", "#e8bb62", "#2b220f", "#6b5323"),
    retrying: meaning("#ef8443", "#231003", "#f6a26d", "#321d10", "#7a4626"),
    waiting: meaning("#a487f0", "#140b2b", "#bba6f6", "#221b38", "#4f4085"),
    aborted: meaning("#788791", "#0e1113", "#a6b3bc", "#191e21", "#343e45"),
    families: [
        ("#e0a878", "#33261b"),
        ("#9db6ef", "#1d2740"),
        ("#e2a0c4", "#361f2c"),
        ("#b4cc85", "#242c16"),
        ("#bda9f0", "#282141"),
        ("#8fc3cd", "#172b30"),
        ("#a6b3bc", "#22292e"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The page's style sheet, where both lie in one repository.
    fn tokens() -> Option<String> {
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/look/tokens.css")).ok()
    }

    #[test]
    fn colours_are_those_of_the_page() {
        let Some(css) = tokens() else { return };
        let (light, dark) = css.split_once("[data-theme=\"dark\"]").unwrap();
        for (css, palette) in [(light, &LIGHT), (dark, &DARK)] {
            let value = |name: &str| {
                let start = css.find(&format!("--{name}:")).unwrap_or_else(|| panic!("no --{name}")) + name.len() + 3;
                css[start..].split([';', '\n']).next().unwrap().trim().to_owned()
            };
            let named = |name: &str| match value(name).strip_prefix("var(--") {
                Some(other) => value(other.trim_end_matches(')')),
                None => value(name),
            };
            let pairs = [
                ("bg-canvas", palette.canvas),
                ("bg-card", palette.card),
                ("line", palette.line),
                ("line-2", palette.border),
                ("edge-color", palette.edge),
                ("text", palette.text),
                ("text-2", palette.text_2),
                ("text-3", palette.text_3),
                ("syn-var", palette.code),
            ];
            for (name, colour) in pairs {
                assert_eq!(named(name), colour, "--{name}");
            }
            assert!(named("bg-frame").starts_with(palette.frame));
            let meanings = [
                ("run", &palette.running),
                ("ok", &palette.succeeded),
                ("fail", &palette.failed),
                ("caught", &palette.caught),
                ("retry", &palette.retrying),
                ("wait", &palette.waiting),
                ("abort", &palette.aborted),
            ];
            for (name, meaning) in meanings {
                let parts = [("", meaning.solid), ("-on", meaning.on), ("-text", meaning.text)];
                let soft = [("-soft", meaning.soft), ("-line", meaning.line)];
                for (part, colour) in parts.into_iter().chain(soft) {
                    assert_eq!(named(&format!("{name}{part}")), colour, "--{name}{part}");
                }
            }
            let families = [
                ("compute", Family::Compute),
                ("data", Family::Data),
                ("msg", Family::Messaging),
                ("store", Family::Storage),
                ("ai", Family::Ai),
                ("http", Family::Http),
                ("flow", Family::Flow),
            ];
            for (name, family) in families {
                let (ink, ground) = (named(&format!("fam-{name}")), named(&format!("fam-{name}-bg")));
                assert_eq!((ink.as_str(), ground.as_str()), palette.family(family), "--fam-{name}");
            }
        }
    }
}
