//! Values as people read them: raw records and playbooks as JSON that is downloaded, records whose texts turn nothing.

use crate::domain::record::IncidentRecord;
use crate::domain::text::upright;
use serde::Serialize;
use std::borrow::Cow;
use std::rc::Rc;

/// The value over several lines; empty where it cannot be written, which none of our types is.
pub fn readable_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A record to be read by people: with signs that turn the direction of a text shown by their numbers, as [`upright`] has
/// them. Ids stay as they are. What leaves as data is made of the record itself.
pub fn upright_record(record: Rc<IncidentRecord>) -> Rc<IncidentRecord> {
    let Ok(text) = serde_json::to_string(&*record) else { return record };
    let Cow::Owned(text) = upright(&text) else { return record };
    let Ok(mut shown) = serde_json::from_str::<IncidentRecord>(&text) else { return record };
    shown.id.clone_from(&record.id);
    for (shown, alert) in shown.alerts.iter_mut().zip(&record.alerts) {
        shown.id.clone_from(&alert.id);
    }
    Rc::new(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_turns_nothing_and_keeps_its_ids() {
        let text = r#"{"id":"\u202e1","displayName":"invoice\u202egnp.exe","status":"active","severity":"high",
            "classification":"unknown","determination":"unknown","createdDateTime":"2026-01-01T00:00:00Z",
            "lastUpdateDateTime":"2026-01-01T00:00:00Z","more":{"path":"\u202dc:\\x"}}"#;
        let record: Rc<IncidentRecord> = Rc::new(serde_json::from_str(text).unwrap());
        let shown = upright_record(Rc::clone(&record));
        assert_eq!(shown.id, "\u{202e}1");
        assert_eq!(shown.display_name, "invoice[U+202E]gnp.exe");
        assert!(readable_json(&*shown).contains("[U+202D]c:"));
        assert_eq!(record.display_name, "invoice\u{202e}gnp.exe", "what leaves as data is as it came");
        let plain = Rc::new(IncidentRecord {
            display_name: "plain".into(),
            id: "1".into(),
            extra: Default::default(),
            ..(*record).clone()
        });
        assert!(Rc::ptr_eq(&upright_record(Rc::clone(&plain)), &plain));
    }
}
