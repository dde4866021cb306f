//! Lines of the audit as CSV (RFC 4180), for the command and the page alike.

use jiff::Timestamp;
use store::audit::Line;

/// The first row.
pub const HEADER: &str = "line,time,who,what,about,device,address,hash\r\n";

/// Returns the row of a line.
pub fn row(line: &Line) -> String {
    let Line { n, at, who, what, about, device, address, hash, .. } = line;
    let n = n.to_string();
    let address = address.as_deref().unwrap_or("");
    let fields = [&n, &time(*at), who, what, about, device, address, hash];
    let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    format!("{}\r\n", fields.join(","))
}

/// Returns a moment in UTC as RFC 3339 writes it.
pub fn time(at: queue::Timestamp) -> String {
    Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

/// A field in quotes where it needs them. A spreadsheet takes a field that begins like a formula for one: it gets an apostrophe.
pub fn quoted(field: &str) -> String {
    let field =
        if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_with_a_comma_is_quoted_and_one_like_a_formula_is_a_text() {
        assert_eq!(quoted("ticket:12 desk:3"), "ticket:12 desk:3");
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
