package io.tallyport.workbench.bench.invoice;

import java.util.List;

/**
 * {@code invoices [--quick] [--documents N]}.
 *
 * @param measured one-page documents per row
 * @param documents drawn in a row to see whether memory grows
 */
public record InvoiceOptions(int measured, int documents) {
    private static final String USAGE = "usage: ./tallyport bench invoices [--quick] [--documents N]";
    private static final int LEAST = 100;

    public static InvoiceOptions read(List<String> arguments) {
        int measured = 500;
        int documents = 10_000;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--quick" -> {
                    measured = 150;
                    documents = 1_000;
                }
                case "--documents" -> documents = number(++i < arguments.size() ? arguments.get(i) : "");
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new InvoiceOptions(measured, documents);
    }

    private static int number(String text) {
        try {
            return Math.max(Integer.parseInt(text), LEAST);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
    }
}
