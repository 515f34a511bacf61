package io.tallyport.workbench.simulator.dialect.openai.responses;

import io.tallyport.workbench.simulator.answer.Seal;

/** {@code encrypted_content}: a seal that looks like OpenAI's. */
final class Encrypted {
    private static final String START = "gAAAAAB";

    private Encrypted() {}

    static String of(String seal) {
        return START + seal.replace('+', '-').replace('/', '_');
    }

    static boolean isOurs(String content) {
        return content.startsWith(START)
                && Seal.isOurs(
                        content.substring(START.length()).replace('-', '+').replace('_', '/'));
    }
}
