//! Two browsers on one endpoint, their tabs opened and closed, their storage and their line failing at every turn,
//! their clocks jumping. After each run every acknowledged command is there, once, in order, or was set aside with
//! both versions; and both browsers and the endpoint hold the same.
//!
//! A run is made from a number alone. One that fails names its number; `WATCHFLOOR_CHAOS_SEED=NUMBER` runs it again,
//! `WATCHFLOOR_CHAOS_RUNS` sets how many each test does.

use super::servers::{Kind, Mishap, Server};
use super::*;
use futures_executor::LocalPool;
use futures_util::task::LocalSpawnExt;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use watchfloor::store::backend::BackendError;
use watchfloor::store::desk::Desk;
use watchfloor::store::import::{ImportKeeper, sweep};
use watchfloor::store::journal::SegmentShelf;
use watchfloor::store::memory::{Fault, Faults};
use watchfloor::store::sync::{Means, aside, round};

/// How many runs each of the four tests does where nothing else is said; `cargo xtask test` says 2,500.
const RUNS: u64 = 50;
/// Where the numbers begin, the same on every machine.
const SEED: u64 = 20_261_128;

/// Numbers that look like chance and are the same for a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

fn fault(chance: &mut Chance) -> Fault {
    let cut = || BackendError::ConnectionLost("cut".to_owned());
    match chance.below(8) {
        0 => Fault::Before(BackendError::Quota),
        1 => Fault::Before(BackendError::Blocked),
        2 => Fault::Before(BackendError::Conflict),
        3 => Fault::Before(cut()),
        4 => Fault::After(cut()),
        5 => Fault::After(BackendError::Other("odd".to_owned())),
        6 => Fault::DiesBefore,
        _ => Fault::DiesAfter,
    }
}

fn mishap(chance: &mut Chance) -> Mishap {
    match chance.below(8) {
        0 => Mishap::Lost,
        1 => Mishap::AnswerLost,
        2 => Mishap::Status(500),
        3 => Mishap::Status(412),
        4 => Mishap::Status(409),
        5 => Mishap::DoneAndStatus(503),
        6 => Mishap::Status(429),
        _ => Mishap::Torn,
    }
}

fn faults(chance: &mut Chance) -> Faults {
    let count = chance.below(4);
    Faults::on((0..count).map(|_| (1 + chance.below(30), fault(chance))).collect::<Vec<_>>()).taking_turns()
}

/// What a browser knows to be kept, in the order in which it was acknowledged, by tab.
type Acknowledged = Rc<RefCell<Vec<(u64, String)>>>;

/// One browser: its disk and what it was told.
struct Browser {
    disk: Memory,
    acknowledged: Acknowledged,
    clock_ms: i64,
}

/// One tab's life: it opens, sends a few commands, and is gone.
fn tab(pool: &LocalPool, browser: &Browser, number: u64, chance: &mut Chance) {
    let connection = browser.disk.connect_with(faults(chance));
    let acknowledged = Rc::clone(&browser.acknowledged);
    let count = 1 + chance.below(4);
    let incidents = chance.one_in(3).then(|| {
        // Not the same twice: of two that say the same one is enough, and the other is let go.
        let first = number as u32 * 7;
        imported(&format!("i{number}"), &export(first..first + 10))
    });
    let at = minute(10).plus_millis(browser.clock_ms);
    let asks: Vec<Ask> = (0..count)
        .map(|index| {
            let id = format!("t{number}-c{index}");
            let big = chance.one_in(40);
            let mut ask = if big { big_one(&id) } else { rename(&id) };
            ask.at = at;
            ask
        })
        .collect();
    let spawner = pool.spawner();
    let life = async move {
        let Ok(Some(mut session)) = open(&connection, &async || (), |_| ()).await else { return };
        session.share(true);
        let desk = Desk::new(connection, session);
        let runner = desk.clone();
        spawner.spawn_local(async move { runner.run(&async || ()).await }).unwrap();
        if let Some((batches, summary)) = incidents {
            let Ok(keeper) = ImportKeeper::begin(desk.backend(), &summary.id, at).await else { return };
            for batch in batches {
                let Ok(()) = keeper.keep(desk.backend(), batch, at).await else { return };
            }
            let ask = Ask { at, ..take_import(summary) };
            let id = ask.id.to_string();
            if desk.send(ask).await.is_ok() {
                acknowledged.borrow_mut().push((number, id));
            }
            let _ = keeper.end(desk.backend()).await;
        }
        let sent: Vec<_> = asks.into_iter().map(|ask| (ask.id.to_string(), desk.send(ask))).collect();
        for (id, answer) in sent {
            if answer.await.is_ok() {
                acknowledged.borrow_mut().push((number, id));
            }
        }
        // As a page at rest does. What cannot be kept costs time at the next opening and nothing else.
        let _ = desk.keep_catalogue(&async || ()).await;
    };
    pool.spawner().spawn_local(life).unwrap();
}

/// A command whose entry fills half of the tail.
fn big_one(id: &str) -> Ask {
    let mut summary = machines(id);
    summary.sources = (0..300).map(|number| format!("{}-{number}.json", "x".repeat(100))).collect();
    ask(id, Command::TakeImport { import: Box::new(summary) })
}

/// One round of a browser with the endpoint.
fn line_up(
    pool: &LocalPool,
    browser: &Browser,
    server: &Server,
    faults: Faults,
    mishaps: Vec<(u64, Mishap)>,
) {
    let (disk, remote) = (browser.disk.connect_with(faults), server.endpoint(mishaps));
    let now = minute(10).plus_millis(browser.clock_ms);
    let life = async move {
        let mark = ImportId::new("sync").unwrap();
        let means = Means { pause: &async || (), now: &|| now, tell: &|_| (), mark: &mark };
        // What fails is tried again by a later round.
        let _ = round(&disk, &remote, &means).await;
    };
    pool.spawner().spawn_local(life).unwrap();
}

fn run(seed: u64, kind: Kind) {
    let mut chance = Chance(seed);
    let server = Server::new(kind);
    let browsers: Vec<Browser> =
        (0..2).map(|_| Browser { disk: Memory::new(), acknowledged: Rc::default(), clock_ms: 0 }).collect();
    let mut browsers = browsers;
    founded(&browsers[0].disk);
    calm(&browsers, &server);
    for step in 0..3 + chance.below(4) {
        let mut pool = LocalPool::new();
        for (number, browser) in browsers.iter_mut().enumerate() {
            if chance.one_in(6) {
                browser.clock_ms = (chance.below(200_000_000) as i64 - 100_000_000) * 1_000;
            }
            for tabs in 0..chance.below(3) {
                tab(&pool, browser, step * 100 + tabs * 10 + number as u64, &mut chance);
            }
            if chance.one_in(2) {
                let mishaps =
                    (0..chance.below(4)).map(|_| (1 + chance.below(25), mishap(&mut chance))).collect();
                let faults = faults(&mut chance);
                line_up(&pool, browser, &server, faults, mishaps);
            }
        }
        // Dropping the pool afterwards is the death of all pages, whatever they were about to do.
        pool.run_until_stalled();
    }
    calm(&browsers, &server);
    check(seed, &browsers);
}

/// Everything works again: two rounds of each browser bring all in step.
fn calm(browsers: &[Browser], server: &Server) {
    for _ in 0..2 {
        for browser in browsers {
            let mut pool = LocalPool::new();
            line_up(&pool, browser, server, Faults::default(), Vec::new());
            pool.run_until_stalled();
        }
    }
}

fn check(seed: u64, browsers: &[Browser]) {
    let is_same = browsers[0].disk.documents()[0] == browsers[1].disk.documents()[0];
    assert!(is_same, "run {seed}: two histories");
    for browser in browsers {
        super::kept::assert_true(&browser.disk);
        let session = reopen(&browser.disk);
        assert_eq!(session.problems(), [], "run {seed}");
        let entries =
            block_on(SegmentShelf::default().read(&browser.disk, session.window(1, u64::MAX))).unwrap();
        let mut places = HashMap::new();
        for entry in &entries {
            let before = places.insert(entry.entry().command.to_string(), entry.entry().seq);
            assert_eq!(before, None, "run {seed}: {} is there twice", entry.entry().command);
        }
        let asides = block_on(aside::read(&browser.disk)).unwrap();
        let aside: HashSet<String> = asides.iter().map(|aside| aside.command.to_string()).collect();
        let mut last = HashMap::new();
        for (tab, id) in browser.acknowledged.borrow().iter() {
            match places.get(id) {
                Some(seq) => {
                    let before = last.insert(*tab, *seq);
                    assert!(before < Some(*seq), "run {seed}: {id} is out of order");
                }
                None => assert!(aside.contains(id), "run {seed}: {id} was acknowledged and is not there"),
            }
        }
        block_on(sweep(&browser.disk, minute(900_000_000))).unwrap();
        assert_eq!(
            reopen(&browser.disk).last_seq(),
            session.last_seq(),
            "run {seed}: sweeping took too much"
        );
    }
}

fn runs(kind: Kind, offset: u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("WATCHFLOOR_CHAOS_SEED") {
        return run(seed, kind);
    }
    let (first, count) = (SEED + offset, number("WATCHFLOOR_CHAOS_RUNS").unwrap_or(RUNS));
    println!("chaos with {kind:?}: {count} runs from seed {first} on");
    for seed in first..first + count {
        run(seed, kind);
    }
}

#[test]
fn chaos_with_tags() {
    runs(Kind::Tags, 0);
}

#[test]
fn chaos_with_tags_told_when_asked() {
    runs(Kind::SilentTags, 1_000_000);
}

#[test]
fn chaos_with_revisions() {
    runs(Kind::Revs, 2_000_000);
}

#[test]
fn chaos_with_revisions_and_other_numbers() {
    runs(Kind::Revs, 3_000_000);
}
