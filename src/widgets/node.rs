//! A tree of elements: all that a widget shows, as a value. It becomes JSON for the live page and HTML for a still one.

use watchfloor_text::raw::write_string;

/// One element. Tags and names of attributes are ours; texts and values may come from anywhere and are only ever text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Child>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Child {
    Node(Node),
    Text(String),
}

/// An element without anything.
pub fn el(tag: &'static str) -> Node {
    Node { tag, attributes: Vec::new(), children: Vec::new() }
}

impl Node {
    /// With an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With an attribute where there is a value.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With classes.
    #[must_use]
    pub fn look(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// With a text behind what it holds.
    #[must_use]
    pub fn put(mut self, text: impl Into<String>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// With an element behind what it holds.
    #[must_use]
    pub fn child(mut self, node: Node) -> Self {
        self.children.push(Child::Node(node));
        self
    }

    /// With elements behind what it holds.
    #[must_use]
    pub fn children(mut self, nodes: impl IntoIterator<Item = Node>) -> Self {
        self.children.extend(nodes.into_iter().map(Child::Node));
        self
    }

    /// The tree as `["tag", {attributes}, child, …]`, a text being a string.
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        out.push_str("[\"");
        out.push_str(self.tag);
        out.push_str("\",{");
        for (place, (name, value)) in self.attributes.iter().enumerate() {
            out.push_str(if place == 0 { "\"" } else { ",\"" });
            out.push_str(name);
            out.push_str("\":");
            write_string(value, out);
        }
        out.push('}');
        for child in &self.children {
            out.push(',');
            match child {
                Child::Node(node) => node.write_json(out),
                Child::Text(text) => write_string(text, out),
            }
        }
        out.push(']');
    }

    /// The tree as HTML. What only a script answers becomes what it looks like.
    pub fn html(&self) -> String {
        let mut out = String::new();
        self.write_html(&mut out);
        out
    }

    fn write_html(&self, out: &mut String) {
        let is_button = self.tag == "button";
        let tag = if is_button { "span" } else { self.tag };
        out.push('<');
        out.push_str(tag);
        for (name, value) in &self.attributes {
            let is_for_scripts = name.starts_with("data-")
                || ["tabindex", "aria-pressed", "part", "type"].contains(name)
                || (is_button && *name == "aria-label");
            if is_for_scripts || (*name == "role" && value == "button") {
                continue;
            }
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        out.push('>');
        for child in &self.children {
            match child {
                Child::Node(node) => node.write_html(out),
                Child::Text(text) => escape(text, out),
            }
        }
        out.push_str("</");
        out.push_str(tag);
        out.push('>');
    }
}

/// A length or a place in a picture, to the hundredth. By hand: the standard writing of `f64`, exact for every number
/// that there is, would bring as much with it as the whole of a chart.
pub(super) fn length(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "pictures are at most a thousand units wide")]
    let hundredths = (value * 100.0).round() as i32;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (part / 10, part % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenth, 0) => format!("{sign}{whole}.{tenth}"),
        (tenth, last) => format!("{sign}{whole}.{tenth}{last}"),
    }
}

/// A part of the room of a picture, in hundredths of it.
pub(super) fn share(hundredths: f64) -> String {
    let mut text = length(hundredths);
    text.push('%');
    text
}

/// Text as HTML, in an element or in a quoted attribute.
pub fn escape(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            sign => out.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        let node = el("p").attr("title", "a\"b").put("<b>&").child(el("i").put("x"));
        assert_eq!(node.json(), r#"["p",{"title":"a\"b"},"<b>&",["i",{},"x"]]"#);
        assert_eq!(node.html(), r#"<p title="a&quot;b">&lt;b&gt;&amp;<i>x</i></p>"#);
    }

    #[test]
    fn lengths_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (12.0, "12"),
            (1.5, "1.5"),
            (0.049, "0.05"),
            (99.999, "100"),
            (-0.25, "-0.25"),
            (-0.001, "0"),
        ] {
            assert_eq!(length(value), text);
        }
    }

    #[test]
    fn without_scripts_nothing_pretends_to_be_a_button() {
        let node = el("button").attr("data-set", "x").attr("aria-pressed", "true").look("row").put("High");
        assert_eq!(node.html(), r#"<span class="row">High</span>"#);
    }
}
