package io.tallyport.token;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Width and height of an image, as the header of a PNG, GIF, JPEG or WebP file says; nothing is decoded. */
record PixelSize(long width, long height) {
    /** For images that are somewhere else, or whose header is not understood. */
    static final PixelSize ASSUMED = new PixelSize(1_024, 1_024);

    /** A JPEG's size comes after its colour profile and its preview. */
    private static final int MOST_CHARACTERS = 512 * 1024;

    private static final int PNG = 0x8950_4E47;
    private static final int GIF = 0x4749_4638;
    private static final int RIFF = 0x5249_4646;

    static Optional<PixelSize> of(String base64) {
        byte[] head =
                base64.substring(0, Math.min(base64.length(), MOST_CHARACTERS)).getBytes(StandardCharsets.ISO_8859_1);
        try (DataInputStream in = new DataInputStream(Base64.getMimeDecoder().wrap(new ByteArrayInputStream(head)))) {
            return Optional.of(read(in)).filter(size -> size.width > 0 && size.height > 0);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static PixelSize read(DataInputStream in) throws IOException {
        int magic = in.readInt();
        return switch (magic) {
            case PNG -> {
                in.skipNBytes(12);
                yield new PixelSize(in.readInt(), in.readInt());
            }
            case GIF -> {
                in.skipNBytes(2);
                yield new PixelSize(little(in, 2), little(in, 2));
            }
            case RIFF -> webp(in);
            default -> {
                if (magic >>> 16 != 0xFFD8) {
                    throw new IOException("no image that is known here");
                }
                yield jpeg(in, magic & 0xFFFF);
            }
        };
    }

    private static PixelSize jpeg(DataInputStream in, int firstMarker) throws IOException {
        int marker = firstMarker;
        while (!isFrame(marker)) {
            in.skipNBytes(in.readUnsignedShort() - 2);
            marker = in.readUnsignedShort();
        }
        in.skipNBytes(3);
        int height = in.readUnsignedShort();
        return new PixelSize(in.readUnsignedShort(), height);
    }

    /** SOF0 to SOF15 begin a frame, but for the three that share their range. */
    private static boolean isFrame(int marker) throws IOException {
        if (marker >>> 8 != 0xFF) {
            throw new IOException("a JPEG without a marker where one must be");
        }
        return marker >= 0xFFC0 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC;
    }

    private static PixelSize webp(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        byte[] chunk = in.readNBytes(4);
        in.skipNBytes(4);
        if (Arrays.equals(chunk, new byte[] {'V', 'P', '8', 'X'})) {
            in.skipNBytes(4);
            return new PixelSize(little(in, 3) + 1, little(in, 3) + 1);
        }
        if (Arrays.equals(chunk, new byte[] {'V', 'P', '8', 'L'})) {
            in.skipNBytes(1);
            long bits = little(in, 4);
            return new PixelSize((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }
        in.skipNBytes(6);
        return new PixelSize(little(in, 2) & 0x3FFF, little(in, 2) & 0x3FFF);
    }

    private static long little(DataInputStream in, int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) in.readUnsignedByte() << (8 * i);
        }
        return value;
    }

    /** Shrunk, if it must be, so that the longer edge has at most so many pixels. */
    PixelSize longEdge(long most) {
        long longer = Math.max(width, height);
        return longer <= most ? this : times(most, longer);
    }

    PixelSize shortEdge(long most) {
        long shorter = Math.min(width, height);
        return shorter <= most ? this : times(most, shorter);
    }

    private PixelSize times(long numerator, long denominator) {
        return new PixelSize(
                Math.max(1, width * numerator / denominator), Math.max(1, height * numerator / denominator));
    }

    /** Squares of this side that cover it. */
    long squares(long side) {
        return Math.ceilDiv(width, side) * Math.ceilDiv(height, side);
    }
}
