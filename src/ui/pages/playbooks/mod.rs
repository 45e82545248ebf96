//! Playbooks: the list, whether they may publish by themselves, and the page of one.

mod editor;
mod form;
mod kept;
mod preview;
mod steps;
mod versions;

pub use editor::PlaybookPage;

use crate::domain::brief::EvidenceKind;
use crate::domain::command::Command;
use crate::domain::evidence::kind_words;
use crate::domain::playbook::{ASSET_SIGN, Aim, Playbook, PlaybookAction, Publishing};
use crate::domain::text::clip;
use crate::domain::vocabulary::Tactic;
use crate::platform::random;
use crate::route::Route;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::incident::kind_name;
use crate::ui::parts::{Badge, Button, Glyph, PageHead, Switch, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 160;

/// The list.
#[component]
pub fn PlaybooksPage() -> impl IntoView {
    let portal = Portal::get();
    let list = move || {
        let (all, waiting) = portal.read(|state| {
            let all: Vec<Playbook> = state.all_playbooks().into_iter().map(Playbook::spoken).collect();
            (all, state.automation)
        });
        all.iter().map(|playbook| row(playbook, waiting)).collect_view()
    };
    let may = Memo::new(move |_| portal.read(|state| state.automation));
    let why = MaybeProp::derive(move || portal.why_not(&Command::AllowAutomation { allowed: !may.get() }));
    let allow = move |allowed: bool| {
        portal.act(Command::AllowAutomation { allowed }, move |outcome| {
            if outcome.is_ok() {
                portal.say(Tone::Good, t!("playbook.allow.done"));
            }
        });
    };
    let add = move |_| portal.go(&Route::Playbook(random::hex_id().into()));
    let end = move || {
        view! { <Button label=t!("playbook.new") icon=Glyph::Add disallowed=MaybeProp::derive(move || not_an_expert(portal)) on_press=add/> }
    };
    view! {
        <div class="page">
            <PageHead title=t!("shell.playbooks") end/>
            <div class="stack">
                <section class="card card-body stack stack-8" aria-labelledby="automation-title">
                    <h2 class="card-title" id="automation-title">{t!("playbook.automation")}</h2>
                    <p class="second">{t!("playbook.automation.help")}</p>
                    <Switch label=t!("playbook.allow") label_shown=true checked=may on_change=allow disallowed=why/>
                </section>
                <section class="card" aria-labelledby="playbooks-title">
                    <div class="card-head"><h2 class="card-title" id="playbooks-title">{t!("playbook.list")}</h2></div>
                    <div class="table-frame">
                        <table class="table table-48 table-cards">
                            <thead>
                                <tr>
                                    <th scope="col">{t!("playbook.name")}</th>
                                    <th scope="col">{t!("playbook.when")}</th>
                                    <th scope="col" class="num">{t!("playbook.steps-head")}</th>
                                    <th scope="col">{t!("playbook.publishing")}</th>
                                    <th scope="col" class="num">{t!("playbook.version")}</th>
                                </tr>
                            </thead>
                            <tbody>{list}</tbody>
                        </table>
                    </div>
                </section>
            </div>
        </div>
    }
    .into_any()
}

/// Why the person may not keep playbooks.
fn not_an_expert(portal: Portal) -> Option<String> {
    use crate::domain::people::Role;
    let is_expert = portal.role.get() == Role::Expert;
    (!is_expert).then(|| t!("refusal.needs-role", roles = naming::role(Role::Expert)))
}

fn row(playbook: &Playbook, may_publish: bool) -> AnyView {
    let href = Route::Playbook(playbook.id.as_str().into()).to_string();
    let off = (!playbook.enabled).then(|| view! { <Badge label=t!("playbook.off")/> });
    let publishing = match (playbook.publishing, may_publish) {
        (Publishing::AfterReview, _) => t!("playbook.after-review"),
        (Publishing::ByItself, true) => t!("playbook.by-itself"),
        (Publishing::ByItself, false) => t!("playbook.by-itself.not-allowed"),
    };
    view! {
        <tr>
            <td data-label=t!("playbook.name")>
                <span class="row row-tight">
                    <a class="link" href=href><bdi>{clip(&playbook.name, NAME_CHARS).into_owned()}</bdi></a>
                    {off}
                </span>
            </td>
            <td data-label=t!("playbook.when")><bdi>{when(playbook)}</bdi></td>
            <td data-label=t!("playbook.steps-head") class="num">{playbook.actions.len()}</td>
            <td class="nowrap" data-label=t!("playbook.publishing")>{publishing}</td>
            <td data-label=t!("playbook.version") class="num">{playbook.version}</td>
        </tr>
    }
    .keyed(playbook.id.as_str())
}

/// The title of a step as words: what stands for an asset is said, and not left as its sign, with
/// a capital where the title begins with it.
pub(in crate::ui::pages) fn step_title(step: &PlaybookAction) -> String {
    let asset = match (step.kind.target_kinds().first(), step.on) {
        (Some(kind), Aim::Each) => text(&format!("playbook.each.{}", kind.as_str()), &[]),
        (Some(kind), Aim::All | Aim::Nothing) => text(&format!("playbook.every.{}", kind.as_str()), &[]),
        (None, _) => t!("playbook.the-incident"),
    };
    let title = step.title.replace(ASSET_SIGN, &asset);
    let mut signs = title.chars();
    let title = match signs.next().filter(|_| step.title.starts_with(ASSET_SIGN)) {
        Some(first) => first.to_uppercase().chain(signs).collect(),
        None => title,
    };
    clip(&title, NAME_CHARS).into_owned()
}

/// The name of a kind of evidence.
fn evidence_kind(kind: EvidenceKind) -> String {
    let of_asset = kind.asset().map(naming::asset_kind);
    of_asset.unwrap_or_else(|| kind_name(kind.source_word().unwrap_or_default()))
}

/// The conditions in a few words.
pub(in crate::ui::pages) fn when(playbook: &Playbook) -> String {
    let when = &playbook.when;
    let mut parts: Vec<String> = Vec::new();
    if !when.severities.is_empty() {
        parts.push(when.severities.iter().map(naming::severity).collect::<Vec<_>>().join(", "));
    }
    if !when.categories.is_empty() {
        let name = |word: &String| Tactic::parse(word).map_or_else(|| kind_words(word), naming::tactic);
        parts.push(when.categories.iter().map(name).collect::<Vec<_>>().join(", "));
    }
    if !when.techniques.is_empty() {
        parts.push(when.techniques.join(", "));
    }
    if !when.evidence.is_empty() {
        parts.push(when.evidence.iter().copied().map(evidence_kind).collect::<Vec<_>>().join(", "));
    }
    clip(&parts.join(" · "), NAME_CHARS).into_owned()
}
