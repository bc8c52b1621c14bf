//! How many items of a map run may fail.

use stepwell_json::Value;
use stepwell_jsonpath::Entropy;

use crate::execution::evaluator::Evaluator;
use crate::execution::failure::{Failure, Fault};
use crate::program::MapState;

pub(super) const THRESHOLD: &str = "States.ExceedToleratedFailureThreshold";

/// How many items may fail.
#[derive(Clone, Copy, Debug)]
pub(in crate::execution) struct Tolerated {
    pub(in crate::execution) count: Option<u64>,
    pub(in crate::execution) percentage: Option<f64>,
}

impl Tolerated {
    pub(in crate::execution) fn of(
        map: &MapState,
        evaluator: &Evaluator,
        entropy: &mut Entropy,
        effective: &Value,
    ) -> Result<Tolerated, Fault> {
        let (count, percentage) = (map.tolerated_count.as_ref(), map.tolerated_percentage.as_ref());
        Ok(Tolerated {
            count: evaluator.count(entropy, count, "ToleratedFailureCountPath", effective)?,
            percentage: evaluator.percentage(entropy, percentage, "ToleratedFailurePercentagePath", effective)?,
        })
    }

    /// The failure of so many failed items being more than is tolerated, as far as that can be said when the
    /// number of all items is not known.
    pub(in crate::execution) fn exceeded_by(self, failed: u64, total: Option<u64>) -> Option<Failure> {
        #[allow(clippy::cast_precision_loss)] // item counts are far below 2^53
        let percentage = total.map(|total| failed as f64 * 100.0 / total.max(1) as f64);
        let too_many = match (self.count, self.percentage) {
            _ if failed == 0 => false,
            (None, None) => true,
            (count, most) => {
                count.is_some_and(|count| failed > count)
                    || most.is_some_and(|most| percentage.is_some_and(|percentage| percentage > most))
            }
        };
        too_many.then(|| Failure::new(THRESHOLD, "The specified tolerated failure threshold was exceeded"))
    }
}
