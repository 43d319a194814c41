package dev.kcompact.testbed.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that names on the pages exist: commands and options, properties, variables, alarms, files.
 */
class DocumentedNamesTest {
  private static final List<String> NOT_THE_PROJECTS = List.of("benchmark/", "LICENSE");
  private static final Pattern COMMAND =
      Pattern.compile("\\./kcompact ([a-z-]+)((?:\\\\\\n|[^`\\n])*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
  private static final Pattern SETTING = Pattern.compile("KCOMPACT_[A-Z]+(?:_[A-Z]+)*");
  private static final Pattern ALARM = Pattern.compile("`([A-Z][A-Za-z]*Alarm)`");
  private static final Pattern TEST = Pattern.compile("-Dit\\.test=([A-Za-z,#*]+)");

  /** Matches only properties of the job. */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "`(poll-interval(?:\\.[a-z]+)?|delivery-guarantee|transactional-id-prefix"
              + "|(?:lease|discovery|notifications|group|fetch|record|object|parquet|s3)"
              + "\\.[a-z][a-z.-]*)`");

  /** Names that AWS's tools or the page itself define. */
  private static final Set<String> AWS_OR_LOCAL =
      Set.of(
          "AWS_ENDPOINT_URL",
          "AWS_ENDPOINT_URL_S3",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_REGION",
          "DAY",
          "_kcompact/replaced/",
          "_kcompact/runs/",
          "aws kinesisanalyticsv2");

  static Stream<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Page.ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> Page.ROOT.relativize(file).toString())
          .filter(name -> !name.contains("/target/") && !name.contains("node_modules"))
          .filter(name -> !name.startsWith("."))
          .filter(name -> NOT_THE_PROJECTS.stream().noneMatch(name::startsWith))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String text(String page) throws IOException {
    return Files.readString(Page.ROOT.resolve(page));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsAndTheirOptionsExist(String page) throws IOException {
    Map<String, Set<String>> commands = Known.commands();
    List<String> missing = new ArrayList<>();
    Matcher matcher = COMMAND.matcher(text(page));
    while (matcher.find()) {
      Set<String> options = commands.get(matcher.group(1));
      if (options == null) {
        missing.add(matcher.group(1));
      } else {
        OPTION
            .matcher(matcher.group(2))
            .results()
            .map(option -> option.group())
            .filter(option -> !options.contains(option))
            .forEach(option -> missing.add(matcher.group(1) + " " + option));
      }
    }
    assertThat(missing).as(page).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void environmentVariablesExist(String page) throws IOException {
    assertThat(found(SETTING, text(page).replaceAll("KCOMPACT_KAFKA_[A-Z<][A-Z_<>]*", "")))
        .as(page)
        .isSubsetOf(union(Known.settings(), Set.of("KCOMPACT_KAFKA")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void alarmsExist(String page) throws IOException {
    assertThat(found(ALARM, text(page))).as(page).isSubsetOf(Known.template());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void propertiesOfTheJobExist(String page) throws IOException {
    assertThat(found(PROPERTY, text(page))).as(page).isSubsetOf(Known.properties());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void testsThatAreToBeRunExist(String page) throws IOException {
    Set<String> named =
        found(TEST, text(page)).stream()
            .flatMap(names -> Stream.of(names.split(",")))
            .map(name -> name.replaceAll("#.*", ""))
            .filter(name -> !name.equals("X"))
            .collect(Collectors.toSet());
    assertThat(named).as(page).isSubsetOf(Known.tests());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(String page) throws IOException {
    Path folder = Page.ROOT.resolve(page).getParent();
    for (Page.Section section : Page.read(page).sections()) {
      for (String link : section.links()) {
        if (link.contains("://")) {
          continue;
        }
        URI uri = URI.create(link);
        Path target =
            uri.getPath().isEmpty() ? Page.ROOT.resolve(page) : folder.resolve(uri.getPath());
        assertThat(target).as(page + ": " + link).exists();
        if (uri.getFragment() != null) {
          String name = Page.ROOT.relativize(target.normalize()).toString();
          assertThat(Page.read(name).anchors()).as(page + ": " + link).contains(uri.getFragment());
        }
      }
    }
  }

  /** Checks everything in backticks on the operators' page, because it is read under pressure. */
  @Test
  void everyNameOnTheOperatorsPageIsKnown() {
    Set<String> known = new TreeSet<>(Known.properties());
    known.addAll(Known.metrics());
    known.addAll(Known.settings());
    known.addAll(Known.template());
    known.addAll(Known.workflow());
    Known.commands()
        .forEach(
            (command, options) -> {
              known.add(command);
              known.addAll(options);
            });
    String programs = Known.programs();
    List<String> unknown = new ArrayList<>();
    for (Page.Section section : Page.read("docs/operations.md").sections()) {
      for (String name : section.names()) {
        if (!isKnown(name, known, programs)) {
          unknown.add(section.title() + ": " + name);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static boolean isKnown(String name, Set<String> known, String programs) {
    if (known.contains(name) || AWS_OR_LOCAL.contains(name)) {
      return true;
    }
    String first = name.split(" ")[0];
    if (first.equals("./kcompact")) {
      return known.contains(name.split(" ")[1]);
    }
    if (name.startsWith("--")) {
      return known.contains(first);
    }
    // A message: a program must contain each of its constant parts.
    return Stream.of(name.split("…|<[a-z]+>"))
        .map(String::strip)
        .filter(part -> part.matches(".*[A-Za-z_].*"))
        .map(part -> part.replaceAll("^[:/ ]+|[:/ ]+$", ""))
        .filter(part -> !part.isEmpty())
        .flatMap(part -> Stream.of(part.split(": ")))
        .allMatch(programs::contains);
  }

  /** The page has a section for every alarm. */
  @Test
  void everyAlarmIsASymptomOnTheOperatorsPage() throws IOException {
    Set<String> alarms =
        found(
            Pattern.compile("(?m)^  ([A-Za-z]+):\\n    Type: AWS::CloudWatch::[A-Za-z]*Alarm$"),
            text("statemachine/template.yaml"));
    assertThat(alarms).hasSizeGreaterThan(10);
    assertThat(found(ALARM, text("docs/operations.md"))).containsAll(alarms);
  }

  /** A test must run every procedure. */
  @Test
  void everyBlockOfTheOperatorsPageIsRunByATest() throws IOException {
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> files = Files.walk(Page.ROOT.resolve("testbed/command/src/test/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("IT.java")).toList()) {
        tests.append(Files.readString(file));
      }
    }
    assertThat(Page.read("docs/operations.md").sections())
        .filteredOn(section -> !section.blocks().isEmpty())
        .filteredOn(section -> !section.title().equals("Set the variables"))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            section ->
                assertThat(tests.toString())
                    .as("a test that runs it")
                    .containsPattern(
                        "(?:procedure|run)\\(\\s*\"" + Pattern.quote(section.title()) + "\""));
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
