//! How wide words are in the type of the page: what a column needs differs by language, font and presenter mode.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The widths in px of lines of text, each with the class that gives its type. All are laid out at once, out of sight, and
/// taken away again. Empty where there is no page.
pub fn widths_px(lines: &[(&str, String)]) -> Vec<f64> {
    let measured = || {
        let document = web_sys::window()?.document()?;
        let holder = document.create_element("div").ok()?;
        holder.set_class_name("measured");
        for (class, line) in lines {
            let span = document.create_element("span").ok()?;
            span.set_class_name(class);
            span.set_text_content(Some(line));
            holder.append_child(&span).ok()?;
        }
        document.body()?.append_child(&holder).ok()?;
        let children = holder.children();
        let widths = (0..children.length())
            .filter_map(|at| children.item(at))
            .map(|span| {
                span.dyn_ref::<HtmlElement>().map_or(0.0, |span| span.get_bounding_client_rect().width())
            })
            .collect();
        holder.remove();
        Some(widths)
    };
    measured().unwrap_or_default()
}
