package dev.kcompact.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of all metrics, by heading. */
final class MetricsPage {
  private static final Pattern ROW = Pattern.compile("\\| (`.+?`) \\| \\S.*\\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private final Map<String, Set<String>> names = new TreeMap<>();

  private MetricsPage() {}

  static MetricsPage read() throws IOException {
    MetricsPage page = new MetricsPage();
    String heading = "";
    for (String line : Files.readAllLines(Path.of("../docs/metrics.md"))) {
      if (line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Matcher name = NAME.matcher(row.group(1));
        while (name.find()) {
          page.names.computeIfAbsent(heading, key -> new TreeSet<>()).add(name.group(1));
        }
      }
    }
    return page;
  }

  Set<String> section(String heading) {
    Set<String> below = names.get(heading);
    if (below == null) {
      throw new AssertionError("no heading " + heading + " among " + names.keySet());
    }
    return below;
  }
}
