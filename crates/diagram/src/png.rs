//! A printed diagram as pixels.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::svg::{INTER_MEDIUM, INTER_REGULAR, MONO};

/// Pixels of a picture at most: a quarter of a gibibyte in memory.
const MAX_PIXELS: f64 = 64.0 * 1024.0 * 1024.0;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The text is no SVG.
    #[error("the SVG cannot be read: {0}")]
    Svg(String),
    /// The scale is not a positive number.
    #[error("the scale {0} makes no picture: give a number above 0, such as 1 or 2")]
    Scale(f32),
    /// The picture would not fit into memory.
    #[error(
        "the picture would have {width} x {height} pixels, which is too large: use a scale of at most {largest:.2}, or export SVG"
    )]
    TooLarge {
        /// Pixels from left to right.
        width: u64,
        /// Pixels from top to bottom.
        height: u64,
        /// The largest scale that works.
        largest: f64,
    },
    /// The pixels could not be written as PNG.
    #[error("the picture cannot be written as PNG: {0}")]
    Encode(String),
}

impl PngError {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            PngError::Svg(_) => "BAD_SVG",
            PngError::Scale(_) => "BAD_SCALE",
            PngError::TooLarge { .. } => "PICTURE_TOO_LARGE",
            PngError::Encode(_) => "PNG_NOT_WRITTEN",
        }
    }
}

/// The typefaces come with the program, so that a picture looks the same on a machine without any; installed ones help
/// with scripts that Inter does not have.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    for font in [INTER_REGULAR, INTER_MEDIUM, MONO] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Inter");
    fonts.set_monospace_family("JetBrains Mono");
    Arc::new(fonts)
});

/// Paints an SVG that [`svg()`](crate::svg()) printed, at `scale` pixels for each of its own.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PngError::Scale(scale));
    }
    let options =
        usvg::Options { fontdb: Arc::clone(&FONTS), font_family: "Inter".to_owned(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| PngError::Svg(error.to_string()))?;
    let size = tree.size();
    let (width, height) = (f64::from(size.width() * scale).ceil(), f64::from(size.height() * scale).ceil());
    if width * height > MAX_PIXELS || width > 65_535.0 || height > 65_535.0 {
        let (own_width, own_height) = (f64::from(size.width()), f64::from(size.height()));
        let largest = (MAX_PIXELS / (own_width * own_height)).sqrt().min(65_000.0 / own_width.max(own_height));
        let largest = (largest * 100.0).floor() / 100.0;
        return Err(PngError::TooLarge { width: width as u64, height: height as u64, largest });
    }
    let mut pixels = Pixmap::new((width as u32).max(1), (height as u32).max(1)).ok_or(PngError::Scale(scale))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PngError::Encode(error.to_string()))
}
