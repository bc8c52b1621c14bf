//! The catalogue: an index at hand, services unpacked when asked for.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::action::Action;
use crate::describe::{self, Description, Unknown};
use crate::integration::Integration;
use crate::integrations::INTEGRATIONS;
use crate::packed::{DataError, Packed};
use crate::service::Service;
use crate::unpacked::Unpacked;

pub(crate) static DATA: &[u8] = include_bytes!("../data/catalogue.bin");

/// How many bytes of unpacked services are kept at hand: those of a folder of workflows, so that going through one file after
/// another does not unpack them again and again. One that is larger is kept alone.
const KEPT: usize = 16 << 20;

/// AWS's services and the optimised integrations.
///
/// Memory: the index (under half a megabyte) from the first use on, the names of all actions (about the same) once a list of names
/// is asked for, and at most 16 MiB of unpacked services, the longest unused going first. An [`Action`], [`Shape`](crate::Shape) or
/// [`Member`](crate::Member) that is held keeps its own service beyond that.
#[derive(Debug, Default)]
pub struct Catalogue {
    packed: Packed,
    names: OnceLock<String>,
    /// The last used at the end.
    open: Mutex<Vec<(usize, Arc<Unpacked>)>>,
}

impl Catalogue {
    /// The catalogue that was compiled in. The first call reads its index.
    pub fn get() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        // The data is part of the program, and a test reads all of it: the default is never seen.
        CATALOGUE.get_or_init(|| Catalogue::read(DATA).unwrap_or_default())
    }

    /// A catalogue from data that `scripts/aws-catalogue.py` wrote.
    ///
    /// # Errors
    /// When the data is no catalogue, or is cut off. Damage inside a service shows when the service is asked for: it then has no
    /// actions.
    pub fn read(data: &'static [u8]) -> Result<Catalogue, DataError> {
        Ok(Catalogue { packed: Packed::read(data)?, ..Catalogue::default() })
    }

    /// What the data was made of: `botocore 1.44.5`.
    pub fn source(&self) -> &str {
        &self.packed.source
    }

    /// All services in order of their names.
    pub fn services(&self) -> impl ExactSizeIterator<Item = Service<'_>> {
        self.packed.entries.iter().enumerate().map(|(position, entry)| Service { catalogue: self, position, entry })
    }

    /// The service of this name, as in `arn:aws:states:::aws-sdk:<service>:<action>`.
    pub fn service(&self, name: &str) -> Option<Service<'_>> {
        let position = self.packed.entries.binary_search_by(|entry| (*entry.name).cmp(name)).ok()?;
        Some(Service { catalogue: self, position, entry: self.packed.entries.get(position)? })
    }

    /// The action `action` of the service `service`, as in `arn:aws:states:::aws-sdk:<service>:<action>`.
    pub fn action(&self, service: &str, action: &str) -> Option<Action> {
        self.service(service)?.action(action)
    }

    /// The optimised integrations, those of a service together.
    pub fn integrations(&self) -> &'static [Integration] {
        INTEGRATIONS
    }

    /// The optimised integration `arn:aws:states:::<service>:<action>`.
    pub fn integration(&self, service: &str, action: &str) -> Option<&'static Integration> {
        INTEGRATIONS.iter().find(|integration| (integration.service, integration.action) == (service, action))
    }

    /// What a Task's `Resource` calls.
    ///
    /// # Errors
    /// When it calls nothing that is known here; the error has a sentence for the person, with a better name where one is near.
    pub fn describe(&self, resource: &str) -> Result<Description, Unknown> {
        describe::describe(self, resource)
    }

    /// The names of a service's actions with blanks between them.
    pub(crate) fn action_names(&self, position: usize) -> &str {
        let names = self.names.get_or_init(|| self.packed.names().unwrap_or_default());
        names.lines().nth(position).unwrap_or_default()
    }

    /// A service from those at hand, or unpacked.
    pub(crate) fn unpack(&self, position: usize) -> Option<Arc<Unpacked>> {
        // Nothing is left half-done under the lock, so what a panic of another thread left can be used.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(held, _)| *held == position) {
            let found = open.remove(at);
            let unpacked = found.1.clone();
            open.push(found);
            return Some(unpacked);
        }
        let entry = self.packed.entries.get(position)?;
        let unpacked = Arc::new(Unpacked::read(self.packed.service(entry).ok()?, &entry.prefix)?);
        open.push((position, unpacked.clone()));
        let mut size: usize = open.iter().map(|(_, held)| held.size()).sum();
        while size > KEPT && open.len() > 1 {
            size -= open.remove(0).1.size();
        }
        Some(unpacked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_the_last_used_stays() {
        let catalogue = Catalogue::read(DATA).unwrap();
        let first = catalogue.action("sfn", "startExecution").unwrap();
        for service in catalogue.services() {
            assert!(catalogue.unpack(service.position).is_some(), "{}", service.name());
            assert!(catalogue.action("sfn", "startExecution").is_some());
            let open = catalogue.open.lock().unwrap();
            let size: usize = open.iter().map(|(_, held)| held.size()).sum();
            assert!(size <= KEPT || open.len() <= 2, "{size} bytes are kept");
        }
        let open = catalogue.open.lock().unwrap();
        assert!(open.len() < catalogue.packed.entries.len(), "some must have gone");
        assert_eq!(first.name(), "startExecution", "what is held outlives that");
    }
}
