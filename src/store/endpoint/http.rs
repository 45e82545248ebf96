//! What an endpoint needs of HTTP: one exchange, waiting, and a little chance. The browser brings it in
//! `platform::http`; tests bring servers of their own.

/// The methods that an endpoint is asked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Ask whether it is there, and its tag.
    Head,
    /// Write.
    Put,
    /// Remove.
    Delete,
    /// List the members of a WebDAV collection (RFC 4918).
    Propfind,
}

impl Method {
    /// The word of the protocol.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Propfind => "PROPFIND",
        }
    }
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// Header fields.
    pub headers: Vec<(&'static str, String)>,
    /// The body of a [`Method::Put`].
    pub body: Option<String>,
    /// How long the whole exchange may take, in milliseconds.
    pub timeout_ms: u32,
}

/// What a server answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The entity tag, where there is one that the page may see.
    pub etag: Option<String>,
    /// After how many seconds the server wants to be asked again.
    pub retry_after_s: Option<u32>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Whether the server did what it was asked.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether asking again later may help: too many requests, a time-out, a server in trouble. Not 501 and 505, which
    /// stay, and not 507, which says that the disk is full.
    pub fn is_passing(&self) -> bool {
        matches!(self.status, 408 | 425 | 429 | 500 | 502..=504)
    }
}

/// Why there is no answer. Nobody knows whether the server did what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// It took too long.
    TimedOut,
    /// The connection could not be made, or broke; or the browser forbids it. Its words.
    Broken(String),
}

/// Exchanges with servers.
#[expect(async_fn_in_trait, reason = "a page has one thread: its futures need not be Send")]
pub trait Http {
    /// Sends a request and waits for the whole answer.
    async fn send(&self, request: &Request) -> Result<Answer, NoAnswer>;

    /// Waits that many milliseconds.
    async fn wait(&self, delay_ms: u32);

    /// A number from 0 up to 1, so that many pages do not ask again at the same moment.
    fn chance(&self) -> f64;
}
