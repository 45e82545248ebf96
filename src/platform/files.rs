//! Files that a person picks, drops or pastes, and files that leave.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, File, FileList, HtmlAnchorElement, HtmlInputElement, Url,
};

/// A file that a person handed over.
#[derive(Clone, Debug)]
pub struct Picked(File);

impl Picked {
    /// Its name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes are whole and below 2^53"
    )]
    pub fn bytes(&self) -> u64 {
        self.0.size() as u64
    }

    /// The bytes from `start` up to `end`, or fewer where the file ends.
    ///
    /// # Errors
    /// The browser's words when the file cannot be read any more, such as after it was moved.
    #[expect(clippy::cast_precision_loss, reason = "sizes are below 2^53")]
    pub async fn slice(&self, start: u64, end: u64) -> Result<Vec<u8>, String> {
        let said = |error: JsValue| {
            let words = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
            words.unwrap_or_else(|| format!("{error:?}"))
        };
        let blob = self.0.slice_with_f64_and_f64(start as f64, end as f64).map_err(said)?;
        let buffer = JsFuture::from(blob.array_buffer()).await.map_err(said)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

impl Picked {
    /// The file itself.
    pub fn blob(&self) -> &Blob {
        &self.0
    }
}

fn all(files: Option<FileList>) -> Vec<Picked> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).map(Picked).collect()
}

/// The files in an input of type file. It is emptied, so that the same file can be picked again.
pub fn of_input(event: &web_sys::Event) -> Vec<Picked> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = all(input.files());
    input.set_value("");
    files
}

/// The files that were dropped.
pub fn of_drop(event: &web_sys::DragEvent) -> Vec<Picked> {
    all(event.data_transfer().and_then(|data| data.files()))
}

/// The files and the text that were pasted.
pub fn of_paste(event: &web_sys::Event) -> (Vec<Picked>, String) {
    let data = js_sys::Reflect::get(event, &JsValue::from_str("clipboardData")).ok();
    let Some(data) = data.and_then(|data| data.dyn_into::<DataTransfer>().ok()) else {
        return (Vec::new(), String::new());
    };
    (all(data.files()), data.get_data("text/plain").unwrap_or_default())
}

/// The files with which the installed application was opened (`public/offline.js`). They are answered once.
pub fn opened_with() -> Vec<Picked> {
    let key = JsValue::from_str("watchfloorFiles");
    let global = js_sys::global();
    let files = js_sys::Reflect::get(&global, &key).ok().and_then(|files| files.dyn_into::<Array>().ok());
    let Some(files) = files else { return Vec::new() };
    let _ = js_sys::Reflect::set(&global, &key, &JsValue::UNDEFINED);
    files.iter().filter_map(|file| file.dyn_into::<File>().ok()).map(Picked).collect()
}

/// The event that says that there are files for [`opened_with`].
pub const OPENED_WITH: &str = "watchfloor-files";

/// Hands a file to the person's downloads.
pub fn download(name: &str, media_type: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        download_blob(name, &blob);
    }
}

/// Hands a file that is made already to the person's downloads.
pub fn download_blob(name: &str, blob: &Blob) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    if let Some(link) =
        document.create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}
