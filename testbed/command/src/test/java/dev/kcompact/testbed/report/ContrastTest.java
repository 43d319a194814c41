package dev.kcompact.testbed.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks the contrast of the style sheet's colors by the formula of WCAG 2. */
final class ContrastTest {
  private static final Pattern BLOCK = Pattern.compile(":root \\{([^}]*--paper[^}]*)}");
  private static final Pattern COLOUR = Pattern.compile("--([a-z]+): #([0-9a-f]{6})");
  private static final double TEXT = 4.5;
  private static final double GRAPHICS = 3;

  @Test
  void textAndChartsCanBeSeenInLightAndDark() throws IOException {
    List<Map<String, String>> schemes = schemes();
    assertThat(schemes).hasSizeGreaterThanOrEqualTo(2);
    for (Map<String, String> scheme : schemes.subList(0, 2)) {
      for (String ground : List.of("paper", "raised")) {
        for (String text : List.of("ink", "muted", "good", "bad")) {
          assertThat(contrast(scheme, text, ground)).as(text + ground).isGreaterThan(TEXT);
        }
      }
      assertThat(contrast(scheme, "job", "paper")).isGreaterThan(TEXT);
      assertThat(contrast(scheme, "muted", "target")).isGreaterThan(TEXT);
      for (String bar : List.of("job", "functions", "before", "bad")) {
        assertThat(contrast(scheme, bar, "paper")).as(bar).isGreaterThan(GRAPHICS);
      }
    }
  }

  @Test
  void blackOnWhiteIsTwentyOne() {
    Map<String, String> extremes = Map.of("ink", "000000", "paper", "ffffff");

    assertThat(contrast(extremes, "ink", "paper")).isEqualTo(21);
  }

  private static List<Map<String, String>> schemes() throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      Matcher blocks = BLOCK.matcher(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
      List<Map<String, String>> schemes = new ArrayList<>();
      while (blocks.find()) {
        Map<String, String> colours = new HashMap<>();
        Matcher colour = COLOUR.matcher(blocks.group(1));
        while (colour.find()) {
          colours.put(colour.group(1), colour.group(2));
        }
        schemes.add(colours);
      }
      return schemes;
    }
  }

  private static double contrast(Map<String, String> colours, String one, String other) {
    double a = luminance(Objects.requireNonNull(colours.get(one)));
    double b = luminance(Objects.requireNonNull(colours.get(other)));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * channel(colour, 0) + 0.7152 * channel(colour, 2) + 0.0722 * channel(colour, 4);
  }

  private static double channel(String colour, int at) {
    double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
