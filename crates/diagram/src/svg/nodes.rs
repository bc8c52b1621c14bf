//! Boxes: cards, frames and pills.

use std::fmt::Write as _;

use stepwell_asl::StateType;

use super::{Area, Out, Px, Status, escape_into, icon};
use crate::measure::FRAME_HEADER;
use crate::model::{Badge, NodeKind, PlacedNode};
use crate::text::{Face, fit, width};

impl Out<'_> {
    /// Shadow, fill and border of a card or frame.
    pub(super) fn surface(&mut self, node: &PlacedNode, fill: &str) {
        let meaning = self.status(node).map(|status| (status, status.meaning(self.palette)));
        let (fill, border) = match &meaning {
            Some((_, meaning)) => (meaning.soft, meaning.line),
            None => (fill, self.palette.border),
        };
        let (x, y, w, h) = (node.x, node.y, node.width, node.height);
        if node.kind == NodeKind::State {
            let area = Area { x: x - 0.5, y: y + 1.0, width: w + 1.0, height: h + 0.5, radius: 8.5 };
            self.box_of(area, self.palette.shadow, " fill-opacity=\"0.06\"");
        }
        let running = match meaning {
            Some((Status::Running, meaning)) => {
                format!(" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"6 4\"", meaning.solid)
            }
            Some((Status::Failed, meaning)) => format!(" stroke=\"{}\" stroke-width=\"1.5\"", meaning.solid),
            _ => format!(" stroke=\"{border}\""),
        };
        self.box_of(inset(node, 0.0, 8.0), fill, &running);
    }

    pub(super) fn status_disc(&mut self, node: &PlacedNode, x: f64, y: f64) {
        let Some(status) = self.status(node) else { return };
        let meaning = status.meaning(self.palette);
        let (solid, on) = (meaning.solid, meaning.on);
        let _ = writeln!(
            self.text,
            "<circle cx=\"{}\" cy=\"{}\" r=\"8\" fill=\"{solid}\"><title>{}</title></circle>",
            Px(x),
            Px(y),
            status.word()
        );
        self.icon(x - 8.0, y - 8.0, 16.0, icon::status(status), on);
    }

    /// Badges from the right end to the left. Returns the width they take.
    pub(super) fn badges(&mut self, node: &PlacedNode, right: f64, middle: f64) -> f64 {
        let mut x = right;
        for badge in node.badges.iter().rev() {
            let words = match badge {
                Badge::Retry(count) | Badge::Catch(count) => count.to_string(),
                Badge::Timeout => String::new(),
                Badge::Token => "token".to_owned(),
                Badge::Concurrency(words) => fit(words, Face::Regular, 11.0, 90.0),
            };
            let path = icon::badge(badge);
            let icon_width = if path.is_empty() { 0.0 } else { 11.0 };
            let words_width = width(&words, Face::Regular, 11.0);
            let gap = if icon_width > 0.0 && words_width > 0.0 { 3.0 } else { 0.0 };
            let badge_width = 5.0 + icon_width + gap + words_width + 5.0;
            let left = x - badge_width;
            let area = Area { x: left, y: middle - 9.0, width: badge_width, height: 18.0, radius: 4.0 };
            self.box_of(area, self.palette.control, "");
            if icon_width > 0.0 {
                self.icon(left + 5.0, middle - 5.5, 11.0, path, self.palette.text_3);
            }
            let fill = self.palette.text_2;
            self.words(left + 5.0 + icon_width + gap, middle + 4.0, &words, fill, " font-size=\"11\"");
            x = left - 4.0;
        }
        right - x
    }

    pub(super) fn title_tip(&mut self, node: &PlacedNode) {
        // Screen readers and hovering hands get the whole name.
        self.text.push_str("<title>");
        escape_into(&mut self.text, &fit(&node.title, Face::Regular, 1.0, 400.0));
        self.text.push_str("</title>");
    }

    pub(super) fn card(&mut self, node: &PlacedNode) {
        self.text.push_str("<g>");
        self.title_tip(node);
        self.surface(node, self.palette.card);
        let (x, y) = (node.x, node.y);
        let (ink, ground) = match &node.service {
            Some(service) => self.palette.family(service.family),
            None => (self.palette.text_2, self.palette.control),
        };
        self.box_of(Area { x: x + 12.0, y: y + 12.0, width: 32.0, height: 32.0, radius: 6.0 }, ground, "");
        match &node.service {
            Some(service) => {
                let letters = fit(&service.letters, Face::Medium, 12.0, 28.0);
                let more = " font-weight=\"500\" text-anchor=\"middle\"";
                self.words(x + 28.0, y + 32.3, &letters, ink, more);
            }
            None => self.icon(x + 20.0, y + 20.0, 16.0, icon::state(node.state_type), ink),
        }
        let status_room = if self.status(node).is_some() { 24.0 } else { 0.0 };
        let right = x + node.width - 10.0;
        let title = fit(&node.title, Face::Medium, 13.0, right - x - 54.0 - status_room);
        let text = self.palette.text;
        self.words(x + 54.0, y + 24.5, &title, text, " font-size=\"13\" font-weight=\"500\"");
        self.status_disc(node, right - 8.0, y + 20.0);
        let taken = self.badges(node, right, y + 38.0);
        let subtitle = fit(&node.subtitle, Face::Regular, 12.0, right - x - 54.0 - taken);
        let text_2 = self.palette.text_2;
        self.words(x + 54.0, y + 42.0, &subtitle, text_2, "");
        for (place, rule) in node.rules.iter().enumerate() {
            let top = y + rule.y;
            let line = self.palette.line;
            let _ = writeln!(
                self.text,
                "<path d=\"M{} {}h{}\" stroke=\"{line}\"/>",
                Px(x + 1.0),
                Px(top + 0.5),
                Px(node.width - 2.0)
            );
            let number = match rule.index {
                Some(_) => (place + 1).to_string(),
                None => "–".to_owned(),
            };
            let (text_2, text_3) = (self.palette.text_2, self.palette.text_3);
            self.words(x + 19.0, top + 18.5, &number, text_3, " text-anchor=\"middle\"");
            let label = fit(&rule.label, Face::Regular, 12.0, node.width - 36.0 - 14.0);
            self.words(x + 36.0, top + 18.5, &label, text_2, "");
        }
        self.text.push_str("</g>\n");
    }

    pub(super) fn pill(&mut self, node: &PlacedNode) {
        let meaning = self.status(node).map(|status| status.meaning(self.palette));
        let (fill, border, text) = match meaning {
            Some(meaning) => (meaning.soft, meaning.line, meaning.text),
            None => (self.palette.card, self.palette.border, self.palette.text_2),
        };
        let stroke = format!(" stroke=\"{border}\"");
        self.box_of(inset(node, 0.0, 11.5), fill, &stroke);
        let more = " font-weight=\"500\" text-anchor=\"middle\"";
        self.words(node.x + node.width / 2.0, node.y + 16.3, &node.title, text, more);
    }

    pub(super) fn frame(&mut self, node: &PlacedNode) {
        let (x, y, w) = (node.x, node.y, node.width);
        let is_map = node.state_type == Some(StateType::Map);
        let (frame, border) = (self.palette.frame, self.palette.border);
        if is_map {
            for step in [6.0, 3.0] {
                let stroke = format!(" stroke=\"{border}\"");
                self.box_of(inset(node, step, 8.0), frame, &stroke);
            }
        }
        self.text.push_str("<g>");
        self.title_tip(node);
        self.surface(node, frame);
        if !is_map {
            // The bar's lower corners lie under nothing, so that only its line is needed.
            let bar = self.status(node).map_or(self.palette.frame_bar, |status| status.meaning(self.palette).line);
            let _ = writeln!(
                self.text,
                "<path d=\"M{} {}h{}\" stroke=\"{bar}\"/>",
                Px(x + 1.0),
                Px(y + FRAME_HEADER - 0.5),
                Px(w - 2.0)
            );
        }
        let (text, text_2, icon_ink) = (self.palette.text, self.palette.text_2, self.palette.text_2);
        self.icon(x + 12.0, y + 8.5, 16.0, icon::state(node.state_type), icon_ink);
        let middle = y + FRAME_HEADER / 2.0;
        let mut right = x + w - 12.0;
        if self.status(node).is_some() {
            self.status_disc(node, right - 8.0, middle);
            right -= 24.0;
        }
        right -= self.badges(node, right, middle);
        let subtitle_width = if is_map { 0.0 } else { width(&node.subtitle, Face::Regular, 12.0) + 10.0 };
        let room = right - x - 38.0;
        let title = fit(&node.title, Face::Medium, 13.0, room - subtitle_width.min(room / 2.0));
        self.words(x + 36.0, middle + 4.6, &title, text, " font-size=\"13\" font-weight=\"500\"");
        if is_map {
            let words = node.subtitle.as_str();
            let (head, code) = match words.strip_prefix("each of ") {
                Some(code) if code.starts_with(['$', '{', '[']) => ("each of", code),
                _ => (words, ""),
            };
            self.words(x + 14.0, y + FRAME_HEADER + 14.5, head, text_2, "");
            let from = x + 14.0 + width(head, Face::Regular, 12.0) + 5.0;
            let code = fit(code, Face::Mono, 11.5, x + w - 14.0 - from);
            let more = " font-size=\"11.5\" font-family=\"'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, \
                        monospace\"";
            let ink = self.palette.code;
            self.words(from, y + FRAME_HEADER + 14.5, &code, ink, more);
        } else {
            let from = x + 36.0 + width(&title, Face::Medium, 13.0) + 10.0;
            let subtitle = fit(&node.subtitle, Face::Regular, 12.0, right - from);
            if right > from {
                self.words(from, middle + 4.4, &subtitle, text_2, "");
            }
        }
        self.text.push_str("</g>\n");
    }

    /// In a Map, a Parallel state or a branch without anything inside.
    pub(super) fn no_states(&mut self, node: &PlacedNode) {
        let y = match node.kind {
            NodeKind::Branch => node.y + 32.0,
            _ => node.y + node.height - 34.0,
        };
        let text_3 = self.palette.text_3;
        self.words(node.x + node.width / 2.0, y, "no states yet", text_3, " text-anchor=\"middle\"");
    }
}

/// A node's box, moved by `shift`, its border's middle half a pixel inside so that the border is sharp.
fn inset(node: &PlacedNode, shift: f64, radius: f64) -> Area {
    let (x, y) = (node.x + 0.5 + shift, node.y + 0.5 + shift);
    Area { x, y, width: node.width - 1.0, height: node.height - 1.0, radius }
}
