package io.reelsync.gateway.index;

import java.util.Arrays;

/** What each video is called, with the signatures side by side: most videos are passed over by those alone. */
final class NameColumn {
    private byte[][] names = {};
    private long[] signatures = {};

    void grow(int room) {
        names = Arrays.copyOf(names, room);
        signatures = Arrays.copyOf(signatures, room * SearchText.WORDS);
    }

    void put(int slot, SearchText text) {
        names[slot] = text.bytes();
        System.arraycopy(text.signature(), 0, signatures, slot * SearchText.WORDS, SearchText.WORDS);
    }

    boolean has(int slot, SearchText text) {
        long[] signature = text.signature();
        for (int word = 0; word < SearchText.WORDS; word++) {
            if ((signatures[slot * SearchText.WORDS + word] & signature[word]) != signature[word]) {
                return false;
            }
        }
        return text.isWithin(names[slot]);
    }
}
