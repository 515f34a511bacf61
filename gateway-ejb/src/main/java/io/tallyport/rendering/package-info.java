/**
 * Draws documents: a {@code sheet}'s words on the pages of one template, by JasperReports, as PDF/A-3 with the XML invoice inside
 * and signed if a key is configured ({@code archive}).
 *
 * <p>Templates are compiled in the build; fonts come out of the jar and are all embedded. The same content gives the same bytes, in
 * whatever order and on however many threads. What is stored of it, and when, is in {@code document}.
 */
@NullMarked
package io.tallyport.rendering;

import org.jspecify.annotations.NullMarked;
