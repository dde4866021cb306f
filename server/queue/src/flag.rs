//! Flags that are written only where they are set, so that older rows of the journal read as they did.

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
pub(crate) fn is_false(value: &bool) -> bool {
    !value
}
