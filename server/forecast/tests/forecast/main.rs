//! What the forecast says of small branches, worked out by hand, and of random ones, compared with what then happens.

mod bookings;
mod given;
mod hindsight;
mod learning;
mod rules;
mod waits;
