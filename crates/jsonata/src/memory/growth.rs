//! Amounts that an evaluation may build, as a power of how much data there is.

use std::ops::{Add, Mul};

/// What one value weighs, in bytes: its place in an array or object and what stands around it. A string weighs its bytes as well.
pub(super) const VALUE: f64 = 100.0;

/// The least weight that data are taken to have, so that what stands in an expression counts for little beside them.
const LEAST_DATA: f64 = 10_000.0;

/// `factor * I^degree` bytes, `I` being the weight of all data that can be read and at least [`LEAST_DATA`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Growth {
    factor: f64,
    degree: i32,
}

impl Growth {
    pub(super) const NONE: Growth = Growth { factor: 0.0, degree: 0 };
    /// All data that can be read.
    pub(super) const DATA: Growth = Growth { factor: 1.0, degree: 1 };
    /// More than can be said.
    pub(crate) const UNKNOWN: Growth = Growth { factor: f64::INFINITY, degree: 0 };

    pub(super) fn bytes(bytes: f64) -> Growth {
        Growth { factor: bytes, degree: 0 }
    }

    pub(super) fn is_unknown(self) -> bool {
        !self.factor.is_finite()
    }

    pub(super) fn is_none(self) -> bool {
        self.factor == 0.0
    }

    /// The factor of a power that is at least as high, for a bound that is at least as much.
    fn factor_at(self, degree: i32) -> f64 {
        self.factor / LEAST_DATA.powi(degree - self.degree)
    }

    /// The one of two bounds that grows less.
    pub(super) fn or(self, other: Growth) -> Growth {
        let order = |growth: Growth| (growth.is_unknown(), growth.degree, growth.factor);
        if order(other) < order(self) { other } else { self }
    }

    /// How many bytes at most, where that does not depend on the data, or only so that it is a small part of what the data take anyway.
    pub(crate) fn whatever_the_data(self) -> Option<f64> {
        /// The most times the data may be held at once for nobody to mind.
        const FEW_TIMES: f64 = 100.0;
        match self.degree {
            0 => Some(self.factor),
            1 if self.factor <= FEW_TIMES => Some(0.0),
            _ => None,
        }
    }

    /// How many bytes at most for data of this weight.
    #[cfg(test)]
    pub(super) fn of(self, weight: f64) -> f64 {
        self.factor * weight.max(LEAST_DATA).powi(self.degree)
    }

    /// The most data for which it is no more than these bytes.
    pub(crate) fn data_within(self, bytes: f64) -> f64 {
        if self.degree == 0 {
            return if self.factor <= bytes { f64::INFINITY } else { 0.0 };
        }
        let most = (bytes / self.factor).powf(1.0 / f64::from(self.degree));
        if most < LEAST_DATA { 0.0 } else { most }
    }
}

impl Add for Growth {
    type Output = Growth;

    fn add(self, other: Growth) -> Growth {
        if self.is_none() {
            return other;
        }
        if other.is_none() {
            return self;
        }
        let degree = self.degree.max(other.degree);
        Growth { factor: self.factor_at(degree) + other.factor_at(degree), degree }
    }
}

impl Mul for Growth {
    type Output = Growth;

    fn mul(self, other: Growth) -> Growth {
        if self.is_none() || other.is_none() {
            return Growth::NONE;
        }
        Growth { factor: self.factor * other.factor, degree: self.degree + other.degree }
    }
}

impl Mul<f64> for Growth {
    type Output = Growth;

    fn mul(self, times: f64) -> Growth {
        self * Growth::bytes(times)
    }
}

/// What the values of one node weigh.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    /// All values together that the node has in one pass through the loop it stands in, for all passes.
    pub(super) all: Growth,
    /// The largest of them.
    pub(super) each: Growth,
    /// Whether they are known to be neither arrays nor objects.
    pub(super) flat: bool,
}

impl Amount {
    pub(super) const NOTHING: Amount = Amount { all: Growth::NONE, each: Growth::NONE, flat: true };
    pub(super) const UNKNOWN: Amount = Amount { all: Growth::UNKNOWN, each: Growth::UNKNOWN, flat: false };

    /// Values of a weight that does not depend on anything.
    pub(super) fn constant(bytes: f64, times: Growth) -> Amount {
        Amount { all: times * bytes, each: Growth::bytes(bytes), flat: true }
    }

    /// These values, each in another pass.
    pub(super) fn times(self, times: f64) -> Amount {
        Amount { all: self.all * times, each: self.each * times, ..self }
    }

    pub(super) fn as_text(self) -> Amount {
        /// A control character in a string is six in JSON.
        const ESCAPED: f64 = 6.0;
        if self.flat { self } else { Amount { flat: true, ..self.times(ESCAPED) } }
    }
}

impl Add for Amount {
    type Output = Amount;

    fn add(self, other: Amount) -> Amount {
        Amount { all: self.all + other.all, each: self.each + other.each, flat: self.flat && other.flat }
    }
}
