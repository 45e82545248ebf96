//! The module that tells which of its functions run.

use crate::survey::Survey;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, EntityType, ImportSection, Instruction, Module, TypeSection, ValType};

/// The module with a call to the import `watchfloor.hit` at the head of every function.
pub(crate) fn watched(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let survey = Survey::of(bytes)?;
    let mut watch = Watch {
        imported: survey.imported_functions,
        hit_type: u32::try_from(survey.types.len()).map_err(|problem| problem.to_string())?,
        next: survey.imported_functions,
    };
    let mut module = Module::new();
    watch
        .parse_core_module(&mut module, wasmparser::Parser::new(0), bytes)
        .map_err(|problem| problem.to_string())?;
    Ok(module.finish())
}

struct Watch {
    imported: u32,
    hit_type: u32,
    /// The function whose body comes next, by its number before the import was added.
    next: u32,
}

impl Reencode for Watch {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(if function < self.imported { function } else { function + 1 })
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([ValType::I32], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_import_section(self, imports, section)?;
        imports.import("watchfloor", "hit", EntityType::Function(self.hit_type));
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: wasmparser::FunctionBody<'_>,
    ) -> Result<(), Error<Infallible>> {
        let mut function = utils::new_function_with_parsed_locals(self, &body)?;
        function.instruction(&Instruction::I32Const(self.next.cast_signed()));
        function.instruction(&Instruction::Call(self.imported));
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            function.instruction(&utils::parse_instruction(self, &mut reader)?);
        }
        code.function(&function);
        self.next += 1;
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}
