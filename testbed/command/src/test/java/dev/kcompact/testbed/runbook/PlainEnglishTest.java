package dev.kcompact.testbed.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Pages, comments and texts use the words of the field: no prose line is too long, and none has a
 * word that CONTRIBUTING.md avoids. Code spans, JSON names and stored paths are left out.
 */
class PlainEnglishTest {
  private static final Path ROOT = Path.of("../..");
  private static final int MAX_LINE = 120;
  private static final Set<String> SKIPPED =
      Set.of("target", "node_modules", ".git", ".kcompact", "src/test/resources");

  /** The words, but for those that are also names of stored things or of the alphabet. */
  private static final Pattern AVOIDED =
      Pattern.compile(
          "(?i)\\b(doubled|whole|gone|told|twins|amid|blows?|mends?|drowns? in|held against"
              + "|none the worse|tell of|say what|a look(?!-|\\s+back)|(?<!dead[\\s-])(?<!AS )(?<!\\()letters(?!,? (?:digits|uuuu)))\\b");

  /** A comment, a text block or a string. */
  private static final Pattern JAVA_TEXT =
      Pattern.compile(
          "(?s)\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*'|//[^\n]*|/\\*.*?\\*/");

  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`]*`|\\{@code[^}]*}");

  private static List<Path> files(String extension) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.stream().anyMatch(folder::endsWith)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(extension)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** The lines of a page that are prose: no code and no table. */
  private static List<String> prose(String page) {
    String withoutBlocks = page.replaceAll("(?s)```.*?```", "");
    return withoutBlocks
        .lines()
        .filter(line -> !line.startsWith("|") && !line.startsWith("    "))
        .toList();
  }

  @Test
  void noLineOfProseIsTooLong() throws IOException {
    List<Path> pages = files(".md");
    assertThat(pages).hasSizeGreaterThan(40);
    for (Path page : pages) {
      assertThat(prose(Files.readString(page)))
          .as(page.toString())
          .allSatisfy(
              line ->
                  assertThat(CODE.matcher(line).replaceAll("").length() <= MAX_LINE)
                      .as(line)
                      .isTrue());
    }
  }

  @Test
  void noPageHasAWordToAvoid() throws IOException {
    for (Path page : files(".md")) {
      // CONTRIBUTING lists the words.
      if (!page.endsWith("CONTRIBUTING.md")) {
        assertThat(avoided(CODE.matcher(Files.readString(page)).replaceAll("")))
            .as(page.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void noCommentOrTextHasAWordToAvoid() throws IOException {
    List<Path> sources = files(".java");
    assertThat(sources).hasSizeGreaterThan(500);
    for (Path source : sources) {
      if (!source.endsWith("PlainEnglishTest.java")) {
        List<String> found = new ArrayList<>();
        Matcher texts = JAVA_TEXT.matcher(Files.readString(source));
        while (texts.find()) {
          // A text of one word is a name: of a JSON member, a command, a value.
          if (texts.group().replace("\"", "").strip().contains(" ")) {
            found.addAll(avoided(withoutNames(texts.group())));
          }
        }
        assertThat(found).as(source.toString()).isEmpty();
      }
    }
  }

  /** Without code, members of JSON, properties such as {@code fetch.gone}, and paths. */
  private static String withoutNames(String text) {
    return CODE.matcher(text.replaceAll("\\s*\n\\s*(\\*|//)?\\s*", " "))
        .replaceAll("")
        .replaceAll("\\\\?\"\\w+\\\\?\"", "")
        .replaceAll("[\\w-]+[./][\\w./-]+", "");
  }

  private static List<String> avoided(String text) {
    return AVOIDED.matcher(text).results().map(found -> found.group()).toList();
  }

  @Test
  void theWordsAreFound() {
    assertThat(avoided("It is held against the Whole; letters, but dead letters and a look back."))
        .containsExactly("held against", "Whole", "letters");
    assertThat(avoided(withoutNames("// the property fetch.gone, {@code whole} and \"doubled\"")))
        .isEmpty();
  }
}
