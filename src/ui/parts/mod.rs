//! The parts that pages are built from. Each is typed, knows nothing of the session, and gets its words as text.

mod action;
mod avatar;
mod button;
mod check;
mod chip;
mod choice_card;
mod choose;
mod countdown;
mod dialog;
mod facet;
mod field;
mod file_drop;
mod grid;
mod icon;
mod id;
mod logo;
mod notice;
mod pill;
mod popover;
mod ring;
mod score;
mod severity;
mod status;
mod tabs;
mod tactics;
mod tile;
mod timeline;

pub use action::{ActionCard, NoteLine, Order, RuleTrace, TraceLine, TraceOutcome};
pub use avatar::{Avatar, EventMark, hue_of_role, initials, party_class};
pub use button::{Button, ButtonKind, ButtonLink, ButtonSize, IconButton, tipped};
pub use check::{Checkbox, Switch};
pub use chip::{Chip, ToggleChip};
pub use choice_card::{ChoiceCard, Consequence, FixedCard};
pub use choose::{PanelTabs, Segment, Segmented};
pub use countdown::{Band, ClockFace, Countdown, CountdownLarge, countdown};
pub use dialog::{Dialog, Drawer, SidePanel};
pub use facet::{Facet, FacetGroup, FacetState};
pub use field::{Choice, Field, Select, TextArea};
pub use file_drop::FileDrop;
pub use grid::{
    ColumnHead, GridControl, GridLayout, GridRow, GridSource, RowView, SortDirection, VirtualGrid,
};
pub use icon::{Glyph, Icon};
pub use id::fresh_id;
pub use logo::Logo;
pub use notice::{Banner, EmptyState, Skeleton, SkeletonLines, Toast, Toasts, Tone};
pub use pill::{Badge, CountBadge, Hue, Pill};
pub use popover::{InfoPopover, Menu, MenuItem, Popover, menu_entry};
pub use ring::{Arc, ArcState, GateRing, ProgressBar};
pub use score::{ScoreBadge, score_badge};
pub use severity::{SeverityMark, severity_class, severity_fill, severity_mark};
pub use status::{HalfDisc, StatusMark, VerdictMark, status_mark};
pub use tabs::{AnswerHead, Breadcrumb, PageHead, TabLink, Tabs};
pub use tactics::{TacticStrip, tactic_strip};
pub use tile::{Change, Definition, Explanation, Tile};
pub use timeline::{Moment, MomentMark, SinceLine};
