package io.tallyport.web.console.faces;

import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;

/** Named in faces-config.xml. */
public class TroubleFactory extends ExceptionHandlerFactory {

    public TroubleFactory(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new Trouble(getWrapped().getExceptionHandler());
    }
}
