//! The change that waits for a second administrator: what it changes, and agreeing, refusing or taking it back.

use super::difference;
use crate::domain::command::Command;
use crate::domain::difference::differences;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The card; nothing while no change waits.
#[component]
pub(super) fn ProposalCard() -> impl IntoView {
    let portal = Portal::get();
    let reason = RwSignal::new(String::new());
    let proposal = Memo::new(move |_| portal.read(|state| state.proposal.clone()));
    move || {
        let proposal = proposal.get()?;
        let changes =
            portal.read(|state| differences(&state.settings, &proposal.applied_to(&state.settings)));
        let own = portal.actor().person == proposal.by;
        let rows = changes.iter().map(difference::words).map(difference::row).collect_view();
        let line = match own {
            true => t!("proposal.own", when = intl::moment(proposal.at)),
            false => t!("proposal.other", who = &proposal.by, when = intl::moment(proposal.at)),
        };
        Some(view! {
            <section class="card card-body stack stack-8" aria-labelledby="proposal-title">
                <h2 class="card-title" id="proposal-title">{t!("proposal.title", n = changes.len())}</h2>
                <p class="data second">{line}</p>
                <div class="table-frame">
                    <table class="table differences">
                        <thead><tr>
                            <th scope="col">{t!("service.change.what")}</th>
                            <th scope="col">{t!("service.change.before")}</th>
                            <th scope="col">{t!("service.change.after")}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {(!own).then(|| view! {
                    <TextArea
                        label=t!("proposal.reason")
                        value=reason
                        on_input=Callback::new(move |text| reason.set(text))
                    />
                })}
                {buttons(portal, reason, own)}
            </section>
        })
    }
}

fn buttons(portal: Portal, reason: RwSignal<String>, own: bool) -> AnyView {
    let approve = move || Command::ApproveProposal;
    let decline = move || Command::DeclineProposal { reason: reason.get() };
    let why_not_approve = Memo::new(move |_| portal.why_not(&approve()));
    let why_not_decline = Memo::new(move |_| portal.why_not(&decline()));
    let send = move |command: Command, said: String| {
        portal.act(command, move |outcome| {
            if outcome.is_ok() {
                reason.set(String::new());
                portal.say(Tone::Good, said);
            }
        });
    };
    let label = if own { t!("proposal.take-back") } else { t!("proposal.refuse") };
    view! {
        <div class="row">
            <Button
                label=t!("proposal.approve")
                kind=ButtonKind::Primary
                disallowed=why_not_approve
                on_press=move |_| send(approve(), t!("proposal.approved"))
            />
            <Button
                label
                disallowed=why_not_decline
                on_press=move |_| send(untrack(decline), t!("proposal.refused"))
            />
        </div>
    }
    .into_any()
}
