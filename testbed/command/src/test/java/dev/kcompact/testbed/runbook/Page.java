package dev.kcompact.testbed.runbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page, split at its headings.
 *
 * @param sections in order; the first one precedes any heading
 */
record Page(Path file, List<Section> sections) {
  static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.+)");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  /**
   * The content of a heading, up to the next one.
   *
   * @param level of the heading; 0 for none
   * @param blocks fenced code blocks
   * @param prose lines outside of code blocks
   */
  record Section(int level, String title, List<String> blocks, List<String> prose) {
    /** Texts in backticks, in order. */
    List<String> names() {
      return found(NAME);
    }

    /** Targets of links, in order. */
    List<String> links() {
      return found(LINK);
    }

    /** Number of rows of its tables, including headings. */
    long rows() {
      return prose.stream().filter(line -> line.startsWith("|")).count();
    }

    private List<String> found(Pattern pattern) {
      return pattern
          .matcher(title + "\n" + String.join("\n", prose))
          .results()
          .map(result -> result.group(1))
          .toList();
    }
  }

  static Page read(String name) {
    Path file = ROOT.resolve(name);
    try {
      return new Page(file, sections(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the page: " + file, e);
    }
  }

  private static List<Section> sections(List<String> lines) {
    List<Section> sections = new ArrayList<>();
    Section current = new Section(0, "", new ArrayList<>(), new ArrayList<>());
    StringBuilder block = null;
    String language = "";
    for (String line : lines) {
      Matcher heading = HEADING.matcher(line);
      if (block != null) {
        if (line.startsWith("```")) {
          if (language.equals("sh")) {
            current.blocks().add(block.toString());
          }
          block = null;
        } else {
          block.append(line).append('\n');
        }
      } else if (line.startsWith("```")) {
        block = new StringBuilder();
        language = line.substring(3).strip();
      } else if (heading.matches()) {
        sections.add(current);
        current =
            new Section(
                heading.group(1).length(), heading.group(2), new ArrayList<>(), new ArrayList<>());
      } else {
        current.prose().add(line);
      }
    }
    sections.add(current);
    return sections;
  }

  /** The only section with this heading. */
  Section section(String title) {
    List<Section> found = sections.stream().filter(each -> each.title().equals(title)).toList();
    if (found.size() != 1) {
      throw new AssertionError(file + " has " + found.size() + " sections called " + title);
    }
    return found.get(0);
  }

  /** The anchors of the headings. */
  List<String> anchors() {
    return sections.stream()
        .map(
            section ->
                section
                    .title()
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .toList();
  }
}
