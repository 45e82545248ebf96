//! Moments in UTC out of text: 100 nanosecond ticks since 1970.

/// Ticks of 100 ns in a second. Exports carry up to seven fraction digits, so nothing finer is needed.
pub const TICKS_PER_SECOND: i64 = 10_000_000;

/// Reads ISO 8601 with a zone: `2026-01-22T12:09:23.1433333Z`, `2026-01-22T13:09+01:00`, 0 to 9 fraction digits. `None`
/// for anything else, a missing zone included: guessing a zone would make a figure wrong.
///
/// Our own reader and not chrono's because an import reads some twenty moments a record and this is several times as
/// quick; a property test of the domain's moments holds it to chrono's answers.
pub fn ticks(text: &[u8]) -> Option<i64> {
    let year = digits(text.get(0..4)?)?;
    let month = digits(text.get(5..7)?)?;
    let day = digits(text.get(8..10)?)?;
    let hour = digits(text.get(11..13)?)?;
    let minute = digits(text.get(14..16)?)?;
    let separators = (*text.get(4)?, *text.get(7)?, *text.get(10)?, *text.get(13)?);
    if !matches!(separators, (b'-', b'-', b'T' | b't' | b' ', b':')) || hour > 23 || minute > 59 {
        return None;
    }
    let mut rest = text.get(16..)?;
    let mut second = 0;
    let mut fraction_ticks = 0;
    if rest.first() == Some(&b':') {
        second = digits(rest.get(1..3)?)?;
        if second > 60 {
            return None;
        }
        // A leap second is the last second of its minute: no chart needs it apart.
        second = second.min(59);
        rest = rest.get(3..)?;
        if matches!(rest.first(), Some(b'.' | b',')) {
            let count = rest.get(1..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if count == 0 || count > 9 {
                return None;
            }
            let mut scale = TICKS_PER_SECOND;
            for byte in rest.get(1..1 + count)? {
                scale /= 10;
                fraction_ticks += i64::from(byte - b'0') * scale;
            }
            rest = rest.get(1 + count..)?;
        }
    }
    let offset_minutes = match rest {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), zone @ ..] => {
            let (hours, minutes) = match zone.len() {
                5 if zone.get(2) == Some(&b':') => (digits(zone.get(0..2)?)?, digits(zone.get(3..5)?)?),
                4 => (digits(zone.get(0..2)?)?, digits(zone.get(2..4)?)?),
                2 => (digits(zone)?, 0),
                _ => return None,
            };
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = hours * 60 + minutes;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let days = days_from_civil(year, month, day)?;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset_minutes * 60;
    seconds.checked_mul(TICKS_PER_SECOND)?.checked_add(fraction_ticks)
}

/// Reads a run of ASCII digits.
fn digits(bytes: &[u8]) -> Option<i64> {
    let mut value = 0;
    for byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(value)
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar, `None` for a day that does not exist.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if day < 1 || day > length {
        return None;
    }
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}
