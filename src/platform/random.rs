//! New identifiers from the browser's own source of chance.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `getRandomValues` exists without a secure context, `randomUUID` does not.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);
}

/// Sixteen bytes of chance as 32 hexadecimal digits.
pub fn hex_id() -> String {
    let mut bytes = [0_u8; 16];
    get_random_values(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
