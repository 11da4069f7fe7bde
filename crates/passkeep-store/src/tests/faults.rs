//! Faults around a write: what a broken connection looks like from here.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::connection::{Connection, Written};
use crate::error::StoreError;
use crate::statement::Statement;

#[derive(Clone, Copy)]
pub(crate) enum WriteFault {
    /// The list is written, and nobody hears of it.
    AnswerLost,
    /// The list never arrives, and nobody knows.
    NeverArrived,
}

/// What will befall the next writes.
#[derive(Default)]
pub(crate) struct Faults(Mutex<VecDeque<WriteFault>>);

impl Faults {
    pub(crate) fn plan(&self, faults: impl IntoIterator<Item = WriteFault>) {
        self.0.lock().unwrap().extend(faults);
    }

    pub(crate) fn next(&self) -> Option<WriteFault> {
        self.0.lock().unwrap().pop_front()
    }
}

impl WriteFault {
    pub(crate) async fn strike(self, connection: &Connection, list: Vec<Statement>) -> Written {
        if matches!(self, Self::AnswerLost) {
            connection.write(list).await?;
        }
        Err(StoreError::Unknown)
    }
}
