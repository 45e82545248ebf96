//! The first part: what ran, and doors where the rest was.

use crate::plan::Plan;
use crate::survey::Survey;
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, ImportSection, Instruction, Module, TableSection, TypeSection, ValType,
};

/// The name under which the first part lends a table, a global or a function to the rest.
pub(crate) fn lent_name(kind: &str, index: u32) -> String {
    format!("wf-{kind}{index}")
}

/// Writes the first part.
pub(crate) fn first_part(survey: &Survey, plan: &Plan, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let retained = survey.defined().filter(|it| plan.kept.contains(it) || plan.doors.contains_key(it));
    let mut first = First {
        survey,
        plan,
        load_type: u32::try_from(survey.types.len()).map_err(|problem| problem.to_string())?,
        numbers: retained.zip(survey.imported_functions + 1..).collect(),
        next: survey.imported_functions,
        table: 0,
    };
    let mut module = Module::new();
    first
        .parse_core_module(&mut module, wasmparser::Parser::new(0), bytes)
        .map_err(|problem| problem.to_string())?;
    Ok(module.finish())
}

struct First<'a> {
    survey: &'a Survey<'a>,
    plan: &'a Plan,
    load_type: u32,
    /// The new numbers of the functions that are still there.
    numbers: BTreeMap<u32, u32>,
    /// The function whose body comes next.
    next: u32,
    /// The table that comes next.
    table: u32,
}

impl First<'_> {
    /// The global that says that the rest has arrived.
    fn arrived(&self) -> u32 {
        u32::try_from(self.survey.globals.len()).unwrap_or(u32::MAX)
    }

    /// What stands for a function that is in the rest: waits for it, and calls it by its place in the table.
    fn door(&self, function: u32, place: u32) -> Function {
        let ty = self.survey.function_types[function as usize];
        let parameters = self.survey.types[ty as usize].params().len();
        let mut door = Function::new([]);
        door.instruction(&Instruction::GlobalGet(self.arrived()));
        door.instruction(&Instruction::I32Eqz);
        door.instruction(&Instruction::If(BlockType::Empty));
        door.instruction(&Instruction::Call(self.survey.imported_functions));
        door.instruction(&Instruction::End);
        for (parameter, _) in (0..).zip(0..parameters) {
            door.instruction(&Instruction::LocalGet(parameter));
        }
        door.instruction(&Instruction::I32Const(place.cast_signed()));
        door.instruction(&Instruction::CallIndirect { type_index: ty, table_index: self.plan.table });
        door.instruction(&Instruction::End);
        door
    }
}

impl Reencode for First<'_> {
    /// A function that is named although the plan let it go.
    type Error = u32;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<u32>> {
        if function < self.survey.imported_functions {
            return Ok(function);
        }
        self.numbers.get(&function).copied().ok_or(Error::UserError(function))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        utils::parse_import_section(self, imports, section)?;
        imports.import("watchfloor", "load", EntityType::Function(self.load_type));
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        for function in self.numbers.keys() {
            functions.function(self.survey.function_types[*function as usize]);
        }
        Ok(())
    }

    fn parse_table(
        &mut self,
        tables: &mut TableSection,
        mut table: wasmparser::Table<'_>,
    ) -> Result<(), Error<u32>> {
        if self.table == self.plan.table {
            table.ty.initial += u64::from(self.plan.new_places);
            table.ty.maximum = table.ty.maximum.map(|it| it + u64::from(self.plan.new_places));
        }
        self.table += 1;
        utils::parse_table(self, tables, table)
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        utils::parse_global_section(self, globals, section)?;
        globals.global(
            GlobalType { val_type: ValType::I32, mutable: true, shared: false },
            &ConstExpr::i32_const(0),
        );
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        utils::parse_export_section(self, exports, section)?;
        for index in 0..u32::try_from(self.survey.tables.len()).unwrap_or(u32::MAX) {
            exports.export(&lent_name("t", index), ExportKind::Table, index);
        }
        for index in 0..=self.arrived() {
            exports.export(&lent_name("g", index), ExportKind::Global, index);
        }
        for function in &self.plan.lent {
            let number = self.function_index(*function)?;
            exports.export(&lent_name("f", *function), ExportKind::Func, number);
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: wasmparser::FunctionBody<'_>,
    ) -> Result<(), Error<u32>> {
        let function = self.next;
        self.next += 1;
        if self.plan.kept.contains(&function) {
            utils::parse_function_body(self, code, body)?;
        } else if let Some(place) = self.plan.doors.get(&function) {
            code.function(&self.door(function, *place));
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        Ok(())
    }
}
