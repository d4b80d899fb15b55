//! The file: pages, and the fonts that go with them.

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

use crate::faces::Faces;
use crate::page::{Page, Size};
use crate::text::POINT;

/// Fast, and for lines and squares as good as the slow ones.
const EFFORT: u8 = 4;

/// A PDF that is being set.
pub(crate) struct Document {
    pdf: Pdf,
    next: Ref,
    catalog: Ref,
    tree: Ref,
    resources: Ref,
    pages: Vec<Ref>,
    faces: Faces,
    title: String,
}

impl Document {
    /// # Errors
    /// Where the fonts cannot be read.
    pub(crate) fn new(title: &str) -> Result<Self, String> {
        let mut next = Ref::new(1);
        let (catalog, tree, resources) = (next.bump(), next.bump(), next.bump());
        let (pdf, faces) = (Pdf::new(), Faces::new()?);
        Ok(Self { pdf, next, catalog, tree, resources, pages: Vec::new(), faces, title: title.to_owned() })
    }

    /// What measures text.
    pub(crate) fn faces(&mut self) -> &mut Faces {
        &mut self.faces
    }

    /// Letters that no font here has.
    pub(crate) fn missing(&self) -> String {
        self.faces.missing()
    }

    /// Another page.
    pub(crate) fn page<T>(&mut self, size: Size, draw: impl FnOnce(&mut Page<'_>) -> T) -> T {
        let mut page = Page::new(&mut self.faces, size);
        let drawn = draw(&mut page);
        let content: Content = page.content();
        let (id, stream) = (self.next.bump(), self.next.bump());
        self.pdf.stream(stream, &deflated(&content.finish())).filter(Filter::FlateDecode);
        let mut page = self.pdf.page(id);
        page.parent(self.tree).contents(stream);
        page.media_box(Rect::new(0.0, 0.0, size.width / POINT, size.height / POINT));
        page.pair(Name(b"Resources"), self.resources);
        page.finish();
        self.pages.push(id);
        drawn
    }

    /// The whole file.
    pub(crate) fn pdf(mut self) -> Vec<u8> {
        let fonts = self.faces.embed(&mut self.pdf, &mut self.next);
        let mut resources = self.pdf.indirect(self.resources).start::<pdf_writer::writers::Resources<'_>>();
        let mut named = resources.fonts();
        for (name, font) in fonts {
            named.pair(Name(name), font);
        }
        named.finish();
        resources.finish();
        let count = i32::try_from(self.pages.len()).unwrap_or(i32::MAX);
        self.pdf.pages(self.tree).kids(self.pages).count(count);
        let mut catalog = self.pdf.catalog(self.catalog);
        catalog.pages(self.tree).lang(TextStr("en-GB"));
        catalog.viewer_preferences().display_doc_title(true);
        catalog.finish();
        let info = self.next.bump();
        self.pdf.document_info(info).title(TextStr(&self.title)).producer(TextStr("Rostrum"));
        self.pdf.finish()
    }
}

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, EFFORT)
}
