//! Black dots on paper, eight to a byte, as a printer takes them.

/// A picture of black and white dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitmap {
    width: usize,
    height: usize,
    /// Row after row, each of whole bytes, the leftmost dot in the highest bit.
    rows: Vec<u8>,
}

impl Bitmap {
    /// White paper of this size in dots.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, rows: vec![0; width.div_ceil(8) * height] }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    /// The bytes of one row.
    pub fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// The bytes of all rows.
    pub fn bytes(&self) -> &[u8] {
        &self.rows
    }

    pub fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.rows[y * self.stride() + x / 8] & (0x80 >> (x % 8)) != 0
    }

    /// Blackens a dot; one outside the paper is left out.
    pub fn blacken(&mut self, x: usize, y: usize) {
        if x < self.width && y < self.height {
            let at = y * self.stride() + x / 8;
            self.rows[at] |= 0x80 >> (x % 8);
        }
    }

    /// Every black dot.
    fn dots(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.height).flat_map(move |y| (0..self.width).map(move |x| (x, y))).filter(|(x, y)| self.is_black(*x, *y))
    }

    /// Draws another picture onto this one, its upper left corner at (x, y).
    pub fn draw(&mut self, other: &Self, x: usize, y: usize) {
        for (dx, dy) in other.dots() {
            self.blacken(x + dx, y + dy);
        }
    }

    /// What is black, without the white around it; nothing black is a picture of no size.
    pub fn cropped(&self) -> Self {
        let bounds = |values: Vec<usize>| Some((*values.iter().min()?, *values.iter().max()?));
        let (columns, rows): (Vec<usize>, Vec<usize>) = self.dots().unzip();
        let (Some((left, right)), Some((top, bottom))) = (bounds(columns), bounds(rows)) else {
            return Self::new(0, 0);
        };
        let mut cropped = Self::new(right - left + 1, bottom - top + 1);
        for (x, y) in self.dots() {
            cropped.blacken(x - left, y - top);
        }
        cropped
    }

    /// Returns the picture at most `width` wide; a wider one is narrowed and keeps its height.
    pub fn at_most(self, width: usize) -> Self {
        if self.width <= width {
            return self;
        }
        let mut narrow = Self::new(width, self.height);
        for (x, y) in self.dots() {
            narrow.blacken(x * width / self.width, y);
        }
        narrow
    }

    /// Returns the picture centred on paper of `width`.
    pub fn centred(self, width: usize) -> Self {
        let mut paper = Self::new(width, self.height);
        let left = width.saturating_sub(self.width) / 2;
        paper.draw(&self, left, 0);
        paper
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_black_is_cropped_narrowed_and_centred() {
        let mut paper = Bitmap::new(40, 20);
        for x in 10..30 {
            paper.blacken(x, 5);
        }
        paper.blacken(10, 9);
        let cropped = paper.cropped();
        assert_eq!((cropped.width(), cropped.height()), (20, 5));
        let narrow = cropped.at_most(10);
        assert_eq!((narrow.width(), narrow.height()), (10, 5));
        assert!((0..10).all(|x| narrow.is_black(x, 0)) && narrow.is_black(0, 4) && !narrow.is_black(1, 4));
        let centred = narrow.centred(16);
        assert!(
            centred.is_black(3, 0) && centred.is_black(12, 0) && !centred.is_black(2, 0) && !centred.is_black(13, 0)
        );
        assert_eq!(centred.bytes()[..2], [0b0001_1111, 0b1111_1000]);
        assert_eq!(Bitmap::new(8, 8).cropped(), Bitmap::new(0, 0));
    }
}
