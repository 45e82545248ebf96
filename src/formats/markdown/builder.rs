//! Turns the flat run of parser events into a tree, a stack of open parts at a time.

use super::{Block, DEPTH_MAX, Inline, Item, inline_words, safe_link};
use crate::domain::text::upright;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use std::mem::take;

/// What a part that is still open will become.
#[derive(Clone, Debug)]
enum Open {
    Paragraph,
    Heading,
    Quote,
    List(Option<u64>),
    Item,
    Code,
    Table,
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Struck,
    Link(String),
    /// Its words go to what is around it.
    Plain,
}

#[derive(Debug)]
struct Frame {
    open: Open,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Item>,
    cells: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    done: Option<bool>,
    /// The line of markup that came last has ended.
    is_line_ended: bool,
}

impl Frame {
    fn new(open: Open) -> Self {
        Self {
            open,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            done: None,
            is_line_ended: false,
        }
    }

    /// Text that stands between blocks is a paragraph of its own.
    fn flush(&mut self) {
        self.is_line_ended = false;
        if !self.inlines.is_empty() {
            let inlines = take(&mut self.inlines);
            self.blocks.push(Block::Paragraph(inlines));
        }
    }

    fn push_block(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    /// Text that may hold ends of lines; the last one ends nothing that is shown.
    fn push_lines(&mut self, text: &str) {
        // Markup in a block comes line by line.
        if self.is_line_ended {
            self.inlines.push(Inline::Break);
        }
        self.is_line_ended = text.ends_with('\n');
        for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if at > 0 {
                self.inlines.push(Inline::Break);
            }
            self.push_text(line.trim_end_matches('\r'));
        }
    }

    fn push_text(&mut self, text: &str) {
        let text = upright(text);
        match self.inlines.last_mut() {
            Some(Inline::Text(before)) => before.push_str(&text),
            _ => self.inlines.push(Inline::Text(text.into_owned())),
        }
    }
}

/// Builds the tree from the events of the parser.
#[derive(Default)]
pub(super) struct Builder {
    /// What everything else stands in.
    root: Option<Frame>,
    stack: Vec<Frame>,
    /// How many parts are open that lie too deep.
    flat: usize,
}

impl Builder {
    fn top(&mut self) -> &mut Frame {
        match self.stack.last_mut() {
            Some(frame) => frame,
            None => self.root.get_or_insert_with(|| Frame::new(Open::Quote)),
        }
    }

    /// Takes the next event.
    pub(super) fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.top().push_text(&text);
            }
            Event::Code(code) => self.top().inlines.push(Inline::Code(upright(&code).into_owned())),
            Event::SoftBreak | Event::HardBreak => self.top().inlines.push(Inline::Break),
            Event::Rule => self.top().push_block(Block::Rule),
            Event::TaskListMarker(done) => self.top().done = Some(done),
            // What looks like markup of a page is what somebody wrote, such as `<it-desk>`: it is shown, and does nothing.
            Event::Html(text) | Event::InlineHtml(text) => self.top().push_lines(&text),
            Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.flat > 0 || self.stack.len() >= DEPTH_MAX {
            self.flat += 1;
            return;
        }
        let open = match tag {
            Tag::Paragraph => Open::Paragraph,
            Tag::Heading { .. } => Open::Heading,
            Tag::BlockQuote(_) => Open::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Open::Code,
            Tag::List(start) => Open::List(start),
            Tag::Item => Open::Item,
            Tag::Table(_) => Open::Table,
            Tag::TableHead => Open::Head,
            Tag::TableRow => Open::Row,
            Tag::TableCell => Open::Cell,
            Tag::Emphasis => Open::Emphasis,
            Tag::Strong => Open::Strong,
            Tag::Strikethrough => Open::Struck,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                safe_link(&dest_url).map_or(Open::Plain, |href| Open::Link(href.to_owned()))
            }
            _ => Open::Plain,
        };
        self.stack.push(Frame::new(open));
    }

    fn end(&mut self, end: TagEnd) {
        if self.flat > 0 {
            self.flat -= 1;
            // What was laid flat must not run together.
            if matches!(end, TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) {
                self.top().inlines.push(Inline::Break);
            }
            return;
        }
        if let Some(frame) = self.stack.pop() {
            self.close(frame);
        }
    }

    /// Hands a part that has ended to the one around it.
    fn close(&mut self, mut frame: Frame) {
        let around = self.top();
        match frame.open {
            Open::Paragraph => {
                if !frame.inlines.is_empty() {
                    around.push_block(Block::Paragraph(frame.inlines));
                }
            }
            Open::Heading => around.push_block(Block::Heading(frame.inlines)),
            Open::Quote => {
                frame.flush();
                around.push_block(Block::Quote(frame.blocks));
            }
            Open::List(start) => around.push_block(Block::List { start, items: frame.items }),
            Open::Item => {
                frame.flush();
                around.items.push(Item { done: frame.done, blocks: frame.blocks });
            }
            Open::Code => {
                let mut code = String::new();
                inline_words(&frame.inlines, &mut code);
                around.push_block(Block::Code(code.trim_end_matches('\n').to_owned()));
            }
            Open::Table => around.push_block(Block::Table { head: frame.cells, rows: frame.rows }),
            Open::Head => around.cells = frame.cells,
            Open::Row => around.rows.push(frame.cells),
            Open::Cell => around.cells.push(frame.inlines),
            Open::Emphasis => around.inlines.push(Inline::Emphasis(frame.inlines)),
            Open::Strong => around.inlines.push(Inline::Strong(frame.inlines)),
            Open::Struck => around.inlines.push(Inline::Struck(frame.inlines)),
            Open::Link(href) => {
                let words =
                    if frame.inlines.is_empty() { vec![Inline::Text(href.clone())] } else { frame.inlines };
                around.inlines.push(Inline::Link { href, words });
            }
            Open::Plain => {
                around.blocks.append(&mut frame.blocks);
                around.inlines.append(&mut frame.inlines);
            }
        }
    }

    /// What was built.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while let Some(frame) = self.stack.pop() {
            self.close(frame);
        }
        let Some(mut frame) = self.root else { return Vec::new() };
        frame.flush();
        frame.blocks
    }
}
