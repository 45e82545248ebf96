//! The first part: what ran, and doors where the rest was.

use crate::memory::without;
use crate::plan::Plan;
use crate::survey::Survey;
use crate::table::{put, runs};
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, ElementSection, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, Module, TableSection,
    TypeSection, ValType,
};
use wasmparser::{Operator, TypeRef};

/// The name under which the page finds the table of functions, in which it looks up those that the rest asks for.
const FUNCTIONS: &str = "wf-functions";

/// The name under which the first part lends a table or a global to the rest.
pub(crate) fn lent_name(kind: &str, index: u32) -> String {
    format!("wf-{kind}{index}")
}

/// The functions that the first part has beyond those of the whole: [`First::wait`] and [`First::wait_if_empty`].
const HELPERS: u32 = 2;

/// Writes the first part.
pub(crate) fn first_part(survey: &Survey, plan: &Plan, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let number = |count: usize| u32::try_from(count).map_err(|problem| problem.to_string());
    let load = number(plan.imports.len())?;
    let defined = survey.defined().filter(|it| plan.is_in_first(*it));
    let mut first = First {
        survey,
        plan,
        load_type: number(survey.types.len())?,
        load,
        numbers: plan.imports.iter().copied().zip(0..).chain(defined.zip(load + HELPERS + 1..)).collect(),
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
    /// The number of the import that brings the rest; the functions that wait for it come next.
    load: u32,
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

    /// Waits for the rest, and answers the number that it was given: a place in the table, which is then filled.
    fn wait(&self) -> Function {
        let mut wait = Function::new([]);
        wait.instruction(&Instruction::GlobalGet(self.arrived()));
        wait.instruction(&Instruction::I32Eqz);
        wait.instruction(&Instruction::If(BlockType::Empty));
        wait.instruction(&Instruction::Call(self.load));
        wait.instruction(&Instruction::End);
        wait.instruction(&Instruction::LocalGet(0));
        wait.instruction(&Instruction::End);
        wait
    }

    /// Waits for the rest if a place in the table is empty, which is the number that it was given, and answers it.
    fn wait_if_empty(&self) -> Function {
        let mut wait = Function::new([]);
        wait.instruction(&Instruction::GlobalGet(self.arrived()));
        wait.instruction(&Instruction::I32Eqz);
        wait.instruction(&Instruction::If(BlockType::Empty));
        wait.instruction(&Instruction::LocalGet(0));
        wait.instruction(&Instruction::TableGet(self.plan.table));
        wait.instruction(&Instruction::RefIsNull);
        wait.instruction(&Instruction::If(BlockType::Empty));
        wait.instruction(&Instruction::Call(self.load));
        wait.instruction(&Instruction::End);
        wait.instruction(&Instruction::End);
        wait.instruction(&Instruction::LocalGet(0));
        wait.instruction(&Instruction::End);
        wait
    }

    /// Puts the place of a function of the rest where a call through the table finds it.
    fn seat(&self, code: &mut Function, place: u32) {
        code.instruction(&Instruction::I32Const(place.cast_signed()));
        code.instruction(&Instruction::Call(self.load + 1));
    }

    /// What stands for a function that is in the rest.
    fn door(&self, function: u32, place: u32) -> Function {
        let ty = self.survey.function_types[function as usize];
        let parameters = self.survey.types[ty as usize].params().len();
        let mut door = Function::new([]);
        for (parameter, _) in (0..).zip(0..parameters) {
            door.instruction(&Instruction::LocalGet(parameter));
        }
        self.seat(&mut door, place);
        door.instruction(&Instruction::CallIndirect { type_index: ty, table_index: self.plan.table });
        door.instruction(&Instruction::End);
        door
    }

    /// The place of a function that a body calls, if it is in the rest and has no door.
    fn seat_of(&self, function: u32) -> Option<(u32, u32)> {
        let place = self.plan.seats.get(&function).filter(|_| !self.plan.doors.contains(&function))?;
        Some((*place, self.survey.function_types[function as usize]))
    }

    /// A kept body, in which calls of what is in the rest, and calls that may lead there, wait for it.
    fn kept(&mut self, body: &wasmparser::FunctionBody<'_>) -> Result<Function, Error<u32>> {
        let mut code = utils::new_function_with_parsed_locals(self, body)?;
        let mut reader = body.get_operators_reader()?;
        let table_index = self.plan.table;
        while !reader.eof() {
            match reader.read()? {
                Operator::Call { function_index } if self.seat_of(function_index).is_some() => {
                    let Some((place, type_index)) = self.seat_of(function_index) else { continue };
                    self.seat(&mut code, place);
                    code.instruction(&Instruction::CallIndirect { type_index, table_index });
                }
                Operator::ReturnCall { function_index } if self.seat_of(function_index).is_some() => {
                    let Some((place, type_index)) = self.seat_of(function_index) else { continue };
                    self.seat(&mut code, place);
                    code.instruction(&Instruction::ReturnCallIndirect { type_index, table_index });
                }
                operator => {
                    if let Operator::CallIndirect { table_index: table, .. }
                    | Operator::ReturnCallIndirect { table_index: table, .. } = operator
                        && table == table_index
                    {
                        code.instruction(&Instruction::Call(self.load + 2));
                    }
                    code.instruction(&self.instruction(operator)?);
                }
            }
        }
        Ok(code)
    }
}

impl Reencode for First<'_> {
    /// A function that is named although the plan let it go.
    type Error = u32;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<u32>> {
        self.numbers.get(&function).copied().ok_or(Error::UserError(function))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        types.ty().function([ValType::I32], [ValType::I32]);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        let mut function = 0;
        for import in section.into_imports() {
            let import = import?;
            let is_function = matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
            if !is_function || self.plan.imports.contains(&function) {
                imports.import(import.module, import.name, self.entity_type(import.ty)?);
            }
            function += u32::from(is_function);
        }
        imports.import("watchfloor", "load", EntityType::Function(self.load_type));
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        for _ in 0..HELPERS {
            functions.function(self.load_type + 1);
        }
        for function in self.numbers.keys().filter(|it| **it >= self.survey.imported_functions) {
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
        exports.export(FUNCTIONS, ExportKind::Table, self.plan.table);
        for index in 0..=self.arrived() {
            exports.export(&lent_name("g", index), ExportKind::Global, index);
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
        if function == self.survey.imported_functions {
            code.function(&self.wait());
            code.function(&self.wait_if_empty());
        }
        if self.plan.kept.contains(&function) {
            code.function(&self.kept(&body)?);
        } else if self.plan.doors.contains(&function)
            && let Some(place) = self.plan.seats.get(&function)
        {
            code.function(&self.door(function, *place));
        }
        Ok(())
    }

    /// Places of functions that went into the rest stay empty until it has arrived.
    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        section: wasmparser::ElementSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        for element in section {
            let element = element?;
            if !matches!(element.kind, wasmparser::ElementKind::Active { .. }) {
                utils::parse_element(self, elements, element)?;
            }
        }
        let mut places = BTreeMap::new();
        for (_, place, function) in &self.survey.places {
            if *function < self.survey.imported_functions || self.plan.is_in_first(*function) {
                places.insert(*place, self.function_index(*function)?);
            }
        }
        for (function, place) in &self.plan.lent {
            places.insert(*place, self.function_index(*function)?);
        }
        put(elements, self.plan.table, runs(&places));
        Ok(())
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        section: wasmparser::DataSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        if self.plan.late.is_empty() {
            return utils::parse_data_section(self, data, section);
        }
        for (address, bytes) in without(&self.survey.data, &self.plan.late) {
            data.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes.iter().copied());
        }
        Ok(())
    }

    fn data_count(&mut self, count: u32) -> Result<u32, Error<u32>> {
        if self.plan.late.is_empty() {
            return Ok(count);
        }
        Ok(u32::try_from(without(&self.survey.data, &self.plan.late).len()).unwrap_or(u32::MAX))
    }

    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<u32>> {
        Ok(())
    }
}
