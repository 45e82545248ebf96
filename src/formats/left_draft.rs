//! Something half written as text, for a tab that keeps it while its page is loaded anew: the disk may need longer than the
//! page has. It belongs to no document.

use crate::domain::ids::WorkspaceId;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The text of a draft of a workspace.
pub fn left_draft<T: Serialize>(workspace: &WorkspaceId, draft: &T) -> Option<String> {
    serde_json::to_string(&(workspace, draft)).ok()
}

/// The draft in a text, if it is one of this workspace; what another version wrote and this one cannot read is none.
pub fn read_left_draft<T: DeserializeOwned>(workspace: &WorkspaceId, text: &str) -> Option<T> {
    let (of, draft) = serde_json::from_str::<(WorkspaceId, T)>(text).ok()?;
    (of == *workspace).then_some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::onboarding::Draft;

    #[test]
    fn a_draft_comes_back_to_its_workspace_alone() {
        let id = |text| WorkspaceId::new(text).unwrap();
        let draft = Draft { seats_typed: "2O0".to_owned(), ..Draft::default() };
        let text = left_draft(&id("one"), &draft).unwrap();
        assert_eq!(read_left_draft(&id("one"), &text), Some(draft));
        assert_eq!(read_left_draft::<Draft>(&id("two"), &text), None);
        for damaged in ["", "{}", &text[..text.len() / 2]] {
            assert_eq!(read_left_draft::<Draft>(&id("one"), damaged), None, "{damaged}");
        }
    }
}
