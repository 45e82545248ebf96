//! What tells a moment of the history from the others in an address: the entry of the journal, and which of several it is.

use std::fmt;
use std::str::FromStr;

/// Why an entry has more moments than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    /// Something that its command ended first.
    Over,
    /// Something else that was done with it.
    Other,
    /// A question that was put with it.
    Asked,
}

impl Beside {
    const ALL: [Self; 3] = [Self::Over, Self::Other, Self::Asked];

    fn as_str(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Other => "other",
            Self::Asked => "asked",
        }
    }
}

/// The moment: written as `7`, or as `7-asked-0` where it stands beside another of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MomentKey {
    /// The number of the entry.
    pub entry: u64,
    /// Which of several it is.
    pub beside: Option<(Beside, u32)>,
}

impl From<u64> for MomentKey {
    fn from(entry: u64) -> Self {
        Self { entry, beside: None }
    }
}

impl fmt::Display for MomentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.beside {
            Some((beside, at)) => write!(f, "{}-{}-{at}", self.entry, beside.as_str()),
            None => write!(f, "{}", self.entry),
        }
    }
}

/// The text is no key of a moment that has an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoMomentKey;

impl FromStr for MomentKey {
    type Err = NoMomentKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let entry = parts.next().and_then(|it| it.parse().ok()).ok_or(NoMomentKey)?;
        let beside = match (parts.next(), parts.next()) {
            (None, _) => None,
            (Some(word), Some(at)) => {
                let beside = Beside::ALL.into_iter().find(|it| it.as_str() == word).ok_or(NoMomentKey)?;
                Some((beside, at.parse().map_err(|_| NoMomentKey)?))
            }
            (Some(_), None) => return Err(NoMomentKey),
        };
        if parts.next().is_some() { Err(NoMomentKey) } else { Ok(Self { entry, beside }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_and_nothing_else_is_one() {
        for text in ["7", "0", "12-over-0", "12-other-3", "12-asked-1"] {
            assert_eq!(text.parse::<MomentKey>().unwrap().to_string(), text);
        }
        for text in
            ["", "created", "-1", "7-", "7-other", "7-other-x", "7-else-1", "7-other-1-2", "7-from-12"]
        {
            assert_eq!(text.parse::<MomentKey>(), Err(NoMomentKey), "{text}");
        }
        assert_eq!(MomentKey::from(7).to_string(), "7");
    }
}
