package io.reelsync.samplesite.poster;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** What no reader of pictures should take for one, or take whole. */
public final class OddPictures {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private OddPictures() {}

    /** A whole and valid PNG of that many white pixels in each direction, a bit each: few bytes, and many of memory. */
    public static byte[] bomb(int side) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(PNG);
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            try (DataOutputStream fields = new DataOutputStream(head)) {
                fields.writeInt(side);
                fields.writeInt(side);
                fields.write(new byte[] {1, 0, 0, 0, 0});
            }
            chunk(out, "IHDR", head.toByteArray());
            ByteArrayOutputStream pixels = new ByteArrayOutputStream();
            try (OutputStream packed = new DeflaterOutputStream(pixels)) {
                byte[] row = new byte[1 + (side + 7) / 8];
                for (int y = 0; y < side; y++) {
                    packed.write(row);
                }
            }
            chunk(out, "IDAT", pixels.toByteArray());
            chunk(out, "IEND", new byte[0]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** A drawing that would run a script where it is shown as a page. */
    public static byte[] drawing() {
        return ("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"270\" height=\"400\">"
                        + "<script>alert(document.domain)</script><rect width=\"270\" height=\"400\"/></svg>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }
}
