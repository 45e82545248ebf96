//! What a module consists of, as far as cutting it needs to know.

use std::collections::BTreeSet;
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, GlobalType, MemoryType, Operator,
    Parser, Payload, TableType, TypeRef,
};

/// A module, read. Functions have their numbers in the module: imported ones first.
pub(crate) struct Survey<'a> {
    pub(crate) types: Vec<FuncType>,
    /// The types of all functions, imported ones first.
    pub(crate) function_types: Vec<u32>,
    pub(crate) imported_functions: u32,
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
    /// Functions that exports, the start or globals name.
    pub(crate) roots: BTreeSet<u32>,
    /// Places in tables that hold a function from the start: table, place, function.
    pub(crate) places: Vec<(u32, u32, u32)>,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Result<Self, String> {
        let mut survey = Self {
            types: Vec::new(),
            function_types: Vec::new(),
            imported_functions: 0,
            bodies: Vec::new(),
            names: Vec::new(),
            tied: BTreeSet::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            memory_export: None,
            globals: Vec::new(),
            roots: BTreeSet::new(),
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
                    self.take_import(import?.ty);
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
            _ => {}
        }
        Ok(())
    }

    fn take_import(&mut self, ty: TypeRef) {
        match ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                self.function_types.push(ty);
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
        self.roots.extend(functions.iter().flatten());
        if let ElementKind::Active { table_index, offset_expr } = element.kind {
            let mut offset = None;
            for operator in offset_expr.get_operators_reader() {
                if let Operator::I32Const { value } = operator? {
                    offset = u32::try_from(value).ok();
                }
            }
            // An offset that is no plain number leaves its functions to doors with a place of their own.
            if let Some(offset) = offset {
                let placed = functions
                    .iter()
                    .zip(offset..)
                    .filter_map(|(function, place)| Some((place, (*function)?)));
                self.places
                    .extend(placed.map(|(place, function)| (table_index.unwrap_or(0), place, function)));
            }
        }
        Ok(())
    }

    fn take_body(&mut self, body: FunctionBody<'a>) -> wasmparser::Result<()> {
        let number = self.imported_functions + u32::try_from(self.bodies.len()).unwrap_or(u32::MAX);
        let mut names = BTreeSet::new();
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => {
                    names.insert(function_index);
                }
                Operator::MemoryInit { .. }
                | Operator::DataDrop { .. }
                | Operator::TableInit { .. }
                | Operator::ElemDrop { .. } => {
                    self.tied.insert(number);
                }
                _ => {}
            }
        }
        self.names.push(names);
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
}
