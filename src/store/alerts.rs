//! Reads the alerts of many incidents, a batch at a time, for the list of all alerts.

use super::backend::Backend;
use super::desk::Desk;
use super::failure::LoadFailure;
use super::reader::read_one;
use super::records::ReadyBatch;
use crate::domain::record::AlertRecord;

impl<B: Backend> Desk<B> {
    /// Hands on the alerts of the records with these numbers in a batch, each with its place in `numbers`, until `each`
    /// says that it is enough. A record that cannot be read is left out, and why is answered at the end. `pause` is awaited
    /// before each record.
    ///
    /// # Errors
    /// The place does not answer, or the batch or one of its records is damaged or missing.
    pub async fn read_alerts(
        &self,
        batch: u32,
        numbers: &[u32],
        pause: &impl AsyncFn(),
        mut each: impl FnMut(usize, Vec<AlertRecord>) -> bool,
    ) -> Result<(), LoadFailure> {
        let name =
            self.read(|session| session.batches().get(batch as usize).map(|batch| batch.batch.name.clone()));
        let Some(name) = name else { return Ok(()) };
        pause().await;
        let ready = ReadyBatch::new(&name, read_one(self.backend(), &name).await?)?;
        let mut problem = None;
        for (at, number) in numbers.iter().enumerate() {
            pause().await;
            match ready.alerts(*number) {
                Ok(alerts) => {
                    if !each(at, alerts) {
                        break;
                    }
                }
                Err(failure) => problem = Some(failure),
            }
        }
        problem.map_or(Ok(()), |problem| Err(problem.into()))
    }
}
