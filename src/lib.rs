//! # Watchfloor
//!
//! A managed detection and response portal that runs entirely in the browser. This page is the
//! architecture chapter: what the layers are, what each must not know, and where the house plan was changed. The picture
//! (`src/architecture.svg`) shows the way of a command and the layers; a test holds it to their table.
//!
#![doc = include_str!("architecture.svg")]
//!
//! ## One idea
//!
//! Everything that happens is an event in a journal, and the state is what the events add up to.
//!
//! ```text
//! person -- command --> decide(state, command, now) --> events --> journal (durable) --> apply --> state --> views
//!                           `-> Refusal (why not, in words)
//! ```
//!
//! * [`domain::decide`] is pure and the only place where a rule of the service says yes or no.
//! * [`domain::apply`] is total: an event that was once accepted can always be read again.
//! * A command is acknowledged only after the journal has it on disk.
//! * Imported records are not events: an import writes immutable batches and one event that names them.
//!
//! ## Layers
//!
//! | layer | may import | must not know |
//! |---|---|---|
//! | `text` | nothing of ours | incidents: it is a package of its own, what reading does with every byte of an export |
//! | `packed` | nothing of ours | what the columns mean: it is a package of its own, columns as bytes and back |
//! | `engine` | nothing of ours | incidents: it is a package of its own, reached as [`analytics::engine`] |
//! | [`domain`] | nothing of ours | storage, file formats, the clock, the browser |
//! | [`formats`] | domain, words | where text comes from or goes to |
//! | [`analytics`] | domain | who looks, words on the screen |
//! | [`store`] | domain, formats | which place keeps the documents |
//! | [`route`] | domain, analytics | pages |
//! | [`report`] | domain, formats, analytics, words | the browser |
//! | [`demo`] | domain, formats, analytics | the browser |
//! | [`words`] | nothing of ours | who reads |
//! | `platform` | every pure layer | views |
//! | `view` | nothing of ours | what is shown |
//! | [`widgets`] | domain, formats, analytics, report, words | the browser, pages, session, routes |
//! | `ui` | pure layers, platform, view | `web_sys` |
//!
//! ## Storage
//!
//! A workspace is kept as the same documents in every place ([`store::backend`]): memory, IndexedDB, an endpoint
//! ([`store::endpoint`]), a backup file ([`formats::backup`]). Where the house plan was changed:
//!
//! * A shared workspace keeps the command of each entry beside its events, because only commands can be decided anew
//!   when somebody else was first ([`store::sync`]).
//! * The entries of the endpoint stand and ours are put behind them, so the history of a page may be replaced; a page
//!   then opens again in place ([`store::session::Session::epoch`]).
//! * A place may be unable to list its documents: HTTP alone has no listing.
//! * The key of a place is not the id of its workspace: a restored copy has the id of its original.
//!
//! What was derived is kept among the caches of the workspace, in parts with check values under a mark that says of
//! what and by which code it was made ([`store::kept`], `store/marks.rs`): the catalogue, which depends on the batches
//! alone, and the columns up to an entry of the journal, which are then brought up to date by the entries since. So
//! opening copies where it would build, and most of it not even that: the check values and the shape are looked at, and a
//! block of rows or a column stays bytes until it is asked for, or until the page is at rest (`packed/later.rs`). The
//! table of ids and the texts that are searched are made then too. `public/boot.js` reads what is kept while the
//! application is on its way (`platform/ahead.rs`), each part by itself, so that the first are brought back while others
//! come; what it could not read is read later, the columns while the catalogue is brought back ([`store::both`]). It
//! is written when the page is at rest, never for each command, and whatever does not fit is made anew. Where columns must
//! be built (an import was taken, a setting changed), that is done in slices
//! ([`analytics::columns::Building`]); views see the old ones until the new ones are whole.
//!
//! A release build is cut in two after it is compiled (`xtask/split`): what the first page of a newcomer runs, and the
//! rest, which `public/boot.js` fetches at the same time. Whatever leads into the rest before it has arrived brings it
//! first, so the cut is right whatever was watched. Three habits keep the first part small: pages other than Home are
//! made through a pointer (`ui::app`), words of other areas are read when a key is not among the first
//! ([`words::Catalogue::first`]), and code for rare cases of a common path is a function that stays one.
//!
//! The style sheets are joined then too (`xtask/src/sheets.rs`): those of the first page, those of others, and print.
//!
//! `cargo xtask build` ends by stamping the site (`xtask/src/offline.rs`): every file with its digest goes into the service
//! worker, which installs a version whole or not at all and answers from it alone. Another version waits until a person
//! asks for it, and no other page may run the old one then. `cargo xtask single-file` makes one page of the same site.
//!
//! ## Words
//!
//! Everything that the product says is a message of a catalogue ([`words`]), in English in the application itself and in
//! a folder of `src/words` for each other language. Those are merged into `words/TAG.json` beside the site, of which
//! a reader fetches one: `public/boot.js` chooses it and begins to fetch, `ui::language` waits for it before anything
//! speaks and makes the frame anew when another is chosen. A key that a language lacks speaks English; a test says that none
//! lacks any, and that each has the values and plurals that it needs. [`words::Language::Mirrored`] is no language: English
//! with accents between marks, from right to left, by which a test finds text that is in no catalogue and layouts for one
//! direction only. Data, such as titles of incidents and what people write, stays as it is, and so do names of products,
//! techniques and formats. The playbooks that come with the product are data whose original is English
//! (`domain::playbook_words`): each is read and proposed in the reader's language as far as nobody changed it, what it puts
//! into an incident stays as it was written, and what is kept of it unchanged is kept as the original.
//!
//! ## Rules of our own
//!
//! Where the service publishes no rule, ours are named at their code and shown on the page. Beside those of the house plan:
//!
//! * A condition of the gate, and an action, that only a product could meet which the customer said it does not license is
//!   not asked, once it said that it has another and unless an import shows the product (`domain/products.rs`).
//!   Without this a customer that the verdict calls eligible could never pass the gate.
//! * An asset of an incident is what evidence and the latest list of devices together say (`domain/catalogue/listed.rs`):
//!   an exclusion by value, tag or group must not wait for the next alert to name it. What is kept of the catalogue is
//!   what evidence says alone; the list is read anew with the other records of the estate.
//!
//! ## The demonstration
//!
//! [`demo`] is a script of steps ([`formats::script`]) at given times, each made on the state that the ones before left;
//! [`store::fill`] decides and chains them as a person's commands and writes them with one swap. It has a place of its own
//! with a key that nothing else has, and its clock may stand elsewhere (`platform::clock`).
//!
//! The pure half builds without the `web` feature; `tests/it/architecture.rs` holds the rest of the table.
//!
//! The engine, `packed` and `text` are packages because the level of optimisation is a setting of a package: loops over
//! a million rows, over columns that are kept and over every byte of an export are built for speed, views for size.
//! `src/xlsx` is one because the page loads the spreadsheet writer apart.
//!
//! A page that is longer than a window draws its beginning first and the rest in the frame after (`ui::parts`, `begun`):
//! the filters beside the queue ask every column for its names, and the rows do not wait for that.
//!
//! ## Widgets
//!
//! The house plan had widgets of the same views as the application. They would have brought the runtime of the views
//! into other people's pages, so a widget is a pure function from a published snapshot to a tree of elements
//! ([`widgets`]). `src/bin/widgets.rs` hands it to `src/widgets/host/widgets.js`, which makes elements of it in a shadow
//! root, and [`widgets::page`] writes the same tree as a page without scripts. A snapshot is the columns themselves, so
//! widgets count with the functions of the report. Its first columns are those that most charts need, and those are drawn
//! as soon as they are there ([`report::snapshot::reach`]).
//!
//! ## Views
//!
//! The house plan had the views of Leptos. Its signals, effects and components are used, its renderer is not: there
//! every view is a type of its own, and compiling some 770 of them was more than half of the download. A page writes
//! the same `view!` with the import `crate::view::prelude::*`, and gets an `AnyView`: a template and the values for its
//! holes, made into elements by code that is compiled once. `src/view/mod.rs` tells how; the macros are a package of
//! their own, `src/view/macros`, because the compiler wants them so.

// What `view!` and `#[component]` write names this crate, wherever it stands.
#[cfg(feature = "web")]
extern crate self as watchfloor;

pub mod analytics;
pub mod demo;
pub mod domain;
pub mod formats;
pub mod report;
pub mod route;
pub mod store;
pub mod widgets;
pub mod words;

#[cfg(feature = "web")]
pub mod platform;
#[cfg(feature = "web")]
pub mod ui;
#[cfg(feature = "web")]
pub mod view;
