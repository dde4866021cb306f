//! Dots as a PNG of one bit a dot.

use super::bitmap::Bitmap;
use png::{BitDepth, ColorType, Encoder, EncodingError};

/// White paper with black dots.
///
/// # Errors
/// Where the picture is larger than the format allows, or has no size.
pub fn png(bitmap: &Bitmap) -> Result<Vec<u8>, EncodingError> {
    let size = |dots: usize| u32::try_from(dots).unwrap_or(u32::MAX);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, size(bitmap.width()), size(bitmap.height()));
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    let light: Vec<u8> = bitmap.bytes().iter().map(|byte| !byte).collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&light)?;
    writer.finish()?;
    Ok(bytes)
}
