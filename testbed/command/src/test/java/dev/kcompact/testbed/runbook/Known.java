package dev.kcompact.testbed.runbook;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.testbed.KcompactTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Existing names, read from their definitions. */
final class Known {
  private static final Pattern TABLE_NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern SETTING = Pattern.compile("\"(KCOMPACT_[A-Z_]+)\"");
  private static final Pattern LOGICAL = Pattern.compile("^  ([A-Za-z][A-Za-z0-9]*):\\s*$");

  private Known() {}

  /** Properties of the job, with and without their group; a test of the job checks the page. */
  static Set<String> properties() {
    return firstColumn("docs/properties.md");
  }

  /** Metrics; tests of the job and of the handlers check the page. */
  static Set<String> metrics() {
    Set<String> found = new TreeSet<>();
    for (String page : new String[] {"docs/metrics.md", "docs/properties.md"}) {
      if (Files.exists(Page.ROOT.resolve(page))) {
        found.addAll(allNamesInTables(page));
      }
    }
    return found;
  }

  /** Environment variables that a handler reads. */
  static Set<String> settings() {
    Set<String> found = new TreeSet<>();
    sources("finalizer-lambda/src/main/java")
        .forEach(
            text -> SETTING.matcher(text).results().forEach(match -> found.add(match.group(1))));
    return found;
  }

  /** Logical names of the template's parameters, conditions, resources and outputs. */
  static Set<String> template() {
    Set<String> found = new TreeSet<>();
    read("statemachine/template.yaml")
        .lines()
        .forEach(
            line -> {
              Matcher matcher = LOGICAL.matcher(line);
              if (matcher.matches()) {
                found.add(matcher.group(1));
              }
            });
    return found;
  }

  /** Names of states, and the fields of the execution's input. */
  static Set<String> workflow() {
    Set<String> found = new TreeSet<>();
    try {
      var machine = new ObjectMapper().readTree(read("statemachine/daily.asl.json"));
      machine.path("States").fieldNames().forEachRemaining(found::add);
      machine
          .findValues("States")
          .forEach(states -> states.fieldNames().forEachRemaining(found::add));
      machine
          .path("States")
          .path("Defaults")
          .path("Result")
          .fieldNames()
          .forEachRemaining(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to parse the state machine", e);
    }
    return found;
  }

  /** Options of each command. */
  static Map<String, Set<String>> commands() {
    return KcompactTool.commands();
  }

  /** All string literals of the programs, which contain the messages and reasons. */
  static String programs() {
    StringBuilder all = new StringBuilder();
    for (String module :
        new String[] {
          "contract", "flink-job", "finalizer-lambda", "cli/command", "testbed/command"
        }) {
      sources(module + "/src/main").forEach(all::append);
    }
    return all.append(read("statemachine/daily.asl.json"))
        .append(read("statemachine/template.yaml"))
        .toString();
  }

  /** All test classes by simple name. */
  static Set<String> tests() {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Page.ROOT)) {
      files
          .map(Path::toString)
          .filter(file -> file.contains("/src/test/java/") && file.endsWith(".java"))
          .forEach(file -> found.add(file.substring(file.lastIndexOf('/') + 1, file.length() - 5)));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to look for tests", e);
    }
    return found;
  }

  private static Set<String> firstColumn(String page) {
    Set<String> found = new TreeSet<>();
    for (Page.Section section : Page.read(page).sections()) {
      for (String line : section.prose()) {
        if (line.startsWith("| `")) {
          TABLE_NAME
              .matcher(line.substring(0, line.indexOf(" | ")))
              .results()
              .forEach(match -> found.add(match.group(1)));
        }
      }
    }
    return found;
  }

  private static Set<String> allNamesInTables(String page) {
    Set<String> found = new TreeSet<>();
    for (Page.Section section : Page.read(page).sections()) {
      section.prose().stream()
          .filter(line -> line.startsWith("|"))
          .flatMap(line -> TABLE_NAME.matcher(line).results())
          .forEach(match -> found.add(match.group(1)));
    }
    return found;
  }

  private static Stream<String> sources(String folder) {
    try (Stream<Path> files = Files.walk(Page.ROOT.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(java|py|json)"))
          .map(file -> read(Page.ROOT.relativize(file).toString()))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the sources: " + folder, e);
    }
  }

  private static String read(String name) {
    try {
      return Files.readString(Page.ROOT.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read: " + name, e);
    }
  }
}
