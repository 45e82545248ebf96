//! Making and changing a rule of incident mails: its conditions, its readers, what it would tell now, and a test.

use super::about::incident_facts;
use super::rules::{Edited, save};
use super::tests_sent::mail_buttons;
use super::wording::{Message, workspace};
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::notices::RECENT_DAYS;
use crate::domain::experts::mail_rule::MailTerms;
use crate::domain::ids::{IncidentId, MailRuleId};
use crate::domain::state::State;
use crate::domain::text::clip;
use crate::domain::time::DAY_MS;
use crate::domain::vocabulary::{ServiceSource, Severity};
use crate::platform::intl;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize, Checkbox, Field, Glyph};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// So many words of a condition are offered; a rule may name others, which stay.
const OFFERED_MAX: usize = 60;
/// So many contacts are offered as readers.
const CONTACTS_MAX: usize = 12;
/// Longest title of an incident in a test, in characters.
const TITLE_CHARS: usize = 120;

/// The dialog.
#[component]
pub(super) fn RuleDialog(id: MailRuleId, terms: MailTerms, edited: Edited) -> impl IntoView {
    let portal = Portal::get();
    let recipients = RwSignal::new(terms.recipients.join(", "));
    let day =
        RwSignal::new(portal.reader.with_untracked(|reader| reader.zone.day_of(terms.from)).to_string());
    let form = Form { portal, terms: RwSignal::new(terms), recipients, day };
    let is_new = portal.glance(|state| state.experts.mail_rule(&id).is_none());
    let command = Signal::derive(move || Some(save(id.clone(), form.whole())));
    let refusal = Memo::new(move |_| command.get().and_then(|command| portal.refusal(&command)));
    view! {
        <CommandDialog
            open=Signal::stored(true)
            on_close=move |_| edited.set(None)
            title=if is_new { t!("rules.make.title") } else { t!("rules.change.title") }
            text=t!("rules.question.help")
            verb=t!("common.save")
            command
            done=t!("rules.saved")
        >
            {form.names(refusal)}
            {form.conditions()}
            {form.contents()}
            {form.readers(refusal)}
            {form.preview()}
        </CommandDialog>
    }
    .into_any()
}

/// What is being edited. A copy is the same.
#[derive(Clone, Copy)]
struct Form {
    portal: Portal,
    terms: RwSignal<MailTerms>,
    /// The addresses as they are typed.
    recipients: RwSignal<String>,
    /// The first day as it is typed.
    day: RwSignal<String>,
}

impl Form {
    /// The terms with what is typed.
    fn whole(self) -> MailTerms {
        let typed = self.recipients.get();
        let addresses = typed.split([',', ';', '\n']).map(str::trim).filter(|it| !it.is_empty());
        let zone = self.portal.reader.with_untracked(|reader| reader.zone.clone());
        let mut terms = self.terms.get();
        terms.name = terms.name.trim().to_owned();
        terms.recipients = addresses.map(str::to_owned).collect();
        if let Some(day) = CivilDay::parse(&self.day.get()) {
            terms.from = zone.start_of(day);
        }
        terms
    }

    fn text(self, read: fn(&MailTerms) -> &String) -> Signal<String> {
        Signal::derive(move || self.terms.with(|it| read(it).clone()))
    }

    fn names(self, refusal: Memo<Option<crate::domain::refusal::Refusal>>) -> AnyView {
        // What is missing is said by the button and not in red while one is still writing.
        let error = MaybeProp::derive(move || {
            let is_typed = self.terms.with(|it| it.name.len() > 1);
            is_typed.then(|| refusal.with(|it| refusals::at_field(it.as_ref(), "name"))).flatten()
        });
        view! {
            <Field label=t!("rules.name") error value=self.text(|it| &it.name) on_input=move |text| self.terms.update(|it| it.name = text)/>
            <Field label=t!("rules.about") optional=true value=self.text(|it| &it.about) on_input=move |text| self.terms.update(|it| it.about = text)/>
        }
        .into_any()
    }

    fn conditions(self) -> AnyView {
        let severities = Severity::ALL.iter().rev().filter(|it| **it != Severity::Unknown);
        let severities: Vec<AnyView> = severities.map(|one| self.severity(one)).collect();
        let sources = self.words(sources(self.portal), |it| naming::source(it), |it| &mut it.sources);
        let groups = self.portal.glance(groups);
        let groups = (!groups.is_empty()).then(|| {
            let boxes = self.words(groups, ToOwned::to_owned, |it| &mut it.groups);
            set(t!("rules.groups"), t!("rules.any"), boxes)
        });
        view! {
            {set(t!("rules.severities"), t!("rules.any"), severities)}
            {set(t!("rules.sources"), t!("rules.any"), sources)}
            {groups}
            <Field label=t!("rules.from.day") kind="date" help=t!("rules.from.help") value=self.day on_input=move |text| self.day.set(text)/>
        }
        .into_any()
    }

    fn severity(self, one: &Severity) -> AnyView {
        let (known, added) = (one.clone(), one.clone());
        let is_on = Signal::derive(move || self.terms.with(|it| it.severities.contains(&known)));
        let change = move |on: bool| {
            self.terms.update(|it| {
                it.severities.retain(|known| *known != added);
                if on {
                    it.severities.push(added.clone());
                }
            });
        };
        view! { <Checkbox label=naming::severity(one) checked=is_on on_change=change/> }.into_any()
    }

    /// A box for each word of a condition: those that the workspace knows, and those that the rule names already.
    fn words(
        self,
        mut known: BTreeSet<String>,
        name: fn(&String) -> String,
        list: fn(&mut MailTerms) -> &mut Vec<String>,
    ) -> Vec<AnyView> {
        let mut chosen = self.terms.get_untracked();
        known = known.into_iter().take(OFFERED_MAX).collect();
        known.extend(list(&mut chosen).iter().cloned());
        let one = move |word: String| {
            let (wanted, added) = (word.clone(), word.clone());
            let is_on = Signal::derive(move || {
                let mut terms = self.terms.get();
                list(&mut terms).contains(&wanted)
            });
            let change = move |on: bool| {
                self.terms.update(|it| {
                    list(it).retain(|known| *known != added);
                    if on {
                        list(it).push(added.clone());
                    }
                });
            };
            view! { <Checkbox label=name(&word) checked=is_on on_change=change/> }.into_any()
        };
        known.into_iter().map(one).collect()
    }

    fn contents(self) -> AnyView {
        let one = move |label: String, read: fn(&MailTerms) -> bool, write: fn(&mut MailTerms, bool)| {
            let is_on = Signal::derive(move || self.terms.with(read));
            let change = move |on: bool| self.terms.update(|it| write(it, on));
            view! { <Checkbox label checked=is_on on_change=change/> }.into_any()
        };
        let boxes = vec![
            one(t!("rules.once.box"), |it| it.once, |it, on| it.once = on),
            one(t!("rules.organisation"), |it| it.organisation, |it, on| it.organisation = on),
            one(t!("rules.link"), |it| it.link, |it, on| it.link = on),
        ];
        set(t!("rules.contents"), t!("rules.contents.help"), boxes)
    }

    fn readers(self, refusal: Memo<Option<crate::domain::refusal::Refusal>>) -> AnyView {
        let error = MaybeProp::derive(move || {
            let is_typed = self.recipients.with(|it| !it.trim().is_empty());
            is_typed.then(|| refusal.with(|it| refusals::at_field(it.as_ref(), "recipients"))).flatten()
        });
        let contacts = self.portal.glance(|state| state.settings.contacts.clone());
        let add = move |email: &str| {
            self.recipients.update(|typed| {
                let has = typed.split([',', ';', '\n']).any(|it| it.trim().eq_ignore_ascii_case(email));
                if !has {
                    let before = typed.trim().trim_end_matches([',', ';']).to_owned();
                    *typed = if before.is_empty() { email.to_owned() } else { format!("{before}, {email}") };
                }
            });
        };
        let one = |contact: crate::domain::settings::Contact| {
            let email = contact.email.clone();
            view! { <Button label=contact.name size=ButtonSize::S28 icon=Glyph::Add on_press=move |_| add(&email)/> }.into_any()
        };
        let offered: Vec<AnyView> = contacts.into_iter().take(CONTACTS_MAX).map(one).collect();
        view! {
            <Field label=t!("rules.recipients") help=t!("rules.recipients.help") error value=self.recipients on_input=move |text| self.recipients.set(text)/>
            <div class="row row-tight">{offered}</div>
        }
        .into_any()
    }

    /// What the rule would tell now, and a test of it.
    fn preview(self) -> AnyView {
        let portal = self.portal;
        let found = Memo::new(move |_| matches(portal, &self.whole()));
        let line = move || match found.get() {
            (0, _) => t!("rules.preview.none"),
            (n, _) => t!("rules.preview", n = n, day = intl::day(self.whole().from)),
        };
        let to = Signal::derive(move || self.whole().recipients.join(", "));
        let why = Signal::derive(move || {
            let fits = |terms: &MailTerms| {
                !terms.recipients.is_empty()
                    && terms.recipients.iter().all(|it| crate::domain::decide::is_email(it))
            };
            (!fits(&self.whole())).then(|| t!("rules.test.needs-address"))
        });
        let make = move || test(portal, &self.whole(), found.get().1.as_ref());
        view! {
            <p class="data second" role="status">{line}</p>
            <div class="row row-tight"><span class="caption strong">{t!("rules.test")}</span>{mail_buttons(portal, to, make, why)}</div>
        }
        .into_any()
    }
}

/// A group of boxes with its heading and what none of them means.
fn set(title: String, help: String, boxes: Vec<AnyView>) -> AnyView {
    view! {
        <fieldset class="told-set">
            <legend class="caption strong">{title}</legend>
            <p class="caption third">{help}</p>
            <div class="told-boxes">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

/// The products that incidents of the workspace come from, and those that the service works with.
fn sources(portal: Portal) -> BTreeSet<String> {
    let known = ServiceSource::ALL.iter().map(|it| it.as_str().to_owned());
    let seen = portal.board(|board| {
        let words = board.columns.dictionary(Dim::Source).into_iter().flat_map(|it| it.iter());
        let words = words.filter(|it| **it != Value::Missing).map(|it| it.as_str().to_owned());
        words.collect::<Vec<String>>()
    });
    known.chain(seen).collect()
}

/// Device groups that imports know.
fn groups(state: &State) -> BTreeSet<String> {
    state.device_groups().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// How many incidents of the last days a rule tells of, and the newest of them.
fn matches(portal: Portal, terms: &MailTerms) -> (usize, Option<IncidentId>) {
    let from = portal.now().plus_millis(-RECENT_DAYS * DAY_MS);
    let rows = portal.board(|board| board.rows_since(from, true));
    portal.glance(|state| {
        let incidents = rows.iter().filter_map(|row| state.incident(state.catalogue.get(*row)?.id()));
        let found: Vec<_> = incidents.filter(|it| terms.covers(*it)).collect();
        (found.len(), found.last().and_then(|it| IncidentId::new(it.id())))
    })
}

/// A test of a rule: of the newest incident that it tells of, where there is one.
fn test(portal: Portal, terms: &MailTerms, incident: Option<&IncidentId>) -> Message {
    let known = incident.and_then(|id| {
        portal.glance(|state| {
            let incident = state.incident(id.as_str())?;
            Some((clip(incident.known.title(), TITLE_CHARS).into_owned(), incident_facts(incident)))
        })
    });
    let route = incident.map_or(Route::Notices, |id| Route::Incident {
        id: id.clone(),
        tab: IncidentTab::default(),
        queue: Queue::default(),
    });
    let (title, mut facts) = known.unwrap_or_else(|| (t!("rules.test.title"), Vec::new()));
    if terms.organisation {
        facts.insert(0, (t!("notices.workspace"), workspace(portal)));
    }
    let subject = t!("rules.test.subject", what = title);
    let body = t!("rules.test.body", name = terms.name.as_str());
    Message { facts, says_link: terms.link, ..Message::new(subject, body, &route) }
}
