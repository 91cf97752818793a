package io.reelsync.samplesite.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** A whole page, as it is and as gzip. */
public final class Page {
    private static final byte[] GZIP_START = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /** An empty last block of the deflate format. */
    private static final byte[] DEFLATE_END = {3, 0};

    private final List<Piece> pieces;

    Page(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** A page of one text. */
    public static Page of(String text) {
        return new Page(List.of(Piece.of(text)));
    }

    /** A page that is there in whole. */
    public static Page of(byte[] bytes) {
        return new Page(List.of(Piece.of(bytes)));
    }

    public byte[] plain() {
        ByteBuffer whole = ByteBuffer.allocate(
                pieces.stream().mapToInt(piece -> piece.plain().length).sum());
        pieces.forEach(piece -> whole.put(piece.plain()));
        return whole.array();
    }

    public byte[] gzipped() {
        List<byte[]> packed = pieces.stream().map(Piece::packed).toList();
        CRC32 sum = new CRC32();
        pieces.forEach(piece -> sum.update(piece.plain()));
        int length = packed.stream().mapToInt(part -> part.length).sum();
        ByteBuffer whole = ByteBuffer.allocate(GZIP_START.length + length + DEFLATE_END.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        whole.put(GZIP_START);
        packed.forEach(whole::put);
        whole.put(DEFLATE_END).putInt((int) sum.getValue());
        whole.putInt(pieces.stream().mapToInt(piece -> piece.plain().length).sum());
        return whole.array();
    }

    public String text() {
        return new String(plain(), StandardCharsets.UTF_8);
    }
}
