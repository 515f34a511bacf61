package io.tallyport.provider;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A stream fed to a watch in pieces of one size, and what came of it. */
public record Fed(byte[] forwarded, byte[] kept) {

    public static Fed to(StreamWatch watch, byte[] stream, int chunk) {
        ByteArrayOutputStream forwarded = new ByteArrayOutputStream();
        for (int from = 0; from < stream.length; from += chunk) {
            byte[] piece = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + chunk));
            watch.accept(piece, piece.length, forwarded::writeBytes);
        }
        watch.end();
        return new Fed(forwarded.toByteArray(), watch.keptBack(io.tallyport.usage.TokenCounts.NONE));
    }

    public byte[] all() {
        byte[] all = Arrays.copyOf(forwarded, forwarded.length + kept.length);
        System.arraycopy(kept, 0, all, forwarded.length, kept.length);
        return all;
    }
}
