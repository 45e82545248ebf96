//! A failure of the program reaches the page, which is what shows it.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::wasm_bindgen_test;
use watchfloor::platform::crash;
use web_sys::CustomEvent;

#[wasm_bindgen_test]
fn a_report_becomes_an_event_of_the_window() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&heard);
    let listener = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
        sink.borrow_mut().push(event.detail().as_string());
    });
    let window = web_sys::window().unwrap();
    window.add_event_listener_with_callback("watchfloor-crash", listener.as_ref().unchecked_ref()).unwrap();
    crash::report("index out of range");
    window
        .remove_event_listener_with_callback("watchfloor-crash", listener.as_ref().unchecked_ref())
        .unwrap();
    crash::report("nobody listens");
    assert_eq!(*heard.borrow(), [Some("index out of range".to_owned())]);
}
