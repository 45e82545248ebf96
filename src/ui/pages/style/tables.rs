//! Table rows of the style page: at rest, hovered, selected, with focus, and not there yet.

use crate::domain::vocabulary::{Severity, Status};
use crate::t;
use crate::ui::parts::{Checkbox, ScoreBadge, SeverityMark, Skeleton, StatusMark};
use leptos::prelude::*;

/// Rows in their states.
#[component]
pub(super) fn Rows() -> impl IntoView {
    let row = |class: &'static str, score: u8, name: String, severity: Severity, status: Status| {
        let selected = RwSignal::new(class == "is-selected");
        view! {
            <tr class=class aria-selected=move || selected.get().then_some("true")>
                <td><Checkbox label=name.clone() label_hidden=true checked=selected on_change=move |to| selected.set(to)/></td>
                <td><ScoreBadge score=Some(score)/></td>
                <td>{name}</td>
                <td><SeverityMark level=severity/></td>
                <td><StatusMark status=status/></td>
            </tr>
        }
    };
    let all = RwSignal::new(false);
    view! {
        <section class="card">
            <div class="card-head"><h2>{t!("style.rows")}</h2></div>
            <div class="table-frame">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">
                                <Checkbox label=t!("style.all") label_hidden=true checked=all some=true on_change=move |to| all.set(to)/>
                            </th>
                            <th scope="col">{t!("style.score")}</th>
                            <th scope="col">{t!("style.incident")}</th>
                            <th scope="col">{t!("style.severity")}</th>
                            <th scope="col">{t!("style.status")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row("", 78, t!("style.row-rest"), Severity::Medium, Status::Active)}
                        {row("is-hovered", 74, t!("style.row-hover"), Severity::Medium, Status::InProgress)}
                        {row("is-selected", 91, t!("style.row-selected"), Severity::High, Status::AwaitingAction)}
                        {row("is-current", 12, t!("style.row-focus"), Severity::Low, Status::Resolved)}
                        <tr aria-hidden="true">
                            <td><Skeleton/></td>
                            <td><Skeleton/></td>
                            <td><Skeleton width=70/></td>
                            <td><Skeleton/></td>
                            <td><Skeleton/></td>
                        </tr>
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
