package io.reelsync.systemtests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house, held by the classes of every module. */
@AnalyzeClasses(packages = "io.reelsync", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {
    private static final String[] SERVICES = {"io.reelsync.gateway..", "io.reelsync.scheduler..", "io.reelsync.worker.."
    };
    private static final String[] COMMON = {
        "io.reelsync.catalog..",
        "io.reelsync.statement..",
        "io.reelsync.cluster..",
        "io.reelsync.cover..",
        "io.reelsync.database..",
        "io.reelsync.history..",
        "io.reelsync.run..",
        "io.reelsync.task..",
        "io.reelsync.limit..",
        "io.reelsync.source..",
        "io.reelsync.outage..",
        "io.reelsync.telemetry..",
        "io.reelsync.startup..",
        "io.reelsync.secrets..",
        "io.reelsync.doctor.."
    };
    private static final String EACH_SOURCE = "io.reelsync.source.*..";
    private static final String[] HTTP_CLIENTS = {
        "org.apache.hc..",
        "org.apache.http..",
        "java.net.http..",
        "org.springframework.web.client..",
        "org.springframework.web.reactive.function.client..",
        "org.eclipse.jetty.client..",
        "okhttp3.."
    };
    private static final String[] DEPLOYMENTS = {
        "io.reelsync.standalone..",
        "io.reelsync.chaos..",
        "io.reelsync.samplesite..",
        "io.reelsync.servers..",
        "io.reelsync.testservers.."
    };

    /** Neither tests nor what serves tests. */
    static class MainCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/io/reelsync/testservers/");
        }
    }

    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther = slices().matching("io.reelsync.(gateway|scheduler|worker)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule whatIsSharedKnowsNoService = noClasses()
            .that()
            .resideInAnyPackage(COMMON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(SERVICES, DEPLOYMENTS));

    @ArchTest
    static final ArchRule nothingKnowsOneSource = noClasses()
            .that()
            .resideOutsideOfPackage(EACH_SOURCE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EACH_SOURCE);

    @ArchTest
    static final ArchRule aSourceKnowsTheApiAlone = noClasses()
            .that()
            .resideInAPackage("io.reelsync.source..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.reelsync..").and(not(resideInAPackage("io.reelsync.source.."))));

    @ArchTest
    static final ArchRule sourcesDoNotKnowEachOther =
            slices().matching("io.reelsync.source.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theApiNeedsNothing = noClasses()
            .that()
            .resideInAPackage("io.reelsync.source")
            .should()
            .dependOnClassesThat(not(resideInAnyPackage("java..", "org.jspecify..", "io.reelsync.source")))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule servicesKnowNoDeployment = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DEPLOYMENTS);

    @ArchTest
    static final ArchRule whatIsSharedFormsNoCircles = slices().matching(
                    "io.reelsync.(catalog|statement|cluster|cover|database|history|run|task|limit|outage|source|telemetry|startup|secrets|doctor)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheWorkerSpeaksToSources = noClasses()
            .that(resideInAnyPackage(concat(SERVICES, COMMON)).and(not(resideInAPackage("io.reelsync.worker.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP_CLIENTS)
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(Http)?URLConnection");

    @ArchTest
    static final ArchRule detailsAreWrittenInOnePlace = noClasses()
            .that(not(describe(
                    "those that write videos or settle what came of it",
                    (JavaClass type) -> Set.of("FactsWriter", "TaskSettler", "ListPageWriter", "Reparse", "NextStates")
                                    .contains(outermost(type).getSimpleName())
                            && type.getPackageName().equals("io.reelsync.worker.settle"))))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.reelsync\\.worker\\.settle\\.FactsWriter(\\$.*)?");

    @ArchTest
    static final ArchRule storedFactsAreReadByTheWriterAlone = classes()
            .that()
            .haveFullyQualifiedName("io.reelsync.worker.settle.FactsWriter")
            .should()
            .bePackagePrivate();

    /** Time is a clock that is handed in. jjwt takes dates; the sample site logs when a request really came. */
    @ArchTest
    static final ArchRule nothingTakesTheTimeByItself = noClasses()
            .that(resideInAnyPackage(concat(SERVICES, COMMON)))
            .should(callMethod("now", Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class);

    private static ArchCondition<JavaClass> callMethod(String name, Class<?>... owners) {
        return callMethodWhere(describe(
                "a " + name + "() without a clock",
                (JavaMethodCall call) -> call.getName().equals(name)
                        && call.getTarget().getRawParameterTypes().isEmpty()
                        && Stream.of(owners).anyMatch(call.getTargetOwner()::isEquivalentTo)));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages =
                mainCode().stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        Set<String> unmarked = new TreeSet<>();
        for (JavaPackage each : mainCode().getDefaultPackage().getSubpackagesInTree()) {
            if (packages.contains(each.getName()) && !each.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(each.getName());
            }
        }

        assertThat(packages).contains("io.reelsync.catalog", "io.reelsync.standalone");
        assertThat(unmarked).isEmpty();
    }

    @Test
    void atLeastHalfOfTheTypesAreNotPublic() {
        List<JavaClass> types = mainCode().stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();

        assertThat(types).hasSizeGreaterThan(100);
        assertThat(types)
                .filteredOn(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .hasSizeGreaterThanOrEqualTo((types.size() + 1) / 2);
    }

    /** But for the old program's call, which has a source in its address. */
    @Test
    void noCodeButASourcesOwnHasItsName() throws IOException {
        assertThat(naming("douban")).containsExactly("SyncController.java", "openapi.yaml");
        assertThat(naming("tmdb")).isEmpty();
    }

    private static Set<String> naming(String source) throws IOException {
        Pattern code = Pattern.compile(".*\\.(java|js|html|yaml)");
        Set<String> naming = new TreeSet<>();
        for (String module : List.of(
                "common",
                "scheduler-service",
                "worker-service",
                "api-gateway",
                "deployments/standalone",
                "deployments/cluster")) {
            try (Stream<Path> files = Files.walk(Path.of("../..", module, "src/main"))) {
                for (Path file : files.filter(
                                file -> code.matcher(file.toString()).matches())
                        .toList()) {
                    if (Files.readString(file).toLowerCase(Locale.ROOT).contains(source)) {
                        naming.add(file.getFileName().toString());
                    }
                }
            }
        }
        return naming;
    }

    private static JavaClasses mainCode() {
        return new ClassFileImporter().withImportOption(new MainCode()).importPackages("io.reelsync");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static String[] concat(String[] one, String[] other) {
        return Stream.of(one, other).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
