//! A picture of a number over the quarter hours of a day: a step for each. A screen reader is given the table beside it.

use leptos::prelude::*;

/// The size of the drawing, in its own units.
const HEIGHT: u32 = 60;
const STEP: u32 = 10;

/// Steps, with a line at the limit that they should not exceed.
#[component]
pub fn Curve(steps: Vec<u32>, limit: u32) -> impl IntoView {
    let top = steps.iter().copied().max().unwrap_or(0).max(limit).max(1);
    let width = STEP * u32::try_from(steps.len()).unwrap_or(u32::MAX / STEP).max(1);
    let area = area(&steps, top);
    let line = height(limit, top).to_string();
    let view_box = ["0 0 ", &width.to_string(), " ", &HEIGHT.to_string()].concat();
    view! {
        <svg class="curve" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
            <path class="curve-area" d=area></path>
            <line class="curve-limit" x1="0" x2=width.to_string() y1=line.clone() y2=line></line>
        </svg>
    }
}

/// Where a value stands, from the top.
fn height(value: u32, top: u32) -> u32 {
    HEIGHT - HEIGHT * value.min(top) / top
}

/// The outline of the steps, closed along the bottom.
fn area(steps: &[u32], top: u32) -> String {
    let mut path = ["M0 ", &HEIGHT.to_string()].concat();
    for (place, value) in (0_u32..).zip(steps) {
        let (from, to, at) =
            ((place * STEP).to_string(), ((place + 1) * STEP).to_string(), height(*value, top).to_string());
        path.extend([" L", &from, " ", &at, " L", &to, " ", &at]);
    }
    let end = STEP * u32::try_from(steps.len()).unwrap_or(0);
    path.extend([" L", &end.to_string(), " ", &HEIGHT.to_string(), " Z"]);
    path
}

#[cfg(test)]
mod tests {
    use super::{area, height};

    #[test]
    fn each_quarter_hour_is_a_step_of_its_value() {
        assert_eq!(area(&[1, 2], 2), "M0 60 L0 30 L10 30 L10 0 L20 0 L20 60 Z");
    }

    #[test]
    fn the_largest_value_reaches_the_top_and_none_stays_at_the_bottom() {
        assert_eq!((height(4, 4), height(0, 4), height(9, 4)), (0, 60, 0));
    }
}
