/**
 * {@code GET /v1/statement.csv}: an organisation's statement, streamed.
 */
@NullMarked
package io.tallyport.web.statement;

import org.jspecify.annotations.NullMarked;
