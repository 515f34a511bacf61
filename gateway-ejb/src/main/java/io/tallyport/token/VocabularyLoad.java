package io.tallyport.token;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** Loads the vocabularies while the application starts, so that no call waits for them. */
@Singleton
@Startup
public class VocabularyLoad {

    @PostConstruct
    void load() {
        for (Vocabulary vocabulary : Vocabulary.values()) {
            vocabulary.encoding();
        }
    }
}
