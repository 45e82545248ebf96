//! Icons: the list of those in use, and the part that draws one.
//!
//! The list is the only place that names them: `cargo xtask icons` reads it and writes `icons.txt` from the files of
//! `@fluentui/svg-icons`, and a test holds both together. Each icon is a path of its own and no `<use>` of a shared file:
//! a page has some hundred and fifty, and a browser takes some five times as long to follow a reference as to read a path.

use crate::view::prelude::*;
use std::cell::OnceCell;
use std::collections::HashMap;

/// One drawing a line: its name, the edge of its box, its path.
const DRAWINGS: &str = include_str!("icons.txt");

/// The edge of the box of a drawing, and its path.
type Drawing = (&'static str, &'static str);

thread_local! {
    static BY_NAME: OnceCell<HashMap<&'static str, Drawing>> = const { OnceCell::new() };
}

macro_rules! icons {
    ($($name:ident = ($size:literal, $file:literal),)+) => {
        /// An icon. A plain name is 16 px; 20 px and filled ones say so.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the names say what the icons show")]
        pub enum Glyph { $($name,)+ }

        impl Glyph {
            /// Every icon in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name of its drawing.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $file,)+ }
            }

            /// The edge in px at which it is drawn: 16 or 20.
            pub const fn size(self) -> u8 {
                match self { $(Self::$name => $size,)+ }
            }
        }
    };
}

// Name = (drawn size in px, file): one a line, since `cargo xtask icons` reads these lines. A few icons have no drawing
// for 16 px and are scaled.
icons! {
    // The rail and the tab bar
    Home20 = (20, "home_20_regular"),
    Home20Filled = (20, "home_20_filled"),
    Incidents20 = (20, "shield_error_20_regular"),
    Incidents20Filled = (20, "shield_error_20_filled"),
    Alerts20 = (20, "alert_urgent_20_regular"),
    Alerts20Filled = (20, "alert_urgent_20_filled"),
    Assets20 = (20, "laptop_20_regular"),
    Assets20Filled = (20, "laptop_20_filled"),
    Hunting20 = (20, "target_arrow_20_regular"),
    Hunting20Filled = (20, "target_arrow_20_filled"),
    Reports20 = (20, "data_bar_vertical_20_regular"),
    Reports20Filled = (20, "data_bar_vertical_20_filled"),
    Ask20 = (20, "chat_bubbles_question_20_regular"),
    Ask20Filled = (20, "chat_bubbles_question_20_filled"),
    Service20 = (20, "heart_pulse_20_regular"),
    Service20Filled = (20, "heart_pulse_20_filled"),
    Settings20 = (20, "settings_20_regular"),
    Settings20Filled = (20, "settings_20_filled"),
    More20 = (20, "navigation_20_regular"),
    // The top bar
    Search20 = (20, "search_20_regular"),
    Bell20 = (20, "alert_20_regular"),
    Help20 = (20, "question_circle_20_regular"),
    Person20 = (20, "person_circle_20_regular"),
    Clock20 = (20, "clock_20_regular"),
    // Directions
    ChevronDown = (16, "chevron_down_16_regular"),
    ChevronUp = (16, "chevron_up_16_regular"),
    ChevronRight = (16, "chevron_right_16_regular"),
    ChevronLeft = (16, "chevron_left_16_regular"),
    ArrowUp = (16, "arrow_up_16_regular"),
    ArrowDown = (16, "arrow_down_16_regular"),
    ArrowRight = (16, "arrow_right_16_regular"),
    // Doing
    Add = (16, "add_16_regular"),
    Ask = (16, "chat_bubbles_question_16_regular"),
    Assign = (16, "person_swap_16_regular"),
    Bookmark = (16, "bookmark_16_regular"),
    Calendar = (16, "calendar_ltr_16_regular"),
    Close = (16, "dismiss_16_regular"),
    Columns = (16, "column_triple_20_regular"),
    Copy = (16, "copy_16_regular"),
    Delegated = (16, "person_arrow_right_16_regular"),
    Delete = (16, "delete_16_regular"),
    Density = (16, "text_density_16_regular"),
    Download = (16, "arrow_download_16_regular"),
    Edit = (16, "edit_16_regular"),
    Filter = (16, "filter_16_regular"),
    Flash = (16, "flash_16_regular"),
    History = (16, "history_16_regular"),
    Import = (16, "arrow_upload_16_regular"),
    Import20 = (20, "arrow_upload_20_regular"),
    Link = (16, "link_16_regular"),
    Lock = (16, "lock_closed_16_regular"),
    Lock20 = (20, "lock_closed_20_regular"),
    Menu = (16, "more_horizontal_16_regular"),
    Merge = (16, "merge_16_regular"),
    Note = (16, "note_16_regular"),
    Open = (16, "open_16_regular"),
    Phone = (16, "call_16_regular"),
    Play = (16, "play_16_regular"),
    Pause = (16, "pause_16_regular"),
    Refresh = (16, "arrow_sync_16_regular"),
    Search = (16, "search_16_regular"),
    Send = (16, "send_16_regular"),
    Settings = (16, "settings_16_regular"),
    Snooze = (16, "snooze_16_regular"),
    Star = (16, "star_16_regular"),
    StarFilled = (16, "star_16_filled"),
    Table = (16, "table_16_regular"),
    Tag = (16, "tag_16_regular"),
    Undo = (16, "arrow_undo_16_regular"),
    View = (16, "eye_16_regular"),
    // Saying
    Bell = (16, "alert_16_regular"),
    Check = (16, "checkmark_16_regular"),
    Circle = (16, "circle_16_regular"),
    CircleHalf = (16, "circle_half_fill_16_regular"),
    CheckCircle = (16, "checkmark_circle_16_regular"),
    CheckCircleFilled = (16, "checkmark_circle_16_filled"),
    CheckCircle20Filled = (20, "checkmark_circle_20_filled"),
    Clock = (16, "clock_16_regular"),
    Error = (16, "error_circle_16_regular"),
    Error20 = (20, "error_circle_20_regular"),
    Hand = (16, "hand_right_16_regular"),
    HandFilled = (16, "hand_right_16_filled"),
    Info = (16, "info_16_regular"),
    InfoFilled = (16, "info_16_filled"),
    Info20 = (20, "info_20_regular"),
    Moon = (16, "weather_moon_16_regular"),
    Prohibited = (16, "prohibited_16_regular"),
    Scales = (16, "scales_16_regular"),
    Shield = (16, "shield_16_regular"),
    ShieldCheck = (16, "shield_checkmark_16_regular"),
    Sun = (16, "weather_sunny_16_regular"),
    Warning = (16, "warning_16_regular"),
    WarningFilled = (16, "warning_16_filled"),
    Warning20 = (20, "warning_20_regular"),
    // Things
    App = (16, "apps_16_regular"),
    Box = (16, "box_16_regular"),
    Building = (16, "building_16_regular"),
    Chat = (16, "chat_16_regular"),
    Cloud = (16, "cloud_16_regular"),
    Comment = (16, "comment_16_regular"),
    Console = (16, "window_console_20_regular"),
    Database = (16, "database_16_regular"),
    Device = (16, "laptop_16_regular"),
    Experts = (16, "person_support_16_regular"),
    File = (16, "document_16_regular"),
    Globe = (16, "globe_16_regular"),
    Key = (16, "key_16_regular"),
    Mail = (16, "mail_16_regular"),
    People = (16, "people_16_regular"),
    Person = (16, "person_16_regular"),
    Plug = (16, "plug_disconnected_16_regular"),
    Registry = (16, "table_simple_16_regular"),
    Server = (16, "server_16_regular"),
}

/// The drawing of a name; an empty one for a name that is not in the file, which a test rules out.
fn drawing(name: &str) -> Drawing {
    let read = || {
        let parts = |line: &'static str| {
            let (name, rest) = line.split_once(' ')?;
            Some((name, rest.split_once(' ')?))
        };
        DRAWINGS.lines().filter_map(parts).collect()
    };
    BY_NAME.with(|by_name| by_name.get_or_init(read).get(name).copied().unwrap_or(("16", "")))
}

/// Draws an icon in the colour of the text around it. Without a `label` it is hidden from assistive technology.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
    /// More classes, such as `icon-good`.
    #[prop(optional)]
    class: &'static str,
    /// What it says where no word stands beside it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let (edge, path) = drawing(glyph.id());
    let size = if glyph.size() == 20 { " icon-20" } else { "" };
    let role = if label.is_some() { "img" } else { "presentation" };
    view! {
        <svg
            class=format!("icon{size} {class}")
            viewBox=format!("0 0 {edge} {edge}")
            role=role
            aria-label=label.clone()
            aria-hidden=label.is_none().then_some("true")
        >
            <path d=path></path>
        </svg>
    }
}
