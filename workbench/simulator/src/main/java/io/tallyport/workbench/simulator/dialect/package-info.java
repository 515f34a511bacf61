/**
 * What every provider is to the simulator: a {@link io.tallyport.workbench.simulator.dialect.Provider} with its {@linkplain
 * io.tallyport.workbench.simulator.dialect.Endpoint paths}, each of which makes an {@link
 * io.tallyport.workbench.simulator.dialect.Asked} of a request; and how an answer is put together, whoever gives it.
 *
 * <p>What one provider alone says stands in its own package below; nothing here knows those, and they do not know each
 * other.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect;

import org.jspecify.annotations.NullMarked;
