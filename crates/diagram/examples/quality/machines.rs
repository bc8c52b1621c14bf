//! State machines as people write them, of any size and the same each time: chains with polling loops, Choices whose
//! ways come together again, catchers that share a handler, Parallel and Map states.

use std::fmt::Write as _;

/// A definition with `count` states, at every depth together. A flat one has no Parallel and no Map states.
pub fn definition(count: usize, is_flat: bool) -> String {
    let mut writer = Writer { numbers: Numbers(count as u64 + 1), named: 0, is_flat };
    writer.machine(count, if is_flat { 9 } else { 0 })
}

/// A fixed sequence of numbers that look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least.min(most))
    }
}

/// Some states that follow each other, entered at the first.
struct Block {
    kind: Kind,
    names: Vec<String>,
    /// States inside, for Parallel (by branch) and Map.
    inside: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Tasks,
    Poll,
    Ways,
    Skip,
    Again,
    Parallel,
    Map,
    /// The handler that the catchers of the blocks before it share, and its Fail state; entered by catchers only.
    Handler,
}

struct Writer {
    numbers: Numbers,
    named: usize,
    is_flat: bool,
}

const VERBS: [&str; 12] = [
    "Read",
    "Check",
    "Reserve",
    "Charge",
    "Pack",
    "Send",
    "Record",
    "Translate",
    "Resize",
    "Notify",
    "Approve",
    "Store",
];
const THINGS: [&str; 10] = [
    "order",
    "invoice",
    "stock",
    "parcel",
    "customer record",
    "image",
    "report",
    "shipment label",
    "manifest",
    "refund",
];

impl Writer {
    fn name(&mut self) -> String {
        self.named += 1;
        let (verb, thing) = (self.numbers.below(VERBS.len()), self.numbers.below(THINGS.len()));
        format!("{} {} {}", VERBS[verb], THINGS[thing], self.named)
    }

    fn machine(&mut self, count: usize, depth: usize) -> String {
        let blocks = self.blocks(count.max(1), depth);
        let mut states = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            // Handlers are passed by.
            let mut later = blocks[at + 1..].iter().filter(|block| block.kind != Kind::Handler);
            let next = later.next().map(|block| block.names[0].as_str());
            let further = later.nth(1).map(|block| block.names[0].as_str()).or(next);
            let handler = blocks[at..].iter().find(|block| block.kind == Kind::Handler);
            let handler = handler.map(|block| block.names[0].as_str());
            self.write(block, next, further, handler, depth, &mut states);
        }
        let start = &blocks[0].names[0];
        format!(r#"{{"StartAt":"{start}","States":{{{}}}}}"#, states.join(",\n"))
    }

    fn blocks(&mut self, count: usize, depth: usize) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut left = count;
        let mut since_handler = 0;
        while left > 0 {
            if since_handler >= 24 && left >= 4 {
                blocks.push(self.block(Kind::Handler, 2));
                left -= 2;
                since_handler = 0;
                continue;
            }
            let wanted = match self.numbers.below(16) {
                0..5 => Kind::Tasks,
                5 => Kind::Poll,
                6..9 => Kind::Ways,
                9 => Kind::Skip,
                10 => Kind::Again,
                11..14 if depth < 2 => Kind::Parallel,
                14.. if depth < 3 => Kind::Map,
                _ => Kind::Tasks,
            };
            let room = left.min(60);
            let (kind, size, inside) = match wanted {
                Kind::Poll if room > 4 => (Kind::Poll, 4, Vec::new()),
                Kind::Ways if room > 10 => (Kind::Ways, 1 + self.numbers.between(2, 7), Vec::new()),
                Kind::Skip if room > 6 => (Kind::Skip, 1, Vec::new()),
                Kind::Again if room > 3 => (Kind::Again, 2, Vec::new()),
                Kind::Parallel if !self.is_flat && room > 6 => {
                    let branches = self.numbers.between(2, 3);
                    let most = ((room - 2) / branches).clamp(1, 8 - 2 * depth);
                    let inside = (0..branches).map(|_| self.numbers.between(1, most)).collect();
                    (Kind::Parallel, 1, inside)
                }
                Kind::Map if !self.is_flat && room > 4 => {
                    let most = (room - 2).clamp(1, 9 - 2 * depth);
                    (Kind::Map, 1, vec![self.numbers.between(1, most)])
                }
                _ => (Kind::Tasks, self.numbers.between(1, 4).min(left), Vec::new()),
            };
            let taken = size + inside.iter().sum::<usize>();
            let mut block = self.block(kind, size);
            block.inside = inside;
            blocks.push(block);
            left -= taken;
            since_handler += taken;
        }
        blocks
    }

    fn block(&mut self, kind: Kind, size: usize) -> Block {
        Block { kind, names: (0..size).map(|_| self.name()).collect(), inside: Vec::new() }
    }

    fn write(
        &mut self,
        block: &Block,
        next: Option<&str>,
        further: Option<&str>,
        handler: Option<&str>,
        depth: usize,
        states: &mut Vec<String>,
    ) {
        let names = &block.names;
        let go = |to: Option<&str>| match to {
            Some(to) => format!(r#""Next":"{to}""#),
            None => r#""End":true"#.to_owned(),
        };
        let catch = |to: Option<&str>| match to {
            Some(to) => format!(r#""Catch":[{{"ErrorEquals":["States.ALL"],"Next":"{to}"}}],"#),
            None => String::new(),
        };
        let state = |states: &mut Vec<String>, name: &str, kind: &str, body: String| {
            states.push(format!(r#""{name}":{{"Type":"{kind}",{body}}}"#));
        };
        let resource = r#""Resource":"arn:aws:states:::lambda:invoke","#;
        let after = |at: usize| names.get(at + 1).map(String::as_str).or(next);
        match block.kind {
            Kind::Tasks => {
                for (at, name) in names.iter().enumerate() {
                    let chance = self.numbers.below(8);
                    let caught = if chance < 3 { catch(handler) } else { String::new() };
                    let kind = if chance == 7 { "Pass" } else { "Task" };
                    let resource = if chance == 7 { "" } else { resource };
                    state(states, name, kind, format!("{resource}{caught}{}", go(after(at))));
                }
            }
            Kind::Poll => {
                state(states, &names[0], "Task", format!("{resource}{}{}", catch(handler), go(after(0))));
                state(states, &names[1], "Wait", format!(r#""Seconds":30,{}"#, go(after(1))));
                state(states, &names[2], "Task", format!("{resource}{}", go(after(2))));
                let failed = handler.map_or(String::new(), |to| rule("FAILED", to) + ",");
                let done = next.unwrap_or(&names[2]);
                let rules = format!(r#""Choices":[{failed}{}],"Default":"{}""#, rule("SUCCEEDED", done), names[1]);
                state(states, &names[3], "Choice", rules);
            }
            Kind::Ways => {
                let ways = self.numbers.between(2, 4).min(names.len() - 1);
                let mut starts: Vec<usize> = (1..names.len()).collect();
                while starts.len() > ways {
                    let at = self.numbers.between(1, starts.len() - 1);
                    starts.remove(at);
                }
                let mut rules = String::new();
                for (number, start) in starts[1..].iter().enumerate() {
                    let _ = write!(rules, "{}{}", if number > 0 { "," } else { "" }, rule("A", &names[*start]));
                }
                if let (true, Some(next)) = (self.numbers.below(2) == 0, next) {
                    let _ = write!(rules, ",{}", rule("B", next));
                }
                let choices = format!(r#""Choices":[{rules}],"Default":"{}""#, names[starts[0]]);
                state(states, &names[0], "Choice", choices);
                for (at, name) in names.iter().enumerate().skip(1) {
                    let to = if starts.contains(&(at + 1)) { next } else { after(at) };
                    state(states, name, "Task", format!("{resource}{}", go(to)));
                }
            }
            Kind::Skip => {
                // Only planned where something follows.
                let (next, further) = (next.unwrap_or(&names[0]), further.or(next).unwrap_or(&names[0]));
                let rules = format!(r#""Choices":[{}],"Default":"{next}""#, rule("SKIP", further));
                state(states, &names[0], "Choice", rules);
            }
            Kind::Again => {
                state(states, &names[0], "Task", format!("{resource}{}", go(after(0))));
                let next = next.unwrap_or(&names[0]);
                let rules = format!(r#""Choices":[{}],"Default":"{next}""#, rule("AGAIN", &names[0]));
                state(states, &names[1], "Choice", rules);
            }
            Kind::Parallel => {
                let branches: Vec<String> = block.inside.iter().map(|count| self.machine(*count, depth + 1)).collect();
                let body = format!(r#""Branches":[{}],{}{}"#, branches.join(","), catch(handler), go(next));
                state(states, &names[0], "Parallel", body);
            }
            Kind::Map => {
                let inside = self.machine(block.inside[0], depth + 1);
                state(states, &names[0], "Map", format!(r#""ItemProcessor":{inside},{}"#, go(next)));
            }
            Kind::Handler => {
                state(states, &names[0], "Task", format!("{resource}{}", go(Some(&names[1]))));
                state(states, &names[1], "Fail", r#""Error":"Refused""#.to_owned());
            }
        }
    }
}

fn rule(value: &str, to: &str) -> String {
    format!(r#"{{"Variable":"$.status","StringEquals":"{value}","Next":"{to}"}}"#)
}
