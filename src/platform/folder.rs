//! A folder of the person's disk for backups, where the browser offers it (the File System Access interface). The
//! folder is remembered, the newest few backups of a workspace are kept in it, older ones are removed.

use super::storage;
use js_sys::{Array, AsyncIterator, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// How many backups of a workspace stay in the folder: a week of daily ones.
const KEPT_MAX: usize = 7;
/// How the name of every backup ends, packed or not.
const ENDINGS: [&str; 4] =
    [".watchfloor.json", ".watchfloor.json.gz", ".watchfloor.json.sealed", ".watchfloor.json.gz.sealed"];

const PICKER: &str = "showDirectoryPicker";

/// Whether the browser lets a page write into a folder.
pub fn is_offered() -> bool {
    Reflect::has(&js_sys::global(), &PICKER.into()).unwrap_or(false)
}

fn said(error: &JsValue) -> String {
    let words = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    words.unwrap_or_else(|| "unknown error".to_owned())
}

/// Calls a method that answers a promise.
async fn call(this: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(this, &name.into())?.dyn_into()?;
    let promise: Promise = method.apply(this, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn options(key: &str, value: JsValue) -> Result<Object, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &key.into(), &value)?;
    Ok(options)
}

/// The folder that was chosen for a workspace, asked for where there is none or where it may not be written to.
async fn folder(place: &str) -> Result<JsValue, JsValue> {
    let mode = options("mode", "readwrite".into())?;
    if let Some(known) = storage::folder(place).await
        && call(&known, "requestPermission", &Array::of1(&mode)).await? == "granted"
    {
        return Ok(known);
    }
    let chosen = call(&js_sys::global(), PICKER, &Array::of1(&mode)).await?;
    // A folder that cannot be remembered is asked for again.
    let _ = storage::note_folder(place, &chosen).await;
    Ok(chosen)
}

/// Keeps a backup in the folder of a workspace and removes the oldest that are too many.
///
/// # Errors
/// The browser's words, also when the person chose no folder.
pub async fn keep(place: &str, name: &str, blob: &Blob) -> Result<(), String> {
    let work = async {
        let folder = folder(place).await?;
        let create = options("create", true.into())?;
        let file = call(&folder, "getFileHandle", &Array::of2(&name.into(), &create)).await?;
        let writable = call(&file, "createWritable", &Array::new()).await?;
        call(&writable, "write", &Array::of1(blob)).await?;
        call(&writable, "close", &Array::new()).await?;
        rotate(&folder, name).await
    };
    work.await.map_err(|error: JsValue| said(&error))
}

/// Names end with the moment, so the oldest of one workspace come first in order.
async fn rotate(folder: &JsValue, name: &str) -> Result<(), JsValue> {
    let title = name.split("-20").next().unwrap_or(name);
    let keys: Function = Reflect::get(folder, &"keys".into())?.dyn_into()?;
    let keys: AsyncIterator = keys.call0(folder)?.unchecked_into();
    let mut names = Vec::new();
    loop {
        let step = JsFuture::from(keys.next()?).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            break;
        }
        names.extend(Reflect::get(&step, &"value".into())?.as_string());
    }
    names.retain(|known| known.starts_with(title) && ENDINGS.iter().any(|ending| known.ends_with(ending)));
    names.sort_unstable();
    for old in names.iter().take(names.len().saturating_sub(KEPT_MAX)) {
        call(folder, "removeEntry", &Array::of1(&old.into())).await?;
    }
    Ok(())
}
