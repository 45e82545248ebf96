//! Rules by which a mail tells of incidents: the list, on and off, change, remove with the way back.

use super::rule_edit::RuleDialog;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::mail_rule::{MailRule, MailTerms};
use crate::domain::ids::MailRuleId;
use crate::domain::vocabulary::Severity;
use crate::platform::{dom, intl, random};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize, EmptyState, Glyph, IconButton, Switch, Toast, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The rule that is being made or changed: its id, and what it says so far.
pub(super) type Edited = RwSignal<Option<(MailRuleId, MailTerms)>>;

/// The card.
#[component]
pub(super) fn Rules() -> impl IntoView {
    let portal = Portal::get();
    let edited = Edited::new(None);
    let all = Memo::new(move |_| portal.read(|state| state.experts.mail_rules.clone()));
    let probe = save(
        random::mail_rule_id(),
        MailTerms {
            name: random::hex_id(),
            recipients: vec!["a@b.example".to_owned()],
            ..MailTerms::default()
        },
    );
    let why = Memo::new(move |_| portal.why_not(&probe));
    let rows = move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <EmptyState title=t!("rules.none") text=t!("rules.none.help")/> }.into_any();
        }
        let rows = all.into_iter().map(|rule| row(portal, rule, edited)).collect_view();
        view! { <ul class="notices">{rows}</ul> }.into_any()
    };
    let make = move |_| edited.set(Some((random::mail_rule_id(), fresh(portal))));
    view! {
        <section class="card" aria-labelledby="rules-title">
            <div class="card-head">
                <h2 class="section" id="rules-title">{t!("rules.title")}</h2>
                <span class="caption">{t!("rules.help")}</span>
                <span class="push"><Button label=t!("rules.make") size=ButtonSize::S28 icon=Glyph::Add disallowed=why on_press=make/></span>
            </div>
            {rows}
        </section>
        {move || edited.get().map(|(id, terms)| view! { <RuleDialog id terms edited/> })}
    }
    .into_any()
}

/// A new rule tells of what is created from today on.
fn fresh(portal: Portal) -> MailTerms {
    let today = portal.reader.with_untracked(|reader| reader.zone.start_of(reader.today()));
    MailTerms {
        on: true,
        severities: vec![Severity::Critical, Severity::High],
        from: today,
        once: true,
        organisation: true,
        link: true,
        ..MailTerms::default()
    }
}

pub(super) fn save(id: MailRuleId, terms: MailTerms) -> Command {
    Command::Experts { act: Act::SaveMailRule { id, terms: Box::new(terms) } }
}

fn row(portal: Portal, rule: MailRule, edited: Edited) -> AnyView {
    let key = format!("{} {}", rule.id, rule.at);
    let MailRule { id, terms, by, at } = rule;
    let name = terms.name.clone();
    let held = StoredValue::new((id, terms.clone()));
    let switched = move || {
        let (id, terms) = held.get_value();
        save(id, MailTerms { on: !terms.on, ..terms })
    };
    let why = Memo::new(move |_| portal.why_not(&switched()));
    let remove = move |_| {
        dom::keep_place_in_list();
        let (id, terms) = held.get_value();
        let act = Act::RemoveMailRule { id: id.clone() };
        portal.act(Command::Experts { act }, move |outcome| {
            if outcome.is_ok() {
                tell_removed(portal, id, terms);
            }
        });
    };
    let is_on = terms.on;
    let about = (!terms.about.trim().is_empty())
        .then(|| view! { <p class="data second"><bdi>{terms.about.clone()}</bdi></p> });
    let to = t!("rules.to", names = intl::both(&terms.recipients));
    view! {
        <li class="notice">
            <div class="grow stack stack-2">
                <p class="strong"><bdi>{name.clone()}</bdi></p>
                {about}
                <p class="data second"><bdi>{conditions(&terms)}</bdi></p>
                <p class="data second"><bdi>{to}</bdi></p>
                <p class="caption third"><bdi>{t!("rules.by", who = by, when = intl::moment(at))}</bdi></p>
            </div>
            <div class="row row-tight">
                <Switch label=t!("rules.on", name = name.as_str()) checked=Signal::stored(is_on) disallowed=why on_change=move |_| portal.act(switched(), |_| ())/>
                <IconButton label=t!("rules.change", name = name.as_str()) glyph=Glyph::Edit disallowed=why on_press=move |_| edited.set(Some(held.get_value()))/>
                <IconButton label=t!("rules.remove", name = name.as_str()) glyph=Glyph::Delete disallowed=why on_press=remove/>
            </div>
        </li>
    }
    .keyed(key)
}

/// Says that a rule is gone, with the way back: the same rule under the same id, so that it tells nobody twice.
fn tell_removed(portal: Portal, id: MailRuleId, terms: MailTerms) {
    let text = t!("rules.removed", name = terms.name.as_str());
    let undo = Callback::new(move |()| portal.act(save(id.clone(), terms.clone()), |_| ()));
    portal.tell(Toast { id: 0, tone: Tone::Good, text, second: None, reasons: Vec::new(), undo: Some(undo) });
}

/// The conditions of a rule in a line.
pub(super) fn conditions(terms: &MailTerms) -> String {
    let any = |words: Vec<String>, none: String| if words.is_empty() { none } else { intl::either(&words) };
    let severities = terms.severities.iter().map(naming::severity).collect();
    let sources = terms.sources.iter().map(|it| naming::source(it)).collect();
    let mut parts = vec![
        any(severities, t!("rules.any.severity")),
        any(sources, t!("rules.any.source")),
        any(terms.groups.clone(), t!("rules.any.group")),
        t!("rules.from", day = intl::day(terms.from)),
    ];
    parts.push(if terms.once { t!("rules.once") } else { t!("rules.each") });
    parts.join("; ")
}
