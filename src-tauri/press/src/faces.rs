//! The type that everything is set in: how wide a word is, which of its letters are needed, and the fonts that go with the
//! pages, with these letters and no others.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use rustybuzz::{Face as Shaper, Feature, UnicodeBuffer, ttf_parser::Tag};
use subsetter::GlyphRemapper;

use crate::document::deflated;

const IDENTITY: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// How heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    Strong,
    Bold,
}

impl Weight {
    const ALL: [Self; 3] = [Self::Regular, Self::Strong, Self::Bold];

    fn at(self) -> usize {
        match self {
            Self::Regular => 0,
            Self::Strong => 1,
            Self::Bold => 2,
        }
    }

    /// Its name on a page and as a font.
    pub(crate) fn names(self) -> (&'static [u8], &'static str) {
        match self {
            Self::Regular => (b"R", "AAAAAA+Inter-Regular"),
            Self::Strong => (b"S", "AAAAAB+Inter-SemiBold"),
            Self::Bold => (b"B", "AAAAAC+Inter-Bold"),
        }
    }

    fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../assets/fonts/Inter-Regular.ttf"),
            Self::Strong => include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf"),
            Self::Bold => include_bytes!("../../../assets/fonts/Inter-Bold.ttf"),
        }
    }
}

/// A letter in its place, in thousandths of the size it is set in.
#[derive(Clone, Copy)]
pub(crate) struct Letter {
    /// Its number in the font that goes with the pages.
    pub(crate) cid: u16,
    /// As the font says.
    pub(crate) width: f32,
    /// To the next letter.
    pub(crate) advance: f32,
    /// Moved sideways from where it would stand. Composed letters need no more, and the shaper composes.
    pub(crate) right: f32,
}

/// A word or a line that was measured.
pub(crate) struct Run {
    pub(crate) letters: Vec<Letter>,
    /// In thousandths of its size.
    pub(crate) width: f32,
}

struct Face {
    shaper: Shaper<'static>,
    /// Thousandths of the size for one unit of the font.
    unit: f32,
    wanted: GlyphRemapper,
    widths: BTreeMap<u16, f32>,
    says: BTreeMap<u16, String>,
}

/// Three weights of Inter.
pub(crate) struct Faces {
    faces: Vec<Face>,
    runs: HashMap<(Weight, bool, String), Rc<Run>>,
    missing: BTreeSet<char>,
}

impl Faces {
    /// # Errors
    /// Where a font that the program was built with cannot be read.
    pub(crate) fn new() -> Result<Self, String> {
        let face = |weight: Weight| {
            let shaper = Shaper::from_slice(weight.file(), 0).ok_or("a font cannot be read")?;
            let upem = u16::try_from(shaper.units_per_em()).map_err(|e| e.to_string())?;
            Ok(Face {
                shaper,
                unit: 1000.0 / f32::from(upem),
                wanted: GlyphRemapper::new(),
                widths: BTreeMap::new(),
                says: BTreeMap::new(),
            })
        };
        let faces = Weight::ALL.into_iter().map(face).collect::<Result<_, String>>()?;
        Ok(Self { faces, runs: HashMap::new(), missing: BTreeSet::new() })
    }

    /// Letters of names that no font here has: where they stand is a box.
    pub(crate) fn missing(&self) -> String {
        self.missing.iter().collect()
    }

    /// Measured, with figures all as wide as each other where they stand in columns.
    pub(crate) fn run(&mut self, weight: Weight, columns: bool, text: &str) -> Rc<Run> {
        let key = (weight, columns, text.to_owned());
        if let Some(run) = self.runs.get(&key) {
            return Rc::clone(run);
        }
        let run = Rc::new(self.shape(weight, columns, text));
        self.runs.insert(key, Rc::clone(&run));
        run
    }

    /// Sign by sign, for what is said once and has no word in it: a code.
    pub(crate) fn spelt(&mut self, weight: Weight, text: &str) -> Run {
        let mut whole = Run { letters: Vec::new(), width: 0.0 };
        for sign in text.chars() {
            let run = self.run(weight, true, sign.encode_utf8(&mut [0; 4]));
            whole.letters.extend(&run.letters);
            whole.width += run.width;
        }
        whole
    }

    fn shape(&mut self, weight: Weight, columns: bool, text: &str) -> Run {
        let mut run = Run { letters: Vec::new(), width: 0.0 };
        let Some(face) = self.faces.get_mut(weight.at()) else { return run };
        let features = [Feature::new(Tag::from_bytes(b"tnum"), 1, ..)];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let shaped = rustybuzz::shape(&face.shaper, if columns { &features } else { &[] }, buffer);
        let infos = shaped.glyph_infos();
        for (at, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let Ok(glyph) = u16::try_from(info.glyph_id) else { continue };
            let said = part(text, info.cluster, infos.get(at + 1).map(|next| next.cluster));
            if glyph == 0 {
                self.missing.extend(said.chars());
            }
            let cid = face.wanted.remap(glyph);
            let width = face.shaper.glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(glyph)).unwrap_or(0);
            let width = f32::from(width) * face.unit;
            face.widths.insert(cid, width);
            face.says.entry(cid).or_insert_with(|| said.to_owned());
            let advance = whole(position.x_advance) * face.unit;
            run.width += advance;
            let right = whole(position.x_offset) * face.unit;
            run.letters.push(Letter { cid, width, advance, right });
        }
        run
    }

    /// Puts the fonts into the file; the number of each weight's.
    pub(crate) fn embed(&self, pdf: &mut Pdf, next: &mut Ref) -> Vec<(&'static [u8], Ref)> {
        let each = Weight::ALL.into_iter().zip(&self.faces);
        each.filter(|(_, face)| !face.widths.is_empty())
            .filter_map(|(weight, face)| {
                let (short, name) = weight.names();
                Some((short, face.embed(weight.file(), name, pdf, next)?))
            })
            .collect()
    }
}

impl Face {
    fn embed(&self, file: &[u8], name: &str, pdf: &mut Pdf, next: &mut Ref) -> Option<Ref> {
        let name = Name(name.as_bytes());
        let letters = deflated(&subsetter::subset(file, 0, &self.wanted).ok()?);
        let [font, cid_font, descriptor, program, says] = [(); 5].map(|()| next.bump());

        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid_font)
            .to_unicode(says);

        let mut cid = pdf.cid_font(cid_font);
        cid.subtype(CidFontType::Type2).base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
        cid.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = cid.widths();
        for (cid, width) in &self.widths {
            widths.same(*cid, *cid, *width);
        }
        widths.finish();
        cid.finish();

        let scaled = |units: i16| f32::from(units) * self.unit;
        let bounds = self.shaper.global_bounding_box();
        let bounds =
            Rect::new(scaled(bounds.x_min), scaled(bounds.y_min), scaled(bounds.x_max), scaled(bounds.y_max));
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::SYMBOLIC)
            .bbox(bounds)
            .italic_angle(0.0)
            .ascent(scaled(self.shaper.ascender()))
            .descent(scaled(self.shaper.descender()))
            .cap_height(scaled(self.shaper.capital_height().unwrap_or_default()))
            .stem_v(95.0)
            .font_file2(program);

        pdf.stream(program, &letters).filter(Filter::FlateDecode);
        let mut cmap = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
        for (cid, said) in self.says.iter().filter(|(_, said)| !said.is_empty()) {
            cmap.pair_with_multiple(*cid, said.chars());
        }
        pdf.cmap(says, &cmap.finish());
        Some(font)
    }
}

/// What one letter of the font says: from its place in the text to the next one's.
fn part(text: &str, from: u32, to: Option<u32>) -> &str {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let from = place(from);
    let to = to.map_or(text.len(), place);
    // A mark upon a letter belongs to the letter before it; what runs from right to left ends where it began.
    text.get(from..to.max(from)).unwrap_or_default()
}

/// Units of a font are small whole numbers.
fn whole(units: i32) -> f32 {
    i16::try_from(units).map_or(0.0, f32::from)
}
