package io.tallyport.web.security;

import io.tallyport.key.KeyRole;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The role that a {@link Keyed} resource or method takes: for management keys only. A method's goes before its resource's. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Needs {
    KeyRole value();
}
