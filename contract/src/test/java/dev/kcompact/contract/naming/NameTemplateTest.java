package dev.kcompact.contract.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTemplateTest {
  private static final String DATED =
      "{{topic}}-{{partition}}-{{start_offset}}-"
          + "{{timestamp:unit=yyyy}}{{timestamp:unit=MM}}{{timestamp:unit=dd}}";

  private static Optional<NameMatch> match(String template, String topic, String path) {
    return ObjectNaming.ofTemplate(template, topic).match(path, 0);
  }

  @Test
  void theTimeBehindTheOffsetIsNotTheOffset() {
    assertThat(match(DATED, "plain", "plain-1-0-20261127.jsonl"))
        .contains(new NameMatch("plain", Optional.of(new ObjectName("plain", 1, 0, "plain-1-"))));
    assertThat(ObjectNaming.AIVEN.parse("plain-1-0-20261127.jsonl").map(ObjectName::topic))
        .contains("plain-1");
  }

  @Test
  void theTablesTopicDecidesWhereANameCanBeReadInTwoWays() {
    String template = "{{topic}}-{{partition}}-{{start_offset}}-{{key}}";
    String name = "a-1-2-3-4";

    assertThat(match(template, "a", name).flatMap(NameMatch::order))
        .contains(new ObjectName("a", 1, 2, "a-1-"));
    assertThat(match(template, "a-1", name).flatMap(NameMatch::order))
        .contains(new ObjectName("a-1", 2, 3, "a-1-2-"));
    assertThat(match(template, "b", name).map(NameMatch::topic)).isNotEmpty().isNotEqualTo("b");
  }

  @Test
  void slashesMakeItAPath() {
    String template =
        "{{ topic }}/{{timestamp:unit=yyyy}}-{{timestamp:unit=MM}}-{{timestamp:unit=dd}}/"
            + "{{timestamp:unit=HH}}/{{partition:padding=true}}-{{start_offset:padding=true}}.json";

    assertThat(
            match(template, "t", "t/2026-11-27/07/0000000003-00000000000000000042.json.gz")
                .flatMap(NameMatch::order))
        .contains(new ObjectName("t", 3, 42, "0000000003-"));
    assertThat(match(template, "t", "t/2026-11-27/07/3-42.json")).isEmpty();
    assertThat(match(template, "t", "0000000003-00000000000000000042.json")).isEmpty();
  }

  @Test
  void keysHaveNoOrder() {
    assertThat(match("{{key}}", "t", "anything at all"))
        .contains(new NameMatch("t", Optional.empty()));
    assertThat(match("{{topic}}-{{key}}", "t", "t-k"))
        .contains(new NameMatch("t", Optional.empty()));
  }

  @Test
  void variablesMayOccurTwice() {
    String twice = "{{topic}}/{{partition}}/{{topic}}-{{partition:padding=true}}-{{start_offset}}";

    assertThat(match(twice, "t", "t/1/t-0000000001-5").flatMap(NameMatch::order))
        .contains(new ObjectName("t", 1, 5, "t-0000000001-"));
    assertThat(match(twice, "t", "t/1/u-0000000001-5")).isEmpty();
  }

  /** Each would otherwise have a mark of its own, for ever. */
  @Test
  void aTimeOrKeyBeforeTheOffsetMakesNoStem() {
    assertThat(
            match("{{timestamp:unit=HH}}-{{partition}}-{{start_offset}}", "t", "07-1-2")
                .flatMap(NameMatch::order))
        .contains(new ObjectName("t", 1, 2, null));
    assertThat(
            match("{{timestamp:unit=HH}}/{{partition}}-{{start_offset}}", "t", "07/1-2")
                .flatMap(NameMatch::order))
        .contains(new ObjectName("t", 1, 2, "1-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{topics}} | expected topic, partition",
        "{{topic:padding=true}} | expected no parameter",
        "{{partition:padding=yes}} | expected padding=true or padding=false",
        "{{start_offset:unit=yyyy}} | expected padding=true or padding=false",
        "{{timestamp}} | expected unit=yyyy",
        "{{timestamp:unit=mm}} | expected the unit yyyy, MM, dd or HH",
        "{{topic | template is malformed",
        "topic}} | template is malformed",
        "{{topic}}-{{}} | template is malformed",
        "orders.json | template has no variable",
      })
  void mistakesAreRefused(String template, String message) {
    assertThatThrownBy(() -> NameTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  /** Made by the template as the sink makes it; what was filled in comes out again. */
  @Property
  void readsWhatTheTemplateMakes(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> topics = List.of("t", "t-1", "a.b_c", "0", "x-0-1", "T..");
    String topic = topics.get(random.nextInt(topics.size()));
    int partition = random.nextInt(1 << random.nextInt(1, 31));
    long offset = random.nextLong(1L << random.nextInt(1, 63));
    boolean isPadded = random.nextBoolean();
    String separator = List.of("-", "_", "/", "/p=", "+", "--").get(random.nextInt(6));
    String time =
        List.of("", "{{timestamp:unit=yyyy}}", "at{{timestamp:unit=HH}}.").get(random.nextInt(3));
    String template =
        "{{topic}}"
            + separator
            + (isPadded ? "{{partition:padding=true}}" : "{{ partition }}")
            + separator
            + (isPadded ? "{{start_offset:padding=true}}" : "{{start_offset:padding=false}}")
            + (time.isEmpty() ? "" : separator + time);
    String extension = List.of("", ".gz", ".jsonl.zst").get(random.nextInt(3));
    String name =
        topic
            + separator
            + (isPadded ? String.format("%010d", partition) : partition)
            + separator
            + (isPadded ? String.format("%020d", offset) : offset)
            + (time.isEmpty()
                ? ""
                : separator
                    + time.replace("{{timestamp:unit=yyyy}}", "2026")
                        .replace("{{timestamp:unit=HH}}", "07"))
            + extension;

    Optional<ObjectName> read = match(template, topic, name).flatMap(NameMatch::order);

    assertThat(read).as(template + " made " + name).isPresent();
    assertThat(read.get().topic()).isEqualTo(topic);
    assertThat(read.get().partition()).as(name).isEqualTo(partition);
    assertThat(read.get().startOffset()).as(name).isEqualTo(offset);
  }
}
