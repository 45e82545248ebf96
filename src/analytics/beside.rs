//! Where a card stands beside what it explains, so that it never covers it.

/// A rectangle on the screen, in px from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Of the left edge.
    pub left_px: f64,
    /// Of the upper edge.
    pub top_px: f64,
    /// From left to right.
    pub width_px: f64,
    /// From top to bottom.
    pub height_px: f64,
}

impl Area {
    /// Whether two areas have a point in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.left_px < other.left_px + other.width_px
            && other.left_px < self.left_px + self.width_px
            && self.top_px < other.top_px + other.height_px
            && other.top_px < self.top_px + self.height_px
    }

    fn size_px2(&self) -> f64 {
        self.width_px * self.height_px
    }
}

/// Between the card and what it explains, and between the card and the edge of the screen.
pub const GAP_PX: f64 = 12.0;
/// A card is not made narrower or lower than this; then it covers rather than being of no use.
const LEAST_PX: f64 = 96.0;

/// Puts a card of the wished size beside a target on a screen of a size: on the first side where it fits whole, else on the
/// side with the most room, where it is made smaller. A target that is partly outside the screen counts as far as it is
/// inside. What stands at the head of the screen down to `head_px` is left free.
pub fn beside(target: Area, wished: (f64, f64), screen: (f64, f64), head_px: f64) -> Area {
    let (width, height) = screen;
    let left = target.left_px.clamp(0.0, width);
    let right = (target.left_px + target.width_px).clamp(left, width);
    let top = target.top_px.clamp(0.0, height);
    let bottom = (target.top_px + target.height_px).clamp(top, height);
    let area = |left_px: f64, top_px: f64, to_left: f64, to_top: f64| Area {
        left_px,
        top_px,
        width_px: (to_left - left_px).max(0.0),
        height_px: (to_top - top_px).max(0.0),
    };
    let (end, foot, head) = (width - GAP_PX, height - GAP_PX, head_px.max(0.0) + GAP_PX);
    let sides = [
        area(right + GAP_PX, head, end, foot),
        area(GAP_PX, head.max(bottom + GAP_PX), end, foot),
        area(GAP_PX, head, end, top - GAP_PX),
        area(GAP_PX, head, left - GAP_PX, foot),
    ];
    let fits = |side: &&Area| side.width_px >= wished.0 && side.height_px >= wished.1;
    let best = sides.iter().find(fits).or_else(|| {
        let usable = |side: &&Area| side.width_px >= LEAST_PX && side.height_px >= LEAST_PX;
        sides.iter().filter(usable).max_by(|one, other| one.size_px2().total_cmp(&other.size_px2()))
    });
    let whole = area(GAP_PX, GAP_PX, end, foot);
    let side = best.copied().unwrap_or(whole);
    let (card_width, card_height) = (wished.0.min(side.width_px), wished.1.min(side.height_px));
    // As near to the middle of the target as the side lets it.
    let near = |middle: f64, size: f64, from: f64, room: f64| {
        (middle - size / 2.0).clamp(from, (from + room - size).max(from))
    };
    let (middle_x, middle_y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    Area {
        left_px: near(middle_x, card_width, side.left_px, side.width_px),
        top_px: near(middle_y, card_height, side.top_px, side.height_px),
        width_px: card_width,
        height_px: card_height,
    }
}

/// Puts a card of the wished size into the lower right corner of a screen, where it covers least of a page that is explained
/// as a whole; beside the target where it would cover that.
pub fn in_corner(target: Area, wished: (f64, f64), screen: (f64, f64), head_px: f64) -> Area {
    let (width, height) = screen;
    let width_px = wished.0.min(width - 2.0 * GAP_PX);
    let height_px = wished.1.min(height - 2.0 * GAP_PX);
    let (left_px, top_px) = (width - GAP_PX - width_px, height - GAP_PX - height_px);
    let card = Area { left_px, top_px, width_px, height_px };
    if card.meets(&target) { beside(target, wished, screen, head_px) } else { card }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(left_px: f64, top_px: f64, width_px: f64, height_px: f64) -> Area {
        Area { left_px, top_px, width_px, height_px }
    }

    #[test]
    fn it_stands_at_the_right_of_the_rail_and_below_a_wide_heading() {
        let rail = beside(at(0.0, 100.0, 76.0, 52.0), (360.0, 200.0), (1440.0, 900.0), 0.0);
        assert_eq!((rail.left_px, rail.top_px), (88.0, 26.0));
        let heading = beside(at(100.0, 60.0, 1300.0, 40.0), (360.0, 200.0), (1440.0, 900.0), 0.0);
        assert_eq!((heading.left_px, heading.top_px), (570.0, 112.0));
    }

    #[test]
    fn of_a_page_it_stands_in_the_corner_unless_that_is_what_it_explains() {
        let title = at(100.0, 60.0, 600.0, 40.0);
        let card = in_corner(title, (360.0, 200.0), (1440.0, 900.0), 0.0);
        assert_eq!((card.left_px, card.top_px), (1068.0, 688.0));
        let phone = in_corner(title, (360.0, 200.0), (390.0, 788.0), 0.0);
        assert_eq!((phone.left_px, phone.top_px, phone.width_px), (18.0, 576.0, 360.0));
        let low = at(1000.0, 700.0, 200.0, 100.0);
        assert!(!in_corner(low, (360.0, 200.0), (1440.0, 900.0), 0.0).meets(&low));
    }

    #[test]
    fn what_stands_at_the_head_is_left_free() {
        let strip = at(76.0, 48.0, 1364.0, 54.0);
        let (wished, screen) = ((360.0, 200.0), (1440.0, 900.0));
        for target in [at(0.0, 100.0, 76.0, 52.0), at(1300.0, 8.0, 60.0, 32.0), at(400.0, 6.0, 500.0, 36.0)] {
            let card = beside(target, wished, screen, strip.top_px + strip.height_px);
            assert!(!card.meets(&strip) && !card.meets(&target), "{card:?}");
            assert_eq!((card.width_px, card.height_px), wished);
        }
    }

    #[test]
    fn it_stands_above_the_bar_at_the_foot_of_a_phone() {
        let bar = at(156.0, 788.0, 78.0, 56.0);
        let card = beside(bar, (340.0, 220.0), (390.0, 844.0), 0.0);
        assert!(!card.meets(&bar));
        assert!(card.top_px + card.height_px <= 788.0);
    }

    proptest! {
        /// Wherever the target is, as long as some side has room, the card leaves it free and stays on the screen.
        #[test]
        fn it_never_covers_what_it_explains(
            screen in (320.0..2_560.0, 480.0..1_600.0),
            share in (0.0..1.0, 0.0..1.0, 0.05..0.6, 0.02..0.6),
            wished in (200.0..420.0, 120.0..360.0),
        ) {
            let (width, height) = screen;
            let size = (share.2 * width, share.3 * height);
            let target = at(share.0 * (width - size.0), share.1 * (height - size.1), size.0, size.1);
            let card = beside(target, wished, screen, 0.0);
            let room = [target.left_px, width - target.left_px - size.0, target.top_px, height - target.top_px - size.1];
            prop_assume!(room.iter().any(|room| *room >= LEAST_PX + 2.0 * GAP_PX));
            prop_assert!(!card.meets(&target), "{card:?} covers {target:?}");
            prop_assert!(card.left_px >= 0.0 && card.top_px >= 0.0);
            prop_assert!(card.left_px + card.width_px <= width && card.top_px + card.height_px <= height);
        }
    }
}
