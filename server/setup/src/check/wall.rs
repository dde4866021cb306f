//! The wall of a branch: its layout, how the bank shows itself, and the bank's own pictures and videos.

use super::Checker;
use crate::brand::{Brand, Colour};
use crate::calendar::When;
use crate::file;
use crate::media::{BEGINNING, Media, MediaFile, content_type};
use jiff::civil::{Date, Time};
use std::io::Read;
use std::path::Path;
use toml::Spanned;
use wire::LobbyLayout;

/// The largest picture and the largest video, in bytes.
const PICTURE_MOST: u64 = 8 * 1024 * 1024;
const VIDEO_MOST: u64 = 200 * 1024 * 1024;
/// How long a picture stands, in seconds.
const STANDS: std::ops::RangeInclusive<u32> = 5..=120;
const USUALLY_STANDS: u32 = 12;
/// White on the bank's colour, and the colour on white: WCAG 2.2, 1.4.3.
const LEGIBLE: f64 = 4.5;
const NAME_MOST: usize = 40;
/// The address of the logo.
const LOGO: &str = "logo";

impl<'a> Checker<'a, '_> {
    pub(super) fn lobby_layout(&mut self, branch: &'a file::Branch) -> LobbyLayout {
        let Some(layout) = &branch.lobby_layout else { return LobbyLayout::default() };
        if *layout.get_ref() == LobbyLayout::Desk {
            let what = "a display above a desk says in its address which desk it is, as /b/centro/lobby?desk=3; write calls, waits, notices or bar here";
            self.add(layout, "branch.lobby_layout", what);
        }
        *layout.get_ref()
    }

    pub(super) fn brand(&mut self, branch: &'a file::Branch) -> Brand {
        let Some(brand) = &branch.brand else { return Brand::default() };
        if let Some(name) = &brand.name
            && (name.get_ref().trim().is_empty() || name.get_ref().chars().count() > NAME_MOST)
        {
            self.add(name, "branch.brand.name", format!("write 1 to {NAME_MOST} characters: it stands on the wall"));
        }
        let logo = brand.logo.as_ref().and_then(|path| self.media_file(path, "branch.brand.logo"));
        if let (Some(path), Some(logo)) = (&brand.logo, &logo)
            && logo.is_video()
        {
            self.add(
                path,
                "branch.brand.logo",
                "a logo is a picture; write the path of an SVG, PNG, JPEG or WebP file",
            );
        }
        let colour = brand.colour.as_ref().and_then(|colour| self.colour(colour));
        Brand { name: brand.name.as_ref().map(|name| name.get_ref().trim().to_owned()), logo, colour }
    }

    /// White text stands on it, and numbers in it stand on white.
    fn colour(&mut self, written: &Spanned<String>) -> Option<Colour> {
        let field = "branch.brand.colour";
        let Ok(colour) = written.get_ref().parse::<Colour>() else {
            let what = format!("\"{}\" is no colour; write six hexadecimal digits, as \"#0b5d57\"", written.get_ref());
            self.add(written, field, what);
            return None;
        };
        let contrast = colour.contrast(Colour::WHITE);
        if contrast < LEGIBLE {
            let what = format!(
                "{colour} has a contrast of {:.2}:1 with white, and numbers must have {LEGIBLE}:1 to be read; write a darker \
                 shade, as \"{}\"",
                // Never rounded up to what it must be.
                (contrast * 100.0).floor() / 100.0,
                colour.darkened(LEGIBLE)
            );
            self.add(written, field, what);
        }
        Some(colour)
    }

    pub(super) fn media(&mut self, branch: &'a file::Branch) -> Vec<Media> {
        self.distinct("branch.media", branch.media.iter().map(|media| &media.id));
        branch.media.iter().filter_map(|media| self.one_of_media(media)).collect()
    }

    fn one_of_media(&mut self, media: &'a file::Media) -> Option<Media> {
        let whose = format!("media \"{}\"", media.id.get_ref());
        if media.id.get_ref() == LOGO {
            self.add(&media.id, &whose, "\"logo\" is the name of the bank's logo; give the picture another id");
        }
        let file = self.media_file(&media.file, &format!("{whose}, file"));
        let when = self.when(media, &whose);
        let seconds = media.seconds.as_ref().map_or(USUALLY_STANDS, |seconds| *seconds.get_ref());
        if let Some(written) = &media.seconds
            && !STANDS.contains(&seconds)
        {
            self.add(written, &format!("{whose}, seconds"), format!("{seconds} is out of range; write 5 to 120"));
        }
        Some(Media { id: media.id.get_ref().clone(), file: file?, alt: self.text(&media.alt), when: when?, seconds })
    }

    fn when(&mut self, media: &'a file::Media, whose: &str) -> Option<When> {
        let from = media.from.as_ref().map(|from| self.date(from, &format!("{whose}, from")));
        let until = self.date(&media.until, &format!("{whose}, until"))?;
        let from = match from {
            Some(from) => Some(from?),
            None => None,
        };
        if from.is_some_and(|from| until < from) {
            self.add(
                &media.until,
                &format!("{whose}, until"),
                "this is before `from`; write the last day on which it is shown",
            );
        }
        let (open, close) = match (&media.open, &media.close) {
            (None, None) => (Time::midnight(), None),
            (Some(open), Some(close)) => self.times_of_day(open, close, whose)?,
            (Some(only), None) | (None, Some(only)) => {
                self.add(only, whose, "write both `open` and `close`, or neither for the whole day");
                return None;
            }
        };
        Some(When { from, until, open, close })
    }

    /// From when to when on one day; an end of `None` is midnight.
    fn times_of_day(
        &mut self,
        open: &Spanned<String>,
        close: &Spanned<String>,
        whose: &str,
    ) -> Option<(Time, Option<Time>)> {
        let from = self.time(open, &format!("{whose}, open"))?;
        let to = match close.get_ref().as_str() {
            "24:00" => None,
            _ => Some(self.time(close, &format!("{whose}, close"))?),
        };
        if to.is_some_and(|to| to <= from) {
            let what =
                format!("it would end before it begins; write a time after {}, at most \"24:00\"", open.get_ref());
            self.add(close, &format!("{whose}, close"), what);
        }
        Some((from, to))
    }

    /// How loud the wall is, by time of day; of two that hold at one moment, the first counts.
    pub(super) fn volumes(&mut self, branch: &'a file::Branch) -> Vec<wire::Volume> {
        let minutes = |time: Time| u32::from(time.hour().unsigned_abs()) * 60 + u32::from(time.minute().unsigned_abs());
        let volume = |volume: &'a file::Volume| {
            let (open, close) = self.times_of_day(&volume.open, &volume.close, "volume")?;
            let percent = *volume.percent.get_ref();
            if percent > 100 {
                self.add(&volume.percent, "volume, percent", format!("{percent} is out of range; write 0 to 100"));
            }
            Some(wire::Volume { from_minutes: minutes(open), until_minutes: close.map_or(24 * 60, minutes), percent })
        };
        branch.volume.iter().filter_map(volume).collect()
    }

    fn date(&mut self, written: &Spanned<String>, field: &str) -> Option<Date> {
        let date = written.get_ref().parse().ok();
        if date.is_none() {
            self.add(written, field, format!("\"{}\" is no date; write it as \"2026-12-24\"", written.get_ref()));
        }
        date
    }

    /// A file beside the set-up that the wall can show. It is what its content is, whatever its name says.
    fn media_file(&mut self, path: &Spanned<String>, field: &str) -> Option<MediaFile> {
        let Some(folder) = self.folder else {
            self.add(path, field, "the set-up that the program carries has no files beside it; give --setup a file");
            return None;
        };
        match look_into(&folder.join(path.get_ref())) {
            Ok(file) => Some(file),
            Err(what) => {
                self.add(path, field, what);
                None
            }
        }
    }
}

/// The file with its type, or what is wrong with it and what to do.
fn look_into(path: &Path) -> Result<MediaFile, String> {
    let name = path.display();
    let unreadable =
        |error: std::io::Error| format!("cannot read {name}: {error}; write the path of a file beside the set-up");
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let known = file.metadata().map_err(unreadable)?;
    if !known.is_file() {
        return Err(format!("{name} is no file; write the path of a picture or a video beside the set-up"));
    }
    let mut beginning = Vec::with_capacity(BEGINNING);
    file.take(BEGINNING as u64).read_to_end(&mut beginning).map_err(unreadable)?;
    let Some(content_type) = content_type(&beginning) else {
        return Err(format!(
            "{name} is neither a picture nor a video by its content, whatever its name says; save it as PNG, JPEG, WebP, SVG, MP4 or WebM"
        ));
    };
    let file = MediaFile { path: path.to_owned(), content_type };
    let (most, remedy) =
        if file.is_video() { (VIDEO_MOST, "cut it or save it smaller") } else { (PICTURE_MOST, "save it smaller") };
    if known.len() > most {
        return Err(format!(
            "{name} has {} MB, and at most {} MB are shown; {remedy}",
            known.len().div_ceil(1024 * 1024),
            most / 1024 / 1024
        ));
    }
    Ok(file)
}
