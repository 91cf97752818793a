package io.reelsync.source.douban;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Control characters, other than white space, in a page's bytes of UTF-8: such are taken out before a page is read. */
final class ControlBytes {
    private static final boolean[] MAY_BE_CONTROL = mayBeControl();
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = 0x2020202020202020L;
    private static final long DELETES = 0x7F7F7F7F7F7F7F7FL;
    private static final long BEYOND_ASCII = 0xC2C2C2C2C2C2C2C2L;

    private ControlBytes() {}

    /**
     * Whether a page has one. Eight bytes are looked at together first, by "hasless" and "haszero" of Anderson's Bit Twiddling
     * Hacks: in most there is nothing that could be one.
     */
    static boolean areIn(byte[] bytes) {
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            long small = (eight - SPACES) & ~eight;
            long delete = eight ^ DELETES;
            long beyond = eight ^ BEYOND_ASCII;
            long may = small | (delete - ONES) & ~delete | (beyond - ONES) & ~beyond;
            if ((may & HIGH_BITS) != 0 && areIn(bytes, at, at + Long.BYTES)) {
                return true;
            }
        }
        return areIn(bytes, at, bytes.length);
    }

    private static boolean areIn(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (MAY_BE_CONTROL[b & 0xff] && (b >= 0 || isSecondControl(bytes, i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** The controls of ASCII, and the first byte of those beyond. */
    private static boolean[] mayBeControl() {
        boolean[] may = new boolean[256];
        for (char c = 0; c < 0x80; c++) {
            may[c] = Character.isISOControl(c) && !PageParts.isSpace(c);
        }
        may[0xC2] = true;
        return may;
    }

    private static boolean isSecondControl(byte[] bytes, int at) {
        return at < bytes.length && (bytes[at] & 0xE0) == 0x80;
    }
}
