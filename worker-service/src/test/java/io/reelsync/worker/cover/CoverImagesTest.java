package io.reelsync.worker.cover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.reelsync.cover.CoverWidth;
import io.reelsync.samplesite.poster.OddPictures;
import io.reelsync.samplesite.poster.PosterPainter;
import io.reelsync.worker.fetch.PictureFailure;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverImagesTest {
    private static final long MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif"})
    void makesThreeWidthsOfAWidePicture(String form) throws Exception {
        Map<CoverWidth, byte[]> covers = CoverImages.of(written(painted(1400, 2100, BufferedImage.TYPE_INT_RGB), form));

        assertThat(covers.keySet()).containsExactly(CoverWidth.values());
        for (CoverWidth width : CoverWidth.values()) {
            BufferedImage cover = read(covers.get(width));
            assertThat(cover.getWidth()).isEqualTo(width.pixels());
            assertThat(cover.getHeight()).isEqualTo(width.pixels() * 3 / 2);
            assertNear(cover.getRGB(cover.getWidth() / 4, cover.getHeight() / 2), Color.RED);
            assertNear(cover.getRGB(cover.getWidth() * 3 / 4, cover.getHeight() / 2), Color.BLUE);
        }
    }

    @Test
    void enlargesNothing() throws Exception {
        Map<CoverWidth, byte[]> covers = CoverImages.of(new PosterPainter().of(7));

        assertThat(covers.keySet()).containsExactly(CoverWidth.SMALL, CoverWidth.MEDIUM);
        assertThat(read(covers.get(CoverWidth.SMALL)).getWidth()).isEqualTo(160);
        assertThat(read(covers.get(CoverWidth.MEDIUM)).getWidth()).isEqualTo(270);
    }

    @Test
    void putsWhatIsTransparentOnWhite() throws Exception {
        BufferedImage clear = new BufferedImage(200, 300, BufferedImage.TYPE_INT_ARGB);

        byte[] cover = CoverImages.of(written(clear, "png")).get(CoverWidth.SMALL);

        assertNear(read(cover).getRGB(80, 120), Color.WHITE);
    }

    @Test
    void takesWebP() throws Exception {
        byte[] cover = CoverImages.of(webP(400, 600)).get(CoverWidth.MEDIUM);

        assertNear(read(cover).getRGB(160, 240), new Color(0x33, 0x66, 0x99));
    }

    @Test
    void passesOnNothingThatIsHiddenBesideThePixels() throws Exception {
        byte[] poster = new PosterPainter().of(8);
        byte[] hidden = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        byte[] polyglot = Arrays.copyOf(poster, poster.length + hidden.length);
        System.arraycopy(hidden, 0, polyglot, poster.length, hidden.length);

        assertThat(CoverImages.of(polyglot).values())
                .allSatisfy(cover -> assertThat(new String(cover, StandardCharsets.ISO_8859_1))
                        .doesNotContain("script"));
    }

    @Test
    void takesNothingElseForAPicture() {
        assertThat(refused("<html><body>".getBytes(StandardCharsets.US_ASCII))).isEqualTo(PictureFailure.NOT_A_PICTURE);
        assertThat(refused(OddPictures.drawing())).isEqualTo(PictureFailure.NOT_A_PICTURE);
        assertThat(refused(new byte[0])).isEqualTo(PictureFailure.NOT_A_PICTURE);
        assertThat(refused(new byte[] {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'A', 'V', 'E'}))
                .isEqualTo(PictureFailure.NOT_A_PICTURE);
        assertThat(refused("%!PS-Adobe-3.0 EPSF".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(PictureFailure.NOT_A_PICTURE);
    }

    /** Decoded, the first would take 3.6 GB, and the second 1 GB. */
    @Test
    void refusesABombBeforeAPixelOfItIsDecoded() {
        byte[] png = OddPictures.bomb(30_000);
        byte[] webP = webP(16_000, 16_000);
        warmUp();

        long before = allocated();
        assertThat(refused(png)).isEqualTo(PictureFailure.BAD_DIMENSIONS);
        assertThat(refused(webP)).isEqualTo(PictureFailure.BAD_DIMENSIONS);

        assertThat(png.length).isLessThan(200_000);
        assertThat(allocated() - before).as("bytes allocated").isLessThan(4 * MEGABYTE);
    }

    /** Of the most pixels that are let pass: whole it would take 96 MB of them alone, and a copy as much again. */
    @Test
    void decodesALargePictureInLittleMemory() throws Exception {
        byte[] large = OddPictures.bomb(4_890);
        warmUp();

        long before = allocated();
        Map<CoverWidth, byte[]> covers = CoverImages.of(large);

        assertThat(allocated() - before).as("bytes allocated").isLessThan(32 * MEGABYTE);
        assertThat(covers.keySet()).containsExactly(CoverWidth.values());
    }

    @Test
    void refusesShapesThatNoPosterHas() throws Exception {
        assertThat(refused(written(painted(1, 1, BufferedImage.TYPE_INT_RGB), "png")))
                .isEqualTo(PictureFailure.BAD_DIMENSIONS);
        assertThat(refused(written(painted(2000, 20, BufferedImage.TYPE_INT_RGB), "png")))
                .isEqualTo(PictureFailure.BAD_DIMENSIONS);
    }

    @Test
    void refusesAJpegThatWouldBeGoneThroughAgainAndAgain() {
        byte[] poster = new PosterPainter().of(9);
        byte[] scans = Arrays.copyOf(poster, poster.length + 2 * 100);
        for (int i = poster.length; i < scans.length; i += 2) {
            scans[i] = (byte) 0xff;
            scans[i + 1] = (byte) 0xda;
        }

        assertThat(refused(scans)).isEqualTo(PictureFailure.BAD_DIMENSIONS);
    }

    @Test
    void takesNoJpegWhoseEndIsMissing() {
        byte[] poster = new PosterPainter().of(11);

        for (int percent : new int[] {30, 60, 99}) {
            assertThat(refused(Arrays.copyOf(poster, poster.length * percent / 100)))
                    .isEqualTo(PictureFailure.DAMAGED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "webp"})
    void survivesACutAtAnyPlace(String form) throws Exception {
        byte[] whole = form.equals("webp") ? webP(64, 96) : written(painted(64, 96, BufferedImage.TYPE_INT_RGB), form);
        int refused = 0;
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 60)) {
            try {
                assertThat(CoverImages.of(Arrays.copyOf(whole, length))).isNotEmpty();
            } catch (UnusablePictureException cut) {
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    @Test
    void tellsWhatIsDamaged() {
        byte[] poster = new PosterPainter().of(10);
        byte[] head = Arrays.copyOf(poster, 100);

        assertThatThrownBy(() -> CoverImages.of(head))
                .isInstanceOf(UnusablePictureException.class)
                .hasMessageStartingWith("JPEG: ");
    }

    private static void warmUp() {
        assertThat(refused(OddPictures.bomb(17_000))).isEqualTo(PictureFailure.BAD_DIMENSIONS);
        assertThat(refused(webP(2, 2))).isEqualTo(PictureFailure.BAD_DIMENSIONS);
    }

    private static PictureFailure refused(byte[] picture) {
        return catchThrowableOfType(UnusablePictureException.class, () -> CoverImages.of(picture))
                .failure();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static BufferedImage painted(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(width / 2, 0, width - width / 2, height);
        canvas.dispose();
        return image;
    }

    private static byte[] written(BufferedImage image, String form) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, form, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        assertThat(jpeg).startsWith(0xff, 0xd8, 0xff);
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static void assertNear(int pixel, Color expected) {
        Color found = new Color(pixel);
        assertThat(found.getRed()).isBetween(expected.getRed() - 12, expected.getRed() + 12);
        assertThat(found.getGreen()).isBetween(expected.getGreen() - 12, expected.getGreen() + 12);
        assertThat(found.getBlue()).isBetween(expected.getBlue() - 12, expected.getBlue() + 12);
    }

    /** A lossless WebP of one colour, whose five codes have a symbol each, so that no pixel takes a bit. */
    private static byte[] webP(int width, int height) {
        Bits bits = new Bits();
        bits.put(0x2f, 8);
        bits.put(width - 1, 14);
        bits.put(height - 1, 14);
        bits.put(0, 1 + 3);
        bits.put(0, 3);
        for (int symbol : new int[] {0x66, 0x33, 0x99, 0xff}) {
            bits.put(0b101, 3);
            bits.put(symbol, 8);
        }
        bits.put(0b001, 3);
        bits.put(0, 1);
        byte[] data = bits.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("RIFF".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(littleEndian(12 + data.length));
        out.writeBytes("WEBPVP8L".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(littleEndian(data.length));
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static byte[] littleEndian(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)};
    }

    /** Bits in the order of WebP: the lowest first. */
    private static final class Bits {
        private final byte[] bytes = new byte[32];
        private int size;

        void put(int value, int count) {
            for (int i = 0; i < count; i++, size++) {
                bytes[size / 8] |= (byte) ((value >> i & 1) << size % 8);
            }
        }

        byte[] bytes() {
            // The rest is more than there is to be read: decoders look some bytes ahead.
            return bytes.clone();
        }
    }
}
