//! Rules of measures: the usual ones.

use super::Rules;
use crate::domain::measure::Measure;

impl Rules for Measure {}
