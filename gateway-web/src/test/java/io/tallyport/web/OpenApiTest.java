package io.tallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The paths of META-INF/openapi.yaml are those of the resources, no more and no fewer. */
class OpenApiTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
    private static final Pattern PATH = Pattern.compile("^  (/[^:]*):$", Pattern.MULTILINE);

    @Test
    void everyResourceIsInTheDocument() throws IOException {
        try (InputStream document =
                Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml"))) {
            Set<String> documented = PATH.matcher(new String(document.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(served()).isEqualTo(documented).isNotEmpty();
        }
    }

    private static Set<String> served() {
        Set<String> paths = new TreeSet<>();
        for (JavaClass resource : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.tallyport.web")) {
            if (resource.isAnnotatedWith(Path.class)) {
                String root = resource.getAnnotationOfType(Path.class).value();
                resource.getMethods().stream()
                        .filter(method ->
                                METHODS.stream().anyMatch(name -> method.isAnnotatedWith("jakarta.ws.rs." + name)))
                        .map(method -> method.tryGetAnnotationOfType(Path.class)
                                .map(path -> root + path.value())
                                .orElse(root))
                        .forEach(paths::add);
            }
        }
        return paths;
    }
}
