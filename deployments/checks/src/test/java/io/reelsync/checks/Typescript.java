package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * TypeScript's compiler, as npm has it, in a folder of its own.
 *
 * @param workshop the folder, with a copy of what one of the checks' folders has
 */
record Typescript(Path workshop) {

    /** Installs what the lock file of a folder of the checks names, unless that was done before. */
    static Typescript of(String name) throws IOException {
        Path ours = Rules.path("deployments/checks").resolve(name);
        Path workshop = Path.of("target", name).toAbsolutePath();
        Files.createDirectories(workshop);
        Path lock = workshop.resolve("package-lock.json");
        boolean installed = Files.exists(workshop.resolve("node_modules/.package-lock.json"))
                && Files.exists(lock)
                && Files.mismatch(ours.resolve("package-lock.json"), lock) == -1;
        try (var old = Files.newDirectoryStream(workshop, "*.{ts,mjs}")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        try (var files = Files.newDirectoryStream(ours, "*.{json,ts}")) {
            for (Path file : files) {
                Files.copy(file, workshop.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!installed) {
            Tool.Result result = Tool.run(
                    "npm", "ci", "--prefix", workshop.toString(), "--prefer-offline", "--ignore-scripts", "--no-audit");
            assertThat(result.exitCode()).as(result.said()).isZero();
        }
        return new Typescript(workshop);
    }

    /** @param project a folder with a tsconfig.json */
    Tool.Result compile(Path project) {
        return Tool.run(
                "node", workshop.resolve("node_modules/typescript/bin/tsc").toString(), "-p", project.toString());
    }
}
