package io.tallyport.document;

/**
 * A document's file as it was stored, once.
 *
 * @param name to save it under
 * @param sha256 hexadecimal, of the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be sent, never compared
public record DocumentFile(Kind kind, String name, byte[] bytes, String sha256) {

    public enum Kind {
        PDF("application/pdf", ".pdf"),
        CII("application/xml", "-cii.xml"),
        UBL("application/xml", "-ubl.xml");

        private final String mediaType;
        private final String ending;

        Kind(String mediaType, String ending) {
            this.mediaType = mediaType;
            this.ending = ending;
        }

        public String mediaType() {
            return mediaType;
        }

        String nameOf(String number) {
            return number + ending;
        }
    }
}
