//! A draft of the wizard or of the settings as text, for a tab that keeps it while its page is loaded anew: the disk may need longer than the page
//! has. It belongs to no document and is forgotten as soon as it was read.

use crate::domain::ids::WorkspaceId;
use crate::domain::onboarding::Draft;

/// The text of a draft of a workspace.
pub fn left_draft(workspace: &WorkspaceId, draft: &Draft) -> Option<String> {
    serde_json::to_string(&(workspace, draft)).ok()
}

/// The draft in a text, if it is one of this workspace; what another version wrote and this one cannot read is none.
pub fn read_left_draft(workspace: &WorkspaceId, text: &str) -> Option<Draft> {
    let (of, draft) = serde_json::from_str::<(WorkspaceId, Draft)>(text).ok()?;
    (of == *workspace).then_some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_to_its_workspace_alone() {
        let id = |text| WorkspaceId::new(text).unwrap();
        let draft = Draft { seats_typed: "2O0".to_owned(), ..Draft::default() };
        let text = left_draft(&id("one"), &draft).unwrap();
        assert_eq!(read_left_draft(&id("one"), &text), Some(draft));
        assert_eq!(read_left_draft(&id("two"), &text), None);
        for damaged in ["", "{}", &text[..text.len() / 2]] {
            assert_eq!(read_left_draft(&id("one"), damaged), None, "{damaged}");
        }
    }
}
