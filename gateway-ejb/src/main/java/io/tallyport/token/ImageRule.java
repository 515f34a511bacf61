package io.tallyport.token;

/** How a family of models turns an image into tokens. */
sealed interface ImageRule {

    /** @param low whether the caller asked for low detail */
    long tokens(PixelSize size, boolean low);

    /** Of the largest image. */
    long largest();

    /** One token per square of {@code side} pixels, at most so many, times a factor. */
    record Patches(int side, int longEdge, int most, long ppm) implements ImageRule {
        @Override
        public long tokens(PixelSize size, boolean low) {
            return Ppm.of(Math.min(size.longEdge(longEdge).squares(side), most), ppm);
        }

        @Override
        public long largest() {
            return Ppm.of(most, ppm);
        }
    }

    /** OpenAI's: fitted into 2048 by 2048, the shorter edge to 768; then squares of 512. */
    record Tiles(int base, int tile) implements ImageRule {
        @Override
        public long tokens(PixelSize size, boolean low) {
            return low
                    ? base
                    : base + tile * size.longEdge(2_048).shortEdge(768).squares(512);
        }

        @Override
        public long largest() {
            return base + 8L * tile;
        }
    }

    /** Gemini's before 3: as much per square of 768, and a small image is one. */
    record Squares(int square) implements ImageRule {
        private static final int MOST = 24;

        @Override
        public long tokens(PixelSize size, boolean low) {
            return size.width() <= 384 && size.height() <= 384 ? square : square * size.squares(768);
        }

        @Override
        public long largest() {
            return (long) square * MOST;
        }
    }

    /** The same for each. */
    record Fixed(int tokens) implements ImageRule {
        @Override
        public long tokens(PixelSize size, boolean low) {
            return tokens;
        }

        @Override
        public long largest() {
            return tokens;
        }
    }
}
