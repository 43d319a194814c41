package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTextTest {
  private static boolean isIn(String text) {
    return OwnText.isIn(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "null",
        "true",
        "{}",
        "[]",
        "[[], {}]",
        "\"\"",
        "{\"id\":null}",
        "{\"id\" :\tnull, \"a7\": [false, \"\"]}",
        "{\"say \\\"7\\\"\":null}",
        "{\"id\":null",
        "}",
        "],"
      })
  void isNotInTheTextOfManyRecords(String text) {
    assertThat(isIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "-0.5",
        "\"x\"",
        "{\"id\":0}",
        "{\"id\":\"\\u0000\"}",
        "[null, \":\"]",
        "{\"a\":{\"b\":[{\"c\":1}]}}",
        "{\"id\":",
        "{\"id\": ",
        "{\"id",
        "\"",
        "nul",
        "nullx",
        "NaN",
        "<html>",
        "\u00e9"
      })
  void isInTheTextOfOne(String text) {
    assertThat(isIn(text)).isTrue();
  }

  @Property(tries = 300)
  void dependsOnTheRangeOnly(@ForAll("texts") String text, @ForAll("texts") String around) {
    byte[] bytes = (around + text + around).getBytes(UTF_8);
    int from = around.getBytes(UTF_8).length;
    assertThat(OwnText.isIn(bytes, from, from + text.getBytes(UTF_8).length)).isEqualTo(isIn(text));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("{}[]:, \"\\null7x").ofMaxLength(20);
  }

  /** As a table's name is never the mark of a place. */
  @Property(tries = 100)
  void noTextIsIdentifiedAsAPlace(@ForAll String key) {
    assertThat(Fingerprint.ofPlace("orders", key))
        .isNotEqualTo(Fingerprint.of("orders", key.getBytes(UTF_8)))
        .hasSize(Fingerprint.DIGITS);
  }
}
