//! The macros `view!` and `#[component]`: views as data instead of types.
//!
//! Leptos compiles each view into a type of its own, and each of these types into some twenty functions: its `view!`
//! made more than half of what a first visit downloads. These macros read the same syntax and write a template (one
//! text, see `codes.rs`) and the list of the values that go into its holes; the code that makes elements of them is
//! compiled once, in `src/view`. Only what the rest of the product uses of the syntax is read: a directive, a slot or
//! a spread is an error and not silently nothing.

mod attributes;
#[path = "../codes.rs"]
mod codes;
mod components;
mod elements;

use proc_macro::TokenStream;
use quote::quote;

/// A view in the syntax of Leptos. The value is a `watchfloor::view::AnyView`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    let config = rstml::ParserConfig::default().recover_block(true);
    let (nodes, problems) = rstml::Parser::new(config).parse_recoverable(tokens).split_vec();
    let problems = problems.into_iter().map(|problem| problem.emit_as_expr_tokens());
    let view = elements::fragment(&nodes).unwrap_or_else(syn::Error::into_compile_error);
    quote! {
        {
            #(#problems;)*
            #view
        }
    }
    .into()
}

/// A function that is used as an element of `view!`: its arguments are the attributes. The attributes of the arguments
/// (`#[prop(optional, into)]` and so on) are those of Leptos, whose macro makes the builder of the arguments.
#[proc_macro_attribute]
pub fn component(_: TokenStream, tokens: TokenStream) -> TokenStream {
    components::definition(tokens.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
