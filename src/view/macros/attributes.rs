//! Attributes of an element: fixed ones go into the template, the others are holes.

use super::codes::{ATTRIBUTE, CLASS, EVENT, FIXED, PROPERTY, REFERENCE, STYLE, VALUE};
use super::elements::{Template, bare};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use rstml::node::{KeyedAttribute, NodeAttribute};
use syn::spanned::Spanned;
use syn::{Error, Expr, Lit, Result};

/// Events whose type Leptos knows. Another one has the type that its handler says.
const KNOWN_EVENTS: [&str; 49] = [
    "animationend",
    "beforeinput",
    "blur",
    "change",
    "click",
    "close",
    "contextmenu",
    "copy",
    "cut",
    "dblclick",
    "drag",
    "dragend",
    "dragenter",
    "dragleave",
    "dragover",
    "dragstart",
    "drop",
    "error",
    "focus",
    "focusin",
    "focusout",
    "input",
    "invalid",
    "keydown",
    "keyup",
    "load",
    "mousedown",
    "mouseenter",
    "mouseleave",
    "mousemove",
    "mouseout",
    "mouseover",
    "mouseup",
    "paste",
    "pointercancel",
    "pointerdown",
    "pointerenter",
    "pointerleave",
    "pointermove",
    "pointerout",
    "pointerover",
    "pointerup",
    "reset",
    "scroll",
    "scrollend",
    "select",
    "submit",
    "toggle",
    "transitionend",
];

/// Writes one attribute of an element.
pub(crate) fn write(template: &mut Template, attribute: &NodeAttribute) -> Result<()> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(Error::new(attribute.span(), "attributes of an element have names"));
    };
    let name = attribute.key.to_string();
    let span = attribute.key.span();
    if name == "node_ref" {
        template.sign(REFERENCE, "", span)?;
        template.hole(span, "reference", &expression(attribute)?);
        return Ok(());
    }
    let (sign, name) = match name.split_once(':') {
        None => (ATTRIBUTE, name.trim_start_matches("r#")),
        Some(("class", name)) => (CLASS, name),
        Some(("style", name)) => (STYLE, name),
        Some(("prop", name)) => (PROPERTY, name),
        Some(("on", name)) => return event(template, attribute, name),
        Some((kind, _)) => {
            return Err(Error::new(span, format!("an element has no attributes of the kind `{kind}`")));
        }
    };
    match fixed(attribute) {
        Some(value) if sign == ATTRIBUTE => {
            template.sign(FIXED, name, span)?;
            template.sign(VALUE, &value, span)
        }
        _ => {
            template.sign(sign, name, span)?;
            template.hole(attribute.span(), "value", &expression(attribute)?);
            Ok(())
        }
    }
}

fn event(template: &mut Template, attribute: &KeyedAttribute, name: &str) -> Result<()> {
    let span = attribute.key.span();
    template.sign(EVENT, name, span)?;
    let handler = expression(attribute)?;
    if KNOWN_EVENTS.contains(&name) {
        let event = Ident::new(name, span);
        template.hole(attribute.span(), "on", &quote! { ::leptos::ev::#event, #handler });
    } else {
        template.hole(attribute.span(), "on_other", &handler);
    }
    Ok(())
}

/// The value of an attribute as an expression.
fn expression(attribute: &KeyedAttribute) -> Result<TokenStream> {
    let value = attribute.value().ok_or_else(|| Error::new(attribute.span(), "a value is needed here"))?;
    Ok(bare_value(value))
}

/// A value without braces around a single expression.
pub(crate) fn bare_value(value: &Expr) -> TokenStream {
    match value {
        Expr::Block(block) if block.label.is_none() => bare(&block.block),
        _ => value.to_token_stream(),
    }
}

/// The value of an attribute that is a literal: a string, a number or nothing (which is the empty string).
fn fixed(attribute: &KeyedAttribute) -> Option<String> {
    let Some(value) = attribute.value() else {
        return attribute.possible_value.to_value().is_none().then(String::new);
    };
    let literal = if let Expr::Block(block) = value {
        match block.block.stmts.as_slice() {
            [syn::Stmt::Expr(literal, None)] => literal,
            _ => return None,
        }
    } else {
        value
    };
    match literal {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            Lit::Int(number) => Some(number.base10_digits().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// An argument of a component, as the text of its name.
pub(crate) fn key_of(attribute: &KeyedAttribute) -> String {
    attribute.key.to_token_stream().to_string().replace(' ', "")
}
