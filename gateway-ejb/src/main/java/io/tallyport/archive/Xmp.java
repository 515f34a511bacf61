package io.tallyport.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The metadata packet of PDF/A-3b and, where an invoice is inside, of Factur-X 1.0 (profile EN 16931). */
final class Xmp {
    private static final String FACTUR_X = """
              <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
               <fx:DocumentType>INVOICE</fx:DocumentType>
               <fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>
               <fx:Version>1.0</fx:Version>
               <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
              </rdf:Description>
              <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
                xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
               <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
                <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
                <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
                <pdfaSchema:prefix>fx</pdfaSchema:prefix>
                <pdfaSchema:property><rdf:Seq>
                 %s
                </rdf:Seq></pdfaSchema:property>
               </rdf:li></rdf:Bag></pdfaExtension:schemas>
              </rdf:Description>
            """.formatted(String.join(
            "\n",
            property("DocumentFileName", "name of the embedded XML invoice file"),
            property("DocumentType", "INVOICE"),
            property("Version", "version of the standard that the XML follows"),
            property("ConformanceLevel", "profile of the XML")));

    private Xmp() {}

    static byte[] packet(FileFacts facts, String date, boolean facturX) {
        return """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
               <pdfaid:part>3</pdfaid:part>
               <pdfaid:conformance>B</pdfaid:conformance>
              </rdf:Description>
              <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
               <dc:format>application/pdf</dc:format>
               <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
               <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
               <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
              </rdf:Description>
              <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
               <xmp:CreateDate>%s</xmp:CreateDate>
               <xmp:ModifyDate>%s</xmp:ModifyDate>
               <xmp:CreatorTool>%s</xmp:CreatorTool>
               <pdf:Producer>%s</pdf:Producer>
              </rdf:Description>
            %s </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>""".formatted(
                        escaped(facts.title()),
                        escaped(facts.author()),
                        escaped(facts.language()),
                        date,
                        date,
                        ArchiveFile.PRODUCER,
                        ArchiveFile.PRODUCER,
                        facturX ? FACTUR_X : "")
                .getBytes(UTF_8);
    }

    private static String property(String name, String description) {
        return "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>" + name
                + "</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
                + "<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>" + description
                + "</pdfaProperty:description></rdf:li>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
