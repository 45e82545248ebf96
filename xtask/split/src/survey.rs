//! What a module consists of, as far as cutting it needs to know.

use std::collections::BTreeSet;
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, GlobalType, Import,
    MemoryType, Operator, Parser, Payload, TableType, TypeRef,
};

/// A module, read. Functions have their numbers in the module: imported ones first.
pub(crate) struct Survey<'a> {
    pub(crate) types: Vec<FuncType>,
    /// The types of all functions, imported ones first.
    pub(crate) function_types: Vec<u32>,
    pub(crate) imported_functions: u32,
    /// The imported functions with their modules and names.
    pub(crate) imports: Vec<(&'a str, &'a str)>,
    /// The bodies of the functions that the module defines.
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    /// What each body names: calls and references.
    pub(crate) names: Vec<BTreeSet<u32>>,
    /// Functions whose bodies name a segment of the module and so cannot leave it.
    pub(crate) tied: BTreeSet<u32>,
    pub(crate) tables: Vec<TableType>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) memory_export: Option<String>,
    pub(crate) globals: Vec<GlobalType>,
    /// Functions that exports, the start, globals or odd elements name.
    pub(crate) roots: BTreeSet<u32>,
    /// Functions that bodies refer to without calling them.
    pub(crate) referred: BTreeSet<u32>,
    /// Tables that code reads or changes, or that the module exports.
    pub(crate) open_tables: BTreeSet<u32>,
    /// Numbers that each body has in it, any of which may be an address.
    pub(crate) constants: Vec<BTreeSet<u32>>,
    /// What memory holds from the start: addresses and bytes.
    pub(crate) data: Vec<(u32, &'a [u8])>,
    /// Whether all data is put at known addresses, and never again.
    pub(crate) has_plain_data: bool,
    /// Places in tables that hold a function from the start: table, place, function.
    pub(crate) places: Vec<(u32, u32, u32)>,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Result<Self, String> {
        let mut survey = Self {
            types: Vec::new(),
            function_types: Vec::new(),
            imported_functions: 0,
            imports: Vec::new(),
            bodies: Vec::new(),
            names: Vec::new(),
            tied: BTreeSet::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            memory_export: None,
            globals: Vec::new(),
            roots: BTreeSet::new(),
            referred: BTreeSet::new(),
            open_tables: BTreeSet::new(),
            constants: Vec::new(),
            data: Vec::new(),
            has_plain_data: true,
            places: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(bytes) {
            payload
                .map_err(|problem| problem.to_string())
                .and_then(|payload| survey.take(payload).map_err(|problem| problem.to_string()))?;
        }
        Ok(survey)
    }

    fn take(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                for ty in section.into_iter_err_on_gc_types() {
                    self.types.push(ty?);
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    self.take_import(&import?);
                }
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.function_types.push(ty?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global?;
                    self.globals.push(global.ty);
                    for operator in global.init_expr.get_operators_reader() {
                        self.take_root(&operator?);
                    }
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    match export.kind {
                        ExternalKind::Func | ExternalKind::FuncExact => {
                            self.roots.insert(export.index);
                        }
                        ExternalKind::Memory => self.memory_export = Some(export.name.to_owned()),
                        ExternalKind::Table => {
                            self.open_tables.insert(export.index);
                        }
                        _ => {}
                    }
                }
            }
            Payload::StartSection { func, .. } => {
                self.roots.insert(func);
            }
            Payload::ElementSection(section) => {
                for element in section {
                    self.take_element(element?)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.take_body(body)?,
            Payload::DataSection(section) => {
                for data in section {
                    self.take_data(&data?)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take_import(&mut self, import: &Import<'a>) {
        match import.ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                self.function_types.push(ty);
                self.imports.push((import.module, import.name));
                self.imported_functions += 1;
            }
            TypeRef::Table(ty) => self.tables.push(ty),
            TypeRef::Memory(ty) => self.memories.push(ty),
            TypeRef::Global(ty) => self.globals.push(ty),
            TypeRef::Tag(_) => {}
        }
    }

    fn take_root(&mut self, operator: &Operator) {
        if let Operator::RefFunc { function_index } = operator {
            self.roots.insert(*function_index);
        }
    }

    fn take_element(&mut self, element: wasmparser::Element<'a>) -> wasmparser::Result<()> {
        let mut functions = Vec::new();
        match element.items {
            ElementItems::Functions(items) => {
                for item in items {
                    functions.push(Some(item?));
                }
            }
            ElementItems::Expressions(_, items) => {
                for item in items {
                    let mut function = None;
                    for operator in item?.get_operators_reader() {
                        if let Operator::RefFunc { function_index } = operator? {
                            function = Some(function_index);
                        }
                    }
                    functions.push(function);
                }
            }
        }
        if let ElementKind::Active { table_index, offset_expr } = element.kind
            && let Some(offset) = plain_number(&offset_expr)?
        {
            let placed =
                functions.iter().zip(offset..).filter_map(|(function, place)| Some((place, (*function)?)));
            self.places.extend(placed.map(|(place, function)| (table_index.unwrap_or(0), place, function)));
        } else {
            self.roots.extend(functions.iter().flatten());
        }
        Ok(())
    }

    fn take_data(&mut self, data: &wasmparser::Data<'a>) -> wasmparser::Result<()> {
        if let DataKind::Active { memory_index: 0, offset_expr } = &data.kind
            && let Some(address) = plain_number(offset_expr)?
        {
            self.data.push((address, data.data));
        } else {
            self.has_plain_data = false;
        }
        Ok(())
    }

    fn take_body(&mut self, body: FunctionBody<'a>) -> wasmparser::Result<()> {
        let number = self.imported_functions + u32::try_from(self.bodies.len()).unwrap_or(u32::MAX);
        let mut names = BTreeSet::new();
        let mut constants = BTreeSet::new();
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match operator {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    names.insert(function_index);
                }
                Operator::RefFunc { function_index } => {
                    names.insert(function_index);
                    self.referred.insert(function_index);
                }
                Operator::I32Const { value } => {
                    constants.insert(value.cast_unsigned());
                }
                Operator::I64Const { value } => {
                    constants
                        .extend([low_half(value.cast_unsigned()), low_half(value.cast_unsigned() >> 32)]);
                }
                Operator::V128Const { value } => {
                    let words = value.bytes().as_chunks::<4>().0.iter();
                    constants.extend(words.map(|word| u32::from_le_bytes(*word)));
                }
                _ => constants.extend(memory_offset(&operator)),
            }
            if names_a_segment(&operator) {
                self.tied.insert(number);
                self.has_plain_data = false;
            }
            self.open_tables.extend(tables_of(&operator));
        }
        self.names.push(names);
        self.constants.push(constants);
        self.bodies.push(body);
        Ok(())
    }

    /// The numbers of the functions that the module defines.
    pub(crate) fn defined(&self) -> std::ops::Range<u32> {
        self.imported_functions..u32::try_from(self.function_types.len()).unwrap_or(u32::MAX)
    }

    /// The body of a function that the module defines, and what it names.
    pub(crate) fn body(&self, function: u32) -> (&FunctionBody<'a>, &BTreeSet<u32>) {
        let at = (function - self.imported_functions) as usize;
        (&self.bodies[at], &self.names[at])
    }

    /// The numbers in the body of a function that the module defines.
    pub(crate) fn constants(&self, function: u32) -> &BTreeSet<u32> {
        &self.constants[(function - self.imported_functions) as usize]
    }
}

/// The number that an expression is, if it is one.
pub(crate) fn plain_number(expression: &wasmparser::ConstExpr) -> wasmparser::Result<Option<u32>> {
    let mut reader = expression.get_operators_reader();
    let Operator::I32Const { value } = reader.read()? else { return Ok(None) };
    Ok(matches!(reader.read()?, Operator::End).then_some(value.cast_unsigned()))
}

fn low_half(value: u64) -> u32 {
    u32::try_from(value & u64::from(u32::MAX)).unwrap_or_default()
}

/// Whether an operator names a segment of its module.
fn names_a_segment(operator: &Operator) -> bool {
    matches!(
        operator,
        Operator::MemoryInit { .. }
            | Operator::DataDrop { .. }
            | Operator::TableInit { .. }
            | Operator::ElemDrop { .. }
    )
}

/// The tables that an operator reads or changes, other than by a call.
fn tables_of(operator: &Operator) -> Vec<u32> {
    match *operator {
        Operator::TableGet { table }
        | Operator::TableSet { table }
        | Operator::TableGrow { table }
        | Operator::TableSize { table }
        | Operator::TableFill { table }
        | Operator::TableInit { table, .. } => vec![table],
        Operator::TableCopy { dst_table, src_table } => vec![dst_table, src_table],
        _ => Vec::new(),
    }
}

/// The distance that an access to memory adds to its address.
fn memory_offset(operator: &Operator) -> Option<u32> {
    let place = match *operator {
        Operator::I32Load { memarg }
        | Operator::I64Load { memarg }
        | Operator::F32Load { memarg }
        | Operator::F64Load { memarg }
        | Operator::I32Load8S { memarg }
        | Operator::I32Load8U { memarg }
        | Operator::I32Load16S { memarg }
        | Operator::I32Load16U { memarg }
        | Operator::I64Load8S { memarg }
        | Operator::I64Load8U { memarg }
        | Operator::I64Load16S { memarg }
        | Operator::I64Load16U { memarg }
        | Operator::I64Load32S { memarg }
        | Operator::I64Load32U { memarg }
        | Operator::V128Load { memarg }
        | Operator::V128Load8x8S { memarg }
        | Operator::V128Load8x8U { memarg }
        | Operator::V128Load16x4S { memarg }
        | Operator::V128Load16x4U { memarg }
        | Operator::V128Load32x2S { memarg }
        | Operator::V128Load32x2U { memarg }
        | Operator::V128Load8Splat { memarg }
        | Operator::V128Load16Splat { memarg }
        | Operator::V128Load32Splat { memarg }
        | Operator::V128Load64Splat { memarg }
        | Operator::V128Load32Zero { memarg }
        | Operator::V128Load64Zero { memarg }
        | Operator::V128Load8Lane { memarg, .. }
        | Operator::V128Load16Lane { memarg, .. }
        | Operator::V128Load32Lane { memarg, .. }
        | Operator::V128Load64Lane { memarg, .. } => memarg,
        _ => return None,
    };
    u32::try_from(place.offset).ok()
}
