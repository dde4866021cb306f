//! The rules that a branch sets otherwise, from people's units to those of the queue. What it does not set is as the
//! queue has it.

use super::Checker;
use crate::file;
use queue::{Duration, Policy};
use records::slots::BookRules;
use std::ops::RangeInclusive;
use toml::Spanned;

impl<'a> Checker<'a, '_> {
    pub(super) fn policy(&mut self, branch: &'a file::Branch) -> Policy {
        let (set, mut policy) = (&branch.policy, Policy::default());
        let minutes = |minutes: u32| Duration::minutes(i64::from(minutes));
        let spans = [
            (&set.appointment_lead_minutes, "appointment_lead_minutes", 0..=120, &mut policy.appointment_lead),
            (&set.appointment_grace_minutes, "appointment_grace_minutes", 0..=120, &mut policy.appointment_grace),
            (&set.officer_wait_minutes, "officer_wait_minutes", 0..=60, &mut policy.officer_wait),
            (&set.preference_step_minutes, "preference_step_minutes", 0..=60, &mut policy.preference_step),
            (&set.delay_most_minutes, "delay_most_minutes", 0..=240, &mut policy.delay_most),
            (&set.overtime_minutes, "overtime_minutes", 0..=240, &mut policy.overtime),
            (&set.extension_most_minutes, "extension_most_minutes", 0..=720, &mut policy.extension_most),
            (&set.join_grace_minutes, "join_grace_minutes", 0..=120, &mut policy.remote_grace),
            (&set.alone_minutes, "alone_minutes", 1..=240, &mut policy.alone_most),
            (&set.call_back_again_minutes, "call_back_again_minutes", 1..=240, &mut policy.call_back_pause),
        ];
        for (value, name, range, span) in spans {
            if let Some(value) = self.within(value.as_ref(), name, range) {
                *span = minutes(value);
            }
        }
        if let Some(seconds) = self.within(set.no_show_after_seconds.as_ref(), "no_show_after_seconds", 0..=900) {
            policy.no_show_after = Duration::seconds(i64::from(seconds));
        }
        if let Some(calls) = self.within(set.no_show_calls.as_ref(), "no_show_calls", 1..=10) {
            policy.no_show_calls = calls;
        }
        if let Some(seconds) = self.within(set.auto_call_seconds.as_ref(), "auto_call_seconds", 0..=120) {
            policy.auto_call_after = Duration::seconds(i64::from(seconds));
        }
        if let Some(most) = self.within(set.join_from_home.as_ref(), "join_from_home", 0..=200) {
            policy.remote_most = most;
        }
        if let Some(size) = self.within(set.alone_numbers.as_ref(), "alone_numbers", 0..=50) {
            policy.reserve_size = size;
        }
        if let Some(most) = self.within(set.call_backs.as_ref(), "call_backs", 0..=200) {
            policy.call_backs_most = most;
        }
        if let Some(dials) = self.within(set.call_back_dials.as_ref(), "call_back_dials", 1..=10) {
            policy.call_back_dials = dials;
        }
        policy.manual_picks = set.manual_picks.unwrap_or_default();
        let weight = self.within(set.service_time_weight_percent.as_ref(), "service_time_weight_percent", 0..=400);
        if let Some(percent) = weight {
            policy.alpha_milli = i64::from(percent) * 10;
        }
        if let Some(percent) = self.within(set.priority_share_percent.as_ref(), "priority_share_percent", 0..=100) {
            policy.priority_share_milli = i64::from(percent) * 10;
        }
        policy
    }

    /// The settings of a branch's book of appointments.
    pub(super) fn book(&mut self, branch: &'a file::Branch) -> BookRules {
        let (set, mut rules) = (&branch.book, BookRules::default());
        let minutes = |minutes: u32| Duration::minutes(i64::from(minutes));
        if let Some(notice) = self.of_book(set.notice_minutes.as_ref(), "notice_minutes", 0..=10_080) {
            rules.notice = minutes(notice);
        }
        if let Some(buffer) = self.of_book(set.buffer_minutes.as_ref(), "buffer_minutes", 0..=60) {
            rules.buffer = minutes(buffer);
        }
        if let Some(days) = self.of_book(set.days_ahead.as_ref(), "days_ahead", 1..=366) {
            rules.days_ahead = days;
        }
        if let Some(percent) = self.of_book(set.share_percent.as_ref(), "share_percent", 0..=100) {
            rules.share_percent = percent;
        }
        if let Some(open) = self.of_book(set.open_per_contact.as_ref(), "open_per_contact", 1..=20) {
            rules.open_per_contact = open;
        }
        rules
    }

    fn of_book(&mut self, value: Option<&Spanned<u32>>, name: &str, range: RangeInclusive<u32>) -> Option<u32> {
        self.ranged(value, &format!("branch.book.{name}"), range)
    }

    /// The value, where one is set and in range.
    fn within(&mut self, value: Option<&Spanned<u32>>, name: &str, range: RangeInclusive<u32>) -> Option<u32> {
        self.ranged(value, &format!("branch.policy.{name}"), range)
    }

    fn ranged(&mut self, value: Option<&Spanned<u32>>, field: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let value = value?;
        if range.contains(value.get_ref()) {
            return Some(*value.get_ref());
        }
        let what = format!("{} is out of range; write {} to {}", value.get_ref(), range.start(), range.end());
        self.add(value, field, what);
        None
    }
}
