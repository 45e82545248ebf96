//! Components: how they are defined and how a view calls them.

use super::attributes::{bare_value, key_of};
use super::elements::fragment;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, KeyedAttributeValue, NodeAttribute, NodeElement};
use syn::spanned::Spanned;
use syn::{Error, ItemFn, Result};

/// The definition of a component: the body answers an `AnyView`, whatever the function says, and reads signals without
/// making whoever builds the component depend on them.
pub(crate) fn definition(tokens: TokenStream) -> Result<TokenStream> {
    let mut function: ItemFn = syn::parse2(tokens)?;
    let body = &function.block;
    let body = quote! {{
        ::leptos::prelude::untrack(move || ::watchfloor::view::IntoView::into_any((move || #body)()))
    }};
    *function.block = syn::parse2(body)?;
    function.sig.output = syn::parse_quote! { -> ::watchfloor::view::AnyView };
    Ok(quote! {
        #[::leptos::prelude::component(transparent)]
        #function
    })
}

/// The call of a component.
pub(crate) fn call(element: &NodeElement<rstml::Infallible>) -> Result<TokenStream> {
    let name = element.name();
    let mut props = Vec::new();
    let mut bound = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new(attribute.span(), "arguments of a component have names"));
        };
        match key_of(attribute).split_once(':') {
            Some(("let", name)) => {
                let name = format_ident!("{name}", span = attribute.key.span());
                bound.push(quote! { #name });
            }
            Some((kind, _)) => {
                let message = format!("a component takes no `{kind}:`; give it to an element around it");
                return Err(Error::new(attribute.key.span(), message));
            }
            None => props.push(prop(attribute, &mut bound)),
        }
    }
    let children = children(element, &bound)?;
    let generics = &element.open_tag.generics;
    let generics = generics.lt_token.is_some().then(|| quote! { ::#generics });
    Ok(quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name #generics) #(#props)* #children .build()
        )
    })
}

/// The call of the builder for one argument. `let(a, b)` names arguments of the children instead.
fn prop(attribute: &KeyedAttribute, bound: &mut Vec<TokenStream>) -> TokenStream {
    if let KeyedAttributeValue::Binding(binding) = &attribute.possible_value {
        bound.extend(binding.inputs.iter().map(|input| quote! { #input }));
        return TokenStream::new();
    }
    let key = &attribute.key;
    match attribute.value() {
        Some(value) => {
            let bare = bare_value(value);
            quote_spanned! { value.span() => .#key(#bare) }
        }
        // A name alone is a variable of this name.
        None => quote_spanned! { key.span() => .#key(#key) },
    }
}

fn children(element: &NodeElement<rstml::Infallible>, bound: &[TokenStream]) -> Result<TokenStream> {
    if element.children.is_empty() {
        return Ok(TokenStream::new());
    }
    let inside = fragment(&element.children)?;
    Ok(if bound.is_empty() {
        quote! { .children(::watchfloor::view::ToChildren::to_children(move || #inside)) }
    } else {
        quote! { .children(move |#(#bound),*| #inside) }
    })
}
