package io.tallyport.web.answer;

import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.jboss.resteasy.spi.AsyncStreamingOutput;

/** A plain answer's bytes, written without blocking. */
record WholeBody(byte[] bytes) implements AsyncStreamingOutput {

    @Override
    public CompletionStage<Void> asyncWrite(AsyncOutputStream output) {
        return output.asyncWrite(bytes);
    }
}
