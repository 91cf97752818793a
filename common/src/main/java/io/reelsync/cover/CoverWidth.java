package io.reelsync.cover;

import java.util.Arrays;
import java.util.List;

/** The widths in which covers are kept. A picture that is narrower is never enlarged. */
public enum CoverWidth {
    SMALL(160),
    MEDIUM(320),
    LARGE(640);

    private final int pixels;

    CoverWidth(int pixels) {
        this.pixels = pixels;
    }

    public int pixels() {
        return pixels;
    }

    /** The narrowest that is as wide as wanted, or the widest. */
    public static CoverWidth atLeast(int pixels) {
        return Arrays.stream(values())
                .filter(width -> width.pixels >= pixels)
                .findFirst()
                .orElse(LARGE);
    }

    /** This one and the narrower ones, the widest first: what a narrow picture is kept in. */
    List<CoverWidth> orNarrower() {
        return switch (this) {
            case SMALL -> List.of(SMALL);
            case MEDIUM -> List.of(MEDIUM, SMALL);
            case LARGE -> List.of(LARGE, MEDIUM, SMALL);
        };
    }
}
