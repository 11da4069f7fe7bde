//! The rules, in tables: a row for each refusal and each change of every step. One binary, so that what the tables
//! share is compiled once.

mod support;

mod contacts;
mod create;
mod grant;
mod remove;
mod sign_in;
mod sign_up;
