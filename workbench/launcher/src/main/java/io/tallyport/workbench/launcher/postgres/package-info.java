/**
 * A real PostgreSQL over a data folder: its programs unpacked, its cluster made, its roles ensured, its process started,
 * stopped and killed.
 *
 * <p>The tables are the migrations' matter; nothing here knows the gateway.
 */
@NullMarked
package io.tallyport.workbench.launcher.postgres;

import org.jspecify.annotations.NullMarked;
