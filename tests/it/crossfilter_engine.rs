//! The engine below the columns, part by part, against plain sets and lists.

use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use watchfloor::analytics::engine::bins::Bins;
use watchfloor::analytics::engine::bits::Bits;
use watchfloor::analytics::engine::column::Column;
use watchfloor::analytics::engine::haystack::Haystack;
use watchfloor::analytics::engine::lists::Lists;
use watchfloor::analytics::engine::order::{Order, page, rank};
use watchfloor::analytics::engine::quantile::quantiles;
use watchfloor::analytics::engine::rows::Rows;
use watchfloor::analytics::engine::sort::{ascending, ascending_bytes};
use watchfloor::analytics::engine::view::View;

const ROWS: usize = 300;

fn bits_of(rows: &BTreeSet<usize>, len: usize) -> Bits {
    let mut bits = Bits::none(len);
    rows.iter().for_each(|row| bits.set(*row, true));
    bits
}

fn set() -> impl Strategy<Value = BTreeSet<usize>> {
    prop_oneof![
        proptest::collection::btree_set(0..ROWS, 0..12),
        proptest::collection::btree_set(0..ROWS, 0..ROWS),
        Just((0..ROWS).collect()),
    ]
}

fn window() -> impl Strategy<Value = std::ops::Range<usize>> {
    (0..=ROWS, 0..=ROWS).prop_map(|(one, other)| one.min(other)..one.max(other))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn sets_of_bits_are_sets(one in set(), other in set(), len in 1..ROWS) {
        let listed = |bits: &Bits| (0..bits.len()).filter(|row| bits.contains(*row)).collect::<BTreeSet<_>>();
        let with = |change: fn(&mut Bits, &Bits)| {
            let mut bits = bits_of(&one, ROWS);
            change(&mut bits, &bits_of(&other, ROWS));
            listed(&bits)
        };
        prop_assert_eq!(with(Bits::and), one.intersection(&other).copied().collect());
        prop_assert_eq!(with(Bits::or), one.union(&other).copied().collect());
        prop_assert_eq!(with(Bits::and_not), one.difference(&other).copied().collect());
        let mut inverted = bits_of(&one, ROWS);
        inverted.invert();
        prop_assert_eq!(inverted.count(), ROWS - one.len());
        prop_assert_eq!(Bits::from_fn(ROWS, |row| one.contains(&row)), bits_of(&one, ROWS));
        prop_assert_eq!(Bits::all(len).count(), len);
        prop_assert!(!Bits::all(len).contains(len));
    }

    #[test]
    fn a_view_counts_what_passes(sets in vec(set(), 3), window in window(), probe in window()) {
        let mut view = View::new(ROWS, 3);
        view.set_window(Some(window.clone()));
        for (slot, set) in sets.iter().enumerate() {
            view.set_slot(slot, Some(bits_of(set, ROWS)));
        }
        let expect = |left_out: Option<usize>| -> BTreeSet<usize> {
            let within = |row: &usize| {
                sets.iter().enumerate().all(|(slot, set)| Some(slot) == left_out || set.contains(row))
            };
            window.clone().filter(within).collect()
        };
        let listed = |rows: &Rows| rows.iter().collect::<Vec<_>>();
        let all = expect(None);
        let passing = view.passing();
        prop_assert_eq!(listed(&passing), all.iter().copied().collect::<Vec<_>>());
        prop_assert_eq!(passing.count(), all.len());
        prop_assert_eq!(passing.count_within(probe.clone()), all.range(probe).count());
        prop_assert_eq!(passing.count_with(&bits_of(&sets[0], ROWS)), all.intersection(&sets[0]).count());
        for slot in 0..3 {
            prop_assert_eq!(listed(&view.passing_except(slot)), expect(Some(slot)).into_iter().collect::<Vec<_>>());
        }
        for row in 0..ROWS {
            prop_assert_eq!(passing.contains(row), all.contains(&row));
        }
    }

    #[test]
    fn counts_follow_every_change_of_filters_and_window(
        few in vec(0..5_u32, ROWS), many in vec(0..200_u32, ROWS), several in vec(vec(0..9_u32, 0..3), ROWS),
        steps in vec((0..4_usize, proptest::option::of(set()), window(), prop::sample::subsequence(vec![0, 1, 2], 0..=3)), 1..12),
    ) {
        let mut lists = Lists::default();
        several.iter().for_each(|codes| lists.push(codes));
        let columns =
            [Column::one(few.clone(), 5), Column::one(many.clone(), 200), Column::several(lists, 9)];
        let values = |column: usize, row: usize| match column {
            0 => vec![few[row]],
            1 => vec![many[row]],
            _ => several[row].iter().copied().collect::<BTreeSet<_>>().into_iter().collect(),
        };
        let mut view = View::new(ROWS, 4);
        let mut filters: [Option<BTreeSet<usize>>; 4] = Default::default();
        let mut within = 0..ROWS;
        // A step filters one slot or moves the window, then looks at some of the charts, so that their counts are of
        // different ages.
        for (slot, filter, moved, looked_at) in steps {
            if slot == 3 && filter.is_none() {
                within = moved;
                view.set_window(Some(within.clone()));
            } else {
                view.set_slot(slot, filter.as_ref().map(|rows| bits_of(rows, ROWS)));
                filters[slot] = filter;
            }
            for chart in looked_at {
                let mut expected = vec![0; columns[chart].values()];
                let passes = |row: &usize| {
                    (0..4).all(|slot| slot == chart || filters[slot].as_ref().is_none_or(|rows| rows.contains(row)))
                };
                for row in within.clone().filter(passes) {
                    values(chart, row).iter().for_each(|code| expected[*code as usize] += 1);
                }
                prop_assert_eq!(view.counts(chart, &columns[chart]), expected);
            }
            let bounds = [0, 10, 64, 65, 200, 200, ROWS];
            let passes = |row: &usize| filters.iter().flatten().all(|rows| rows.contains(row));
            let expected: Vec<u32> =
                bounds.windows(2).map(|pair| (pair[0]..pair[1]).filter(passes).count() as u32).collect();
            prop_assert_eq!(view.counts_by_time(&bounds), expected);
        }
    }

    #[test]
    fn a_column_counts_and_finds_its_values(
        rows in vec(vec(0..90_u32, 0..4), 0..130),
        few in 1..90_u32,
        changes in vec((0..130_usize, vec(0..300_u32, 0..4)), 0..4),
        passing in set(),
        wanted in proptest::collection::btree_set(0..300_u32, 0..20),
    ) {
        let mut rows: Vec<BTreeSet<u32>> =
            rows.into_iter().map(|row| row.into_iter().map(|code| code % few).collect()).collect();
        let sorted = |row: &BTreeSet<u32>| row.iter().copied().collect::<Vec<_>>();
        let mut lists = Lists::default();
        rows.iter().for_each(|row| lists.push(&sorted(row)));
        let first = |row: &BTreeSet<u32>| row.first().copied().unwrap_or(0);
        let mut several = Column::several(lists, few as usize);
        let mut one = Column::one(rows.iter().map(first).collect(), few as usize);
        let wanted: Vec<bool> = (0..300).map(|code| wanted.contains(&code)).collect();
        let passing = {
            let mut view = View::new(rows.len(), 1);
            view.set_slot(0, Some(Bits::from_fn(rows.len(), |row| passing.contains(&row))));
            view.passing()
        };
        for (row, codes) in [(0, Vec::new())].into_iter().chain(changes) {
            if row < rows.len() {
                rows[row] = codes.iter().copied().collect();
                let values = codes.iter().map(|code| *code as usize + 1).max().unwrap_or(0);
                several.grow(values);
                several.set(row, &sorted(&rows[row]));
                one.grow(values);
                one.set(row, &[first(&rows[row])]);
            }
            for code in 0..300 {
                let having = |row: &usize| rows[*row].contains(&code);
                let count = |column: &Column| column.count(&passing, passing.count()).get(code as usize).copied().unwrap_or(0) as usize;
                prop_assert_eq!(count(&several), passing.iter().filter(having).count());
                prop_assert_eq!(count(&one), passing.iter().filter(|row| first(&rows[*row]) == code).count());
            }
            let asked = |code: &u32| wanted[*code as usize];
            prop_assert_eq!(several.any_of(&wanted), Bits::from_fn(rows.len(), |row| rows[row].iter().any(asked)));
            prop_assert_eq!(one.any_of(&wanted), Bits::from_fn(rows.len(), |row| asked(&first(&rows[row]))));
            for (row, codes) in rows.iter().enumerate() {
                prop_assert_eq!(several.get(row), sorted(codes));
                prop_assert_eq!(several.first(row), codes.first().copied());
                prop_assert_eq!(one.get(row), vec![first(codes)]);
            }
        }
    }

    #[test]
    fn pages_and_ranks_follow_the_order(
        passing in set(), groups in vec(set(), 3), listed in Just((0..ROWS as u32).collect::<Vec<_>>()).prop_shuffle(),
        cut in 0..ROWS, offset in 0..ROWS, len in 0..40_usize, descending in any::<bool>(), kind in 0..3,
    ) {
        // Groups must not overlap: each row belongs to the first that has it.
        let first = |row: usize| groups.iter().position(|group| group.contains(&row));
        let own: Vec<Bits> =
            (0..3).map(|group| Bits::from_fn(ROWS, |row| first(row) == Some(group))).collect();
        let (list, left) = listed.split_at(cut);
        let rest = Bits::from_fn(ROWS, |row| left.contains(&(row as u32)));
        let (order, key): (Order<'_>, Box<dyn Fn(usize) -> Option<usize>>) = match kind {
            0 => (Order::Time, Box::new(|_| Some(0))),
            1 => (Order::Groups(own.iter().collect()), Box::new(first)),
            _ => (Order::Listed { rows: list, rest: &rest }, Box::new(|row| list.iter().position(|other| *other as usize == row))),
        };
        let mut expected: Vec<usize> = passing.iter().copied().collect();
        expected.sort_by_key(|row| (key(*row), *row));
        if descending {
            expected.reverse();
        }
        // Rows without a key come last in either direction.
        let (with, without): (Vec<usize>, Vec<usize>) = expected.into_iter().partition(|row| key(*row).is_some());
        let expected: Vec<u32> = with.into_iter().chain(without).map(|row| row as u32).collect();
        let mut view = View::new(ROWS, 1);
        view.set_slot(0, Some(bits_of(&passing, ROWS)));
        let rows = view.passing();
        prop_assert_eq!(page(&rows, &order, descending, 0, ROWS), expected.clone());
        let part: Vec<u32> = expected.iter().skip(offset).take(len).copied().collect();
        prop_assert_eq!(page(&rows, &order, descending, offset, len), part);
        for row in 0..ROWS as u32 {
            prop_assert_eq!(rank(&rows, &order, descending, row), expected.iter().position(|other| *other == row));
        }
    }

    #[test]
    fn quantiles_are_those_of_a_sort(
        numbers in vec(prop_oneof![Just(f32::NAN), 0.0..2.0_f32, 1.0..1e6_f32, 100.0..101.0_f32], ROWS),
        groups in vec(0..3_usize, ROWS), passing in set(), share in 0.0..=1.0_f64,
    ) {
        let rows = Rows::common(0..ROWS, [bits_of(&passing, ROWS)].iter());
        let shares = [0.5, share, 0.9];
        let found = quantiles(&rows, &numbers, 3, |row| groups[row], &shares);
        for (group, (n, found)) in found.into_iter().enumerate() {
            let own = |row: &&usize| groups[**row] == group && !numbers[**row].is_nan();
            let mut sorted: Vec<f64> = passing.iter().filter(own).map(|row| f64::from(numbers[*row])).collect();
            sorted.sort_by(f64::total_cmp);
            prop_assert_eq!(n, sorted.len());
            prop_assert_eq!(found.len(), if n == 0 { 0 } else { 3 });
            for (found, share) in found.into_iter().zip(shares) {
                let place = (n - 1) as f64 * share;
                let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
                prop_assert!((found - (low + (high - low) * place.fract())).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn rows_sort_by_their_keys(narrow in vec(0..40_u64, 0..ROWS), wide in vec(any::<u64>(), 0..ROWS)) {
        for keys in [narrow, wide] {
            let mut expected: Vec<u32> = (0..keys.len() as u32).collect();
            expected.sort_by_key(|row| keys[*row as usize]);
            prop_assert_eq!(ascending(&keys), expected);
            let bytes: Vec<u8> = keys.iter().map(|key| key.to_le_bytes()[0]).collect();
            let wide: Vec<u64> = bytes.iter().map(|byte| u64::from(*byte)).collect();
            prop_assert_eq!(ascending_bytes(&bytes), ascending(&wide));
        }
    }

    #[test]
    fn titles_sort_in_lower_case(titles in vec("[a-bA-BÄä ]{0,20}", 0..90)) {
        let mut haystack = Haystack::default();
        titles.iter().for_each(|title| haystack.push(&[title, "a"]));
        let mut expected: Vec<u32> = (0..titles.len() as u32).collect();
        expected.sort_by_key(|row| titles[*row as usize].to_lowercase());
        prop_assert_eq!(haystack.alphabetical(), expected);
    }

    #[test]
    fn numbers_fall_into_their_bins(edges in proptest::collection::btree_set(0..2_000_u16, 1..30), number in prop_oneof![0.0..2_500.0_f32, Just(f32::INFINITY)]) {
        let edges: Vec<f64> = edges.into_iter().map(|edge| f64::from(edge) / 3.0).collect();
        let bins = Bins::new(&edges);
        let expected = edges.iter().filter(|edge| **edge <= f64::from(number)).count().saturating_sub(1);
        prop_assert_eq!(usize::from(bins.of(number)), expected);
        prop_assert_eq!(usize::from(bins.of(f32::NAN)), edges.len());
    }

    #[test]
    fn a_search_finds_every_part_in_any_letter_case(
        texts in vec(("[a-cA-CäÄ\\n ]{0,6}", "[a-c]{0,3}"), 0..90), wanted in "[a-cA-CäÄ\\n ]{0,3}",
    ) {
        let mut haystack = Haystack::default();
        texts.iter().for_each(|(one, other)| haystack.push(&[one, other]));
        let mut at_once = Haystack::from_texts(Vec::new(), Vec::new());
        if texts.iter().all(|(one, _)| !one.contains('\n')) {
            let text: String = texts.iter().map(|(one, _)| one.as_str()).collect();
            let ends = texts.iter().scan(0, |end, (one, _)| {
                *end += one.len() as u32;
                Some(*end)
            });
            at_once = Haystack::from_texts(text.into_bytes(), std::iter::once(0).chain(ends).collect());
        }
        let lower = |text: &str| text.replace('\n', " ").to_lowercase();
        let has = |row: usize| lower(&texts[row].0).contains(&lower(&wanted));
        prop_assert_eq!(at_once.search(&wanted), Bits::from_fn(at_once.len(), has));
        let holds = |row: usize| {
            let (one, other) = &texts[row];
            lower(one).contains(&lower(&wanted)) || lower(other).contains(&lower(&wanted))
        };
        prop_assert_eq!(haystack.search(&wanted), Bits::from_fn(texts.len(), holds));
    }
}
