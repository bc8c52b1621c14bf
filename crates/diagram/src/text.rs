//! How wide a text is, and how it is made to fit.

/// Advance widths of Inter's printable ASCII characters (U+0020 to U+007E) in thousandths of the type size, regular and
/// medium. Read from the fonts in `fonts/`; a test holds them against the fonts.
const ASCII: [(u16, u16); 95] = include!("text_widths.in");

/// A typeface that widths are known of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Inter, weight 400.
    Regular,
    /// Inter, weight 500.
    Medium,
    /// JetBrains Mono, weight 400.
    Mono,
}

/// The width of `text` in pixels, set in `face` at `size` pixels.
///
/// Exact but for kerning in printable ASCII; other scripts are taken as 0.62 of the size a character, wide ones (CJK,
/// emoji) as 1.05, so that a shortened text is too short rather than too long.
pub fn width(text: &str, face: Face, size: f64) -> f64 {
    text.chars().map(|character| advance(character, face)).sum::<f64>() * size
}

fn advance(character: char, face: Face) -> f64 {
    let code = character as u32;
    if face == Face::Mono && code < 0x1100 {
        return 0.6;
    }
    let known = code.checked_sub(0x20).and_then(|at| ASCII.get(at as usize));
    match (known, face) {
        (Some((regular, _)), Face::Regular | Face::Mono) => f64::from(*regular) / 1000.0,
        (Some((_, medium)), Face::Medium) => f64::from(*medium) / 1000.0,
        (None, _) if code < 0x1100 => 0.62,
        (None, _) if (0x2010..0x2040).contains(&code) => 0.7,
        (None, _) => 1.05,
    }
}

/// `text` on one line, shortened in the middle to fit `room` pixels: `Release st…ry payment`.
///
/// Control characters and line breaks become spaces. Where not even one character fits, the answer is `…`.
pub fn fit(text: &str, face: Face, size: f64, room: f64) -> String {
    // No more is looked at than could ever fit: names may be megabytes long.
    let longest = (room / (size * 0.2)).max(1.0) as usize + 2;
    let mut head: Vec<char> = text.chars().take(longest).map(on_one_line).collect();
    let is_whole = text.chars().nth(longest).is_none();
    let whole: String = head.iter().collect();
    if is_whole && width(&whole, face, size) <= room {
        return whole;
    }
    let mut tail: Vec<char> = text.chars().rev().take(longest).map(on_one_line).collect();
    if is_whole {
        let half = head.len().div_ceil(2);
        tail.truncate(head.len() - half);
        head.truncate(half);
    }
    let total = |characters: &[char]| characters.iter().map(|c| advance(*c, face)).sum::<f64>() * size;
    let (mut head_width, mut tail_width) = (total(&head), total(&tail));
    let room = room - advance('…', face) * size;
    while head_width + tail_width > room {
        let (part, part_width) =
            if tail.len() >= head.len() { (&mut tail, &mut tail_width) } else { (&mut head, &mut head_width) };
        match part.pop() {
            Some(character) => *part_width -= advance(character, face) * size,
            None => break,
        }
    }
    while head.last() == Some(&' ') {
        head.pop();
    }
    while tail.last() == Some(&' ') {
        tail.pop();
    }
    head.into_iter().chain(['…']).chain(tail.into_iter().rev()).collect()
}

fn on_one_line(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg;

    #[test]
    fn widths_are_the_fonts_own() {
        for (face, weight, family) in
            [(Face::Regular, 400, "Inter"), (Face::Medium, 500, "Inter"), (Face::Mono, 400, "JetBrains Mono")]
        {
            for text in ["Check stock and risk", "lambda:invoke", "0123456789", "$.states[0] == \"Z\"", "WAVE illicit"]
            {
                let svg = format!(
                    "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='50'><text x='0' y='30' \
                     font-family='{family}' font-weight='{weight}' font-size='100'>{}</text></svg>",
                    text.replace('"', "&quot;")
                );
                let mut options = usvg::Options::default();
                let fonts = [crate::svg::INTER_REGULAR, crate::svg::INTER_MEDIUM, crate::svg::MONO];
                fonts.iter().for_each(|font| options.fontdb_mut().load_font_data(font.to_vec()));
                let tree = usvg::Tree::from_str(&svg, &options).unwrap();
                // The box is that of the ink, which is a little narrower than the advance.
                let ink = f64::from(tree.root().abs_bounding_box().width());
                let ours = width(text, face, 100.0);
                assert!((ours - ink).abs() < 0.04 * ours, "{text} {face:?}: {ours} and {ink}");
            }
        }
    }

    #[test]
    fn what_fits_stays_and_what_does_not_loses_its_middle() {
        assert_eq!(fit("Record", Face::Regular, 12.0, 100.0), "Record");
        assert_eq!(fit("Release stock and retry payment", Face::Medium, 13.0, 150.0), "Release st…ry payment");
        assert_eq!(fit("a\nb\u{1}c", Face::Regular, 12.0, 100.0), "a b c");
        assert_eq!(fit("anything", Face::Regular, 12.0, 0.0), "…");
        assert_eq!(fit("", Face::Regular, 12.0, 10.0), "");
        for room in [5.0, 20.0, 33.3, 80.0] {
            for text in ["流れを作るステートマシン", "ßüöä€ñ ÅÉÎ", "🎈🎈🎈🎈🎈🎈", &"x".repeat(100_000)]
            {
                let short = fit(text, Face::Regular, 12.0, room);
                assert!(width(&short, Face::Regular, 12.0) <= room.max(12.0), "{short}");
            }
        }
    }
}
