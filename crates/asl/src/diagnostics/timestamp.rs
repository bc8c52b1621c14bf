//! Timestamps as the language has them: RFC 3339 with an upper case `T`, and an upper case `Z` or an offset.

/// Whether a text is such a timestamp, and a day and time that exist.
pub(crate) fn is_timestamp(text: &str) -> bool {
    parse(text).is_some()
}

/// The timestamp that was meant, where only the letters are wrong.
pub(crate) fn spelled(text: &str) -> Option<String> {
    let upper = text.trim().to_ascii_uppercase().replacen(' ', "T", 1);
    is_timestamp(&upper).then_some(upper)
}

fn parse(text: &str) -> Option<()> {
    let number = |from: usize, length: usize| -> Option<u32> {
        let digits = text.get(from..from + length)?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    let is = |at: usize, expected: u8| text.as_bytes().get(at) == Some(&expected);
    let (year, month, day) = (number(0, 4)?, number(5, 2)?, number(8, 2)?);
    let (hour, minute, second) = (number(11, 2)?, number(14, 2)?, number(17, 2)?);
    if !(is(4, b'-') && is(7, b'-') && is(10, b'T') && is(13, b':') && is(16, b':')) {
        return None;
    }
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    if day == 0 || day > days || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let mut rest = text.get(19..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        rest = &fraction[digits..];
    }
    match rest.as_bytes() {
        b"Z" => Some(()),
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            let two = |a: &u8, b: &u8| (a.is_ascii_digit() && b.is_ascii_digit()).then(|| (a - b'0') * 10 + (b - b'0'));
            (two(h1, h2)? <= 23 && two(m1, m2)? <= 59).then_some(())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn tells_timestamps_apart() {
        for good in
            ["2016-12-05T21:29:29Z", "2016-02-29T00:00:00.123Z", "2016-12-05T21:29:29+01:30", "2016-12-31T23:59:60Z"]
        {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in [
            "",
            "2016-12-05",
            "2016-13-05T21:29:29Z",
            "05-12-2016T21:29:29Z",
            "2016-12-05T25:29:29Z",
            "2016-12-05 21:29:29Z",
            "2016-12-05T21:29:29",
            "2015-02-29T00:00:00Z",
            "2016-12-05t21:29:29Z",
            "2016-12-05T21:29:29z",
            "2016-12-05T21:29:29.Z",
            "2016-12-05T21:29:29Zé",
            "2016-1é-05T21:29:29Z",
            "2016-12-05T21:29:29+1:00",
        ] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }
}
