package io.reelsync.worker.cover;

import io.reelsync.cover.CoverWidth;
import io.reelsync.worker.fetch.PictureFailure;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes covers of what a source sent. Nothing of it is passed on: what is served is our own encoding of its pixels.
 *
 * <ol>
 *   <li>The first bytes say what it is, never its type or name: JPEG, PNG, GIF or WebP, and nothing else.
 *   <li>Its dimensions are read from its head, and refused beyond a bound, before a pixel is decoded.
 *   <li>It is decoded a few times as large as the widest cover at the most: that bounds the memory, whatever its size.
 *   <li>It is halved and scaled to each width, and encoded as JPEG.
 * </ol>
 */
final class CoverImages {
    private static final int LEAST_PIXELS_A_SIDE = 16;
    private static final int MOST_PIXELS_A_SIDE = 16_000;
    private static final int LONGEST_SHAPE = 8;
    private static final int MOST_SCANS = 64;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    /** Room to scale from: up to twice as much is decoded, since pixels that are left out show as jags. */
    private static final int AMPLE_WIDTH = CoverWidth.LARGE.pixels() * 3 / 2;

    private static final int AMPLE_HEIGHT = AMPLE_WIDTH * 3 / 2;
    private static final float QUALITY = 0.82f;

    private CoverImages() {}

    /** Kinds of pictures, by their first bytes, and how many pixels each may have. */
    private enum Form {
        JPEG("jpeg", 16_000_000),
        PNG("png", 24_000_000),
        GIF("gif", 24_000_000),
        /** Its decoder holds all of a picture, at thirty bytes a pixel. */
        WEBP("webp", 3_000_000);

        private final String name;
        private final long mostPixels;

        Form(String name, long mostPixels) {
            this.name = name;
            this.mostPixels = mostPixels;
        }

        static Form of(byte[] bytes) throws UnusablePictureException {
            if (startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
                return JPEG;
            }
            if (startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
                return PNG;
            }
            if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) {
                return GIF;
            }
            if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
                return WEBP;
            }
            throw new UnusablePictureException(
                    PictureFailure.NOT_A_PICTURE, bytes.length + " bytes that are no JPEG, PNG, GIF or WebP");
        }

        private static boolean startsWith(byte[] bytes, int offset, String magic) {
            for (int i = 0; i < magic.length(); i++) {
                if (bytes.length <= offset + i || (bytes[offset + i] & 0xff) != magic.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The covers of a picture, as JPEG: the narrowest, and each wider one for which the picture is wide enough.
     *
     * @throws UnusablePictureException where it is no picture, or one beyond the bounds
     */
    static Map<CoverWidth, byte[]> of(byte[] picture) throws UnusablePictureException {
        Form form = Form.of(picture);
        if (form == Form.JPEG) {
            requireSoundJpeg(picture);
        }
        BufferedImage image = decoded(form, picture);
        Map<CoverWidth, byte[]> covers = new EnumMap<>(CoverWidth.class);
        int before = 0;
        for (CoverWidth width : CoverWidth.values()) {
            if (image.getWidth() > before) {
                covers.put(width, jpeg(scaled(image, Math.min(width.pixels(), image.getWidth()))));
            }
            before = width.pixels();
        }
        return covers;
    }

    private static BufferedImage decoded(Form form, byte[] picture) throws UnusablePictureException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(form.name);
        if (!readers.hasNext()) {
            throw new IllegalStateException("there is no reader of " + form + " on the class path");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            // Forward only and without metadata: what is packed into chunks beside the pixels is never unpacked.
            reader.setInput(in, true, true);
            int step = step(form, reader.getWidth(0), reader.getHeight(0));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } catch (IOException | RuntimeException damaged) {
            // The decoders tell of damage by whatever went wrong in them.
            throw new UnusablePictureException(PictureFailure.DAMAGED, form + ": " + damaged);
        } finally {
            reader.dispose();
        }
    }

    /** Of how many pixels in a row one is decoded. */
    private static int step(Form form, int width, int height) throws UnusablePictureException {
        int shorter = Math.min(width, height);
        int longer = Math.max(width, height);
        if (shorter < LEAST_PIXELS_A_SIDE
                || longer > MOST_PIXELS_A_SIDE
                || longer / shorter > LONGEST_SHAPE
                || (long) width * height > form.mostPixels) {
            throw new UnusablePictureException(
                    PictureFailure.BAD_DIMENSIONS, form + " of " + width + " by " + height + " pixels");
        }
        return Math.max(1, Math.max(width / AMPLE_WIDTH, height / AMPLE_HEIGHT));
    }

    /**
     * Its decoder would fill up what is cut off with grey, and go over all pixels for each scan, of which ten bytes are one.
     */
    private static void requireSoundJpeg(byte[] jpeg) throws UnusablePictureException {
        int scans = 0;
        boolean ended = false;
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if ((jpeg[i] & 0xff) == 0xff) {
                int marker = jpeg[i + 1] & 0xff;
                if (marker == START_OF_SCAN) {
                    scans++;
                    ended = false;
                }
                ended |= marker == END_OF_IMAGE;
            }
        }
        if (scans > MOST_SCANS) {
            throw new UnusablePictureException(PictureFailure.BAD_DIMENSIONS, "a JPEG of " + scans + " scans");
        }
        if (!ended) {
            throw new UnusablePictureException(PictureFailure.DAMAGED, "JPEG: its end is missing");
        }
    }

    private static BufferedImage scaled(BufferedImage image, int width) {
        BufferedImage halved = image;
        while (halved.getWidth() / 2 >= width) {
            // More than a halving at once would leave pixels out.
            halved = drawn(halved, halved.getWidth() / 2, Math.max(1, halved.getHeight() / 2));
        }
        int height = Math.max(1, Math.round((float) image.getHeight() * width / image.getWidth()));
        return drawn(halved, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = drawn.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        } finally {
            canvas.dispose();
        }
        return drawn;
    }

    private static byte[] jpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream(64 * 1024);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException impossible) {
            throw new IllegalStateException("a picture could not be encoded", impossible);
        } finally {
            writer.dispose();
        }
        return jpeg.toByteArray();
    }
}
