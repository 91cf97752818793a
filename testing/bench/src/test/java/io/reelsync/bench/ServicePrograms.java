package io.reelsync.bench;

import io.reelsync.bench.deployment.Installation;
import io.reelsync.localcluster.ClassPathPrograms;
import io.reelsync.localcluster.ServiceRole;
import io.reelsync.testservers.ServiceClasses;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The services from where the build has them. They are not on the tests' own class path: there a gateway would find the
 * others' classes, too.
 */
public final class ServicePrograms implements Installation.Programs {

    @Override
    public List<String> of(ServiceRole role) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(
                        Stream.of(java), ServiceClasses.command(ClassPathPrograms.main(role), classPath(role)).stream())
                .toList();
    }

    /** All that a service is made of. Its folder of classes has no place in an archive, which few starts wouldn't pay for. */
    public static String classPath(ServiceRole role) {
        Path classes = Path.of("../..", role.module(), "target/classes")
                .toAbsolutePath()
                .normalize();
        return classes + File.pathSeparator + ServiceClasses.classPath(ClassPathPrograms.main(role));
    }
}
