package dev.kcompact.testbed.proxy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a Kafka broker is asked for, by the number at the head of each request. */
final class KafkaLabels {
  private static final Set<Fault> FAULTS =
      EnumSet.of(Fault.RESET, Fault.STALL, Fault.ANSWER_LOST, Fault.TRUNCATED);

  private static final Map<Integer, String> NAMES =
      Map.of(
          0, "produce",
          1, "fetch",
          2, "list offsets",
          3, "metadata",
          18, "versions",
          22, "producer id",
          24, "add partitions",
          26, "end transaction");

  private KafkaLabels() {}

  static RequestLabel of(String client, int number) {
    String name = NAMES.getOrDefault(number, "request " + number);
    return new RequestLabel(client, "Kafka " + name, FAULTS);
  }
}
