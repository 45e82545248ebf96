//! Moves the focus within what is one stop for the Tab key: the entries of a menu, the marks of a chart, groups.

use super::elements::{focus, scroll_near};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What names the entries of a menu.
const MENU_ITEM: &str = ".menu-item";

/// What a key does in a menu: arrows, Home and End move the focus, and a letter moves it to the next entry that begins
/// with it.
pub fn menu_key(menu: &Element, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    match key.as_str() {
        "ArrowDown" => focus_step(menu, MENU_ITEM, 1),
        "ArrowUp" => focus_step(menu, MENU_ITEM, -1),
        "Home" => focus_near(all_of(menu, MENU_ITEM).first()),
        "End" => focus_near(all_of(menu, MENU_ITEM).last()),
        letter if letter.chars().count() == 1 && letter != " " => focus_letter(menu, letter),
        _ => return,
    }
    event.prevent_default();
}

/// Gives the focus to the first entry of a menu that has opened.
pub fn enter_menu(menu: &Element) {
    focus_near(all_of(menu, MENU_ITEM).first());
}

/// Moves the focus among the descendants that match a selector by `step` places; the ends are joined. Without one
/// that has the focus, the first or the last gets it.
pub fn focus_step(root: &Element, selector: &str, step: i32) {
    let list = all_of(root, selector);
    let Ok(count) = i32::try_from(list.len()) else { return };
    if count == 0 {
        return;
    }
    let next = match focused_of(root, &list).and_then(|at| i32::try_from(at).ok()) {
        Some(at) => (at + step).rem_euclid(count),
        None if step < 0 => count - 1,
        None => 0,
    };
    focus_near(usize::try_from(next).ok().and_then(|next| list.get(next)));
}

/// The focus goes on to the next entry of a menu that begins with a letter.
fn focus_letter(menu: &Element, letter: &str) {
    let list = all_of(menu, MENU_ITEM);
    let letter = letter.to_lowercase();
    let after = focused_of(menu, &list).map_or(0, |at| at + 1);
    let begins = |element: &&Element| {
        element.text_content().is_some_and(|text| text.trim_start().to_lowercase().starts_with(&letter))
    };
    let (before, behind) = list.split_at(after.min(list.len()));
    focus_near(behind.iter().chain(before).find(begins));
}

fn all_of(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

/// The place of the one that has the focus.
fn focused_of(root: &Element, list: &[Element]) -> Option<usize> {
    let active = root.owner_document()?.active_element()?;
    list.iter().position(|element| active.is_same_node(Some(element)))
}

/// Gives an element the focus and brings it into view.
fn focus_near(element: Option<&Element>) {
    if let Some(element) = element {
        scroll_near(element);
        // Marks of a chart are SVG, which takes the focus by the same method without being an HTML element.
        focus(element.unchecked_ref());
    }
}

/// Moves the focus from a group to the one `step` places on, to the same place in it; the ends are joined. Groups
/// without anything that takes the focus are passed over.
pub fn focus_group(root: &Element, group: &str, item: &str, step: i32) {
    let Some(active) = root.owner_document().and_then(|document| document.active_element()) else { return };
    let groups: Vec<Vec<Element>> = all_of(root, group)
        .iter()
        .map(|group| all_of(group, item))
        .filter(|items| !items.is_empty())
        .collect();
    let place = groups.iter().enumerate().find_map(|(at, items)| {
        items.iter().position(|item| item.is_same_node(Some(&active))).map(|place| (at, place))
    });
    let (Some((at, place)), Ok(count)) = (place, i32::try_from(groups.len())) else { return };
    let next = i32::try_from(at).ok().and_then(|at| usize::try_from((at + step).rem_euclid(count)).ok());
    let items = next.and_then(|next| groups.get(next));
    focus_near(items.and_then(|items| items.get(place).or(items.last())));
}
