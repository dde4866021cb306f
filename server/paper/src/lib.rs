//! Paper: `print` makes tickets for receipt printers and sends them there, `forms` makes the forms that visitors fill in.
//!
//! Both read the set-up and the words; neither knows a branch's task, HTTP or a screen.
#![forbid(unsafe_code)]

pub mod forms;
pub mod print;
