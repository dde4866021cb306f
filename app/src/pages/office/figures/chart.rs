//! Pictures of figures, drawn on the server as SVG: they print, and are read without script. Series differ by dash and mark as well as
//! by colour. The size of everything is in the picture's own units; no style stands in it, so the page's policy lets it be.

use super::said::clock;
use leptos::prelude::*;
use std::fmt::Write as _;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 280.0;
/// Room for the numbers of the axes.
const LEFT: f64 = 52.0;
const BOTTOM: f64 = 34.0;
/// The unit stands above the highest number.
const TOP: f64 = 30.0;
const RIGHT: f64 = 12.0;
/// No bar is wider, however few there are.
const BAR: f64 = 48.0;

/// What a picture is called, what it says, and the unit of its upright axis.
#[derive(Debug, Clone)]
pub struct Caption {
    /// Unique on the page.
    pub id: &'static str,
    pub title: String,
    pub says: String,
    pub unit: &'static str,
}

/// A line of a picture: its name, its class, and a value for each quarter hour.
#[derive(Debug, Clone)]
pub struct Line {
    pub name: &'static str,
    pub mark: Mark,
    pub values: Vec<Option<f64>>,
}

/// By what a line is told from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Circle,
    Square,
    Triangle,
}

impl Mark {
    const fn class(self) -> &'static str {
        match self {
            Self::Circle => "chart-line chart-one",
            Self::Square => "chart-line chart-two",
            Self::Triangle => "chart-line chart-three",
        }
    }

    /// The mark as a path around a point.
    fn path(self, x: f64, y: f64) -> String {
        match self {
            Self::Circle => format!("M{:.1} {y:.1}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0", x - 3.0),
            Self::Square => format!("M{:.1} {:.1}h6v6h-6z", x - 3.0, y - 3.0),
            Self::Triangle => format!("M{x:.1} {:.1}l4 7h-8z", y - 4.0),
        }
    }
}

/// The frame of a picture: which values there are, and where they stand in it.
#[derive(Debug, Clone)]
struct Frame {
    minutes: Vec<u16>,
    top: f64,
    step: f64,
}

impl Frame {
    fn new(minutes: Vec<u16>, highest: f64) -> Self {
        let step = nice_step(highest);
        let top = (highest / step).ceil().max(1.0) * step;
        Self { minutes, top, step }
    }

    /// The width of a quarter hour.
    fn slot(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a day has 96 quarter hours")]
        let count = self.minutes.len().max(1) as f64;
        (WIDTH - LEFT - RIGHT) / count
    }

    /// Where the quarter hour of that place begins.
    fn x(&self, place: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a day has 96 quarter hours")]
        let place = place as f64;
        LEFT + place * self.slot()
    }

    fn y(&self, value: f64) -> f64 {
        TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value / self.top)
    }

    /// The axes: lines across with their numbers, and the hours below.
    fn axes(&self, unit: &'static str) -> AnyView {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an axis has a few lines")]
        let lines = (self.top / self.step).round() as u32;
        let across = (0..=lines)
            .map(|line| {
                let value = f64::from(line) * self.step;
                let y = format!("{:.1}", self.y(value));
                view! {
                    <line class="chart-grid" x1=LEFT.to_string() x2=(WIDTH - RIGHT).to_string() y1=y.clone() y2=y.clone()></line>
                    <text class="chart-number" x=(LEFT - 8.0).to_string() y=y text-anchor="end" dominant-baseline="middle">
                        {value.to_string()}
                    </text>
                }
            })
            .collect_view();
        // As many hours as there is room for.
        let every = self.minutes.len().div_ceil(4).div_ceil(14).max(1);
        let hours = self
            .minutes
            .iter()
            .enumerate()
            .filter(|(_, minute)| **minute % 60 == 0 && usize::from(**minute / 60).is_multiple_of(every))
            .map(|(place, minute)| {
                view! {
                    <text class="chart-number" x=format!("{:.1}", self.x(place)) y=(HEIGHT - 12.0).to_string() text-anchor="middle">
                        {clock(*minute)}
                    </text>
                }
            })
            .collect_view();
        view! {
            {across}
            {hours}
            <text class="chart-number" x="4" y="11">
                {unit}
            </text>
        }
        .into_any()
    }
}

/// A step of the axis of which there are at most five: 1, 2, 5, 10, 20, 50, ...
fn nice_step(highest: f64) -> f64 {
    let mut step = 1.0;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
        if highest <= step * 5.0 {
            break;
        }
        step *= factor;
    }
    step
}

/// A picture with its title and what it says, for those who see it and those who hear it.
fn figure(caption: Caption, drawn: AnyView, legend: AnyView) -> AnyView {
    let Caption { id, title, says, .. } = caption;
    let (title_id, says_id) = ([id, "-title"].concat(), [id, "-says"].concat());
    view! {
        <figure class="chart">
            <h2 id=title_id.clone()>{title}</h2>
            <svg
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                role="img"
                aria-labelledby=title_id
                aria-describedby=says_id.clone()
                focusable="false"
            >
                {drawn}
            </svg>
            {legend}
            <figcaption id=says_id>{says}</figcaption>
        </figure>
    }
    .into_any()
}

/// A bar for each quarter hour.
pub fn bars(caption: Caption, minutes: Vec<u16>, values: &[f64]) -> AnyView {
    let frame = Frame::new(minutes, values.iter().copied().fold(0.0, f64::max));
    let width = (frame.slot() - 2.0).clamp(1.0, BAR);
    let left = (frame.slot() - width) / 2.0;
    let bars = values
        .iter()
        .enumerate()
        .map(|(place, value)| {
            let y = frame.y(*value);
            view! {
                <rect
                    class="chart-bar"
                    x=format!("{:.1}", frame.x(place) + left)
                    y=format!("{y:.1}")
                    width=format!("{width:.1}")
                    height=format!("{:.1}", (frame.y(0.0) - y).max(0.0))
                ></rect>
            }
        })
        .collect_view();
    let drawn = view! { {frame.axes(caption.unit)} {bars} }.into_any();
    figure(caption, drawn, ().into_any())
}

/// Lines over the quarter hours. A quarter hour without a value interrupts its line.
pub fn lines(caption: Caption, minutes: Vec<u16>, lines: &[Line]) -> AnyView {
    let highest = lines.iter().flat_map(|line| &line.values).filter_map(|value| *value).fold(0.0, f64::max);
    let frame = Frame::new(minutes, highest);
    let drawn_lines = lines
        .iter()
        .map(|line| {
            let points: Vec<Option<(f64, f64)>> = line
                .values
                .iter()
                .enumerate()
                .map(|(place, value)| Some((frame.x(place) + frame.slot() / 2.0, frame.y((*value)?))))
                .collect();
            let marks: String = points.iter().flatten().map(|(x, y)| line.mark.path(*x, *y)).collect();
            view! {
                <g class=line.mark.class()>
                    <path class="chart-stroke" d=stroke(&points)></path>
                    <path class="chart-mark" d=marks></path>
                </g>
            }
        })
        .collect_view();
    let legend = lines
        .iter()
        .map(|line| {
            view! {
                <li>
                    <svg class="chart-key" viewBox="0 0 48 14" aria-hidden="true" focusable="false">
                        <g class=line.mark.class()>
                            <path class="chart-stroke" d="M0 7H48"></path>
                            <path class="chart-mark" d=line.mark.path(24.0, 7.0)></path>
                        </g>
                    </svg>
                    {line.name}
                </li>
            }
        })
        .collect_view();
    let drawn = view! { {frame.axes(caption.unit)} {drawn_lines} }.into_any();
    figure(caption, drawn, view! { <ul class="chart-legend">{legend}</ul> }.into_any())
}

/// The path of a line through its points.
fn stroke(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut drawing = false;
    for point in points {
        if let Some((x, y)) = point {
            let _ = write!(path, "{}{x:.1} {y:.1}", if drawing { 'L' } else { 'M' });
        }
        drawing = point.is_some();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption() -> Caption {
        Caption { id: "waits", title: "Waits".to_owned(), says: "Half waited 5:00.".to_owned(), unit: "minutes" }
    }

    #[test]
    fn an_axis_has_at_most_five_steps_of_a_round_number() {
        let steps = [0.0, 3.0, 5.0, 6.0, 11.0, 26.0, 260.0].map(|most| nice_step(most).to_string());
        assert_eq!(steps, ["1", "1", "1", "2", "5", "10", "100"]);
    }

    #[test]
    fn a_picture_has_a_name_and_says_what_it_shows() {
        let html = Owner::new().with(|| bars(caption(), vec![540, 555], &[4.0, 2.0]).to_html());
        for part in
            ["role=\"img\"", "aria-labelledby=\"waits-title\"", "id=\"waits-title\"", "Half waited 5:00.", "09:00"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert_eq!(html.matches("chart-bar").count(), 2);
        assert!(!html.contains("style="), "the page's policy allows no style: {html}");
    }

    #[test]
    fn a_line_is_interrupted_where_there_is_no_value() {
        assert_eq!(stroke(&[Some((1.0, 2.0)), None, Some((3.0, 4.0)), Some((5.0, 6.0))]), "M1.0 2.0M3.0 4.0L5.0 6.0");
        let line = Line { name: "half", mark: Mark::Square, values: vec![Some(1.0), None] };
        let html = Owner::new().with(|| lines(caption(), vec![540, 555], &[line]).to_html());
        assert!(html.contains("chart-two") && html.contains("half") && !html.contains("NaN"), "{html}");
    }

    #[test]
    fn a_picture_of_nothing_is_drawn() {
        let html = Owner::new().with(|| bars(caption(), Vec::new(), &[]).to_html());
        assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
    }
}
