//! Where the figures of an axis stand.

use watchfloor::analytics::scale::ticks_between;

#[test]
fn the_axis_of_a_line_has_round_figures_within_its_ends() {
    let cases: [(f64, f64, &[f64]); 7] = [
        (0.0, 100.0, &[0.0, 40.0, 80.0]),
        (1_204.0, 1_784.0, &[1_400.0, 1_600.0]),
        (52.0, 60.0, &[52.0, 56.0, 60.0]),
        (0.0, 1.0, &[0.0, 0.4, 0.8]),
        (79.2, 84.1, &[80.0, 82.0, 84.0]),
        (7.0, 7.0, &[7.0]),
        (f64::NAN, 1.0, &[]),
    ];
    for (low, high, wanted) in cases {
        let ticks = ticks_between(low, high, 3);
        let is_same = ticks.len() == wanted.len()
            && ticks.iter().zip(wanted).all(|(tick, wanted)| (tick - wanted).abs() < 1e-9);
        assert!(is_same, "{low} to {high}: {ticks:?}");
        assert!(ticks.iter().all(|tick| (low..=high).contains(tick)), "{low} to {high}: {ticks:?}");
    }
}
