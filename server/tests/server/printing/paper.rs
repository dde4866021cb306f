//! What a printer has printed, as text, as dots and as the codes on it.

/// One line in the printer's own letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub centred: bool,
    pub bold: bool,
    pub tall: bool,
}

/// What came out, up to the cut.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    pub texts: Vec<Text>,
    /// Rows of dots, white where the printer's own letters are.
    pub dots: Vec<Vec<bool>>,
    /// First row and height of each picture.
    pub pictures: Vec<(usize, usize)>,
    pub was_cut: bool,
    /// Bytes that are no command.
    pub stray: Vec<u8>,
}

impl Paper {
    pub fn text(&self) -> String {
        self.texts.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The first and the last black row of each block of rows that a white gap of `gap` rows ends.
    pub fn blocks(&self, gap: usize) -> Vec<(usize, usize)> {
        let mut blocks: Vec<(usize, usize)> = Vec::new();
        for row in (0..self.dots.len()).filter(|row| self.dots[*row].contains(&true)) {
            match blocks.last_mut() {
                Some((_, last)) if row - *last <= gap => *last = row,
                _ => blocks.push((row, row)),
            }
        }
        blocks
    }

    /// What the QR codes on it say.
    pub fn codes(&self) -> Vec<String> {
        codes(self.dots.first().map_or(0, Vec::len), self.dots.len(), |x, y| self.dots[y][x])
    }

    /// The dots as a picture to look at.
    pub fn save(&self, name: &str) {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let (width, height) = (u32::try_from(self.dots[0].len()).unwrap(), u32::try_from(self.dots.len()).unwrap());
        let mut encoder = png::Encoder::new(std::fs::File::create(path).unwrap(), width, height);
        encoder.set_color(png::ColorType::Grayscale);
        let bytes: Vec<u8> = self.dots.iter().flatten().map(|black| if *black { 0 } else { 255 }).collect();
        encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
    }
}

/// What the QR codes of a picture say.
pub fn codes(width: usize, height: usize, is_black: impl Fn(usize, usize) -> bool) -> Vec<String> {
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(width, height, is_black);
    picture.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
}

impl Text {
    pub fn plain() -> Self {
        Self { text: String::new(), centred: false, bold: false, tall: false }
    }
}

/// The letters of Western and of Central Europe, as far as the tests need them.
pub fn letter(page: u8, byte: u8) -> char {
    match (page, byte) {
        (_, ..0x80) | (16, 0xa0..) => char::from(byte),
        (16, 0x80) => '€',
        (16, 0x92) => '’',
        (16, 0x96) => '–',
        (18, 0x88) => 'ł',
        (18, 0x9d) => 'Ł',
        (18, 0xa2) => 'ó',
        (18, 0xab) => 'ź',
        _ => char::REPLACEMENT_CHARACTER,
    }
}
