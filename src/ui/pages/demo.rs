//! The page of the demonstration: what it is, how large it shall be, and its chapters.

use crate::demo::chapters::CHAPTERS;
use crate::demo::script::{Demo, Size};
use crate::domain::time::{DAY_MS, HOUR_MS};
use crate::platform::demo::{PLACE, Story};
use crate::platform::{clock, intl, location, storage};
use crate::t;
use crate::ui::demo::{Making, Pace, Player, make, title};
use crate::ui::language;
use crate::ui::parts::{AnswerHead, Button, ButtonKind, Checkbox, Segment, Segmented, Tone};
use crate::ui::portal::Portal;
use crate::ui::start::switch_to;
use crate::view::prelude::*;
use crate::words::Language;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn DemoPage() -> impl IntoView {
    let portal = Portal::get();
    let making = Making::of(RwSignal::new(false));
    let size = RwSignal::new(Story::last().map_or(Size::Usual, |story| story.size));
    let is_demo = portal.is_demo();
    let over = t!("demo.over", company = Demo::company_name());
    view! {
        <div class="page">
            <AnswerHead over title=t!("demo.title")/>
            <div class="stack calm">
                {(!is_demo).then(|| view! { <GoOn/> })}
                <Begin size making/>
                {Player::find().map(|player| view! { <Controls player/> })}
                <Chapters size making/>
                {is_demo.then(|| view! { <Away size making/> })}
            </div>
        </div>
    }
}

fn size_name(size: Size) -> String {
    match size {
        Size::Small => t!("demo.size.small"),
        Size::Usual => t!("demo.size.usual"),
        Size::Large => t!("demo.size.large"),
        Size::Huge => t!("demo.size.huge"),
    }
}

/// What a large one does not have.
fn left_out(size: Size) -> Option<String> {
    match size {
        Size::Small | Size::Usual => None,
        Size::Large => Some(t!("demo.size.large.help")),
        Size::Huge => Some(t!("demo.size.huge.help")),
    }
}

/// The demonstration that was left, where there is one: it stands as it was.
#[component]
fn GoOn() -> impl IntoView {
    let left = RwSignal::new(None::<String>);
    spawn_local(async move {
        let all = storage::workspaces().await.unwrap_or_default();
        let place = all.into_iter().find(|known| known.is_demo).map(|known| known.place().to_owned());
        let _ = left.try_set(place);
    });
    move || {
        let place = left.get()?;
        Some(view! {
            <section class="card card-body stack stack-8">
                <p>{t!("demo.go-on.what")}</p>
                <div class="row"><Button label=t!("demo.go-on") on_press=move |_| switch_to(&place)/></div>
            </section>
        })
    }
}

/// What it is, its size, and the two ways in.
#[component]
fn Begin(size: RwSignal<Size>, making: Making) -> impl IntoView {
    let portal = Portal::get();
    let segments: Vec<Segment> = Size::ALL.map(|size| Segment::new(size_name(size))).to_vec();
    let chosen = move || Size::ALL.iter().position(|known| *known == size.get()).unwrap_or(1);
    let choose = move |at: usize| {
        if let Some(chosen) = Size::ALL.get(at) {
            size.set(*chosen);
        }
    };
    let help = move || {
        let size = size.get();
        #[expect(clippy::cast_precision_loss, reason = "a million is far below 2^53")]
        let (devices, incidents) = (size.devices() as f64, size.incidents() as f64);
        t!("demo.size.help", devices = intl::number(devices), incidents = intl::number(incidents))
    };
    let go = move |chapter: u8, is_playing: bool| {
        make(portal, Story::ending_now(size.get_untracked()), chapter, is_playing, making);
    };
    let explore = move |_| go(CHAPTERS + 1, false);
    let story = move |_| go(1, true);
    // The page is made anew with another language.
    let is_foreign = language::spoken().get_untracked() != Language::English;
    view! {
        <section class="card card-body stack stack-16">
            <p class="demo-what">{t!("demo.what")}</p>
            {is_foreign.then(|| view! { <p class="caption third">{t!("demo.english")}</p> })}
            <div class="stack stack-4">
                <div class="row">
                    <Segmented
                        label=t!("demo.size")
                        segments
                        chosen=Signal::derive(chosen)
                        on_choose=Callback::new(choose)
                    />
                </div>
                <p class="caption third">{help}</p>
                {move || left_out(size.get()).map(|text| view! { <p class="caption third">{text}</p> })}
            </div>
            <div class="row">
                <Button label=t!("demo.explore") kind=ButtonKind::Primary busy=making.busy on_press=explore/>
                <Button label=t!("demo.story") busy=making.busy on_press=story/>
                {making.said()}
            </div>
        </section>
    }
}

/// Pace, presenter mode, clock, autopilot.
#[component]
fn Controls(player: Player) -> impl IntoView {
    let portal = Portal::get();
    let paces = vec![
        Segment::new(t!("demo.pace.slow")),
        Segment::new(t!("demo.pace.usual")),
        Segment::new(t!("demo.pace.quick")),
    ];
    let chosen = move || Pace::ALL.iter().position(|known| *known == player.pace.get()).unwrap_or(1);
    let choose = move |at: usize| {
        if let Some(pace) = Pace::ALL.get(at) {
            player.set_pace(*pace);
        }
    };
    let moment = move || {
        let now = portal.now();
        t!("demo.clock.now", day = intl::day_long(now), time = intl::time(now))
    };
    let forward = move |ms: i64| player.move_clock(clock::now().plus_millis(ms));
    let hour = move |_| forward(HOUR_MS);
    let day = move |_| forward(DAY_MS);
    let today = move |_| player.move_clock(clock::wall());
    view! {
        <section class="card card-body stack stack-16">
            <div class="row">
                <Segmented
                    label=t!("demo.pace")
                    segments=paces
                    chosen=Signal::derive(chosen)
                    on_choose=Callback::new(choose)
                />
                <Checkbox
                    label=t!("demo.presenter")
                    checked=player.presenter
                    on_change=Callback::new(move |is_on| player.set_presenter(is_on))
                />
                <span class="caption third">{t!("demo.presenter.help")}</span>
            </div>
            <div class="row">
                <span>{t!("demo.clock")}": "{moment}</span>
                <Button label=t!("demo.clock.hour") on_press=hour/>
                <Button label=t!("demo.clock.day") on_press=day/>
                <Button label=t!("demo.clock.today") on_press=today/>
            </div>
            <div class="row demo-control">
                <Button label=t!("demo.experts") busy=player.busy on_press=move |_| player.work_all()/>
                <span class="caption third grow">{t!("demo.experts.help")}</span>
            </div>
        </section>
    }
}

fn what(chapter: u8) -> String {
    let texts = [
        t!("demo.chapter.1.what"),
        t!("demo.chapter.2.what"),
        t!("demo.chapter.3.what"),
        t!("demo.chapter.4.what"),
        t!("demo.chapter.5.what"),
        t!("demo.chapter.6.what"),
        t!("demo.chapter.7.what"),
        t!("demo.chapter.8.what"),
        t!("demo.chapter.9.what"),
        t!("demo.chapter.10.what"),
    ];
    texts.into_iter().nth(usize::from(chapter.max(1)) - 1).unwrap_or_default()
}

/// The chapters, each set up in one click.
#[component]
fn Chapters(size: RwSignal<Size>, making: Making) -> impl IntoView {
    let portal = Portal::get();
    let player = Player::find();
    let row = move |chapter: u8| {
        let press = move |_| make(portal, Story::ending_now(size.get_untracked()), chapter, false, making);
        let is_here = move || player.is_some_and(|player| player.chapter.get() == chapter);
        let name = title(chapter);
        let hint = t!("demo.chapter.go-named", n = chapter);
        view! {
            <li class="list-row demo-chapter" aria-current=move || is_here().then_some("step")>
                <span class="demo-number" aria-hidden="true">{chapter.to_string()}</span>
                <span class="stack stack-2 grow">
                    <strong>{name}</strong>
                    <span class="caption third">{what(chapter)}</span>
                </span>
                {move || is_here().then(|| view! { <span class="second">{t!("demo.chapter.now")}</span> })}
                <Button label=hint busy=making.busy on_press=press/>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="demo-chapters">
            <div class="card-head"><h2 class="section" id="demo-chapters">{t!("demo.chapters")}</h2></div>
            <div class="card-body stack stack-8">
                <p class="caption third">{t!("demo.chapters.help")}</p>
                <ol class="list">{(1..=CHAPTERS).map(row).collect_view()}</ol>
            </div>
        </section>
    }
}

/// Resetting it, and taking it away.
#[component]
fn Away(size: RwSignal<Size>, making: Making) -> impl IntoView {
    let portal = Portal::get();
    let reset = move |_| make(portal, Story::ending_now(size.get_untracked()), CHAPTERS + 1, false, making);
    let delete = move |_| {
        spawn_local(async move {
            portal.upkeep().tabs.tell_deleted();
            portal.desk().close();
            match storage::delete_workspace(PLACE).await {
                Ok(()) => {
                    location::replace("#/");
                    location::reload();
                }
                Err(error) => portal.say(Tone::Error, crate::ui::failures::save_failure(&error.into())),
            }
        });
    };
    view! {
        <div class="row">
            <Button label=t!("demo.reset") busy=making.busy on_press=reset/>
            <Button label=t!("demo.delete") kind=ButtonKind::Subtle busy=making.busy on_press=delete/>
        </div>
    }
}
