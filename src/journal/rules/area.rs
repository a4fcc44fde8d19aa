//! Rules of areas: the usual ones.

use super::Rules;
use crate::domain::area::Area;

impl Rules for Area {}
