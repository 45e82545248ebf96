//! HTTP/1.1 over a socket, one connection an exchange: as little as these tests need.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use watchfloor::store::endpoint::http::{Answer, Http, Method, NoAnswer, Request};

/// The means of exchange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Socket;

fn exchange(request: &Request) -> Result<Answer, std::io::Error> {
    let rest = request.url.strip_prefix("http://").unwrap_or(&request.url);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut head =
        format!("{} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n", request.method.as_str());
    for (key, value) in &request.headers {
        head.push_str(&format!("{key}: {value}\r\n"));
    }
    let body = request.body.as_deref().unwrap_or_default();
    head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes())?;
    // A server that refuses early may not read all of it.
    let _ = stream.write_all(body.as_bytes());
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
    let field = |wanted: &str| {
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(wanted).then(|| value.trim().to_owned())
        })
    };
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    let is_chunked = field("Transfer-Encoding").is_some_and(|coding| coding.contains("chunked"));
    let body = match request.method {
        Method::Head => Vec::new(),
        _ if is_chunked => unchunked(&body),
        _ => body,
    };
    Ok(Answer { status, etag: field("ETag"), retry_after_s: None, body })
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&rest[..end]).ok();
        let length = length.and_then(|text| usize::from_str_radix(text.trim(), 16).ok()).unwrap_or(0);
        if length == 0 {
            break;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
    }
    body
}

impl Http for Socket {
    async fn send(&self, request: &Request) -> Result<Answer, NoAnswer> {
        exchange(request).map_err(|error| NoAnswer::Broken(error.to_string()))
    }

    async fn wait(&self, delay_ms: u32) {
        std::thread::sleep(Duration::from_millis(u64::from(delay_ms)));
    }

    fn chance(&self) -> f64 {
        0.5
    }
}
