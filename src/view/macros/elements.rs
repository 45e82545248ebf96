//! Elements, texts and blocks of a view: a template and the values that go into it.

use super::attributes;
use super::codes::{CHILD, CLOSE, HTML, SVG, TEXT};
use super::components;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use rstml::node::{Node, NodeBlock, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Block, Error, Result, Stmt};

/// Elements that are SVG wherever they stand. `a`, `title` and `style` are SVG only inside another SVG element.
const SVG_ELEMENTS: [&str; 24] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "foreignObject",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "tspan",
];

/// What is written for one element with everything inside it.
#[derive(Default)]
pub(crate) struct Template {
    /// The signs, names and texts.
    pub(crate) text: String,
    /// One call for each hole.
    pub(crate) holes: TokenStream,
}

impl Template {
    /// Adds a sign with the name or text that follows it.
    pub(crate) fn sign(&mut self, sign: char, text: &str, span: Span) -> Result<()> {
        if text.contains(|found: char| found < ' ' && !matches!(found, '\t' | '\n' | '\r')) {
            return Err(Error::new(span, "a view has no control characters"));
        }
        self.text.push(sign);
        self.text.push_str(text);
        Ok(())
    }

    /// Adds a hole: a method of `watchfloor::view::Made` and its arguments.
    pub(crate) fn hole(&mut self, span: Span, method: &str, arguments: &TokenStream) {
        let method = Ident::new(method, span);
        let made = made();
        self.holes.extend(quote_spanned! { span => #made.#method(#arguments); });
    }
}

/// The variable that the calls of a view are made on. Its name is out of reach for the expressions in the view.
fn made() -> Ident {
    Ident::new("made", Span::mixed_site())
}

/// A view of some nodes: nothing, one, or a list.
pub(crate) fn fragment(nodes: &[Node]) -> Result<TokenStream> {
    let mut views = Vec::new();
    flatten(nodes, &mut views)?;
    Ok(match views.len() {
        0 => quote! { ::watchfloor::view::AnyView::nothing() },
        1 => views.remove(0),
        _ => quote! { ::watchfloor::view::AnyView::list(::std::vec![#(#views),*]) },
    })
}

fn flatten(nodes: &[Node], views: &mut Vec<TokenStream>) -> Result<()> {
    for node in nodes {
        match node {
            Node::Comment(_) => {}
            Node::Fragment(inner) => flatten(&inner.children, views)?,
            Node::Element(element) if !is_component(element.name()) => views.push(root(element)?),
            other => {
                let value = child(other)?;
                views.push(quote_spanned! { other.span() => ::watchfloor::view::IntoView::into_any(#value) });
            }
        }
    }
    Ok(())
}

/// The expression of a child that is no element.
fn child(node: &Node) -> Result<TokenStream> {
    match node {
        Node::Element(element) => components::call(element),
        Node::Block(NodeBlock::ValidBlock(block)) => Ok(bare(block)),
        Node::Text(text) => Ok(text.value.to_token_stream()),
        Node::RawText(text) => Ok(text.to_string_best().to_token_stream()),
        other => Err(Error::new(other.span(), "a view has elements, texts and blocks only")),
    }
}

/// A block, or the expression in it where there is nothing else.
pub(crate) fn bare(block: &Block) -> TokenStream {
    match block.stmts.as_slice() {
        [Stmt::Expr(inner, None)] => inner.to_token_stream(),
        [Stmt::Macro(inner)] if inner.semi_token.is_none() => inner.mac.to_token_stream(),
        _ => block.to_token_stream(),
    }
}

fn root(element: &NodeElement<rstml::Infallible>) -> Result<TokenStream> {
    let mut template = Template::default();
    write(&mut template, element, false)?;
    let (text, holes, made) = (template.text, template.holes, made());
    if holes.is_empty() {
        return Ok(quote! { ::watchfloor::view::Made::new(#text).done() });
    }
    Ok(quote! {{
        let mut #made = ::watchfloor::view::Made::new(#text);
        #holes
        #made.done()
    }})
}

/// Writes an element and what is inside it.
fn write(template: &mut Template, element: &NodeElement<rstml::Infallible>, in_svg: bool) -> Result<()> {
    let span = element.name().span();
    let name = element.name().to_string();
    let is_svg = SVG_ELEMENTS.contains(&name.as_str()) || in_svg;
    template.sign(if is_svg { SVG } else { HTML }, &name, span)?;
    // What is inside comes first, as with Leptos: an attribute may take what a child only borrows. What stands inside
    // a foreign object is HTML again.
    children(template, &element.children, is_svg && name != "foreignObject")?;
    for attribute in element.attributes() {
        attributes::write(template, attribute)?;
    }
    template.sign(CLOSE, "", span)
}

fn children(template: &mut Template, nodes: &[Node], in_svg: bool) -> Result<()> {
    for node in nodes {
        match node {
            Node::Comment(_) => {}
            Node::Fragment(inner) => children(template, &inner.children, in_svg)?,
            Node::Element(inner) if !is_component(inner.name()) => write(template, inner, in_svg)?,
            Node::Text(text) => template.sign(TEXT, &text.value_string(), text.span())?,
            Node::RawText(text) => template.sign(TEXT, &text.to_string_best(), text.span())?,
            other => {
                let value = child(other)?;
                template.sign(CHILD, "", other.span())?;
                template.hole(other.span(), "child", &value);
            }
        }
    }
    Ok(())
}

/// Whether a name is that of a component: a path, or a word with a capital.
fn is_component(name: &NodeName) -> bool {
    match name {
        NodeName::Path(path) => {
            path.path.segments.len() > 1
                || path.path.segments.iter().any(|it| it.ident.to_string().starts_with(char::is_uppercase))
        }
        NodeName::Punctuated(_) | NodeName::Block(_) => false,
    }
}
