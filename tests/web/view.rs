//! Views in a real document: what changes, what stays, what is let go.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use watchfloor::platform::timer;
use watchfloor::view::prelude::*;
use watchfloor::view::{Mounted, mount};
use web_sys::{Element, HtmlElement};

/// An element in the document with a view in it.
struct Stage {
    place: Element,
    mounted: Option<Mounted>,
}

impl Stage {
    fn new<V: IntoView>(view: impl FnOnce() -> V) -> Self {
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let mounted = Some(mount(&place, view));
        Self { place, mounted }
    }

    /// What is there, without the comments that hold places.
    fn html(&self) -> String {
        self.place.inner_html().replace("<!---->", "")
    }

    fn find(&self, selector: &str) -> HtmlElement {
        self.place.query_selector(selector).unwrap().unwrap().unchecked_into()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted.take();
        self.place.remove();
    }
}

/// Effects run in tasks: gives them their turn.
async fn settle() {
    for _ in 0..3 {
        timer::give_way().await;
    }
}

#[component]
fn Boxed(#[prop(into)] title: Signal<String>, children: Children) -> impl IntoView {
    view! { <section aria-label=title>{children()}</section> }
}

#[wasm_bindgen_test]
async fn a_view_is_what_it_says() {
    let stage = Stage::new(|| {
        view! {
            <p class="a" class:b=true class:c=false hidden=false tabindex=0 data-n={None::<String>}>"x "{7}" "{Some("y")}</p>
            <Boxed title="t"><svg viewBox="0 0 1 1"><title>"s"</title></svg>{()}</Boxed>
        }
    });
    assert_eq!(
        stage.html(),
        "<p class=\"a b\" tabindex=\"0\">x 7 y</p><section aria-label=\"t\"><svg viewBox=\"0 0 1 1\"><title>s</title></svg></section>"
    );
    let title = stage.find("title");
    assert_eq!(title.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
async fn values_follow_signals() {
    let (text, on) = (RwSignal::new("one".to_owned()), RwSignal::new(false));
    let stage = Stage::new(move || {
        view! {
            <input class:on=on aria-label=move || on.get().then(|| text.get()) style:left=move || on.get().then_some("1px") prop:value=text/>
            <Show when=move || on.get() fallback=|| "off">{text}</Show>
        }
    });
    settle().await;
    let input: web_sys::HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!((stage.html().as_str(), input.value().as_str()), ("<input>off", "one"));
    on.set(true);
    text.set("two".to_owned());
    settle().await;
    let expected = "<input class=\"on\" aria-label=\"two\" style=\"left: 1px;\">two";
    assert_eq!((stage.html().as_str(), input.value().as_str()), (expected, "two"));
    on.set(false);
    settle().await;
    assert_eq!(stage.html(), "<input class=\"\" style=\"\">off");
}

#[wasm_bindgen_test]
async fn a_view_of_the_same_template_keeps_its_elements_and_hears_anew() {
    let (count, heard) = (RwSignal::new(1), Rc::new(Cell::new(0)));
    let ears = Rc::clone(&heard);
    let stage = Stage::new(move || {
        move || {
            let (now, ears) = (count.get(), Rc::clone(&ears));
            if now < 3 {
                view! { <button id=format!("n{now}") on:click=move |_| ears.set(now)>{now}</button> }
            } else {
                view! { <em>"much"</em> }
            }
        }
    });
    let button = stage.find("button");
    button.focus().unwrap();
    button.click();
    assert_eq!(heard.get(), 1);
    count.set(2);
    settle().await;
    assert!(stage.find("#n2").is_same_node(Some(&button)), "the button was made anew");
    assert_eq!(document().active_element().map(|it| it.id()).as_deref(), Some("n2"));
    button.click();
    assert_eq!(heard.get(), 2);
    count.set(3);
    settle().await;
    assert_eq!(stage.html(), "<em>much</em>");
    button.click();
    assert_eq!(heard.get(), 2, "a button that is gone was heard");
}

#[wasm_bindgen_test]
async fn lists_grow_and_shrink_at_their_place() {
    let names = RwSignal::new(vec!["a", "b"]);
    let stage = Stage::new(move || {
        view! { <p>{move || names.get().into_iter().map(|name| view! { <i>{name}</i> }).collect_view()}"."</p> }
    });
    let first = stage.find("i");
    for (now, expected) in [(vec!["c", "b", "d"], "cbd."), (vec![], "."), (vec!["e"], "e.")] {
        names.set(now);
        settle().await;
        assert_eq!(stage.place.text_content().as_deref(), Some(expected));
        assert_eq!(first.is_connected(), expected == "cbd.");
    }
}

#[wasm_bindgen_test]
async fn every_copy_of_a_template_has_its_holes_at_their_places() {
    let (names, press) = (RwSignal::new(vec!["a", "b"]), RwSignal::new(0));
    let copy = move |n: u32| {
        view! {
            <div>
                {n}<i>"between"</i>{move || names.get().into_iter().collect_view()}
                <b class:c=n == 2>{n}<u title=n on:click=move |_| press.set(n)>"in"</u>"end"</b>" last"{n}
            </div>
        }
    };
    let stage = Stage::new(move || view! { {copy(1)}{copy(2)} });
    let said = |n: u32, class: &str, names: &str| {
        format!("<div>{n}<i>between</i>{names}<b{class}>{n}<u title=\"{n}\">in</u>end</b> last{n}</div>")
    };
    let class = " class=\"c\"";
    assert_eq!(stage.html(), said(1, "", "ab") + &said(2, class, "ab"));
    names.set(vec!["c"]);
    stage.find("b.c u").click();
    settle().await;
    assert_eq!(stage.html(), said(1, "", "c") + &said(2, class, "c"));
    assert_eq!(press.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn a_row_of_a_list_with_a_key_is_never_another_s() {
    let (names, heard) = (RwSignal::new(vec!["a", "b"]), Rc::new(Cell::new(("", 0))));
    let (round, ears) = (RwSignal::new(0), Rc::clone(&heard));
    let stage = Stage::new(move || {
        let row = move |name: &'static str, round: i32| {
            let ears = Rc::clone(&ears);
            view! { <button id=name on:click=move |_| ears.set((name, round))>{name} {round}</button> }
                .keyed(name)
        };
        let none = || view! { <i>"none"</i> };
        view! {
            <p>{move || {
                let (names, round) = (names.get(), round.get());
                let rows = names.iter().copied().map(|name| row(name, round)).collect_view();
                if names.is_empty() { none().into_any() } else { view! { <b>{rows}</b> }.into_any() }
            }}"."</p>
        }
    });
    let (a, b) = (stage.find("#a"), stage.find("#b"));
    b.focus().unwrap();
    // What is pressed while rows come and go around it stays itself, and hears what it is now.
    let orders = [vec!["new", "a", "b"], vec!["b", "new", "a"], vec!["c", "b"]];
    for (at, order) in orders.into_iter().enumerate() {
        let now = i32::try_from(at).unwrap() + 1;
        let expected: String = order.iter().map(|name| format!("{name}{now}")).collect::<String>() + ".";
        let has_a = order.contains(&"a");
        names.set(order);
        round.set(now);
        settle().await;
        assert_eq!(stage.place.text_content(), Some(expected));
        assert_eq!((a.is_connected(), b.is_connected()), (has_a, true));
        assert!(stage.find("#b").is_same_node(Some(&b)), "the row was made anew");
        b.click();
        assert_eq!(heard.get(), ("b", now));
    }
    a.click();
    assert_eq!(heard.get(), ("b", 3), "a row that is gone was heard");
    // Twice the same key is a fault of the page, and still both are shown.
    names.set(vec!["b", "b"]);
    settle().await;
    assert_eq!(stage.place.text_content().as_deref(), Some("b3b3."));
    names.set(vec![]);
    settle().await;
    assert_eq!(stage.html(), "<p><i>none</i>.</p>");
}

#[wasm_bindgen_test]
async fn rows_keep_their_elements_wherever_they_move() {
    let keys = RwSignal::new(vec![1, 2, 3, 4, 5]);
    let gone = Arc::new(AtomicI32::new(0));
    let counter = Arc::clone(&gone);
    let row = move |key: i32| {
        let counter = Arc::clone(&counter);
        on_cleanup(move || {
            counter.fetch_add(key, Ordering::Relaxed);
        });
        view! { <button id=format!("k{key}")>{key}</button> }
    };
    let stage = Stage::new(move || view! { <For each=move || keys.get() key=|key| *key children=row/>"." });
    let three = stage.find("#k3");
    three.focus().unwrap();
    let orders = [vec![5, 1, 2, 3, 4], vec![3, 9, 1], vec![1, 9, 3], vec![], vec![3]];
    for order in orders {
        let expected: String = order.iter().map(i32::to_string).collect::<String>() + ".";
        let keeps_three = order.len() > 1;
        keys.set(order);
        settle().await;
        assert_eq!(stage.place.text_content(), Some(expected.clone()));
        assert_eq!(three.is_connected(), keeps_three, "{expected}");
    }
    assert_eq!(gone.load(Ordering::Relaxed), 2 + 4 + 5 + 3 + 9 + 1, "each row that went was cleaned up once");
}

#[wasm_bindgen_test]
async fn what_is_unmounted_is_let_go() {
    let (count, runs) = (RwSignal::new(0), Rc::new(Cell::new(0)));
    let counter = Rc::clone(&runs);
    let mut stage = Stage::new(move || {
        view! { <p>{move || { counter.set(counter.get() + 1); count.get() }}</p> }
    });
    count.set(1);
    settle().await;
    assert_eq!((runs.get(), stage.html().as_str()), (2, "<p>1</p>"));
    stage.mounted = None;
    count.set(2);
    settle().await;
    assert_eq!((runs.get(), stage.html().as_str()), (2, ""));
    assert_eq!(Rc::strong_count(&runs), 1, "the effect is still held");
}
