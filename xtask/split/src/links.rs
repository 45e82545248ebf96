//! What the linker knows of constants: where each lies in memory, and what leads to it.
//!
//! Read from the linker's output with `--emit-relocs`, before wasm-bindgen and wasm-opt: they change functions, and leave
//! addresses as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    CustomSectionReader, DataKind, KnownCustom, Linking, Name, Parser, Payload, RelocationEntry,
    RelocationType, SymbolInfo,
};

/// Segments of memory that nothing writes to, by the beginning of their names.
const CONSTANT: &str = ".rodata";

/// Bytes that fill up between two things are fewer than this.
const ALIGNMENT_MAX: u32 = 16;

/// A thing in memory that has an address.
#[derive(Debug)]
struct Thing {
    range: Range<u32>,
    is_constant: bool,
    /// The things whose addresses it holds.
    leads_to: BTreeSet<usize>,
}

/// All things in memory.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// In the order of their addresses.
    things: Vec<Thing>,
    /// Numbers in code that the linker put there, and the things that they are addresses of. A number may lie beside its
    /// thing, where code adds to it before it reads.
    addresses: BTreeMap<u32, BTreeSet<usize>>,
    /// What the linker put into memory.
    memory: Vec<(u32, Vec<u8>)>,
}

impl Links {
    /// Reads the linker's output.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self, String> {
        let mut linked = Linked::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.map_err(|problem| problem.to_string())?;
            linked.take(payload).map_err(|problem| problem.to_string())?;
        }
        linked.links()
    }

    /// Which stretches of memory can be filled later, if only code with these numbers in it runs before: constants that
    /// none of the numbers leads to, nor anything in memory that one of them leads to. Shorter stretches stay.
    pub(crate) fn late(&self, numbers: &BTreeSet<u32>, shortest: u32) -> Vec<Range<u32>> {
        let mut open: Vec<usize> =
            (0..self.things.len()).filter(|it| !self.things[*it].is_constant).collect();
        open.extend(numbers.iter().flat_map(|number| self.meant_by(*number)));
        let mut needed = BTreeSet::new();
        while let Some(thing) = open.pop() {
            if needed.insert(thing) {
                open.extend(&self.things[thing].leads_to);
            }
        }
        let mut late: Vec<Range<u32>> = Vec::new();
        // Up to where something that is needed reaches: things may lie in each other.
        let mut taken_until = 0;
        let mut is_joined = false;
        for (at, thing) in self.things.iter().enumerate() {
            if needed.contains(&at) {
                taken_until = taken_until.max(thing.range.end);
                if let Some(last) = late.last_mut() {
                    last.end = last.end.min(thing.range.start);
                }
                is_joined = false;
            } else if thing.range.end > taken_until {
                let start = thing.range.start.max(taken_until);
                match late.last_mut() {
                    Some(last) if is_joined && start.saturating_sub(last.end) < ALIGNMENT_MAX => {
                        last.end = last.end.max(thing.range.end);
                    }
                    _ => late.push(start..thing.range.end),
                }
                is_joined = true;
            }
        }
        late.retain(|range| range.end.saturating_sub(range.start) >= shortest);
        late
    }

    /// The things that a number in code may be an address of.
    fn meant_by(&self, number: u32) -> Vec<usize> {
        if let Some(things) = self.addresses.get(&number) {
            return things.iter().copied().collect();
        }
        let (Some(first), Some(last)) = (self.things.first(), self.things.last()) else { return Vec::new() };
        if number < first.range.start || number > last.range.end {
            return Vec::new();
        }
        // No number of the linker: if it is an address at all, it was reckoned from one near by.
        let after = self.things.partition_point(|thing| thing.range.start <= number);
        (after.saturating_sub(2)..(after + 1).min(self.things.len())).collect()
    }

    /// Whether a module has the same in memory as the linker put there.
    pub(crate) fn has_memory_of(&self, data: &[(u32, &[u8])]) -> bool {
        data.iter().all(|(address, bytes)| {
            self.memory.iter().any(|(start, all)| {
                let from = address.checked_sub(*start).map(|it| it as usize);
                from.and_then(|from| all.get(from..from + bytes.len())).is_some_and(|it| it == *bytes)
            })
        })
    }
}

/// The linker's output as it is read.
#[derive(Default)]
struct Linked<'a> {
    /// Segments: their address, what is in them, and where that begins in the section of data.
    segments: Vec<(u32, &'a [u8], u64)>,
    names: BTreeMap<u32, &'a str>,
    /// The symbols by their numbers: segment, offset in it, length.
    symbols: Vec<Option<(u32, u32, u32)>>,
    code: Vec<RelocationEntry>,
    data: Vec<RelocationEntry>,
    code_section: Option<u32>,
    data_section: Option<u32>,
    sections: u32,
}

impl<'a> Linked<'a> {
    fn take(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match &payload {
            Payload::CodeSectionStart { .. } => self.code_section = Some(self.sections),
            Payload::DataSection(section) => {
                self.data_section = Some(self.sections);
                for data in section.clone() {
                    let data = data?;
                    let DataKind::Active { offset_expr, .. } = &data.kind else { continue };
                    let Some(address) = crate::survey::plain_number(offset_expr)? else { continue };
                    let begins = data.range.end - data.data.len() as u64 - section.range().start;
                    self.segments.push((address, data.data, begins));
                }
            }
            Payload::CustomSection(section) => self.take_custom(section)?,
            _ => {}
        }
        // Bodies and the head of the module are no sections.
        self.sections += u32::from(payload.as_section().is_some());
        Ok(())
    }

    fn take_custom(&mut self, section: &CustomSectionReader<'a>) -> wasmparser::Result<()> {
        match section.as_known() {
            KnownCustom::Name(names) => {
                for name in names {
                    let Name::Data(names) = name? else { continue };
                    for name in names {
                        let name = name?;
                        self.names.insert(name.index, name.name);
                    }
                }
            }
            KnownCustom::Linking(parts) => {
                for part in parts.subsections() {
                    let Linking::SymbolTable(symbols) = part? else { continue };
                    for symbol in symbols {
                        let SymbolInfo::Data { symbol, .. } = symbol? else {
                            self.symbols.push(None);
                            continue;
                        };
                        self.symbols.push(symbol.map(|it| (it.index, it.offset, it.size)));
                    }
                }
            }
            KnownCustom::Reloc(entries) => {
                let of = Some(entries.section_index());
                for entry in entries.entries() {
                    match of {
                        of if of == self.code_section => self.code.push(entry?),
                        of if of == self.data_section => self.data.push(entry?),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn links(self) -> Result<Links, String> {
        if self.symbols.is_empty() || self.code.is_empty() {
            return Err(
                "the linker's output says nothing of addresses: it is linked without --emit-relocs".into()
            );
        }
        let mut things = Vec::new();
        let mut addresses_of = Vec::new();
        for (number, symbol) in self.symbols.iter().enumerate() {
            let place = symbol.and_then(|(segment, offset, length)| {
                let start = self.segments.get(segment as usize)?.0 + offset;
                Some((
                    start..start + length,
                    self.names.get(&segment).is_some_and(|it| it.starts_with(CONSTANT)),
                ))
            });
            addresses_of.push(place.as_ref().map(|(range, _)| range.start));
            things.extend(place.filter(|(range, _)| !range.is_empty()).map(|it| (number, it)));
        }
        things.sort_by_key(|(_, (range, _))| (range.start, range.end));
        let at: BTreeMap<usize, usize> =
            things.iter().enumerate().map(|(at, (number, _))| (*number, at)).collect();
        let things = things.into_iter();
        let mut things: Vec<Thing> = things
            .map(|(_, (range, is_constant))| Thing { range, is_constant, leads_to: BTreeSet::new() })
            .collect();
        let mut addresses: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for entry in self.code.iter().filter(|it| is_address(it.ty)) {
            let symbol = entry.index as usize;
            let start = addresses_of.get(symbol).copied().flatten();
            if let (Some(start), Some(thing)) = (start, at.get(&symbol)) {
                addresses.entry(start.wrapping_add_signed(addend(entry)?)).or_default().insert(*thing);
            }
        }
        for entry in self.data.iter().filter(|it| is_address(it.ty)) {
            let Some(thing) = at.get(&(entry.index as usize)) else { continue };
            let place = self.address_of(entry.offset).ok_or("a number of the linker lies in no segment")?;
            let before = things.partition_point(|it| it.range.start <= place);
            let holders = things.iter_mut().take(before).rev().take_while(|it| it.range.end > place);
            holders.for_each(|it| {
                it.leads_to.insert(*thing);
            });
        }
        let memory = self.segments.iter().map(|(address, bytes, _)| (*address, bytes.to_vec())).collect();
        Ok(Links { things, addresses, memory })
    }

    /// The address in memory of a place in the section of data.
    fn address_of(&self, offset: u32) -> Option<u32> {
        self.segments.iter().find_map(|(address, bytes, begins)| {
            let from = u64::from(offset).checked_sub(*begins).filter(|it| *it < bytes.len() as u64)?;
            Some(address + u32::try_from(from).ok()?)
        })
    }
}

/// Whether a number of the linker is an address in memory.
fn is_address(ty: RelocationType) -> bool {
    matches!(
        ty,
        RelocationType::MemoryAddrLeb
            | RelocationType::MemoryAddrSleb
            | RelocationType::MemoryAddrI32
            | RelocationType::MemoryAddrLocrelI32
    )
}

fn addend(entry: &RelocationEntry) -> Result<i32, String> {
    i32::try_from(entry.addend).map_err(|problem| problem.to_string())
}
