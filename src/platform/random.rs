//! New identifiers from the browser's own source of chance.

use crate::domain::ids::{
    ActionId, CheckInId, CommandId, CommentId, ContactId, FeedbackId, HuntId, ImportId, InquiryId, LessonId,
    MailRuleId, ProductId, WorkspaceId,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `getRandomValues` exists without a secure context, `randomUUID` does not.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);
}

/// Sixteen bytes of chance as 32 hexadecimal digits.
pub fn hex_id() -> String {
    let mut bytes = [0_u8; 16];
    get_random_values(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

macro_rules! mint {
    ($($(#[$doc:meta])* $name:ident: $id:ident;)+) => {
        $($(#[$doc])* pub fn $name() -> $id {
            // INVARIANT: hexadecimal digits are neither blank nor long nor control characters, all that an id asks for.
            $id::new(&hex_id()).expect("hexadecimal digits are an identifier")
        })+
    };
}

mint! {
    /// A new id for a command, minted where the person acts, so that a command sent twice acts once.
    command_id: CommandId;
    /// A new id for a workspace.
    workspace_id: WorkspaceId;
    /// A new id for an import.
    import_id: ImportId;
    /// A new id for a comment.
    comment_id: CommentId;
    /// A new id for an action of a response.
    action_id: ActionId;
    /// A new id for a question to the experts.
    inquiry_id: InquiryId;
    /// A new id for a hunt.
    hunt_id: HuntId;
    /// A new id for a check-in.
    check_in_id: CheckInId;
    /// A new id for a rule of incident mails.
    mail_rule_id: MailRuleId;
    /// A new id for an item of the education plan.
    lesson_id: LessonId;
    /// A new id for a product.
    product_id: ProductId;
    /// A new id for feedback.
    feedback_id: FeedbackId;
    /// A new id for a contact.
    contact_id: ContactId;
}
