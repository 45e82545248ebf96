//! Starts servers on free ports of the loopback interface and stops them again.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often it is tried whether a server is up, 100 ms apart.
const TRIES_MAX: u32 = 300;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A server that runs. It ends when this is dropped.
pub(crate) struct Started {
    child: Child,
    port: u16,
    root: PathBuf,
    is_couch: bool,
}

impl Started {
    /// The address of a folder or a database.
    pub(crate) fn address(&self, folder: &str) -> String {
        format!("http://127.0.0.1:{}/{folder}", self.port)
    }

    /// Makes a folder or a database.
    pub(crate) fn make_folder(&self, name: &str) {
        if self.is_couch {
            let host = format!("127.0.0.1:{}", self.port);
            let mut stream = TcpStream::connect(&host).expect("up");
            let request = format!(
                "PUT /{name} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            );
            std::io::Write::write_all(&mut stream, request.as_bytes()).expect("asked");
            let mut answer = String::new();
            std::io::Read::read_to_string(&mut stream, &mut answer).expect("answered");
            assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        } else {
            writable(&self.root.join("www").join(name));
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // Apache has children of its own: it ends them when it is asked to end.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// A folder that any user may write to: as root, Apache works as somebody else.
fn writable(folder: &Path) {
    fs::create_dir_all(folder).expect("made");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).expect("opened");
    }
}

fn root() -> PathBuf {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let root = std::env::temp_dir().join(format!("watchfloor-server-{}-{number}", std::process::id()));
    writable(&root);
    root
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn up(child: Child, port: u16, root: PathBuf, is_couch: bool) -> Started {
    let started = Started { child, port, root, is_couch };
    for _ in 0..TRIES_MAX {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return started;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the server does not come up: {}", started.root.display());
}

/// Apache httpd with `tests/servers/httpd.conf`.
pub(crate) fn apache() -> Started {
    let (root, port) = (root(), free_port());
    writable(&root.join("www"));
    writable(&root.join("lock"));
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/httpd.conf");
    let child = Command::new("apache2")
        .args(["-DFOREGROUND", "-f"])
        .arg(config)
        .env("MODULES", "/usr/lib/apache2/modules")
        .env("ROOT", &root)
        .env("PORT", port.to_string())
        .stdout(Stdio::null())
        .spawn()
        .expect("apache2 is there: `cargo xtask test` installs it, or install the Debian package apache2");
    up(child, port, root, false)
}

/// PouchDB Server in memory.
pub(crate) fn pouchdb() -> Started {
    let (root, port) = (root(), free_port());
    let program =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/pouchdb-server/bin/pouchdb-server");
    let child = Command::new("node")
        .arg(program)
        .args(["--in-memory", "--host", "127.0.0.1", "--port", &port.to_string(), "--no-stdout-logs"])
        .arg("--config")
        .arg(root.join("config.json"))
        .current_dir(&root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("node and the npm packages are there: `cargo xtask test` installs them");
    up(child, port, root, true)
}
