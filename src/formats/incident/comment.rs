//! Comments of an incident, in their new names and in their old ones.

use super::context::{Context, member, write_text};
use crate::formats::finding::Finding;
use watchfloor_text::raw::{Raw, write_string};

/// Writes `,"comments":[…]`, or nothing when there are none.
pub(super) fn write<'t>(context: &mut Context<'t, '_>, comments: Raw<'t>, out: &mut String) {
    let mut list = String::new();
    for comment in comments.list() {
        write_one(context, comment, &mut list);
    }
    if !list.is_empty() {
        out.push_str(member!("comments"));
        out.push('[');
        out.push_str(&list);
        out.push(']');
    }
}

fn write_one<'t>(context: &mut Context<'t, '_>, comment: Raw<'t>, list: &mut String) {
    // Some exports write a comment as its text alone.
    let mut text = Some(comment).filter(|comment| comment.is_string());
    let (mut author, mut created) = (None, None);
    let mut rest = String::new();
    for (key, raw) in comment.members() {
        match key.as_str() {
            "comment" => context.set(&mut text, raw, "comment"),
            "createdByDisplayName" => context.set(&mut author, raw, "createdByDisplayName"),
            "createdBy" => context.set(&mut author, raw, "createdBy"),
            "createdDateTime" => context.set(&mut created, raw, "createdDateTime"),
            "createdTime" => context.set(&mut created, raw, "createdTime"),
            name => {
                rest.push(',');
                write_string(name, &mut rest);
                rest.push(':');
                raw.write(&mut rest);
            }
        }
    }
    let Some(text) = text.and_then(Raw::text) else {
        if !comment.is_null() {
            context.note(comment, Finding::Dropped { field: "comments" });
        }
        return;
    };
    list.push_str(if list.is_empty() { "{\"comment\":" } else { ",{\"comment\":" });
    write_string(&text, list);
    if let Some(author) = context.text(author, "createdBy") {
        write_text(list, member!("createdByDisplayName"), &author);
    }
    if let Some(moment) = context.time(created, "createdDateTime") {
        write_text(list, member!("createdDateTime"), &moment.text);
    }
    list.push_str(&rest);
    list.push('}');
}
