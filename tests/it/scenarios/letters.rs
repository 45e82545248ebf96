//! Letters of the experts: service.md 1.4, e-mail by an expert (more context needed, a finding outside any incident,
//! reply).

use super::messages::{check, lines, outbox, record};
use crate::world::*;
use watchfloor::analytics::notices::Trigger;
use watchfloor::domain::experts::delivery::Outcome;
use watchfloor::domain::experts::inquiry::{InquiryState, LetterKind, Purpose, Question};
use watchfloor::domain::experts::question_scope::Nature;
use watchfloor::domain::experts::threads::{self, Thread};
use watchfloor::domain::experts::{ExpertsCommand as Act, ledger};
use watchfloor::domain::ids::{CommentId, InquiryId};
use watchfloor::domain::people::Role::{Administrator, Advisor, Analyst, Expert};

fn id() -> InquiryId {
    InquiryId::new("l").unwrap()
}

fn letter(subject: &str, text: &str, tell: &[&str]) -> Act {
    let question = Question {
        purpose: Purpose::Explain,
        nature: Nature::Security,
        subject: subject.into(),
        text: text.into(),
        about: Vec::new(),
        tell: tell.iter().map(|it| (*it).to_owned()).collect(),
    };
    let message = CommentId::new("m").unwrap();
    Act::Write { id: id(), kind: LetterKind::Finding, question: Box::new(question), message }
}

const TO: &[&str] = &["desk@contoso.example", "lead@contoso.example"];

fn reply(name: &str) -> Act {
    Act::Reply { id: id(), message: CommentId::new(name).unwrap(), text: "Yes".into() }
}

#[test]
fn an_expert_writes_and_nobody_else() {
    let world = World::serving();
    let wrote = check(&world, (Expert, letter("Old key", "It is public", TO)), "wrote l finding Old key");
    for (role, what, then) in [
        (Analyst, letter("x", "y", TO), "no: needs the role expert"),
        (Administrator, letter("x", "y", TO), "no: needs the role expert"),
        (Advisor, letter("x", "y", TO), "no: needs the role expert"),
        (Expert, letter(" ", "y", TO), "no: subject is missing"),
        (Expert, letter("x", " ", TO), "no: text is missing"),
        (Expert, letter("x", "y", &[]), "no: tell is missing"),
        (Expert, letter("x", "y", &["a b"]), "no: tell is not an e-mail address"),
    ] {
        check(&world, (role, what), then);
    }
    check(&wrote, (Expert, letter("Old key", "It is public", TO)), "no: nothing would change");
    check(&World::new(), (Expert, letter("x", "y", TO)), "no: not possible before onboarding has begun");
}

#[test]
fn a_letter_costs_nothing_leaves_as_mails_and_is_answered() {
    let world = World::serving();
    let free = ledger(&world.state, world.now).unwrap().free();
    let wrote = check(&world, (Expert, letter("Old key", "It is public", TO)), "wrote l finding Old key");
    let known = |world: &World| world.state.experts.inquiry(&id()).unwrap().clone();
    assert_eq!(ledger(&wrote.state, wrote.now).unwrap().free(), free);
    assert_eq!((known(&wrote).code().as_str(), known(&wrote).state()), ("L-0001", InquiryState::Answered));
    assert_eq!(lines(&outbox(&wrote, wrote.now)), ["letter desk due", "letter lead due"]);
    let reader = actor(Analyst);
    assert_eq!(threads::unread(&wrote.state, &reader), 1);
    let answered = check(&wrote, (Analyst, reply("a")), "l: Yes");
    assert_eq!(known(&answered).state(), InquiryState::WithExpert);
    assert_eq!(ledger(&answered.state, answered.now).unwrap().free(), free);
    // The next word of the experts is a mail of its own.
    let more = check(&answered, (Expert, reply("b")), "l: Yes");
    let all = outbox(&more, more.now);
    assert_eq!(all.iter().filter(|it| it.trigger == Trigger::Letter).count(), 4);
    let left = check(&more, (Expert, record(&all[0].key, Outcome::Handed)), "mail handed");
    assert_eq!(lines(&outbox(&left, left.now))[0], "letter desk left");
    let summary = &threads::summaries(&more.state, &reader)[0];
    assert_eq!((summary.thread.clone(), summary.letter), (Thread::Inquiry(id()), Some(LetterKind::Finding)));
    // Documents say of a letter what the list says: who wrote it, and that it awaits an answer.
    let words = |world: &World| {
        let it = threads::summaries(&world.state, &reader).remove(0);
        format!("{} by {} {}", it.kind(), it.asker.clone().unwrap_or_default(), it.standing())
    };
    let writer = actor(Expert).person;
    assert_eq!(words(&more), format!("letter by {writer} awaitsAnswer"));
    assert_eq!(words(&answered), format!("letter by {writer} withExpert"));
    check(&more, (Analyst, Act::Withdraw { id: id() }), "no: an expert has the question already");
    check(&more, (Analyst, Act::Close { id: id() }), "l ended");
}
