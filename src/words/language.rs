//! The languages that the product speaks.

/// A language with a catalogue of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English: the fallback of all others, and in the application itself.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Japanese.
    Japanese,
    /// Portuguese, as it is written in Brazil.
    Portuguese,
    /// English made strange and written from right to left: it shows what is laid out for one direction only, and text
    /// that is in no catalogue.
    Mirrored,
}

impl Language {
    /// All languages, the one for trials last.
    pub const ALL: [Self; 6] =
        [Self::English, Self::German, Self::Spanish, Self::Japanese, Self::Portuguese, Self::Mirrored];

    /// Its tag (BCP 47), which is also the name of its file of words.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Japanese => "ja",
            Self::Portuguese => "pt",
            // "XB" is what CLDR sets aside for text of this kind.
            Self::Mirrored => "ar-XB",
        }
    }

    /// Its name in itself, so that whoever reads no other finds it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::Japanese => "日本語",
            Self::Portuguese => "Português",
            Self::Mirrored => "[Ŕíğĥţ ţö ļéƒţ]",
        }
    }

    /// The tag by which numbers and dates are written where the browser prefers none of this language.
    pub const fn locale(self) -> &'static str {
        match self {
            // Digits and months of Arabic would look like text that is in no catalogue.
            Self::Mirrored => "en",
            Self::Portuguese => "pt-BR",
            other => other.tag(),
        }
    }

    /// Whether it is written from right to left.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Mirrored)
    }

    /// The language with exactly this tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The language of a tag such as `de-AT` by its first part; nothing for one without words. The one for trials is
    /// found by its whole tag alone: whoever reads Arabic is better served with English.
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::parse(tag).or_else(|| Self::parse(&first))
    }

    /// The first language of those that a reader prefers which has words; else English.
    pub fn of_reader<'a>(mut preferred: impl Iterator<Item = &'a str>) -> Self {
        preferred.find_map(Self::of).unwrap_or_default()
    }

    /// The tag by which numbers and dates are written: the first that the reader prefers of this language, as `en-GB`.
    pub fn locale_of_reader<'a>(self, mut preferred: impl Iterator<Item = &'a str>) -> &'a str {
        let fits = |tag: &&str| self != Self::Mirrored && Self::of(tag) == Some(self);
        preferred.find(fits).unwrap_or(self.locale())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_is_understood() {
        for (preferred, language, locale) in [
            (&["de-AT", "en"][..], Language::German, "de-AT"),
            (&["fr-FR", "es-MX", "en-GB"], Language::Spanish, "es-MX"),
            (&["fr-FR", "en-GB"], Language::English, "en-GB"),
            (&["PT_pt"], Language::Portuguese, "PT_pt"),
            (&["ar", "he"], Language::English, "en"),
            (&[], Language::English, "en"),
        ] {
            let found = Language::of_reader(preferred.iter().copied());
            assert_eq!((found, found.locale_of_reader(preferred.iter().copied())), (language, locale));
        }
    }

    #[test]
    fn a_chosen_language_brings_its_own_numbers() {
        assert_eq!(Language::Japanese.locale_of_reader(["en-US"].into_iter()), "ja");
        assert_eq!(Language::Portuguese.locale_of_reader(["en-US", "pt-PT"].into_iter()), "pt-PT");
        assert_eq!(Language::Mirrored.locale_of_reader(["ar-EG"].into_iter()), "en");
    }
}
