//! A window over days and what dragging does to it.

/// What is being dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// The first day.
    Start,
    /// The last day.
    End,
    /// The whole window, held at this day of it.
    Window(usize),
}

/// How many days a window has, both ends in it.
pub fn span((first, last): (usize, usize)) -> usize {
    last.saturating_sub(first) + 1
}

/// The window after a grip was dragged to a day. Ends never cross; a whole window keeps its length and stays among the
/// days from 0 to `last_day`.
pub fn dragged(grip: Grip, (first, last): (usize, usize), day: usize, last_day: usize) -> (usize, usize) {
    let last = last.min(last_day);
    let first = first.min(last);
    match grip {
        Grip::Start => (day.min(last), last),
        Grip::End => (first, day.clamp(first, last_day)),
        Grip::Window(held) => {
            let start = day.saturating_sub(held).min(last_day + 1 - span((first, last)));
            (start, start + last - first)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_move_alone_and_do_not_cross() {
        assert_eq!(dragged(Grip::Start, (10, 20), 5, 180), (5, 20));
        assert_eq!(dragged(Grip::Start, (10, 20), 90, 180), (20, 20));
        assert_eq!(dragged(Grip::End, (10, 20), 3, 180), (10, 10));
        assert_eq!(dragged(Grip::End, (10, 20), 999, 180), (10, 180));
    }

    #[test]
    fn a_whole_window_keeps_its_length() {
        assert_eq!(dragged(Grip::Window(5), (10, 20), 50, 180), (45, 55));
        assert_eq!(dragged(Grip::Window(5), (10, 20), 2, 180), (0, 10));
        assert_eq!(dragged(Grip::Window(5), (10, 20), 180, 180), (170, 180));
    }

    proptest! {
        #[test]
        fn the_window_stays_among_the_days(
            ends in (0_usize..400, 0_usize..400),
            day in 0_usize..500,
            held in 0_usize..400,
            last_day in 0_usize..400,
            which in 0_usize..3,
        ) {
            let grip = [Grip::Start, Grip::End, Grip::Window(held)][which];
            let (first, last) = dragged(grip, ends, day, last_day);
            prop_assert!(first <= last && last <= last_day);
        }
    }
}
