//! What the palette finds: incidents, assets, people, pages and commands.

use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::linked::Linked;
use crate::analytics::sort::Sort;
use crate::domain::brief::AssetKind;
use crate::domain::ids::IncidentId;
use crate::domain::people::{Party, Role};
use crate::domain::text::{clip, upright};
use crate::platform::{dom, prefs};
use crate::route::{Alerts, FilterParam, IncidentTab, List, Queue, Report, ReportPage, Route, ServicePage};
use crate::t;
use crate::ui::asset_glyph::asset_glyph;
use crate::ui::bulk::{self, Bulk, Kind};
use crate::ui::incident_menu::{self, Entry};
use crate::ui::naming;
use crate::ui::parts::{Glyph, Tone};
use crate::ui::portal::Portal;
use crate::ui::saved_views;
use crate::ui::shell::page_title;
use crate::ui::shortcuts::Opener;
use crate::ui::start::PREF_THEME;
use crate::ui::text::text_for;
use crate::view::prelude::*;

/// So many incidents, assets and people are listed.
const INCIDENTS_MAX: usize = 8;
const ASSETS_MAX: usize = 4;
const PEOPLE_MAX: usize = 4;
/// So many letters name a page or a command.
const NAME_CHARS_MIN: usize = 3;
/// Longest line, in characters.
const LINE_CHARS: usize = 120;

/// What happens when an entry is chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    Go(Route),
    LookAs(Role),
    Theme(&'static str),
    UndoLast,
    Shortcuts,
    /// On the incident that is at hand, as its menu has it.
    Entry(Entry, IncidentId),
    /// On the incidents that are selected.
    Bulk(Kind),
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) glyph: Glyph,
    pub(super) label: String,
    pub(super) second: Option<String>,
    pub(super) keys: Option<&'static str>,
    /// Why it may not be chosen.
    pub(super) disallowed: Option<String>,
    pub(super) deed: Deed,
}

impl Item {
    fn new(glyph: Glyph, label: String, deed: Deed) -> Self {
        let label = clip(&label, LINE_CHARS).into_owned();
        Self { glyph, label, second: None, keys: None, disallowed: None, deed }
    }

    fn second(self, second: String) -> Self {
        Self { second: Some(clip(&second, LINE_CHARS).into_owned()), ..self }
    }

    fn disallowed(self, why: Option<String>) -> Self {
        Self { disallowed: why, ..self }
    }

    fn keys(self, keys: &'static str) -> Self {
        Self { keys: Some(keys), ..self }
    }
}

/// Does what an entry says.
pub(super) fn run(portal: Portal, bulk: Bulk, sheet: Opener, item: &Item) {
    match &item.deed {
        Deed::Go(route) => portal.go(route),
        Deed::LookAs(role) => {
            portal.look_as(*role);
            portal.say(Tone::Info, t!("shell.perspective.now", role = naming::role(*role)));
        }
        Deed::Theme(theme) => {
            prefs::set(PREF_THEME, theme);
            dom::set_theme(theme);
        }
        Deed::UndoLast => bulk::undo_last(portal),
        Deed::Shortcuts => sheet.open(),
        Deed::Entry(entry, id) => incident_menu::run_all(portal, bulk, id, &queue(portal), *entry),
        Deed::Bulk(kind) => bulk.ask(*kind, at_hand(portal)),
    }
}

/// What a text finds. Without one: what can be done here, and the pages.
pub(super) fn found(portal: Portal, typed: &str) -> Vec<Item> {
    let typed = typed.trim();
    let words: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |item: &Item| {
        let label = item.label.to_lowercase();
        words.iter().all(|word| label.contains(word))
    };
    // What begins with the text is what was meant by it: a page by its name before incidents that speak of it.
    let whole = typed.to_lowercase();
    let is_named = |item: &Item| {
        whole.chars().count() >= NAME_CHARS_MIN
            && item.label.to_lowercase().split(": ").any(|part| part.starts_with(&whole))
    };
    let places = pages(portal.party()).into_iter().chain(views(portal)).chain(commands(portal)).filter(fits);
    let (mut items, others): (Vec<_>, Vec<_>) = places.partition(is_named);
    if !typed.is_empty() {
        items.extend(incidents(portal, typed));
    }
    // Who asks for something by its name learns why it cannot be done; a list of all that could be asked for spares it.
    let is_offered = |item: &Item| !typed.is_empty() || item.disallowed.is_none();
    let (open, locked): (Vec<_>, Vec<_>) =
        here(portal).into_iter().filter(fits).filter(is_offered).partition(|item| item.disallowed.is_none());
    items.extend(open);
    items.extend(locked);
    if !typed.is_empty() {
        items.push(queue_of(typed));
        items.extend(assets(portal, typed));
        items.extend(people(portal, typed));
        items.extend(contacts(portal, typed));
    }
    items.extend(others);
    items
}

/// The queue with the text as its filter.
fn queue_of(typed: &str) -> Item {
    let mut filter = Filter::default();
    filter.set_text(typed, Mark::Asked);
    let queue =
        Queue { filter: FilterParam::Good(filter), view: Some(Queue::EVERYTHING.into()), ..Queue::default() };
    Item::new(Glyph::Filter, t!("palette.search", text = typed), Deed::Go(Route::Incidents(queue)))
}

fn incidents(portal: Portal, typed: &str) -> Vec<Item> {
    let mut filter = Filter::default();
    filter.set_text(typed, Mark::Asked);
    let mut rows = portal.board(|board| {
        portal.reader.with_untracked(|reader| {
            Linked::new(&board.columns, &filter, reader).page(
                &board.columns,
                Sort::default(),
                0,
                INCIDENTS_MAX,
            )
        })
    });
    portal.glance(|state| {
        // The number itself stands first.
        if let Some(row) = state.catalogue.row(typed) {
            rows.retain(|other| *other != row);
            rows.insert(0, row);
        }
        let found = rows.into_iter().filter_map(|row| state.catalogue.get(row));
        found
            .filter_map(|known| {
                let id = IncidentId::new(known.id())?;
                let incident = state.with_work(known);
                let label = format!(
                    "{} {}",
                    clip(known.id(), 40),
                    known.title().chars().take(LINE_CHARS).collect::<String>()
                );
                // The list that is open stays around it, so that the way back and the next one are those of the list.
                let route = Route::Incident { id, tab: IncidentTab::default(), queue: queue(portal) };
                let status = naming::status(&incident.status(), portal.party());
                Some(Item::new(Glyph::Shield, label, Deed::Go(route)).second(status))
            })
            .collect()
    })
}

fn queue_with(dim: Dim, value: &str) -> Route {
    let mut filter = Filter::default();
    filter.set(dim, Value::word(value), Mark::Asked);
    Route::Incidents(Queue {
        filter: FilterParam::Good(filter),
        view: Some(Queue::EVERYTHING.into()),
        ..Queue::default()
    })
}

fn assets(portal: Portal, typed: &str) -> Vec<Item> {
    let typed = typed.to_lowercase();
    portal.glance(|state| {
        let assets = state.catalogue.assets().iter();
        assets
            .filter(|asset| asset.name.to_lowercase().contains(&typed) || asset.id.contains(&typed))
            .take(ASSETS_MAX)
            .map(|asset| {
                let route = queue_with(Dim::Asset, &format!("{}/{}", asset.kind.as_str(), asset.id));
                Item::new(asset_glyph(asset.kind), upright(&asset.name).into_owned(), Deed::Go(route))
                    .second(naming::asset_kind(asset.kind))
            })
            .collect()
    })
}

fn people(portal: Portal, typed: &str) -> Vec<Item> {
    let typed = typed.to_lowercase();
    portal.board(|board| {
        let dictionary = board.columns.dictionary(Dim::Person);
        let names = dictionary.into_iter().flat_map(|dictionary| dictionary.iter());
        names
            .filter(|value| **value != Value::Missing && value.as_str().to_lowercase().contains(&typed))
            .take(PEOPLE_MAX)
            .map(|value| {
                let route = queue_with(Dim::Person, value.as_str());
                Item::new(Glyph::Person, upright(value.as_str()).into_owned(), Deed::Go(route))
                    .second(t!("palette.person"))
            })
            .collect()
    })
}

/// Who is told and called, with how to reach them.
fn contacts(portal: Portal, typed: &str) -> Vec<Item> {
    let typed = typed.to_lowercase();
    portal.glance(|state| {
        let contacts = state.settings.contacts.iter();
        let found = contacts.filter(|contact| {
            contact.name.to_lowercase().contains(&typed) || contact.email.to_lowercase().contains(&typed)
        });
        found
            .take(PEOPLE_MAX)
            .map(|contact| {
                let reach = contact.phone.as_deref().unwrap_or(&contact.email);
                let route = Route::Service(ServicePage::Contacts);
                Item::new(Glyph::Phone, contact.name.clone(), Deed::Go(route))
                    .second(t!("palette.contact", reach = reach))
            })
            .collect()
    })
}

/// The queue that is open, or from which the incident was opened.
fn queue(portal: Portal) -> Queue {
    match portal.route.get_untracked() {
        Route::Incidents(queue) | Route::Incident { queue, .. } => queue,
        _ => Queue::default(),
    }
}

/// What can be done with what is at hand: the incident whose page is open, the rows that are selected, or the row on which
/// one stands. It is what the menu of a row and the bar of a selection offer.
fn here(portal: Portal) -> Vec<Item> {
    let ids = match portal.route.get_untracked() {
        Route::Incident { id, .. } => vec![id],
        Route::Incidents(_) => at_hand(portal),
        _ => Vec::new(),
    };
    match &ids[..] {
        [] => Vec::new(),
        [id] => of_one(portal, id),
        _ => of_many(portal, ids.len()),
    }
}

/// The incidents that are selected in the queue, else the one on which one stands.
fn at_hand(portal: Portal) -> Vec<IncidentId> {
    let at_hand = portal.at_hand.get_untracked();
    at_hand.map(|at_hand| untrack(|| at_hand.run(()))).unwrap_or_default()
}

fn of_one(portal: Portal, id: &IncidentId) -> Vec<Item> {
    let items = untrack(|| incident_menu::items(portal, id));
    let listed = untrack(|| incident_menu::entries(portal, id)).into_iter().zip(items);
    listed
        .map(|(entry, item)| {
            let glyph = item.glyph.unwrap_or(Glyph::ArrowRight);
            Item::new(glyph, item.label, Deed::Entry(entry, id.clone()))
                .second(t!("shell.incident", id = id.as_str()))
                .disallowed(item.disallowed)
        })
        .collect()
}

fn of_many(portal: Portal, count: usize) -> Vec<Item> {
    let kinds = bulk::BUTTONS.into_iter().chain(bulk::MORE);
    kinds
        .map(|(kind, glyph)| {
            Item::new(glyph, kind.name(), Deed::Bulk(kind))
                .second(t!("queue.selected", n = count))
                .disallowed(untrack(|| bulk::why_not(portal, kind, count)))
        })
        .collect()
}

fn pages(reader: Party) -> Vec<Item> {
    let page = |route: Route, glyph: Glyph| {
        Item::new(glyph, page_title(&route), Deed::Go(route)).second(t!("palette.page"))
    };
    let list = |list: List, name: String| {
        let route = Route::Incidents(Queue { list, ..Queue::default() });
        Item::new(Glyph::Table, name, Deed::Go(route)).second(t!("palette.list"))
    };
    let turn = match reader {
        Party::Customer => t!("stage.yourTurn"),
        Party::Experts => t!("stage.theirTurn"),
    };
    let mut items = vec![
        page(Route::Home, Glyph::Building),
        page(Route::Incidents(Queue::default()), Glyph::Shield),
        list(List::YourTurn, turn),
        list(List::BeingWorked, t!("stage.beingWorked")),
        list(List::WaitingForExperts, t!("stage.waitingForExperts")),
        list(List::FinishedByExperts, t!("stage.finishedByExperts")),
        page(Route::Alerts(Alerts::default()), Glyph::Flash),
    ];
    // A kind of asset is found by its own name and by that of all of them.
    items.extend(AssetKind::ALL.into_iter().map(|kind| {
        let name = format!("{}: {}", t!("shell.assets"), naming::asset_kinds(kind));
        Item::new(asset_glyph(kind), name, Deed::Go(Route::Assets(kind))).second(t!("palette.page"))
    }));
    items.extend([
        page(Route::Playbooks, Glyph::Table),
        page(Route::Reports(Report::default()), Glyph::Table),
    ]);
    items.extend(ReportPage::ALL.into_iter().map(|of| {
        let name = format!(
            "{}: {}",
            t!("shell.reports"),
            text_for(reader, &format!("report.page.{}", of.as_str()), &[])
        );
        let route = Route::Reports(Report { page: of, ..Report::default() });
        Item::new(Glyph::Table, name, Deed::Go(route)).second(t!("palette.page"))
    }));
    items.extend([
        page(Route::Hunting, Glyph::Search),
        page(Route::Ask(crate::route::Ask::default()), Glyph::Ask),
        page(Route::Notices, Glyph::Bell),
        page(Route::CheckIns, Glyph::Calendar),
        page(Route::Advisor(crate::route::AdvisorPage::Overview), Glyph::Person),
        page(Route::Import, Glyph::Import),
    ]);
    items.extend(ServicePage::ALL.into_iter().map(|it| page(Route::Service(it), Glyph::Settings)));
    let rest = [Route::Settings, Route::Storage, Route::Demo];
    items.extend(rest.map(|route| page(route, Glyph::Settings)));
    items
}

/// The views of the queue, those of every workspace and those that were kept. The lists among them stand with the pages.
fn views(portal: Portal) -> Vec<Item> {
    let views = untrack(|| saved_views::listed(portal));
    let others = views.into_iter().filter(|view| !view.is_list());
    let item = |view: saved_views::Listed| {
        let route = view.route();
        Item::new(Glyph::Bookmark, view.name, Deed::Go(route)).second(t!("palette.view"))
    };
    others.map(item).collect()
}

fn commands(portal: Portal) -> Vec<Item> {
    let mut items = vec![Item::new(Glyph::Undo, t!("palette.undo"), Deed::UndoLast).keys("z")];
    let role = portal.role.get_untracked();
    items.extend(Role::ALL.into_iter().filter(|other| *other != role).map(|other| {
        let label = t!("palette.look-as", role = naming::role(other));
        Item::new(Glyph::Person, label, Deed::LookAs(other))
    }));
    items.push(Item::new(Glyph::Sun, t!("palette.light"), Deed::Theme("light")));
    items.push(Item::new(Glyph::Moon, t!("palette.dark"), Deed::Theme("dark")));
    items.push(Item::new(Glyph::Info, t!("palette.shortcuts"), Deed::Shortcuts).keys("?"));
    items.push(Item::new(Glyph::Download, t!("palette.backup"), Deed::Go(Route::Storage)));
    items.push(Item::new(Glyph::Settings, t!("palette.language"), Deed::Go(Route::Settings)));
    items
}
