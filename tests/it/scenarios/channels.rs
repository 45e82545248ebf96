//! What a channel that many read is told of: what comes up since it is there (service.md 1.4, channels).

use super::messages::{act, caller, check, lines, outbox, record, with_contacts};
use crate::world::*;
use watchfloor::analytics::notices::Trigger;
use watchfloor::domain::experts::ExpertsCommand as Act;
use watchfloor::domain::experts::delivery::{Channel, Channels, Outcome};
use watchfloor::domain::people::Role::{Administrator, Expert};
use watchfloor::domain::time::MINUTE_MS;

fn slack(address: Option<&str>) -> Step {
    let channels = Channels { slack: address.map(str::to_owned), ..Channels::default() };
    act(Administrator, Act::SetChannels { channels: Box::new(channels) })
}

/// What a channel is told of what was published, in days after that; mails are tests of their own.
#[track_caller]
fn posts(world: &World, then: &[&str]) {
    let mut all = outbox(world, world.now);
    all.retain(|it| it.to.is_none() && it.trigger == Trigger::Published);
    assert_eq!(lines(&all), then);
}

#[test]
fn a_channel_tells_of_what_comes_up_since_it_is_there() {
    let mut world = World::guiding();
    with_contacts(&mut world, vec![caller("a", 1)]);
    let published = world.given(&your_turn());
    let after = |world: &World, hours: i64| {
        let mut later = world.clone();
        later.now = later.now.plus_millis(hours * 60 * MINUTE_MS);
        later
    };
    let teams = |on: bool| move |world: &mut World| world.change(|it| it.teams.enabled = on);
    // What is fresh is told, what is old is not, and nobody is said to have missed it later.
    for (hours, slack_is, teams_is) in [
        (1, &["published slack due"][..], &["published teams due"][..]),
        (23, &["published slack due"], &["published teams due"]),
        (25, &[], &[]),
        (29 * 24, &[], &[]),
    ] {
        let later = after(&published, hours);
        posts(&later.clone().given(&[slack(Some("https://hooks.example/x"))]), slack_is);
        let mut on = later;
        teams(true)(&mut on);
        posts(&on, teams_is);
    }
    let entered = after(&published, 29 * 24).given(&[slack(Some("https://hooks.example/x"))]);
    posts(&after(&entered, 5 * 24), &[]);
    // A channel that was there keeps what came up, also under another address; one that comes back begins anew.
    let early = after(&published, 1).given(&[slack(Some("https://hooks.example/x"))]);
    let moved = after(&early, 5 * 24).given(&[slack(Some("https://hooks.example/y"))]);
    posts(&moved, &["published slack due"]);
    let back = moved.clone().given(&[slack(None), slack(Some("https://hooks.example/z"))]);
    posts(&back, &[]);
    // What was tried is not lost with that.
    let key = outbox(&moved, moved.now).into_iter().find(|it| it.channel == Channel::Slack).unwrap().key;
    let tried = check(&moved, (Expert, record(&key, Outcome::Failed("down".into()))), "mail failed");
    posts(&tried.given(&[slack(None), slack(Some("https://hooks.example/z"))]), &["published slack failed"]);
    // Teams that was switched off and on again, and the hunters' channel, which only takes over what Teams is told.
    let mut off = after(&published, 1);
    teams(true)(&mut off);
    let mut off = after(&off, 3 * 24);
    posts(&off, &["published teams due"]);
    teams(false)(&mut off);
    teams(true)(&mut off);
    posts(&off, &[]);
    let hunting = Channels { hunting: Some("https://hooks.example/h".into()), ..Channels::default() };
    let hunting = act(Administrator, Act::SetChannels { channels: Box::new(hunting) });
    posts(&after(&published, 29 * 24).given(&[hunting]), &[]);
}
