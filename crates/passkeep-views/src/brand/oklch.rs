//! Oklab in polar form (Björn Ottosson, "A perceptual color space for image processing"): lightness can change
//! there while the hue stays.

use super::Colour;

/// A colour by lightness, chroma and hue (radians).
#[derive(Clone, Copy)]
pub(super) struct Oklch {
    pub(super) lightness: f64,
    pub(super) chroma: f64,
    pub(super) hue: f64,
}

impl Oklch {
    pub(super) fn of(colour: Colour) -> Oklch {
        let [r, g, b] = colour.linear();
        let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).cbrt();
        let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).cbrt();
        let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).cbrt();
        let a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
        let b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
        Oklch {
            lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
            chroma: a.hypot(b),
            hue: b.atan2(a),
        }
    }

    /// The nearest sRGB colour: out of gamut, chroma gives way; lightness and hue stay.
    pub(super) fn colour(self) -> Colour {
        let mut chroma = self.chroma;
        loop {
            let linear = Oklch { chroma: chroma.max(0.0), ..self }.linear();
            if chroma <= 0.0 || linear.iter().all(|v| (-0.0005..=1.0005).contains(v)) {
                return Colour(linear.map(encode));
            }
            chroma -= 0.004;
        }
    }

    fn linear(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let l = (self.lightness + 0.3963377774 * a + 0.2158037573 * b).powi(3);
        let m = (self.lightness - 0.1055613458 * a - 0.0638541728 * b).powi(3);
        let s = (self.lightness - 0.0894841775 * a - 1.291485548 * b).powi(3);
        [
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
        ]
    }
}

fn encode(linear: f64) -> u8 {
    let v = linear.clamp(0.0, 1.0);
    let encoded = if v <= 0.0031308 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    (encoded * 255.0).round() as u8
}
