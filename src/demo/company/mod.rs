//! The company of the demonstration: its people, devices, domain controllers and applications. Nobody of that name exists.

mod exports;

pub(super) use exports::{BEFORE_ONBOARDING, Progress};

use super::dice::Dice;

/// The name of the company.
pub(super) const NAME: &str = "Aldermoor Logistics";
/// Its domain, under a name that is reserved for examples.
pub(super) const DOMAIN: &str = "aldermoor.example";
/// The tenant in exports.
pub(super) const TENANT: &str = "5f1d2c3b-7a64-4e8e-9b1f-0a4c6d8e2f10";

const FIRST: [&str; 24] = [
    "Amara", "Bjorn", "Chidi", "Dana", "Emre", "Farah", "Goran", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mei",
    "Nils", "Oona", "Pavel", "Quentin", "Rosa", "Sami", "Tara", "Ugo", "Vera", "Wim", "Yara",
];
const LAST: [&str; 25] = [
    "Adeyemi",
    "Bakker",
    "Castillo",
    "Dahl",
    "Eriksen",
    "Fontaine",
    "Gruber",
    "Hughes",
    "Iyer",
    "Jansen",
    "Kaya",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Okafor",
    "Petrov",
    "Quinn",
    "Rossi",
    "Sato",
    "Tanaka",
    "Ueda",
    "Varga",
    "Weber",
    "Yilmaz",
    "Zhang",
];
const APPS: [(&str, &str); 4] = [
    ("b6f1c5de-0f64-4c43-8a59-3b1e0d8c7a11", "Invoice Assistant"),
    ("0d9b7c12-5e2a-4f6b-9f3c-6a8e1b2c3d22", "PDF Converter Plus"),
    ("7c3e9a54-1b6d-4a8f-8e2d-9c0f4b5a6e33", "Calendar Sync Pro"),
    ("e1a4d7f8-9c3b-4d5e-a6f7-2b8c9d0e1f44", "Mail Merge Studio"),
];

/// The name of the groups of the management: of its devices, and of its people.
pub(super) const EXECUTIVES: &str = "Executives";

/// What a device is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Laptop,
    Executive,
    Finance,
    Server,
    Controller,
}

impl Use {
    /// The device group, as Defender for Endpoint names it.
    pub(super) fn group(self) -> &'static str {
        match self {
            Self::Laptop => "Clients",
            Self::Executive => EXECUTIVES,
            Self::Finance => "Finance",
            Self::Server => "Servers",
            Self::Controller => "Domain controllers",
        }
    }

    /// Whether a device of this use has a high value.
    pub(super) fn is_high_value(self) -> bool {
        matches!(self, Self::Executive | Self::Controller)
    }
}

/// A device.
#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) id: String,
    pub(super) host: String,
    pub(super) role: Use,
    pub(super) platform: &'static str,
}

/// A person with an account and a mailbox.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    /// The part of the address before the sign.
    pub(super) account: String,
    pub(super) number: usize,
    /// Of the management: their accounts are priority accounts.
    pub(super) is_executive: bool,
    pub(super) is_finance: bool,
}

impl Person {
    pub(super) fn address(&self) -> String {
        format!("{}@{DOMAIN}", self.account)
    }
}

/// An application with consent in the tenant.
#[derive(Clone, Copy, Debug)]
pub(super) struct App {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
}

/// The company.
#[derive(Clone, Debug)]
pub(super) struct Company {
    pub(super) devices: Vec<Device>,
    pub(super) people: Vec<Person>,
    pub(super) seed: u64,
}

impl Company {
    /// A company with so many devices and about as many people.
    pub(super) fn new(seed: u64, devices: usize) -> Self {
        let mut dice = Dice::of(seed, 1);
        let controllers = (devices / 150).clamp(2, 12);
        let devices =
            (0..devices.max(12)).map(|number| device(&mut dice, number, controllers)).collect::<Vec<_>>();
        let people = (0..devices.len()).map(|number| person(&mut dice, number)).collect();
        Self { devices, people, seed }
    }

    fn of_use(&self, dice: &mut Dice, wanted: &[Use]) -> Option<&Device> {
        // The attacks that are told are attacks on Windows.
        let fitting =
            |device: &&Device| wanted.contains(&device.role) && device.platform.starts_with("Windows");
        // A few throws find one of any use; the walk behind them is for small companies.
        for _ in 0..24 {
            if let Some(found) = self.devices.get(dice.at(self.devices.len())).filter(fitting) {
                return Some(found);
            }
        }
        self.devices.iter().find(fitting)
    }

    /// Any device that somebody works at.
    pub(super) fn client(&self, dice: &mut Dice) -> Option<&Device> {
        self.of_use(dice, &[Use::Laptop, Use::Laptop, Use::Finance, Use::Executive])
    }

    /// A device of the finance department.
    pub(super) fn finance_client(&self, dice: &mut Dice) -> Option<&Device> {
        self.of_use(dice, &[Use::Finance])
    }

    /// A server.
    pub(super) fn server(&self, dice: &mut Dice) -> Option<&Device> {
        self.of_use(dice, &[Use::Server])
    }

    /// Somebody.
    pub(super) fn person(&self, dice: &mut Dice) -> Option<&Person> {
        self.people.get(dice.at(self.people.len()))
    }

    /// Somebody of the finance department.
    pub(super) fn finance_person(&self, dice: &mut Dice) -> Option<&Person> {
        let all: Vec<&Person> = self.people.iter().filter(|person| person.is_finance).take(40).collect();
        all.get(dice.at(all.len())).copied()
    }

    /// An application.
    pub(super) fn app(dice: &mut Dice) -> App {
        let (id, name) = dice.pick(&APPS, ("", ""));
        App { id, name }
    }

    /// How many domain controllers there are.
    pub(super) fn controllers(&self) -> impl Iterator<Item = &Device> {
        self.devices.iter().filter(|device| device.role == Use::Controller)
    }
}

fn device(dice: &mut Dice, number: usize, controllers: usize) -> Device {
    let (role, platform, prefix) = if number < controllers {
        (Use::Controller, "WindowsServer2022", "dc")
    } else {
        match number % 20 {
            0..=2 => {
                (Use::Server, if number.is_multiple_of(3) { "Linux" } else { "WindowsServer2022" }, "srv")
            }
            3 | 4 => (Use::Finance, "Windows11", "fin"),
            5 if number % 40 == 5 => (Use::Executive, "macOS", "exec"),
            6 | 7 => (Use::Laptop, "macOS", "mac"),
            _ => (Use::Laptop, "Windows11", "lap"),
        }
    };
    let (a, b, c) = (dice.next(), dice.next(), dice.next());
    Device {
        id: format!("{a:016x}{b:016x}{:08x}", c >> 32),
        host: format!("{prefix}-{:04}", number + 1),
        role,
        platform,
    }
}

fn person(dice: &mut Dice, number: usize) -> Person {
    let first = FIRST.get(number % FIRST.len()).copied().unwrap_or_default();
    // Each round of first names is shifted by one against the last names, so that no pair comes twice before all came.
    let shift = number / FIRST.len() + number % FIRST.len();
    let last = LAST.get(shift % LAST.len()).copied().unwrap_or_default();
    let round = number / (FIRST.len() * LAST.len());
    let mark = if round == 0 { String::new() } else { (round + 1).to_string() };
    let (a, b) = (dice.next(), dice.next());
    Person {
        id: format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            a >> 32,
            (a >> 16) & 0xffff,
            a & 0xfff,
            b >> 52,
            b & 0xffff_ffff_ffff
        ),
        name: format!("{first} {last}"),
        account: format!("{}.{}{mark}", first.to_lowercase(), last.to_lowercase()),
        number,
        is_executive: number % 40 == 5,
        is_finance: matches!(number % 20, 3 | 4),
    }
}
