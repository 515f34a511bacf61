package io.tallyport.archive;

import java.time.LocalDate;

/**
 * What a file says of itself.
 *
 * @param language of the text, such as "de"
 * @param issued creation date of the file, at midnight UTC, so that drawing it again gives the same bytes
 */
public record FileFacts(String title, String author, String language, LocalDate issued) {}
