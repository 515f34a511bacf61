package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.answer.Bytes;

/**
 * One path of a provider.
 *
 * @param isDirected whether a posted directive is meant for it; listing models uses none up
 */
public record Endpoint(Reading reading, Breaks breaks, boolean isDirected) {
    /** Reads and checks a request. */
    public interface Reading {
        Asked read(Posted request);
    }

    /**
     * How a stream of this path breaks.
     *
     * @param errorEvent ends a stream in failure
     * @param malformedEvent an event whose data is not JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Breaks(byte[] errorEvent, byte[] malformedEvent) {
        public static Breaks of(String errorEvent, String malformedEvent) {
            return new Breaks(Bytes.ascii(errorEvent), Bytes.ascii(malformedEvent));
        }
    }

    public static Endpoint of(Reading reading, Breaks breaks) {
        return new Endpoint(reading, breaks, true);
    }

    /** Always the same answer, whatever was asked. */
    public static Endpoint listing(byte[] json, Breaks breaks) {
        return new Endpoint(request -> Asked.Ready.free("", json), breaks, false);
    }
}
