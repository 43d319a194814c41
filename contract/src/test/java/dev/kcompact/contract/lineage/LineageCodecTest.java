package dev.kcompact.contract.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineageCodecTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  /** Written by the first build with version 1; it must stay readable. */
  private static final String GOLDEN_BODY =
      "066f7264657273aba2013d02b7026e9d5c0682f7c45a409290bfbfa362e09e2199b493f66f3d53a4"
          + "60f31ba42aa10221746f706963732f6f72646572732f796561723d323032362f6f72646572732b30"
          + "2b052e6a736f6e0a02001321746f706963732f6f72646572732f796561723d323032362f6f726465"
          + "72732b312b052e6a736f6e0a0107020026746f706963732f6f72646572732f73656d206ec3ba6d65"
          + "726f2fc3a0206dc3a36f2e6a736f6e1b08746f612e6a736f6ed6ce822702c435324e688f9a3e81ea"
          + "5dfcf1571d";

  private static final String GOLDEN_TEXT =
      "AWPLL0pJLSpevYjRlmk7U97cGLam70eiHCZN2L9/cdKDeYozt0z+lm8bvCThs/QSrYVMiiX5BZnJxfoQ"
          + "XfqVqYlFtkYGRmZQAW0DbVa9rOL8PC4mBmFCag1hahnZmRjUUBUXp+Yq5B3elZtalK9/eIFC7uHF+WC1"
          + "0hwl+Ylg1rVzTepMR0yN/DL6Z9k1vor98zFcFgA=";

  private static Lineage golden() {
    return Lineage.of(
        "orders",
        DAY,
        61,
        2,
        List.of(
            new SourceObject("topics/orders/year=2026/orders+0+0000000000.json", "a1", 100),
            new SourceObject("topics/orders/year=2026/orders+0+0000000020.json", "b2", 200),
            new SourceObject("topics/orders/year=2026/orders+1+0000000007.json", "c3", 0),
            new SourceObject("topics/orders/sem número/à mão.json", "d4", 5),
            new SourceObject("topics/orders/sem número/à toa.json", "e5", 6)));
  }

  @Test
  void bodyOfVersionOneDoesNotChange() {
    assertThat(HexFormat.of().formatHex(LineageCodec.body(golden()))).isEqualTo(GOLDEN_BODY);
  }

  @Test
  void textOfVersionOneStaysReadable() {
    assertThat(LineageCodec.decode(GOLDEN_TEXT)).isEqualTo(golden());
  }

  @Test
  void aDayOfManyObjectsStaysSmall() {
    List<SourceObject> objects = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String key = String.format("topics/orders/day=22/orders+%d+%010d.json", i % 6, i * 20L);
      objects.add(new SourceObject(key, Integer.toHexString(i * 31), 9_000 + i));
    }
    String text = LineageCodec.encode(Lineage.of("orders", DAY, 200_000, 0, objects));
    // The 4 bytes of each fingerprint do not compress, and Base64 adds a third. Keys must cost
    // little.
    assertThat(text.length()).isLessThan(10_000 * 6);
  }

  @Test
  void damagedTextIsRefused() {
    byte[] bytes = Base64.getDecoder().decode(GOLDEN_TEXT);
    for (int length = 0; length < bytes.length - 1; length++) {
      String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> LineageCodec.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    bytes[0] = 3;
    String newer = Base64.getEncoder().encodeToString(bytes);
    assertThatThrownBy(() -> LineageCodec.decode(newer)).hasMessageContaining("version is not 1");
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(@ForAll("lineages") Lineage lineage) {
    assertThat(LineageCodec.decode(LineageCodec.encode(lineage))).isEqualTo(lineage);
  }

  @Provide
  Arbitrary<Lineage> lineages() {
    Arbitrary<Set<SourceObject>> objects =
        keys()
            .set()
            .ofMinSize(1)
            .ofMaxSize(60)
            .map(
                keys ->
                    keys.stream()
                        .map(key -> new SourceObject(key, "e" + key.hashCode(), key.length()))
                        .collect(Collectors.toSet()));
    return Combinators.combine(
            objects,
            Arbitraries.longs().between(0, 1L << 40),
            Arbitraries.integers().between(-800_000, 80_000))
        .as(
            (set, rows, day) ->
                Lineage.of(
                    "t",
                    LocalDate.ofEpochDay(day),
                    rows,
                    rows / 3,
                    set,
                    // Every other lineage has side objects.
                    day % 2 == 0 ? List.of() : set));
  }

  /** Names as sinks write them, and unusual ones: digits only, very long, in other scripts. */
  private static Arbitrary<String> keys() {
    Arbitrary<String> sink =
        Combinators.combine(
                Arbitraries.integers().between(0, 3), Arbitraries.longs().between(0, 1L << 40))
            .as(
                (partition, offset) ->
                    String.format("t/p=%d/t+%d+%010d.json.gz", partition, partition, offset));
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
    Arbitrary<String> any =
        Arbitraries.strings()
            .withChars("ab/.0123+-é日")
            .withChars(' ', '%')
            .ofMinLength(1)
            .ofMaxLength(20);
    Arbitrary<String> pairs =
        Arbitraries.of("😀1.json", "😀2.json", "😁1.json", "x/😀", "x/😁", "x/\uD83D\uDE03y");
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, sink),
        net.jqwik.api.Tuple.of(2, digits),
        net.jqwik.api.Tuple.of(4, any),
        net.jqwik.api.Tuple.of(1, pairs));
  }
}
