//! How far each step of the onboarding wizard is, read from the draft and from what stands against submitting it
//! (service.md 1.2 and section 6, wizard steps).

use super::coverage::Prerequisites;
use super::onboarding::{Draft, WizardStep};
use super::refusal::{FieldProblem, Refusal};

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Not seen yet.
    ToDo,
    /// Seen, and nothing stands against it.
    Done,
    /// Left out by Skip; what was entered is kept.
    Skipped,
    /// Seen, but nothing was said of what it asks, which does not stand against submitting.
    Unanswered,
    /// Something on it stands against submitting, or is half typed.
    NeedsAttention,
}

/// How far a step is. `refusal` is what stands against submitting the draft now. The last two steps are done by
/// submitting and by nothing else.
pub fn step_state(draft: &Draft, step: WizardStep, refusal: Option<&Refusal>, submitted: bool) -> StepState {
    if is_skipped(draft, step) {
        return StepState::Skipped;
    }
    let by_submitting = matches!(step, WizardStep::Review | WizardStep::NextSteps);
    let seen = submitted || (step < draft.furthest && !by_submitting);
    if !seen {
        StepState::ToDo
    } else if !submitted && (is_unfinished(draft, step) || problems_of(draft, step, refusal).next().is_some())
    {
        StepState::NeedsAttention
    } else if !submitted && is_unanswered(draft, step) {
        StepState::Unanswered
    } else {
        StepState::Done
    }
}

/// Whether Skip was pressed on a step.
pub fn is_skipped(draft: &Draft, step: WizardStep) -> bool {
    match step {
        WizardStep::Exclusions => draft.exclusions_skipped,
        WizardStep::Teams => draft.teams_skipped,
        _ => false,
    }
}

/// Whether a step asks for what the service can do without and was told nothing: the first asks for licences.
pub fn is_unanswered(draft: &Draft, step: WizardStep) -> bool {
    let said = draft.prerequisites.as_ref().filter(|said| **said != Prerequisites::default());
    step == WizardStep::GetStarted && said.is_none()
}

/// Whether something was typed on a step that is not in its list: it will not be submitted.
pub fn is_unfinished(draft: &Draft, step: WizardStep) -> bool {
    match step {
        WizardStep::GetStarted => !draft.seats_typed.trim().is_empty(),
        WizardStep::Exclusions => !draft.exclusions_skipped && !draft.exclusion_entry.name.trim().is_empty(),
        WizardStep::IncidentContacts => !draft.incident_entry.is_blank(),
        WizardStep::ReviewContacts => !draft.review_entry.is_blank(),
        _ => false,
    }
}

/// The problems of a refusal that belong to a step.
pub fn problems_of<'a>(
    draft: &'a Draft,
    step: WizardStep,
    refusal: Option<&'a Refusal>,
) -> impl Iterator<Item = &'a FieldProblem> {
    let problems = match refusal {
        Some(Refusal::Fields(problems)) => problems.as_slice(),
        _ => &[],
    };
    problems.iter().filter(move |problem| step_of_field(draft, &problem.field) == step)
}

/// The step on which a field is, such as `contacts[2].phone`. A contact of both kinds is mended among those for
/// incidents.
pub fn step_of_field(draft: &Draft, field: &str) -> WizardStep {
    let stem = field.split(['.', '[']).next().unwrap_or_default();
    match stem {
        "permissions" => WizardStep::Permissions,
        "exclusions" => WizardStep::Exclusions,
        "teams" => WizardStep::Teams,
        "contacts" if field == "contacts.review" || is_only_for_reviews(draft, field) => {
            WizardStep::ReviewContacts
        }
        "contacts" => WizardStep::IncidentContacts,
        _ => WizardStep::Review,
    }
}

fn is_only_for_reviews(draft: &Draft, field: &str) -> bool {
    let number = field.split(['[', ']']).nth(1).and_then(|number| number.parse::<usize>().ok());
    let contact = number.and_then(|number| draft.contacts.get(number));
    contact.is_some_and(|contact| contact.for_reviews && !contact.for_incidents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ContactId;
    use crate::domain::onboarding::{ContactEntry, ExclusionEntry};
    use crate::domain::refusal::Problem;
    use crate::domain::settings::Contact;

    fn contact(for_incidents: bool, for_reviews: bool) -> Contact {
        Contact {
            id: ContactId::new("c").unwrap(),
            name: "Mara Lindqvist".to_owned(),
            email: "mara@example.com".to_owned(),
            phone: None,
            is_team: false,
            for_incidents,
            for_reviews,
            call_order: None,
            hours: None,
            directory_id: None,
        }
    }

    fn fields(fields: &[&str]) -> Refusal {
        let problem = |field: &&str| FieldProblem { field: (*field).to_owned(), problem: Problem::Missing };
        Refusal::Fields(fields.iter().map(problem).collect())
    }

    #[test]
    fn every_field_has_its_step() {
        let contacts = vec![contact(true, true), contact(false, true), contact(true, false)];
        let draft = Draft { contacts, ..Draft::default() };
        for (field, step) in [
            ("permissions.respond", WizardStep::Permissions),
            ("exclusions[1].name", WizardStep::Exclusions),
            ("contacts.incident", WizardStep::IncidentContacts),
            ("contacts.review", WizardStep::ReviewContacts),
            ("contacts[0].phone", WizardStep::IncidentContacts),
            ("contacts[1].phone", WizardStep::ReviewContacts),
            ("contacts[2].email", WizardStep::IncidentContacts),
            ("contacts[7].email", WizardStep::IncidentContacts),
            ("teams.webhook", WizardStep::Teams),
            ("readiness.deviceTargetPercent", WizardStep::Review),
        ] {
            assert_eq!(step_of_field(&draft, field), step, "{field}");
        }
    }

    #[test]
    fn a_step_says_how_far_it_is() {
        let refusal = fields(&["contacts.incident", "contacts.review"]);
        let draft = Draft { furthest: WizardStep::ReviewContacts, ..Draft::default() };
        let states = WizardStep::ALL.map(|step| step_state(&draft, step, Some(&refusal), false));
        use StepState::{Done, NeedsAttention, ToDo, Unanswered};
        assert_eq!(states, [Unanswered, Done, Done, NeedsAttention, ToDo, ToDo, ToDo, ToDo]);
    }

    #[test]
    fn a_fresh_draft_accuses_nobody() {
        let refusal = fields(&["contacts.incident", "contacts.review"]);
        for step in WizardStep::ALL {
            let state = step_state(&Draft::default(), step, Some(&refusal), false);
            assert_eq!(state, StepState::ToDo, "{step:?}");
        }
    }

    #[test]
    fn skipped_steps_say_so_before_and_after_submitting() {
        let draft = Draft { exclusions_skipped: true, teams_skipped: true, ..Draft::default() };
        for submitted in [false, true] {
            let states = [WizardStep::Exclusions, WizardStep::Teams]
                .map(|step| step_state(&draft, step, None, submitted));
            assert_eq!(states, [StepState::Skipped; 2]);
        }
    }

    #[test]
    fn submitting_finishes_every_step() {
        for step in WizardStep::ALL {
            assert_eq!(step_state(&Draft::default(), step, None, true), StepState::Done, "{step:?}");
        }
    }

    #[test]
    fn licences_left_empty_are_not_done() {
        let seen = Draft { furthest: WizardStep::Teams, ..Draft::default() };
        let state = |said| {
            let draft = Draft { prerequisites: said, ..seen.clone() };
            step_state(&draft, WizardStep::GetStarted, None, false)
        };
        assert_eq!(state(None), StepState::Unanswered);
        assert_eq!(
            state(Some(Prerequisites::default())),
            StepState::Unanswered,
            "what was said was taken back"
        );
        let said =
            Prerequisites { entra: crate::domain::coverage::EntraPlan::P2, ..Prerequisites::default() };
        assert_eq!(state(Some(said)), StepState::Done);
    }

    #[test]
    fn only_submitting_finishes_the_last_two() {
        let draft = Draft { furthest: WizardStep::NextSteps, ..Draft::default() };
        let states = WizardStep::ALL.map(|step| step_state(&draft, step, None, false));
        assert_eq!(states[1..6], [StepState::Done; 5]);
        assert_eq!(states[6..], [StepState::ToDo; 2]);
    }

    #[test]
    fn half_typed_input_needs_attention_unless_its_step_is_skipped() {
        let typed = ContactEntry { phone: "+49".to_owned(), ..ContactEntry::default() };
        let name = ExclusionEntry { name: "Exec".to_owned(), ..ExclusionEntry::default() };
        let draft = Draft {
            furthest: WizardStep::Review,
            review_entry: typed,
            exclusion_entry: name,
            ..Draft::default()
        };
        let attention = |draft: &Draft| -> Vec<WizardStep> {
            let needs =
                |step: &WizardStep| step_state(draft, *step, None, false) == StepState::NeedsAttention;
            WizardStep::ALL.into_iter().filter(needs).collect()
        };
        assert_eq!(attention(&draft), [WizardStep::Exclusions, WizardStep::ReviewContacts]);
        let skipped = Draft { exclusions_skipped: true, ..draft };
        assert_eq!(attention(&skipped), [WizardStep::ReviewContacts]);
    }
}
