/**
 * From the name in a call to the model that serves it and the accounts that can be asked, nearest format first.
 *
 * <p>A name is looked up as: an organisation's own name that overrides, a model's id (a retired one leads to its
 * successor), an organisation's name, a name for all. Out of scope: choosing among accounts by load, health and cache.
 */
@NullMarked
package io.tallyport.route;

import org.jspecify.annotations.NullMarked;
