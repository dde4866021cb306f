//! What the file says of itself, for programs: its title and language, and that it is made by the rules of PDF/UA-1.

/// The packet, as XMP.
pub fn packet(title: &str, language: &str) -> String {
    let (title, language) = (escaped(title), escaped(language));
    format!(
        concat!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">",
            "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ",
            "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">",
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>",
            "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>",
            "<pdf:Producer>Sportello</pdf:Producer><pdfuaid:part>1</pdfuaid:part>",
            "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        ),
        title = title,
        language = language,
    )
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_signs_of_xml_stays_one() {
        assert!(packet("A & <B>", "it").contains(">A &amp; &lt;B&gt;</rdf:li>"));
    }
}
