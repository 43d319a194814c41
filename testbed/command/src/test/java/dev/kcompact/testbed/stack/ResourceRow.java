package dev.kcompact.testbed.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of docs/deploy.md's table of resources.
 *
 * @param names logical ids in which * stands for any text
 * @param isCreated whether moto creates them
 */
record ResourceRow(List<String> names, boolean isCreated) {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (`[A-Za-z*]+`(?:, `[A-Za-z*]+`)*) \\| [^|]+ \\| (created|reviewed)\\b.*");

  static List<ResourceRow> of(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(
            row ->
                new ResourceRow(
                    List.of(row.group(1).replace("`", "").split(", ")),
                    row.group(2).equals("created")))
        .toList();
  }

  /** Whether they are created, by each row that has the resource. */
  static List<Boolean> covering(List<ResourceRow> rows, String resource) {
    return rows.stream().filter(row -> row.covers(resource)).map(ResourceRow::isCreated).toList();
  }

  boolean covers(String resource) {
    return names.stream().anyMatch(name -> resource.matches(name.replace("*", ".*")));
  }
}
