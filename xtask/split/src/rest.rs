//! The rest: the functions that did not run, over the memory, the tables and the functions of the first part.

use crate::first::lent_name;
use crate::memory::within;
use crate::plan::Plan;
use crate::survey::Survey;
use crate::table::{put, runs};
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, Function, FunctionSection,
    GlobalType, ImportSection, Instruction, Module, StartSection, TypeSection, ValType,
};

/// The module name under which the rest imports from the first part.
const FIRST: &str = "first";

/// Writes the rest.
pub(crate) fn rest_part(survey: &Survey, plan: &Plan) -> Result<Vec<u8>, String> {
    let is_imported = |it: &u32| *it < survey.imported_functions;
    let borrowed: BTreeSet<u32> = plan.gone.iter().flat_map(|it| survey.body(*it).1).copied().collect();
    let hosts: Vec<u32> = borrowed.into_iter().filter(is_imported).collect();
    let numbers = hosts.iter().chain(plan.lent.keys()).chain(&plan.gone).copied().zip(0..).collect();
    let mut rest = Rest { numbers, hosts };
    let mut module = Module::new();
    rest.write(survey, plan, &mut module).map_err(|problem| problem.to_string())?;
    Ok(module.finish())
}

struct Rest {
    /// The numbers of the functions in the rest: those of the browser first, then lent ones.
    numbers: BTreeMap<u32, u32>,
    /// The functions of the browser that the rest calls.
    hosts: Vec<u32>,
}

impl Reencode for Rest {
    /// A function that is named although it is in neither part.
    type Error = u32;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<u32>> {
        self.numbers.get(&function).copied().ok_or(Error::UserError(function))
    }
}

impl Rest {
    fn write(&mut self, survey: &Survey, plan: &Plan, module: &mut Module) -> Result<(), Error<u32>> {
        let mut types = TypeSection::new();
        for ty in &survey.types {
            let ty = utils::func_type(self, ty.clone())?;
            types.ty().func_type(&ty);
        }
        types.ty().function([], []);
        let start_type = len(survey.types.len());
        module.section(&types);
        module.section(&self.imports(survey, plan)?);

        let mut functions = FunctionSection::new();
        for function in &plan.gone {
            functions.function(survey.function_types[*function as usize]);
        }
        functions.function(start_type);
        module.section(&functions);
        module.section(&StartSection { function_index: len(self.numbers.len()) });
        module.section(&self.elements(survey, plan)?);

        let mut code = CodeSection::new();
        for function in &plan.gone {
            utils::parse_function_body(self, &mut code, survey.body(*function).0.clone())?;
        }
        // The last thing is to say that it has arrived.
        let mut start = Function::new([]);
        start.instruction(&Instruction::I32Const(1));
        start.instruction(&Instruction::GlobalSet(len(survey.globals.len())));
        start.instruction(&Instruction::End);
        code.function(&start);
        module.section(&code);

        let mut data = DataSection::new();
        for (address, bytes) in within(&survey.data, &plan.late) {
            data.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes.iter().copied());
        }
        module.section(&data);
        Ok(())
    }

    fn imports(&mut self, survey: &Survey, plan: &Plan) -> Result<ImportSection, Error<u32>> {
        let mut imports = ImportSection::new();
        for function in &self.hosts {
            let (module, name) = survey.imports[*function as usize];
            imports.import(module, name, EntityType::Function(survey.function_types[*function as usize]));
        }
        // By its place in the table: a name for each would cost the first part more.
        for (function, place) in &plan.lent {
            let ty = EntityType::Function(survey.function_types[*function as usize]);
            imports.import(FIRST, &place.to_string(), ty);
        }
        for (index, table) in (0..).zip(&survey.tables) {
            let mut ty = utils::table_type(self, *table)?;
            if index == plan.table {
                ty.minimum += u64::from(plan.new_places);
                ty.maximum = ty.maximum.map(|it| it + u64::from(plan.new_places));
            }
            imports.import(FIRST, &lent_name("t", index), EntityType::Table(ty));
        }
        for memory in &survey.memories {
            let ty = utils::memory_type(self, *memory);
            let name = survey.memory_export.as_deref().unwrap_or("memory");
            imports.import(FIRST, name, EntityType::Memory(ty));
        }
        for (index, global) in (0..).zip(&survey.globals) {
            let ty = utils::global_type(self, *global)?;
            imports.import(FIRST, &lent_name("g", index), EntityType::Global(ty));
        }
        let arrived = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        imports.import(FIRST, &lent_name("g", len(survey.globals.len())), EntityType::Global(arrived));
        Ok(imports)
    }

    /// Puts each function of the rest into its places of the table, and declares those that bodies refer to.
    fn elements(&mut self, survey: &Survey, plan: &Plan) -> Result<ElementSection, Error<u32>> {
        let mut places = BTreeMap::new();
        let had = survey.places.iter().map(|(_, place, function)| (*place, *function));
        let seats = plan.seats.iter().map(|(function, place)| (*place, *function));
        for (place, function) in had.chain(seats).filter(|(_, function)| plan.gone.contains(function)) {
            places.insert(place, self.function_index(function)?);
        }
        let mut elements = ElementSection::new();
        put(&mut elements, plan.table, runs(&places));
        let named: BTreeSet<u32> = plan.gone.iter().flat_map(|it| survey.body(*it).1).copied().collect();
        let mut declared = Vec::new();
        for function in named {
            declared.push(self.function_index(function)?);
        }
        if referred(survey, plan) {
            elements.declared(Elements::Functions(declared.into()));
        }
        Ok(elements)
    }
}

/// Whether a body of the rest refers to a function without calling it.
fn referred(survey: &Survey, plan: &Plan) -> bool {
    plan.gone.iter().any(|function| {
        let Ok(reader) = survey.body(*function).0.get_operators_reader() else { return false };
        reader.into_iter().any(|operator| matches!(operator, Ok(wasmparser::Operator::RefFunc { .. })))
    })
}

fn len(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
