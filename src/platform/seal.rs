//! Packs a backup: compressed by the browser's own streams, and sealed with a passphrase by its own cryptography.
//!
//! A sealed file begins with one line of JSON that says how the key is derived (PBKDF2 with SHA-256), then follow
//! chunks of 1 MiB, each encrypted with AES-GCM. The nonce of a chunk is the file's own eight bytes and the number of
//! the chunk; the line and whether the chunk is the last are authenticated with it, so that nothing can be cut off,
//! swapped or changed.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

/// How much is encrypted at once.
const CHUNK_BYTES: u64 = 1024 * 1024;
/// What AES-GCM adds to a chunk.
const SEAL_BYTES: u64 = 16;
/// What OWASP recommends for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023).
const ITERATIONS: u32 = 600_000;
/// A file that asks for more than this would keep the page busy for minutes.
const ITERATIONS_MAX: u32 = 10_000_000;
/// The first line of a sealed file is shorter than this.
const LINE_BYTES_MAX: u64 = 1_024;

#[wasm_bindgen]
extern "C" {
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
    type Stream;
    #[wasm_bindgen(method, catch, js_name = pipeThrough)]
    fn pipe_through(this: &Stream, through: &JsValue) -> Result<Stream, JsValue>;
    #[wasm_bindgen(extends = Blob)]
    type Streamed;
    #[wasm_bindgen(method, js_name = stream)]
    fn read_stream(this: &Streamed) -> Stream;
    #[wasm_bindgen(js_name = Response)]
    type Body;
    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn of_stream(stream: &Stream) -> Result<Body, JsValue>;

    type Subtle;
    #[wasm_bindgen(method, catch, js_name = importKey)]
    fn import_key(
        this: &Subtle,
        format: &str,
        key: &Uint8Array,
        algorithm: &str,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = deriveKey)]
    fn derive_key(
        this: &Subtle,
        algorithm: &Object,
        key: &JsValue,
        derived: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn encrypt(
        this: &Subtle,
        algorithm: &Object,
        key: &JsValue,
        data: &Uint8Array,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decrypt(
        this: &Subtle,
        algorithm: &Object,
        key: &JsValue,
        data: &Uint8Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(bytes: &mut [u8]);
}

/// Why a file could not be packed or unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealProblem {
    /// The browser offers no cryptography here: the page is not in a secure context.
    NoCryptography,
    /// A passphrase is needed.
    NeedsPassphrase,
    /// The passphrase is another one, or the file was changed.
    WrongPassphrase,
    /// The file is damaged.
    Damaged,
}

#[derive(Serialize, Deserialize)]
struct FirstLine {
    format: String,
    document: String,
    kdf: String,
    iterations: u32,
    salt: String,
    nonce: String,
}

fn subtle() -> Result<Subtle, SealProblem> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).unwrap_or_default();
    let subtle = Reflect::get(&crypto, &"subtle".into()).unwrap_or_default();
    if subtle.is_object() { Ok(subtle.unchecked_into()) } else { Err(SealProblem::NoCryptography) }
}

/// Whether files can be sealed with a passphrase here.
pub fn can_seal() -> bool {
    subtle().is_ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    Some(digits?.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit)).collect())
}

fn object(members: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        // A plain object takes every member.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

fn bytes(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

async fn key(passphrase: &str, salt: &[u8], iterations: u32) -> Result<JsValue, JsValue> {
    let subtle = subtle().map_err(|_| JsValue::UNDEFINED)?;
    let raw = bytes(passphrase.as_bytes());
    let usages = Array::of1(&"deriveKey".into());
    let base = JsFuture::from(subtle.import_key("raw", &raw, "PBKDF2", false, &usages)?).await?;
    let how = object(&[
        ("name", &"PBKDF2".into()),
        ("hash", &"SHA-256".into()),
        ("salt", &bytes(salt)),
        ("iterations", &iterations.into()),
    ]);
    let derived = object(&[("name", &"AES-GCM".into()), ("length", &256.into())]);
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    JsFuture::from(subtle.derive_key(&how, &base, &derived, false, &usages)?).await
}

/// Nonce and authenticated words of one chunk.
fn of_chunk(line: &str, nonce: &[u8], number: u32, is_last: bool) -> Object {
    let nonce = [nonce, &number.to_be_bytes()].concat();
    let words = [line.as_bytes(), &[u8::from(is_last)]].concat();
    object(&[("name", &"AES-GCM".into()), ("iv", &bytes(&nonce)), ("additionalData", &bytes(&words))])
}

async fn piece(blob: &Blob, start: u64, end: u64) -> Result<Uint8Array, JsValue> {
    #[expect(clippy::cast_precision_loss, reason = "sizes are below 2^53")]
    let part = blob.slice_with_f64_and_f64(start as f64, end as f64)?;
    Ok(Uint8Array::new(&JsFuture::from(part.array_buffer()).await?))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are whole and below 2^53")]
fn size(blob: &Blob) -> u64 {
    blob.size() as u64
}

/// Compresses a file; one that the browser cannot compress stays as it is.
pub async fn compress(blob: &Blob) -> Blob {
    match CompressionStream::new("gzip") {
        Ok(through) => piped(blob, &through).await.unwrap_or_else(|_| blob.clone()),
        Err(_) => blob.clone(),
    }
}

async fn piped(blob: &Blob, through: &JsValue) -> Result<Blob, JsValue> {
    let stream = blob.unchecked_ref::<Streamed>().read_stream().pipe_through(through)?;
    let response: Response = Body::of_stream(&stream)?.unchecked_into();
    JsFuture::from(response.blob()?).await?.dyn_into()
}

/// Seals a file with a passphrase.
///
/// # Errors
/// There is no cryptography here.
pub async fn seal(blob: &Blob, passphrase: &str) -> Result<Blob, SealProblem> {
    let (mut salt, mut nonce) = ([0_u8; 16], [0_u8; 8]);
    fill(&mut salt);
    fill(&mut nonce);
    let line = FirstLine {
        format: crate::formats::document::FORMAT.to_owned(),
        document: "sealed-backup".to_owned(),
        kdf: "PBKDF2-SHA-256".to_owned(),
        iterations: ITERATIONS,
        salt: hex(&salt),
        nonce: hex(&nonce),
    };
    let line = serde_json::to_string(&line).unwrap_or_default() + "\n";
    let work = async {
        let key = key(passphrase, &salt, ITERATIONS).await?;
        let parts = Array::of1(&JsValue::from_str(&line));
        let (mut start, mut number) = (0, 0);
        loop {
            let end = (start + CHUNK_BYTES).min(size(blob));
            let how = of_chunk(&line, &nonce, number, end == size(blob));
            let data = piece(blob, start, end).await?;
            let subtle = subtle().map_err(|_| JsValue::UNDEFINED)?;
            parts.push(&JsFuture::from(subtle.encrypt(&how, &key, &data)?).await?);
            number += 1;
            start = end;
            if end == size(blob) {
                return Blob::new_with_u8_array_sequence(&parts);
            }
        }
    };
    subtle()?;
    work.await.map_err(|_: JsValue| SealProblem::Damaged)
}

async fn first_line(blob: &Blob) -> Option<(String, FirstLine)> {
    let start = piece(blob, 0, LINE_BYTES_MAX.min(size(blob))).await.ok()?.to_vec();
    let text: Vec<u8> = start.split_inclusive(|byte| *byte == b'\n').next()?.to_vec();
    let text = String::from_utf8(text).ok()?;
    let line: FirstLine = serde_json::from_str(&text).ok()?;
    (line.document == "sealed-backup").then_some((text, line))
}

/// Unpacks a file as far as it is packed: opens the seal, then decompresses.
///
/// # Errors
/// See [`SealProblem`].
pub async fn unpack(blob: &Blob, passphrase: &str) -> Result<Blob, SealProblem> {
    let mut blob = blob.clone();
    if let Some((text, line)) = first_line(&blob).await {
        if passphrase.is_empty() {
            return Err(SealProblem::NeedsPassphrase);
        }
        subtle()?;
        blob = opened(&blob, passphrase, &text, &line).await?;
    }
    let start = piece(&blob, 0, 2.min(size(&blob))).await.map_err(|_| SealProblem::Damaged)?.to_vec();
    if start != [0x1f, 0x8b] {
        return Ok(blob);
    }
    let through = DecompressionStream::new("gzip").map_err(|_| SealProblem::Damaged)?;
    piped(&blob, &through).await.map_err(|_| SealProblem::Damaged)
}

async fn opened(blob: &Blob, passphrase: &str, text: &str, line: &FirstLine) -> Result<Blob, SealProblem> {
    let (Some(salt), Some(nonce)) = (unhex(&line.salt), unhex(&line.nonce)) else {
        return Err(SealProblem::Damaged);
    };
    if line.iterations > ITERATIONS_MAX {
        return Err(SealProblem::Damaged);
    }
    let key = key(passphrase, &salt, line.iterations).await.map_err(|_| SealProblem::Damaged)?;
    let parts = Array::new();
    let (mut start, mut number) = (text.len() as u64, 0);
    while start < size(blob) {
        let end = (start + CHUNK_BYTES + SEAL_BYTES).min(size(blob));
        let how = of_chunk(text, &nonce, number, end == size(blob));
        let data = piece(blob, start, end).await.map_err(|_| SealProblem::Damaged)?;
        let promise = subtle()?.decrypt(&how, &key, &data).map_err(|_| SealProblem::WrongPassphrase)?;
        parts.push(&JsFuture::from(promise).await.map_err(|_| SealProblem::WrongPassphrase)?);
        number += 1;
        start = end;
    }
    if number == 0 {
        return Err(SealProblem::Damaged);
    }
    Blob::new_with_u8_array_sequence(&parts).map_err(|_| SealProblem::Damaged)
}
