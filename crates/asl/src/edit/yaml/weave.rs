//! What differs between the old and the new value, as splices of the YAML.

use super::super::Refusal;
use super::super::splice::{insert_child, remove_children};
use super::Weaver;
use super::geometry::{begins_line, column, line_end, line_start, next_line};
use crate::{Member, Node, Span, TextChange};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Above this many comparisons, lists are matched by their ends and places only.
const MAX_COMPARISONS: usize = 40_000;

type Done = Result<(), Refusal>;

/// Children of a block collection, as lines of the file.
struct Rows {
    /// Where each begins: its key or its dash.
    starts: Vec<usize>,
    /// Where the last line of each ends.
    ends: Vec<usize>,
    /// Where the lines begin that go with each when it goes.
    heads: Vec<usize>,
    removed: Vec<bool>,
    /// What comes behind each, or before the first; without indentation.
    added: BTreeMap<Option<usize>, Vec<String>>,
    column: usize,
}

/// Puts changes in order, and joins what is taken out twice; none where they are in each other's way.
pub(super) fn sorted(mut changes: Vec<TextChange>) -> Option<Vec<TextChange>> {
    changes.sort_by_key(|change| (change.span.start, change.span.end));
    let mut out: Vec<TextChange> = Vec::new();
    for change in changes {
        match out.last_mut() {
            Some(last) if last.span.end > change.span.start => {
                if !last.insert.is_empty() || !change.insert.is_empty() {
                    return None;
                }
                last.span.end = last.span.end.max(change.span.end);
            }
            Some(_) | None => out.push(change),
        }
    }
    Some(out)
}

fn same(old: Node<'_>, new: Node<'_>) -> bool {
    old.text() == new.text() || (old.kind() == new.kind() && old.to_value() == new.to_value())
}

impl<'a> Weaver<'a> {
    pub(super) fn changes(&self, old: Node<'a>, new: Node<'_>) -> Result<Vec<TextChange>, Refusal> {
        let mut changes = Vec::new();
        self.value(old, new, false, &mut changes)?;
        if self.converts {
            changes = sorted(changes)
                .ok_or_else(|| self.refuse("a layout in which the changes would overlap", old.span().start))?;
            self.keep_comments(&mut changes);
        }
        sorted(changes).ok_or_else(|| self.refuse("a layout in which the changes would overlap", old.span().start))
    }

    /// Makes an old value mean what the new one does. `flow` says whether it stands inside brackets.
    pub(super) fn value(&self, old: Node<'a>, new: Node<'_>, flow: bool, out: &mut Vec<TextChange>) -> Done {
        if old.text() == new.text() {
            return Ok(());
        }
        let start = old.span().start;
        if self.is_alias(old) {
            return Err(self.refuse("an alias (*…), which stands for a text elsewhere", start));
        }
        let filled = old.children().next().is_some() && new.children().next().is_some();
        if filled && old.is_object() && new.is_object() {
            if self.is_flow(old) { self.flow_object(old, new, out) } else { self.block_object(old, new, out) }
        } else if filled && old.is_array() && new.is_array() {
            if self.is_flow(old) { self.flow_array(old, new, out) } else { self.block_array(old, new, out) }
        } else if same(old, new) {
            Ok(())
        } else {
            self.replace(old, new, flow, out)
        }
    }

    /// Writes a value of another kind, or another scalar, where one stands.
    fn replace(&self, old: Node<'a>, new: Node<'_>, flow: bool, out: &mut Vec<TextChange>) -> Done {
        let span = old.span();
        if let Some(property) = self.property(old) {
            return Err(self.refuse(format!("{property} before the value"), span.start));
        }
        if flow {
            if span.is_empty() {
                return Err(self.refuse("a key without a value in brackets", span.start));
            }
            let json = self.text[span.range()].starts_with('"');
            out.push(TextChange::new(span, self.flow(new, json, 0)?));
            return Ok(());
        }
        let end = self.value_end(old).max(span.start);
        let own = &self.text[span.range()];
        let like = own.bytes().next();
        if own.starts_with(['|', '>']) && own.lines().next().is_some_and(|header| header.contains(" #")) {
            return Err(self.refuse("a comment behind \"|\" or \">\"", span.start));
        }
        let behind_is_empty = self.text[end..line_end(self.text, end)].trim().is_empty();
        let Some(member) = old.member() else {
            let Some(list) = old.parent() else { return Err(self.refuse("the whole file's value", span.start)) };
            let dash = column(self.text, list.span().start);
            let place = Span::new(span.start, end);
            let text = if self.is_block(new) {
                self.block(new, dash + 2, None, 0)?
            } else {
                self.one_line(new, dash, like, behind_is_empty)?
            };
            out.push(self.fill(place, text));
            return Ok(());
        };
        let key = member.key_span();
        let key_column = column(self.text, key.start);
        let Some(colon) = self.text[key.end..].find(':').map(|at| key.end + at + 1) else {
            return Err(self.refuse("a key without a colon", key.start));
        };
        let begins_here = colon > span.start || !self.text[colon..span.start].contains('\n');
        let stays_flow = own.starts_with(['{', '[']) && !own.contains('\n') && new.children().next().is_some();
        let block = self.is_block(new) && !stays_flow;
        let lines = || -> Result<String, Refusal> {
            let inner = key_column + if new.is_array() { self.layout.dash } else { self.layout.unit };
            let text = self.block(new, inner, Some(&member.key()), 0)?;
            Ok(format!("{}{}{text}", self.layout.newline, " ".repeat(inner)))
        };
        match (begins_here, block) {
            (true, false) => {
                let text = self.one_line(new, key_column, like, behind_is_empty)?;
                out.push(self.fill(Span::new(span.start, end), text));
            }
            (true, true) => {
                let line = line_end(self.text, end);
                if behind_is_empty {
                    out.push(TextChange::new(Span::new(colon, line), lines()?));
                } else {
                    out.push(TextChange::new(Span::new(colon, end.max(colon)), ""));
                    out.push(TextChange::new(Span::at(line), lines()?));
                }
            }
            (false, block) => {
                let line = line_end(self.text, colon);
                let gone = Span::new(line, end);
                if block {
                    out.push(TextChange::new(gone, lines()?));
                } else {
                    let nothing_else = self.text[colon..line].trim().is_empty() && behind_is_empty;
                    let text = self.one_line(new, key_column, None, nothing_else)?;
                    out.push(TextChange::new(Span::at(colon), format!(" {text}")));
                    out.push(TextChange::new(gone, ""));
                }
            }
        }
        Ok(())
    }

    /// A value that begins on a line; only where nothing else stands on that line may it take further ones.
    fn one_line(&self, new: Node<'_>, own: usize, like: Option<u8>, alone: bool) -> Result<String, Refusal> {
        match new.as_str() {
            Some(_) if alone => self.inline(new, own, like),
            Some(value) => Ok(super::scalar::text(&value, &self.layout, false, like)),
            None => self.flow(new, false, 0),
        }
    }

    /// Puts a text where a value stands, with blanks around it where the value was nothing at all.
    fn fill(&self, place: Span, mut text: String) -> TextChange {
        if place.is_empty() {
            if !self.text[..place.start].ends_with([' ', '\n']) {
                text.insert(0, ' ');
            }
            if !self.text[place.start..].starts_with([' ', '\n', '\r']) && place.start < self.text.len() {
                text.push(' ');
            }
        }
        TextChange::new(place, text)
    }

    /// The number of the old member for each that the new object keeps, and what is renamed.
    fn matches<'n>(
        &self,
        old: &[Member<'a>],
        new: &[Member<'n>],
    ) -> Result<(HashMap<usize, usize>, BTreeSet<usize>), Refusal> {
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for (at, member) in old.iter().enumerate() {
            if by_key.insert(member.key().into_owned(), at).is_some() {
                return Err(self.refuse("a key that stands twice", member.key_span().start));
            }
        }
        // From the new object's numbers to the old one's.
        let mut pairs: HashMap<usize, usize> = HashMap::new();
        for (at, member) in new.iter().enumerate() {
            if let Some(of) = by_key.remove(&*member.key()) {
                pairs.insert(at, of);
            }
        }
        let gone: BTreeSet<usize> = by_key.into_values().collect();
        let mut renamed = BTreeSet::new();
        if self.converts {
            self.converted(old, new, &gone, &mut pairs, &mut renamed);
        }
        for (at, member) in new.iter().enumerate().filter(|(at, _)| !pairs.contains_key(at)).collect::<Vec<_>>() {
            let of = match &self.renamed {
                Some((from, to)) if member.key() == to.as_str() => {
                    gone.iter().copied().find(|of| old[*of].key() == from.as_str())
                }
                // One plain field in another's place, as End for Next.
                Some(_) | None => gone.get(&at).copied().filter(|of| {
                    Self::is_scalar(old[*of].value())
                        && Self::is_scalar(member.value())
                        && !self.is_alias(old[*of].value())
                }),
            };
            if let Some(of) = of.filter(|of| !renamed.contains(of)) {
                pairs.insert(at, of);
                renamed.insert(of);
            }
        }
        Ok((pairs, renamed))
    }

    fn block_object(&self, old: Node<'a>, new: Node<'_>, out: &mut Vec<TextChange>) -> Done {
        let old_members: Vec<Member<'a>> = old.members().collect();
        let new_members: Vec<Member<'_>> = new.members().collect();
        let (pairs, renamed) = self.matches(&old_members, &new_members)?;
        let within = old.member().map(|member| member.key().into_owned());
        let kept: HashMap<usize, usize> = pairs.iter().map(|(at, of)| (*of, *at)).collect();
        // The members that have lines of their own here; those of merge keys do not.
        let rows: Vec<usize> = (0..old_members.len()).filter(|of| !self.is_merged(old_members[*of].value())).collect();
        let row_of = |of: usize| rows.binary_search(&of).ok();
        let own_column = rows.first().map_or_else(
            || column(self.text, old.span().start),
            |of| column(self.text, old_members[*of].key_span().start),
        );

        let mut overridden = BTreeSet::new();
        for (of, member) in old_members.iter().enumerate() {
            let merged = row_of(of).is_none();
            match kept.get(&of) {
                None if merged => {
                    let message = "a merge key (<<), which brings the field that would go";
                    return Err(self.refuse(message, member.key_span().start));
                }
                Some(at) if merged && !same(member.value(), new_members[*at].value()) => {
                    overridden.insert(*at);
                }
                Some(at) if !merged => {
                    if renamed.contains(&of) {
                        if column(self.text, member.key_span().start) != own_column {
                            return Err(self.refuse("a layout", member.key_span().start));
                        }
                        out.push(self.key_change(member.value(), &new_members[*at].key())?);
                    }
                    self.value(member.value(), new_members[*at].value(), false, out)?;
                }
                Some(_) | None => {}
            }
        }
        let removed: Vec<bool> = rows.iter().map(|of| !kept.contains_key(of)).collect();
        let mut added: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
        let mut behind = None;
        for (at, member) in new_members.iter().enumerate() {
            match pairs.get(&at).and_then(|of| row_of(*of)) {
                Some(row) => behind = Some(row),
                None if pairs.contains_key(&at) && !overridden.contains(&at) => {}
                None => {
                    let text = self.member(&member.key(), member.value(), own_column, within.as_deref(), 0)?;
                    added.entry(behind).or_default().push(text);
                }
            }
        }
        if added.is_empty() && !removed.contains(&true) {
            return Ok(());
        }
        let Some(_) = rows.first() else {
            // Only merge keys stand here; what is added goes below them.
            let line = line_end(self.text, old.span().end);
            let text: String = added.values().flatten().map(|text| self.line_of(text, own_column)).collect();
            out.push(TextChange::new(Span::at(line), text));
            return Ok(());
        };
        let starts: Vec<usize> = rows.iter().map(|of| old_members[*of].key_span().start).collect();
        let ends = rows.iter().map(|of| self.extent_end(old_members[*of].value(), own_column)).collect();
        let heads = rows
            .iter()
            .zip(&starts)
            .map(|(of, start)| {
                let moves = within.as_deref() == Some("States")
                    && self.sources.get(&*old_members[*of].key()).is_some_and(|source| !source.copy);
                if moves { self.comments_above(*start) } else { line_start(self.text, *start) }
            })
            .collect();
        self.rows(Rows { starts, ends, heads, removed, added, column: own_column }, out)
    }

    fn block_array(&self, old: Node<'a>, new: Node<'_>, out: &mut Vec<TextChange>) -> Done {
        let (old_items, new_items): (Vec<_>, Vec<_>) = (old.items().collect(), new.items().collect());
        let own_column = column(self.text, old.span().start);
        let starts = self.dashes(old)?;
        let ends = old_items.iter().map(|item| self.extent_end(*item, own_column)).collect();
        let heads = starts.iter().map(|start| line_start(self.text, *start)).collect();
        let mut removed = vec![true; old_items.len()];
        let mut added: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
        let mut behind = None;
        for (of, at) in aligned(&old_items, &new_items) {
            match (of, at) {
                (Some(of), Some(at)) => {
                    self.value(old_items[of], new_items[at], false, out)?;
                    removed[of] = false;
                    behind = Some(of);
                }
                (None, Some(at)) => added.entry(behind).or_default().push(self.item(new_items[at], own_column, 0)?),
                (Some(_) | None, None) => {}
            }
        }
        self.rows(Rows { starts, ends, heads, removed, added, column: own_column }, out)
    }

    fn line_of(&self, text: &str, own: usize) -> String {
        format!("{}{}{text}", self.layout.newline, " ".repeat(own))
    }

    /// Takes lines out and puts lines in.
    fn rows(&self, mut rows: Rows, out: &mut Vec<TextChange>) -> Done {
        let text = self.text;
        let Some(&first) = rows.starts.first() else { return Ok(()) };
        let newline = self.layout.newline;
        let pad = " ".repeat(rows.column);
        if let Some(row) = (1..rows.starts.len()).find(|row| !begins_line(text, rows.starts[*row])) {
            return Err(self.refuse("a line with several fields", rows.starts[row]));
        }
        let before_all = rows.added.remove(&None).unwrap_or_default();
        let mut row = 0;
        if rows.removed[0] {
            if begins_line(text, first) {
                let to = next_line(text, rows.ends[0]);
                let lines = before_all.iter().map(|line| format!("{pad}{line}{newline}")).collect::<String>();
                out.push(self.cut(rows.heads[0], to, lines));
                row = 1;
            } else {
                // It begins on the line of a dash or a key, which the next takes over.
                let run = rows.removed.iter().take_while(|removed| **removed).count();
                let gap = format!("{newline}{pad}");
                if run == rows.removed.len() {
                    out.push(TextChange::new(Span::new(first, rows.ends[run - 1]), before_all.join(&gap)));
                } else {
                    let next = next_line(text, rows.ends[run - 1]);
                    let blanks = text[next..].bytes().take_while(|byte| *byte == b' ').count();
                    let lines = before_all.iter().map(|line| format!("{line}{gap}")).collect::<String>();
                    out.push(TextChange::new(Span::new(first, next + blanks), lines));
                }
                row = run;
            }
        } else if !before_all.is_empty() {
            // The comments above the first are its own, except those that the file begins with.
            let head = if begins_line(text, first) { self.comments_above(first) } else { first };
            if head < line_start(text, first) && head > line_start(text, 0) {
                let lines = before_all.iter().map(|line| format!("{pad}{line}{newline}")).collect::<String>();
                out.push(TextChange::new(Span::at(head), lines));
            } else {
                let lines = before_all.iter().map(|line| format!("{line}{newline}{pad}")).collect::<String>();
                out.push(TextChange::new(Span::at(first), lines));
            }
        }
        for row in row..rows.starts.len() {
            if rows.removed[row] {
                out.push(self.cut(rows.heads[row], next_line(text, rows.ends[row]), String::new()));
            }
        }
        for (behind, lines) in rows.added {
            let at = behind.map_or(first, |row| rows.ends[row]);
            let lines = lines.iter().map(|line| self.line_of(line, rows.column)).collect::<String>();
            out.push(TextChange::new(Span::at(at), lines));
        }
        Ok(())
    }

    /// Whole lines go. Where the file's last line goes and had no line break, the one before gives up its own.
    fn cut(&self, from: usize, to: usize, mut instead: String) -> TextChange {
        let mut from = from;
        if to == self.text.len() && !self.text.ends_with('\n') {
            if instead.is_empty() {
                from = from.checked_sub(1).map_or(0, |before| line_end(self.text, line_start(self.text, before)));
            } else {
                instead.truncate(instead.trim_end_matches(['\r', '\n']).len());
            }
        }
        TextChange::new(Span::new(from, to), instead)
    }

    /// Whether children of a collection in brackets can come and go: not where comments stand between them.
    fn plain_brackets(&self, old: Node<'a>) -> Done {
        let mut at = old.span().start;
        let mut children = old.children().map(|child| {
            let key = child.member().map_or(child.span(), |member| member.span());
            (child, key)
        });
        let refused = children.find_map(|(child, span)| {
            if self.is_merged(child) {
                return Some(("a merge key (<<) in brackets", span.start));
            }
            let between = self.text.get(at..span.start).unwrap_or("#");
            at = span.end;
            between.contains('#').then_some(("a comment inside brackets", span.start))
        });
        let refused = refused.or_else(|| {
            self.text
                .get(at..old.span().end)
                .is_none_or(|rest| rest.contains('#'))
                .then_some(("a comment inside brackets", at))
        });
        refused.map_or(Ok(()), |(construct, at)| Err(self.refuse(construct, at)))
    }

    fn flow_object(&self, old: Node<'a>, new: Node<'_>, out: &mut Vec<TextChange>) -> Done {
        let old_members: Vec<Member<'a>> = old.members().collect();
        let new_members: Vec<Member<'_>> = new.members().collect();
        let (pairs, renamed) = self.matches(&old_members, &new_members)?;
        let kept: HashMap<usize, usize> = pairs.iter().map(|(at, of)| (*of, *at)).collect();
        let removed: BTreeSet<usize> = (0..old_members.len()).filter(|of| !kept.contains_key(of)).collect();
        if pairs.len() < new_members.len() || !removed.is_empty() {
            self.plain_brackets(old)?;
        }
        if kept.is_empty() {
            return self.replace(old, new, true, out);
        }
        for (of, at) in &kept {
            let member = old_members[*of];
            if renamed.contains(of) {
                out.push(self.key_change(member.value(), &new_members[*at].key())?);
            }
            self.value(member.value(), new_members[*at].value(), true, out)?;
        }
        out.extend(remove_children(old, &removed));
        let json = old_members.first().is_some_and(|member| self.text[member.key_span().range()].starts_with('"'));
        let mut added: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
        let mut behind = None;
        for (at, member) in new_members.iter().enumerate() {
            if let Some(of) = pairs.get(&at) {
                behind = Some(*of);
                continue;
            }
            let key = member.key();
            if self.sources.contains_key(&*key) {
                let message = "a collection in brackets ({…}) that a state would have to move into or out of";
                return Err(self.refuse(message, old.span().start));
            }
            let key = if json { crate::quote(&key) } else { super::scalar::text(&key, &self.layout, true, None) };
            added.entry(behind).or_default().push(format!("{key}: {}", self.flow(member.value(), json, 0)?));
        }
        self.put_in_brackets(old, added, out);
        Ok(())
    }

    fn flow_array(&self, old: Node<'a>, new: Node<'_>, out: &mut Vec<TextChange>) -> Done {
        let (old_items, new_items): (Vec<_>, Vec<_>) = (old.items().collect(), new.items().collect());
        if old_items.len() != new_items.len() {
            self.plain_brackets(old)?;
        }
        let json = self.text[old.span().range()].contains('"');
        let mut gone = BTreeSet::new();
        let mut added: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
        let mut behind = None;
        for (of, at) in aligned(&old_items, &new_items) {
            match (of, at) {
                (Some(of), Some(at)) => {
                    self.value(old_items[of], new_items[at], true, out)?;
                    behind = Some(of);
                }
                (Some(of), None) => {
                    gone.insert(of);
                }
                (None, Some(at)) => added.entry(behind).or_default().push(self.flow(new_items[at], json, 0)?),
                (None, None) => {}
            }
        }
        if !gone.is_empty() || !added.is_empty() {
            self.plain_brackets(old)?;
        }
        out.extend(remove_children(old, &gone));
        self.put_in_brackets(old, added, out);
        Ok(())
    }

    /// Puts children into brackets, in the way the others stand there.
    fn put_in_brackets(&self, old: Node<'a>, added: BTreeMap<Option<usize>, Vec<String>>, out: &mut Vec<TextChange>) {
        let style = self.flow_style();
        for (behind, texts) in added {
            let mut joined: Option<TextChange> = None;
            for text in texts {
                let change = insert_child(self.text, old, &style, behind, |_, _| text);
                match &mut joined {
                    Some(first) => first.insert.push_str(&change.insert),
                    None => joined = Some(change),
                }
            }
            out.extend(joined);
        }
    }
}

/// Which old item becomes which new one: what is equal stays, what stands between is matched in its order.
fn aligned(old: &[Node<'_>], new: &[Node<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let head = old.iter().zip(new).take_while(|(a, b)| same(**a, **b)).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| same(**a, **b)).count();
    let (n, m) = (old.len() - tail - head, new.len() - tail - head);
    let mut equal: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if n.saturating_mul(m) <= MAX_COMPARISONS {
        // The longest common subsequence of the middle.
        let width = m + 1;
        let mut longest = vec![0_usize; (n + 1) * width];
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                longest[i * width + j] = if same(old[head + i], new[head + j]) {
                    longest[(i + 1) * width + j + 1] + 1
                } else {
                    longest[(i + 1) * width + j].max(longest[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < n && j < m {
            if same(old[head + i], new[head + j]) {
                equal.push((head + i, head + j));
                (i, j) = (i + 1, j + 1);
            } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    equal.extend((0..tail).map(|at| (old.len() - tail + at, new.len() - tail + at)));
    equal.push((old.len(), new.len()));
    let mut all = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in equal {
        while i < next_i && j < next_j {
            all.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        }
        all.extend((i..next_i).map(|of| (Some(of), None)));
        all.extend((j..next_j).map(|at| (None, Some(at))));
        if next_i < old.len() && next_j < new.len() {
            all.push((Some(next_i), Some(next_j)));
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    all
}
