package dev.kcompact.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of properties lists all of them and their defaults. */
class PropertiesPageTest {
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+?) \\| .+ \\|");
  private static final Map<String, String> REQUIRED =
      Map.of("source", "s3://kconnect", "lake", "s3://lake/", "tables", "file:///conf/");

  /** Documented defaults by {@code group/name}. */
  private static Map<String, String> page() throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    String group = "";
    for (String line : Files.readAllLines(Path.of("../docs/properties.md"))) {
      if (line.startsWith("## ")) {
        group = line.substring(3);
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        defaults.put(group + "/" + row.group(1), row.group(2));
      }
    }
    return defaults;
  }

  private static JobOptions read(String group, String name, String value) {
    Map<String, String> job = new HashMap<>(REQUIRED);
    Map<String, String> kafka = new HashMap<>(Map.of("bootstrap.servers", "b:9092"));
    if (!group.isEmpty()) {
      (group.equals("kafka") ? kafka : job).put(name, value);
    }
    return JobOptions.read(new RuntimeProperties(Map.of("kcompact", job, "kafka", kafka)));
  }

  @Test
  void thePageListsExactlyTheProperties() throws Exception {
    Set<String> names = new TreeSet<>();
    JobOptions.read(new RuntimeProperties(Map.of("kcompact", REQUIRED)), names);
    assertThat(page().keySet()).containsExactlyElementsOf(names);
  }

  @Test
  void thePageStatesTheDefaults() throws Exception {
    String defaults = read("", "", "").toString();
    page()
        .forEach(
            (property, documented) -> {
              if (documented.equals("none") || documented.equals("required")) {
                return;
              }
              int slash = property.indexOf('/');
              String value =
                  documented
                      .replace("`", "")
                      .replace("<lake>", read("", "", "").source().lake() + "");
              assertThat(
                      read(property.substring(0, slash), property.substring(slash + 1), value)
                          .toString())
                  .as(property)
                  .isEqualTo(defaults);
            });
  }
}
