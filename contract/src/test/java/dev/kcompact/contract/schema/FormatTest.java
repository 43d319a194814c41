package dev.kcompact.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  @ParameterizedTest
  @CsvSource({
    "email, ana@example.com.br",
    "email, a.b+c@localhost",
    "hostname, a-1.example",
    "ipv4, 0.255.1.99",
    "ipv6, ::",
    "ipv6, ::1",
    "ipv6, 2001:db8::8a2e:370:7334",
    "ipv6, 1:2:3:4:5:6:7:8",
    "ipv6, 1:2:3:4:5:6:7::",
    "ipv6, ::ffff:192.0.2.1",
    "uri, https://example.com/a?b=c#d%20e",
    "uri, urn:isbn:1",
    "time, 23:59:60.5Z",
    "time, 00:00:00-03:00",
    "duration, P1Y2M3DT4H5M6S",
    "duration, PT36H",
    "duration, P2W",
  })
  void knowsTheForm(String format, String text) {
    assertThat(matches(format, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "email, ana.example.com",
    "email, a b@example.com",
    "email, ana@-x",
    "hostname, -a.example",
    "hostname, a..b",
    "ipv4, 256.1.1.1",
    "ipv4, 01.1.1.1",
    "ipv4, 1.1.1",
    "ipv6, 1::2::3",
    "ipv6, 1:2:3:4:5:6:7",
    "ipv6, 1:2:3:4:5:6:7:8::",
    "ipv6, 12345::",
    "ipv6, ::ffff:192.0.2.256",
    "uri, //example.com/a",
    "uri, https://exa mple",
    "uri, a:%zz",
    "time, 24:00:00Z",
    "time, 12:00:00",
    "duration, P",
    "duration, PT",
    "duration, P1YT",
    "duration, P1Y2D",
  })
  void refusesAnotherForm(String format, String text) {
    assertThat(matches(format, text)).isFalse();
  }

  @Test
  void whatHasNoExpressionIsAnAnnotation() {
    assertThat(Format.named("cpf")).isEmpty();
  }

  private static boolean matches(String format, String text) {
    return Pattern.compile(Format.named(format).orElseThrow().pattern()).matcher(text).find();
  }
}
