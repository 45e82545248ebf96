//! The hand-over bundle with what is to be masked gone from it, before it leaves the company.

use super::hand_over::{Bundle, Deed, Indicator};
use super::timeline::redact::{Mask, Redaction};

impl Bundle {
    /// The bundle as it may be shared. One thing has one mask in all of its parts, the time line among them.
    #[must_use]
    pub fn redacted(&self, redaction: &Redaction) -> Self {
        let mut mask = redaction.mask();
        // What happened is masked in the order in which it is read, so that the masks count up from the top.
        let (title, to) = (mask.text(&self.title), mask.person(&self.to));
        let texts = |mask: &mut Mask<'_>, list: &[String]| list.iter().map(|it| mask.text(it)).collect();
        Self {
            incident: self.incident.clone(),
            title,
            standing: self.standing.clone(),
            to,
            reason: mask.text(&self.reason),
            contacts: self.contacts.iter().map(|it| contact(it, redaction.people, &mut mask)).collect(),
            what_happened: mask.text(&self.what_happened),
            assets: texts(&mut mask, &self.assets),
            indicators: self.indicators.iter().map(|it| indicator(it, &mut mask)).collect(),
            in_force: texts(&mut mask, &self.in_force),
            coming: texts(&mut mask, &self.coming),
            actions: self.actions.iter().map(|it| deed(it, &mut mask)).collect(),
            items: self.items.iter().map(|it| it.masked(&mut mask)).collect(),
        }
    }
}

/// A contact: who is masked has no address and no telephone either.
fn contact(contact: &str, hides_people: bool, mask: &mut Mask<'_>) -> String {
    match contact.split(',').next() {
        Some(name) if hides_people => mask.person(name),
        _ => mask.text(contact),
    }
}

fn indicator(indicator: &Indicator, mask: &mut Mask<'_>) -> Indicator {
    Indicator {
        name: mask.text(&indicator.name),
        detail: mask.text(&indicator.detail),
        remediation: mask.text(&indicator.remediation),
        ..indicator.clone()
    }
}

fn deed(deed: &Deed, mask: &mut Mask<'_>) -> Deed {
    let mut texts = |list: &[String]| list.iter().map(|it| mask.text(it)).collect::<Vec<_>>();
    let (assets, done_on, not_done_on) =
        (texts(&deed.assets), texts(&deed.done_on), texts(&deed.not_done_on));
    Deed {
        title: mask.text(&deed.title),
        state: mask.text(&deed.state),
        assets,
        done_on,
        not_done_on,
        by: mask.person(&deed.by),
        at: deed.at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle() -> Bundle {
        Bundle {
            incident: "29".into(),
            title: "Theft from WS-1".into(),
            to: "Responders, Ada".into(),
            reason: "Mara Lindqvist saw 10.0.0.7".into(),
            contacts: vec!["Mara Lindqvist, mara@corp.example, +49 30 1".into()],
            what_happened: "It began on **WS-1**".into(),
            assets: vec!["WS-1".into()],
            indicators: vec![Indicator {
                kind: "ip".into(),
                kind_name: "IP address".into(),
                name: "10.0.0.7".into(),
                detail: "seen on ws-1".into(),
                hashes: [("SHA-1".into(), "ab".into())].into(),
                verdict: "Malicious".into(),
                remediation: "Blocked on WS-1".into(),
            }],
            in_force: vec!["WS-1: Isolated".into()],
            coming: vec!["WS-1: Scan".into()],
            actions: vec![Deed {
                title: "Isolate WS-1".into(),
                state: "Done".into(),
                assets: vec!["WS-1".into()],
                done_on: vec!["WS-1".into()],
                not_done_on: Vec::new(),
                by: "Mara Lindqvist".into(),
                at: None,
            }],
            ..Bundle::default()
        }
    }

    fn all() -> Redaction {
        Redaction {
            people: true,
            assets: true,
            addresses: true,
            names: vec!["Mara Lindqvist".into()],
            asset_names: vec!["WS-1".into()],
            ..Redaction::default()
        }
    }

    #[test]
    fn nothing_that_is_masked_is_left_in_any_form() {
        let shared = bundle().redacted(&all());
        for text in [shared.markdown(), shared.json().unwrap()] {
            for gone in ["Mara", "Lindqvist", "Ada", "WS-1", "ws-1", "10.0.0.7", "mara@", "+49"] {
                assert!(!text.contains(gone), "{gone} is in {text}");
            }
            for left in ["Asset 1", "Address 1", "Person 2", "SHA-1", "Malicious"] {
                assert!(text.contains(left), "{left} is not in {text}");
            }
        }
    }

    #[test]
    fn one_mask_stands_for_one_thing_in_all_parts() {
        let shared = bundle().redacted(&all());
        assert_eq!(
            (shared.assets, shared.title.as_str()),
            (vec!["Asset 1".to_owned()], "Theft from Asset 1")
        );
        assert_eq!(shared.actions[0].by, shared.contacts[0]);
        assert_eq!(bundle().redacted(&Redaction::default()), bundle());
    }
}
