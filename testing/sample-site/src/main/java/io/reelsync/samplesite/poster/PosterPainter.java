package io.reelsync.samplesite.poster;

import io.reelsync.samplesite.invention.Dice;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Paints posters: a picture in colours that follow from the title's id, 270 by 400 pixels, without letters, because a
 * machine that serves them need not have fonts. Keeps the latest ones; safe for use by many threads.
 */
public final class PosterPainter {
    private static final int WIDTH = 270;
    private static final int HEIGHT = 400;
    private static final int KEPT = 300;

    private final Map<Long, byte[]> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > KEPT;
        }
    });

    /** The poster of the title with this id, as JPEG. */
    public byte[] of(long id) {
        byte[] known = kept.get(id);
        if (known != null) {
            return known;
        }
        byte[] painted = paint(id);
        kept.put(id, painted);
        return painted;
    }

    private static byte[] paint(long id) {
        Dice dice = Dice.of(id, 0, "poster");
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = (float) dice.share();
        canvas.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.7f, 0.85f), WIDTH, HEIGHT, Color.getHSBColor(hue + 0.3f, 0.8f, 0.25f)));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        shapes(canvas, hue, dice);
        canvas.dispose();
        grain(image, dice);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream(32_768);
        try {
            ImageIO.write(image, "jpg", jpeg);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return jpeg.toByteArray();
    }

    private static void shapes(Graphics2D canvas, float hue, Dice dice) {
        for (int shape = 0; shape < 9; shape++) {
            int size = dice.between(20, 180);
            Color colour = Color.getHSBColor(hue + 0.5f + shape * 0.03f, 0.5f, 0.9f);
            canvas.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), dice.between(40, 170)));
            int left = dice.between(-40, WIDTH);
            int top = dice.between(-40, HEIGHT);
            if (dice.percent(50)) {
                canvas.fillOval(left, top, size, size);
            } else {
                canvas.fillRect(left, top, size, size / 4);
            }
        }
    }

    /** Film grain: without it so plain a picture would weigh a third of a real one. */
    private static void grain(BufferedImage image, Dice dice) {
        byte[] grain = dice.bytes(WIDTH * HEIGHT);
        for (int at = 0; at < grain.length; at++) {
            int colour = image.getRGB(at % WIDTH, at / WIDTH);
            int shift = grain[at] / 10;
            image.setRGB(
                    at % WIDTH,
                    at / WIDTH,
                    part(colour >> 16, shift) << 16 | part(colour >> 8, shift) << 8 | part(colour, shift));
        }
    }

    private static int part(int colour, int shift) {
        return Math.max(0, Math.min(255, (colour & 0xff) + shift));
    }
}
