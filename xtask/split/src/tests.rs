//! A small module, cut: what stays, what goes, and that both parts are WebAssembly that a browser takes.

use crate::links::Links;
use crate::memory::{within, without};
use crate::plan::Plan;
use crate::survey::Survey;
use crate::{first, plain, rest, watch};
use std::borrow::Cow;
use std::collections::BTreeSet;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection, Elements,
    Encode, EntityType, ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType,
    ImportSection, IndirectNameMap, Instruction, LinkingSection, MemArg, MemArgTarget, MemorySection,
    MemoryType, Module, NameMap, NameSection, RefType, SymbolTable, TableSection, TableType, TypeSection,
    ValType,
};
use wasmparser::{Parser, Payload, Validator};

/// Where the constants begin, and the things among them: one that code reads through an address before it, one that holds
/// the address of the next, that next one, one that only the function that goes reads; then something that changes.
const START: u32 = 1024;
const LETTERS: (u32, u32) = (START, 40);
const HOLDER: (u32, u32) = (START + 40, 8);
const HELD: (u32, u32) = (START + 48, 40);
const OTHER: (u32, u32) = (START + 88, 48);
const CHANGES: (u32, u32) = (START + 200, 64);
const THINGS: [(u32, u32); 5] = [LETTERS, HOLDER, HELD, OTHER, CHANGES];

/// What the functions have in them: the address of which thing, and what was added to it.
const ADDRESSES: [(usize, i32); 3] = [(0, -97), (1, 0), (3, 4)];

fn number_of((thing, added): (usize, i32)) -> u32 {
    THINGS[thing].0.wrapping_add_signed(added)
}

/// The module as the linker writes it. Function 0 is the browser's; 1 reads letters, 2 the holder, 3 the other.
fn module() -> Vec<u8> {
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    module.section(&types);
    let mut imports = ImportSection::new();
    imports.import("host", "double", EntityType::Function(0));
    module.section(&imports);
    let mut functions = FunctionSection::new();
    for _ in ADDRESSES {
        functions.function(0);
    }
    module.section(&functions);
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 3,
        maximum: Some(3),
        shared: false,
    });
    module.section(&tables);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    module.section(&memories);
    // Every module of the linker has one: how far the stack reaches.
    let mut globals = GlobalSection::new();
    globals.global(
        GlobalType { val_type: ValType::I32, mutable: true, shared: false },
        &ConstExpr::i32_const(1024),
    );
    module.section(&globals);
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("letter", ExportKind::Func, 1);
    exports.export("held", ExportKind::Func, 2);
    module.section(&exports);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(Cow::Borrowed(&[2, 3])));
    module.section(&elements);
    let mut code = CodeSection::new();
    for (function, address) in ADDRESSES.iter().enumerate() {
        let mut body = Function::new([]);
        body.instruction(&Instruction::LocalGet(0));
        body.instruction(&Instruction::I32Const(number_of(*address).cast_signed()));
        body.instruction(&Instruction::I32Add);
        body.instruction(&Instruction::I32Load8U(MemArg {
            offset: 0,
            align: 0,
            target: MemArgTarget::Memory(0),
            ordering: None,
        }));
        // The second calls the third, which goes; and the third the first, which stays.
        let called = [0, 3, 1][function];
        body.instruction(&Instruction::Call(called));
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    module.section(&code);
    let mut constants: Vec<u8> = (0..136_u8).map(|byte| byte.wrapping_mul(7) | 1).collect();
    let at = (HOLDER.0 - START) as usize;
    constants.splice(at..at + 4, HELD.0.to_le_bytes());
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(START.cast_signed()), constants);
    data.active(0, &ConstExpr::i32_const(CHANGES.0.cast_signed()), vec![9; CHANGES.1 as usize]);
    module.section(&data);
    linked(&mut module);
    module.finish()
}

/// What the linker says of it.
fn linked(module: &mut Module) {
    let mut symbols = SymbolTable::new();
    for (number, (start, size)) in THINGS.iter().enumerate() {
        let (index, base) = if *start < CHANGES.0 { (0, START) } else { (1, CHANGES.0) };
        let definition = DataSymbolDefinition { index, offset: start - base, size: *size };
        symbols.data(0, &format!("thing{number}"), Some(definition));
    }
    module.section(LinkingSection::new().symbol_table(&symbols));
    // The type of the number, where it stands, the symbol, what is added. The number in the constants stands behind two
    // bytes of the section, the head of its segment and the holder's place in it.
    let code: Vec<(u8, u32, usize, i32)> =
        ADDRESSES.iter().map(|(thing, added)| (4, 0, *thing, *added)).collect();
    let head = DATA_HEAD_BYTES + HOLDER.0 - START;
    for (name, section, entries) in [("reloc.CODE", 8, code), ("reloc.DATA", 9, vec![(5, head, 2, 0)])] {
        let mut bytes = Vec::new();
        (section as u32).encode(&mut bytes);
        (entries.len() as u32).encode(&mut bytes);
        for (ty, offset, symbol, added) in entries {
            bytes.push(ty);
            offset.encode(&mut bytes);
            (symbol as u32).encode(&mut bytes);
            added.encode(&mut bytes);
        }
        module.section(&CustomSection { name: name.into(), data: bytes.into() });
    }
    let mut names = NameMap::new();
    names.append(0, ".rodata");
    names.append(1, ".data");
    let mut section = NameSection::new();
    section.locals(&IndirectNameMap::new());
    section.data(&names);
    module.section(&section);
}

/// The count of segments, and of the first one its kind, its address in four bytes and its length in two.
const DATA_HEAD_BYTES: u32 = 1 + 1 + 4 + 2;

fn planned<'a>(bytes: &'a [u8], ran: &[u32]) -> (Survey<'a>, Plan) {
    let survey = Survey::of(bytes).expect("the module can be read");
    let links = Links::of(bytes).expect("the linker's words can be read");
    let plan = Plan::new(&survey, &BTreeSet::from_iter(ran.iter().copied()), &links).expect("a plan");
    (survey, plan)
}

fn range((start, length): (u32, u32)) -> std::ops::Range<u32> {
    start..start + length
}

#[expect(clippy::single_range_in_vec_init, reason = "stretches are ranges, and one is a list of one")]
#[test]
fn constants_go_that_no_kept_function_leads_to() {
    let bytes = module();
    let cases = [
        // The address before the letters means them; what is next to each other goes in one stretch.
        (vec![1], vec![HOLDER.0..range(OTHER).end]),
        // What a kept constant holds the address of stays.
        (vec![2], vec![range(LETTERS), range(OTHER)]),
        (vec![1, 2], vec![range(OTHER)]),
        (vec![3], vec![LETTERS.0..range(HELD).end]),
        (vec![1, 2, 3], vec![]),
        // What changes stays, whoever reads it.
        (vec![], vec![LETTERS.0..range(OTHER).end]),
    ];
    for (ran, late) in cases {
        assert_eq!(planned(&bytes, &ran).1.late, late, "{ran:?}");
    }
}

#[expect(clippy::single_range_in_vec_init, reason = "stretches are ranges, and one is a list of one")]
#[test]
fn a_number_that_is_not_the_linkers_keeps_what_is_near() {
    let links = Links::of(&module()).expect("the linker's words can be read");
    let late = |number| links.late(&BTreeSet::from([number]), 1);
    assert_eq!(late(HELD.0 + 20), [range(LETTERS)], "within a thing: it, and those beside it");
    assert_eq!(late(START - 5), [LETTERS.0..range(OTHER).end], "no address at all");
    assert_eq!(links.late(&BTreeSet::from([number_of(ADDRESSES[1])]), 45), [range(OTHER)], "too short to go");
}

#[test]
fn both_parts_are_valid_and_have_all_of_memory() {
    let bytes = module();
    for ran in [vec![], vec![1], vec![2], vec![1, 2], vec![1, 2, 3]] {
        let (survey, plan) = planned(&bytes, &ran);
        let parts = [first::first_part(&survey, &plan, &bytes), rest::rest_part(&survey, &plan)];
        let parts = parts.map(|part| part.expect("a part"));
        parts.iter().for_each(|part| {
            Validator::new().validate_all(part).expect("a valid part");
        });
        let mut memory = vec![0_u8; 2048];
        for part in &parts {
            for (address, bytes) in Survey::of(part).expect("a readable part").data {
                memory[address as usize..address as usize + bytes.len()].copy_from_slice(bytes);
            }
        }
        let mut whole = vec![0_u8; 2048];
        for (address, bytes) in &survey.data {
            whole[*address as usize..*address as usize + bytes.len()].copy_from_slice(bytes);
        }
        assert!(memory == whole, "{ran:?}");
        let length = |it: &[(u32, &[u8])]| it.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        let (stay, go) = (without(&survey.data, &plan.late), within(&survey.data, &plan.late));
        assert_eq!(length(&stay) + length(&go), length(&survey.data), "{ran:?}");
    }
}

#[test]
fn a_module_with_another_memory_is_not_cut() {
    let bytes = module();
    let mut other = bytes.clone();
    let place = other.windows(4).position(|it| it == HELD.0.to_le_bytes()).expect("the address that is held");
    other[place + 10] ^= 1;
    let survey = Survey::of(&other).expect("the module can be read");
    let links = Links::of(&bytes).expect("the linker's words can be read");
    assert!(Plan::new(&survey, &BTreeSet::from([1]), &links).is_err());
}

#[test]
fn a_module_without_the_linkers_words_is_refused() {
    assert!(Links::of(&Module::new().finish()).is_err());
}

#[test]
fn a_plain_module_has_what_a_browser_reads() {
    let bytes = module();
    let plain = plain::plain(&bytes).expect("a module");
    Validator::new().validate_all(&plain).expect("a valid module");
    assert!(plain.len() < bytes.len() && bytes.starts_with(&plain), "what is said about it comes last");
}

#[test]
fn a_watched_module_tells_every_function() {
    let watched = watch::watched(&module()).expect("a module");
    Validator::new().validate_all(&watched).expect("a valid module");
    let bodies = Parser::new(0).parse_all(&watched).filter_map(|payload| match payload {
        Ok(Payload::CodeSectionEntry(body)) => {
            body.get_operators_reader().ok()?.read().ok().map(|it| format!("{it:?}"))
        }
        _ => None,
    });
    let told: Vec<String> = bodies.collect();
    assert_eq!(told, [1, 2, 3].map(|number| format!("I32Const {{ value: {number} }}")));
}
