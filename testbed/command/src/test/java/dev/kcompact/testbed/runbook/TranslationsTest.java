package dev.kcompact.testbed.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the Portuguese pages have the same headings, commands, tables and names as the
 * English ones, section by section.
 */
class TranslationsTest {
  @ParameterizedTest
  @ValueSource(strings = {"README", "docs/operations"})
  void thePagesSayTheSame(String name) {
    Page english = Page.read(name + ".md");
    Page portuguese = Page.read(name + ".pt-BR.md");
    assertThat(levels(portuguese)).as("headings of " + name).isEqualTo(levels(english));
    IntStream.range(0, english.sections().size())
        .forEach(i -> same(english.sections().get(i), portuguese.sections().get(i)));
  }

  private static List<Integer> levels(Page page) {
    return page.sections().stream().map(Page.Section::level).toList();
  }

  private static void same(Page.Section english, Page.Section portuguese) {
    String titles = english.title() + " / " + portuguese.title();
    assertThat(portuguese.blocks()).as(titles).isEqualTo(english.blocks());
    assertThat(portuguese.rows()).as(titles).isEqualTo(english.rows());
    assertThat(portuguese.names()).as(titles).containsExactlyInAnyOrderElementsOf(english.names());
    assertThat(portuguese.links()).as(titles).hasSameSizeAs(english.links());
  }
}
