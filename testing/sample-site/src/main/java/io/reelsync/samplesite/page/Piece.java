package io.reelsync.samplesite.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** A part of a page. What many pages share is packed once, so that a page can be sent packed for little work. */
final class Piece {
    private final byte[] plain;
    private final byte @Nullable [] packed;

    private Piece(byte[] plain, byte @Nullable [] packed) {
        this.plain = plain;
        this.packed = packed;
    }

    /** A part that only one page holds. */
    static Piece of(byte[] plain) {
        return new Piece(plain, null);
    }

    static Piece of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A part that many pages hold. */
    static Piece shared(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return new Piece(plain, deflated(plain, Deflater.DEFAULT_COMPRESSION));
    }

    byte[] plain() {
        return plain;
    }

    byte[] packed() {
        return packed == null ? deflated(plain, Deflater.BEST_SPEED) : packed;
    }

    /** Deflated so that it ends on a byte and refers to nothing before it: such pieces can be put in a row. */
    private static byte[] deflated(byte[] plain, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(plain);
            ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 3 + 64);
            byte[] buffer = new byte[16_384];
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
                packed.write(buffer, 0, count);
            } while (count == buffer.length);
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
