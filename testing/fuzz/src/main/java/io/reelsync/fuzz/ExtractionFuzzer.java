package io.reelsync.fuzz;

/** What Jazzer calls with each input. */
public final class ExtractionFuzzer {
    private static final Readers READERS = Readers.create();

    private ExtractionFuzzer() {}

    /** @throws AssertionError where a rule of the facts is broken; anything else that it throws is a finding too */
    public static void fuzzerTestOneInput(byte[] data) {
        Inputs.Input input = Inputs.of(data);
        READERS.read(input.target(), input.body());
    }
}
