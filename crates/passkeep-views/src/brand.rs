//! The operator's name, logo and one colour, and what pages make of them. From the one colour come five values
//! for light and five for dark, so that every page stays readable whatever the colour; see [`Brand::stylesheet`].

use std::fmt;
use std::str::FromStr;

mod oklch;

use oklch::Oklch;

/// The grounds of `passkeep.css` that brand colours meet.
const LIGHT_INK: Colour = Colour([0x14, 0x1c, 0x18]);
const LIGHT_PAPER: Colour = Colour([0xf1, 0xf4, 0xf1]);
const LIGHT_SURFACE: Colour = Colour([0xff, 0xff, 0xff]);
const DARK_SURFACE: Colour = Colour([0x14, 0x1a, 0x17]);
const DARK_INK_ON_BRAND: Colour = Colour([0x0b, 0x15, 0x12]);
const WHITE: Colour = Colour([0xff, 0xff, 0xff]);

/// What the operator gives: the only part of a page's look that is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// The operator's name, as people know it.
    pub name: String,
    /// The host that pages name in "You are on", such as `account.example.com`.
    pub host: String,
    /// The logo beside the name.
    pub logo: Logo,
    /// The one colour.
    pub colour: Colour,
}

impl Brand {
    /// `brand.css`: the five values for light and for dark. It is served after `passkeep.css`.
    pub fn stylesheet(&self) -> String {
        let light = light(self.colour);
        let dark = dark(self.colour);
        format!(":root {{{light}}}\n@media (prefers-color-scheme: dark) {{\n:root {{{dark}}}\n}}\n")
    }
}

/// The logo of a brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Logo {
    /// Passkeep's own, drawn in the brand's colour.
    Passkeep,
    /// The operator's picture, shown at most 28 by 160 pixels.
    Picture {
        /// Where the picture is, on this host.
        url: String,
        /// Another one for dark pages, where the first would not be seen.
        url_dark: Option<String>,
    },
}

/// An sRGB colour, eight bits a channel, written `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// A colour that is not written as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written #rrggbb, not {0:?}")]
pub struct ColourNotAccepted(pub String);

impl Colour {
    /// The green of Passkeep itself.
    pub const PASSKEEP: Colour = Colour([0x0b, 0x5a, 0x50]);

    /// The contrast with another colour (WCAG 2.2, "contrast ratio"): 1 is none, 21 is black on white.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|channel| {
            let v = f64::from(channel) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// `share` of this colour over the rest of `under`.
    fn over(self, under: Colour, share: f64) -> Colour {
        let mut mixed = [0; 3];
        for (channel, (over, under)) in mixed.iter_mut().zip(self.0.into_iter().zip(under.0)) {
            *channel = (f64::from(over) * share + f64::from(under) * (1.0 - share)).round() as u8;
        }
        Colour(mixed)
    }
}

impl FromStr for Colour {
    type Err = ColourNotAccepted;

    fn from_str(text: &str) -> Result<Colour, ColourNotAccepted> {
        let refused = || ColourNotAccepted(text.to_owned());
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(refused)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(refused());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| refused())?;
        let [_, r, g, b] = number.to_be_bytes();
        Ok(Colour([r, g, b]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl fmt::Debug for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The five values that pages know a brand by.
struct Palette {
    /// Main button, ribbon.
    fill: Colour,
    /// Text on the fill.
    on_fill: Colour,
    /// Edge of the main button.
    edge: Colour,
    /// Links, logo, what is chosen.
    ink: Colour,
    /// Ground of what is chosen.
    wash: Colour,
}

impl fmt::Display for Palette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Palette { fill, on_fill, edge, ink, wash } = self;
        write!(f, "--brand-fill:{fill};--on-brand:{on_fill};--brand-edge:{edge};")?;
        write!(f, "--brand-ink:{ink};--brand-wash:{wash}")
    }
}

/// A colour on which white reads stays; one that needs a small darkening gets it. A light or vivid one stays too,
/// and takes dark text and a dark edge. Links are darkened until they read on every ground.
fn light(brand: Colour) -> Palette {
    let Oklch { lightness, chroma, hue } = Oklch::of(brand);
    let at = |lightness| Oklch { lightness, chroma, hue }.colour();
    let darkened = darken_until(lightness.min(0.96), |l| WHITE.contrast(at(l)) >= 4.5);
    let keeps = lightness - darkened > 0.08;
    let fill = at(if keeps { lightness.max(0.62) } else { darkened });
    let wash = fill.over(LIGHT_SURFACE, 0.08);
    let reads = |l| [LIGHT_PAPER, wash].iter().all(|ground| at(l).contrast(*ground) >= 5.0);
    let ink = at(darken_until(lightness.min(0.5), reads));
    let (on_fill, edge) = if keeps { (LIGHT_INK, ink) } else { (WHITE, fill) };
    Palette { fill, on_fill, edge, ink, wash }
}

/// Night gets a lighter, softer tone; a black brand turns white, not grey.
fn dark(brand: Colour) -> Palette {
    let Oklch { lightness, chroma, hue } = Oklch::of(brand);
    let soft = chroma.min(0.13);
    let is_black = lightness < 0.35 && chroma < 0.03;
    let at = |lightness: f64, chroma: f64| {
        Oklch { lightness: if is_black { 0.92 } else { lightness }, chroma, hue }.colour()
    };
    let fill = at(lightness.clamp(0.74, 0.88), soft);
    let ink = at(lightness.clamp(0.8, 0.92), soft * 0.9);
    Palette { fill, on_fill: DARK_INK_ON_BRAND, edge: fill, ink, wash: fill.over(DARK_SURFACE, 0.1) }
}

fn darken_until(mut lightness: f64, holds: impl Fn(f64) -> bool) -> f64 {
    while lightness > 0.0 && !holds(lightness) {
        lightness -= 0.005;
    }
    lightness
}

#[cfg(test)]
mod tests {
    use super::*;

    const DARK_INK: Colour = Colour([0xe8, 0xed, 0xe9]);
    const DARK_INK_2: Colour = Colour([0xa6, 0xb2, 0xab]);
    const LIGHT_INK_2: Colour = Colour([0x4b, 0x58, 0x51]);
    const DARK_PAPER: Colour = Colour([0x0d, 0x12, 0x10]);
    const DARK_RAISED: Colour = Colour([0x1c, 0x24, 0x20]);

    #[test]
    fn every_brand_colour_stays_readable() {
        let mut brands = 0;
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let brand = Colour([red, green, blue]);
                    reads(brand, &light(brand), &[LIGHT_SURFACE, LIGHT_PAPER], LIGHT_INK, LIGHT_INK_2);
                    let grounds = [DARK_SURFACE, DARK_PAPER, DARK_RAISED];
                    reads(brand, &dark(brand), &grounds, DARK_INK, DARK_INK_2);
                    brands += 1;
                }
            }
        }
        assert_eq!(brands, 5832);
    }

    fn reads(brand: Colour, palette: &Palette, grounds: &[Colour], ink: Colour, ink_2: Colour) {
        let least = |over: Colour, under: Colour, ratio: f64| {
            assert!(over.contrast(under) >= ratio, "{brand}: {over} on {under} reaches less than {ratio}");
        };
        least(palette.on_fill, palette.fill, 4.5);
        least(palette.ink, palette.wash, 4.5);
        least(ink, palette.wash, 7.0);
        least(ink_2, palette.wash, 4.5);
        for ground in grounds {
            least(palette.ink, *ground, 4.5);
            least(palette.edge, *ground, 3.0);
        }
    }

    #[test]
    fn well_known_brands_get_these_values() {
        let check = |colour: &str, expected_light: &str, expected_dark: &str| {
            let colour = colour.parse().unwrap();
            assert_eq!(list(&light(colour)), expected_light, "{colour} by day");
            assert_eq!(list(&dark(colour)), expected_dark, "{colour} by night");
        };
        check(
            "#0b5a50",
            "#0b5a50 #ffffff #0b5a50 #0b5a50 #ebf2f1",
            "#76baae #0b1512 #76baae #8fccc0 #1e2a26",
        );
        check(
            "#f26b1d",
            "#f26b1d #141c18 #a14204 #a14204 #fef3ed",
            "#ee8f63 #0b1512 #ee8f63 #fda57d #2a261f",
        );
        check(
            "#ffd400",
            "#ffd400 #141c18 #766106 #766106 #fffceb",
            "#f4d66c #0b1512 #f4d66c #f1d77a #2a2d20",
        );
        check(
            "#111111",
            "#111111 #ffffff #111111 #111111 #ececec",
            "#e4e4e4 #0b1512 #e4e4e4 #e4e4e4 #292e2c",
        );
    }

    fn list(Palette { fill, on_fill, edge, ink, wash }: &Palette) -> String {
        format!("{fill} {on_fill} {edge} {ink} {wash}")
    }

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!("#0b5A50".parse(), Ok(Colour::PASSKEEP));
        for wrong in ["0b5a50", "#0b5", "#0b5a5g", "#+b5a50", "", "#0b5a50ff"] {
            assert_eq!(wrong.parse::<Colour>(), Err(ColourNotAccepted(wrong.to_owned())));
        }
    }
}
