//! Who is named in comments: whom one can name, who is told, and until when it awaits them.

use super::messages::{act, caller, everything, lines, with_contacts};
use crate::world::*;
use watchfloor::analytics::awaits::{Awaits, awaits};
use watchfloor::analytics::notices::Trigger;
use watchfloor::analytics::whom::{KnownAs, matching, people};
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::experts::ExpertsCommand;
use watchfloor::domain::experts::threads::{Thread, summaries, unread};
use watchfloor::domain::ids::{CommentId, IncidentId};
use watchfloor::domain::people::{Actor, Party, Role};
use watchfloor::domain::settings::Contact;
use watchfloor::domain::work::Visibility;

fn comment(id: &str, text: &str, visibility: Visibility) -> Act {
    Act::Comment { id: CommentId::new(id).unwrap(), text: text.into(), visibility }
}

fn shared(id: &str, text: &str) -> Act {
    comment(id, text, Visibility::Shared)
}

fn named(world: &World, role: Role) -> Vec<usize> {
    let all = awaits(&world.state, &actor(role), &[], world.now);
    all.into_iter().filter_map(|it| if let Awaits::Named(n, _) = it { Some(n) } else { None }).collect()
}

#[test]
fn a_person_who_is_named_is_awaited_until_it_is_read_or_answered() {
    let eve = actor(Role::Expert).person;
    let world = World::serving();
    let asks = world.clone().given(&[analyst(shared("c", &format!("@[{eve}], did you see this?")))]);
    assert_eq!((named(&asks, Role::Expert), named(&asks, Role::Analyst)), (vec![1], vec![]));
    let again = asks.clone().given(&[administrator(shared("d", &format!("@{eve}?")))]);
    assert_eq!(named(&again, Role::Expert), [2]);
    // Read, or answered by a comment of one's own.
    let thread = Thread::Incident(IncidentId::new("1").unwrap());
    let read = again.clone().given(&[act(Role::Expert, ExpertsCommand::See { thread, upto: again.now })]);
    assert_eq!(named(&read, Role::Expert), [0; 0]);
    let answered = again.given(&[expert(shared("e", "Yes."))]);
    assert_eq!(named(&answered, Role::Expert), [0; 0]);
    // Of a comment that was changed, what it says now counts.
    let edit = Act::EditComment { id: CommentId::new("c").unwrap(), text: "Nobody".into() };
    let changed = asks.given(&[analyst(edit)]);
    assert_eq!(named(&changed, Role::Expert), [0; 0]);
}

#[test]
fn a_colleague_names_one_in_internal_comments_and_the_other_side_does_not() {
    let ada = actor(Role::Administrator).person;
    let text = format!("@[{ada}] please");
    let world = World::serving();
    for (by, then) in [(analyst as fn(Act) -> Step, vec![1]), (expert, vec![])] {
        let world = world.clone().given(&[by(comment("c", &text, Visibility::Internal))]);
        assert_eq!(named(&world, Role::Administrator), then);
    }
    // A shared one of a colleague is unread among the messages, and says that it names the reader.
    let world = world.given(&[analyst(shared("c", &text))]);
    let reader = actor(Role::Administrator);
    let all = summaries(&world.state, &reader);
    assert_eq!((unread(&world.state, &reader), all[0].unread, all[0].named), (1, 1, true));
    let other = Actor { person: "Somebody else".into(), role: Role::Administrator };
    assert_eq!(unread(&world.state, &other), 0);
    let thread = Thread::Incident(IncidentId::new("1").unwrap());
    let read =
        world.clone().given(&[act(Role::Administrator, ExpertsCommand::See { thread, upto: world.now })]);
    assert_eq!(unread(&read.state, &reader), 0);
}

#[test]
fn a_contact_who_is_named_gets_a_mail() {
    let mut world = World::serving();
    let contact = |id: &str, order, name: &str| Contact { name: name.into(), ..caller(id, order) };
    with_contacts(&mut world, vec![contact("a", 1, "Mara Lindqvist"), contact("b", 2, "Night desk")]);
    let mails = |world: &World| {
        let mut all = everything(world, world.now);
        all.retain(|it| it.trigger == Trigger::Mention);
        lines(&all)
    };
    for (by, visibility, text, then) in [
        (analyst as fn(Act) -> Step, Visibility::Shared, "@Mara look", &["mention a due"][..]),
        (expert, Visibility::Shared, "@[Night desk] look", &["mention b due"]),
        (expert, Visibility::Internal, "@[Night desk] look", &[]),
        (analyst, Visibility::Internal, "@[Night desk] and @Mara", &["mention a due", "mention b due"]),
        (analyst, Visibility::Shared, "@Desk and mara@contoso.example", &[]),
    ] {
        let world = world.clone().given(&[by(comment("c", text, visibility))]);
        assert_eq!(mails(&world), then, "{text}");
    }
}

#[test]
fn whoever_is_known_can_be_named_but_oneself() {
    let mut world = World::serving();
    let contact = Contact { name: "Mara Lindqvist".into(), ..caller("a", 1) };
    with_contacts(&mut world, vec![contact]);
    let eve = actor(Role::Expert).person;
    let world = world.given(&[expert(shared("c", "hello"))]);
    let ada = actor(Role::Analyst);
    let all = people(&world.state, &ada);
    let known: Vec<(&str, KnownAs)> = all.iter().map(|it| (it.name.as_str(), it.known_as)).collect();
    assert_eq!(
        known,
        [("Mara Lindqvist", KnownAs::Contact), (eve.as_str(), KnownAs::Colleague(Party::Experts))]
    );
    let names =
        |typed: &str| -> Vec<String> { matching(&all, typed, 8).into_iter().map(|it| it.name).collect() };
    for (typed, then) in [
        ("", vec!["Mara Lindqvist", &eve]),
        ("lind", vec!["Mara Lindqvist"]),
        ("MARA L", vec!["Mara Lindqvist"]),
        ("ara", vec![]),
        ("x", vec![]),
    ] {
        assert_eq!(names(typed), then, "{typed}");
    }
    assert!(people(&world.state, &actor(Role::Expert)).iter().all(|it| it.name != eve));
}
