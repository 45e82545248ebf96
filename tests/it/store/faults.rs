//! Random commands from several pages while the place fails at random: after each run every acknowledged command is
//! there, in order, once.

use super::*;
use futures_executor::LocalPool;
use futures_util::task::LocalSpawnExt;
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use watchfloor::store::backend::BackendError;
use watchfloor::store::desk::Desk;
use watchfloor::store::import::sweep;
use watchfloor::store::journal::SegmentShelf;
use watchfloor::store::memory::{Fault, Faults};

/// How many runs the ordinary tests do. Proptest prints the seed of a run that fails and keeps it.
const RUNS: u32 = 500;

/// What a page does during its life.
#[derive(Clone, Debug)]
struct Page {
    /// Which of its calls fail, and how.
    faults: Vec<(u64, Fault)>,
    /// The commands that it sends, each a rename or a big one that fills the tail.
    commands: Vec<bool>,
}

fn fault() -> impl Strategy<Value = Fault> {
    let error = prop_oneof![
        Just(BackendError::Conflict),
        Just(BackendError::Quota),
        Just(BackendError::Blocked),
        Just(BackendError::ConnectionLost("cut".to_owned())),
        Just(BackendError::Other("odd".to_owned())),
    ];
    // Only errors that leave it open what happened may come after the deed.
    let uncertain = prop_oneof![
        Just(BackendError::ConnectionLost("cut".to_owned())),
        Just(BackendError::Other("odd".to_owned())),
    ];
    prop_oneof![
        4 => error.prop_map(Fault::Before),
        4 => uncertain.prop_map(Fault::After),
        1 => Just(Fault::DiesBefore),
        1 => Just(Fault::DiesAfter),
    ]
}

fn page() -> impl Strategy<Value = Page> {
    let faults = prop::collection::vec((1..40_u64, fault()), 0..6);
    let commands = prop::collection::vec(prop::bool::weighted(0.1), 1..12);
    (faults, commands).prop_map(|(faults, commands)| Page { faults, commands })
}

/// Pages in rounds: those of a round live at the same time, and all of them are dead before the next.
fn rounds() -> impl Strategy<Value = Vec<Vec<Page>>> {
    prop::collection::vec(prop::collection::vec(page(), 1..4), 1..4)
}

/// Text that makes an entry so long that three of them fill the tail.
fn long_name() -> String {
    "x".repeat(100)
}

fn command(id: &str, is_big: bool) -> Ask {
    if !is_big {
        return rename(id);
    }
    // Many sources make an entry big without any record.
    let sources = (0..250).map(|number| format!("{}-{number}.json", long_name())).collect();
    let mut summary = machines(id);
    summary.sources = sources;
    ask(id, Command::TakeImport { import: Box::new(summary) })
}

/// Lives through one round and notes which commands were acknowledged, in that order, by page.
fn live(place: &Memory, round: usize, pages: &[Page], acknowledged: &Rc<RefCell<Vec<(usize, String)>>>) {
    let mut pool = LocalPool::new();
    for (number, page) in pages.iter().enumerate() {
        let connection = place.connect_with(Faults::on(page.faults.iter().cloned()).taking_turns());
        let (page, acknowledged) = (page.clone(), Rc::clone(acknowledged));
        let spawner = pool.spawner();
        let life = async move {
            let Ok(Some(session)) = open(&connection, &async || (), |_| ()).await else { return };
            let desk = Desk::new(connection, session);
            let runner = desk.clone();
            spawner.spawn_local(async move { runner.run(&async || ()).await }).unwrap();
            let sent = page.commands.iter().enumerate().map(|(index, is_big)| {
                let id = format!("r{round}-p{number}-c{index}");
                (id.clone(), desk.send(command(&id, *is_big)))
            });
            for (id, answer) in sent.collect::<Vec<_>>() {
                if answer.await.is_ok() {
                    acknowledged.borrow_mut().push((round * 100 + number, id));
                }
            }
        };
        pool.spawner().spawn_local(life).unwrap();
    }
    // Dropping the pool afterwards is the death of all pages, whatever they were about to do.
    pool.run_until_stalled();
}

fn check(place: Memory, rounds: &[Vec<Page>]) -> Result<(), TestCaseError> {
    founded(&place);
    let acknowledged = Rc::new(RefCell::new(Vec::new()));
    for (round, pages) in rounds.iter().enumerate() {
        live(&place, round, pages, &acknowledged);
    }
    let session = reopen(&place);
    let entries = block_on(SegmentShelf::default().read(&place, session.window(1, u64::MAX))).unwrap();
    let mut places = HashMap::new();
    for entry in &entries {
        let before = places.insert(entry.entry().command.to_string(), entry.entry().seq);
        prop_assert_eq!(before, None, "{} is there twice", entry.entry().command);
    }
    let mut last_of_page = HashMap::new();
    for (page, id) in acknowledged.borrow().iter() {
        let Some(seq) = places.get(id) else {
            return Err(TestCaseError::fail(format!("{id} was acknowledged and is not there")));
        };
        let before = last_of_page.insert(*page, *seq);
        prop_assert!(before < Some(*seq), "{} is out of order", id);
    }
    prop_assert_eq!(session.problems(), []);
    // What died in the middle leaves nothing that cannot be cleared away.
    block_on(sweep(&place, minute(100_000))).unwrap();
    prop_assert_eq!(reopen(&place).last_seq(), session.last_seq());
    if place.swaps_whole() {
        prop_assert_eq!(block_on(sweep(&place, minute(100_000))).unwrap(), 0);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: RUNS, ..ProptestConfig::default() })]

    #[test]
    fn what_was_acknowledged_is_kept_where_swaps_are_whole(rounds in rounds()) {
        check(Memory::new(), &rounds)?;
    }

    #[test]
    fn what_was_acknowledged_is_kept_where_swaps_take_steps(rounds in rounds()) {
        check(Memory::stepwise(), &rounds)?;
    }
}
