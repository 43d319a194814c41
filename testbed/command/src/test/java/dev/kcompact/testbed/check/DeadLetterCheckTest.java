package dev.kcompact.testbed.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.testbed.check.CheckResult.Differs;
import dev.kcompact.testbed.check.CheckResult.Holds;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.TableDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterCheckTest {
  private final SampleDay day =
      SampleDay.of(SampleSpec.of(3, LakeFixture.DATE, 60, 8).withShares(50, 30, 20, 10));
  private final List<Message> messages = new ArrayList<>();

  @BeforeEach
  void send() {
    for (TableDay table : day.tables()) {
      for (long record = 0; record < table.records(); record++) {
        if (table.fate(record) instanceof Fate.Corrupt corrupt) {
          messages.add(message(table, record, "compactor", corrupt.kind().code() + ":/x/0"));
        }
      }
    }
  }

  @Test
  void holdsWhenEveryBrokenRecordCame() throws Exception {
    assertThat(corrupt())
        .isEqualTo(new Holds("dead letters of the compactor", messages.size(), ""));
  }

  @Test
  void countsWhatCameTwice() throws Exception {
    messages.add(messages.get(0));
    assertThat(corrupt())
        .isEqualTo(new Holds("dead letters of the compactor", messages.size(), "1 repeated"));
  }

  @Test
  void reportsAMissingMessage() throws Exception {
    Message lost = messages.remove(2);
    assertReported(Kind.MISSING, lost.key());
  }

  @Test
  void reportsAMessageOfAGoodRecord() throws Exception {
    TableDay orders = day.table("orders");
    long good = 0;
    while (!(orders.fate(good) instanceof Fate.Good)) {
      good++;
    }
    messages.add(message(orders, good, "compactor", "wrong_type"));
    assertReported(Kind.UNEXPECTED, orders.key(good));
  }

  @Test
  void reportsAWrongReason() throws Exception {
    spoil(1, "kc-reason", "too_deep");
    assertReported(Kind.WRONG_REASON, messages.get(1).key());
  }

  @Test
  void reportsHeadersOfAnotherPlace() throws Exception {
    spoil(1, "kc-line", "99");
    assertReported(Kind.CHANGED, messages.get(1).key());
  }

  @Test
  void reportsAnotherTable() throws Exception {
    spoil(1, "kc-table", "returns");
    assertReported(Kind.CHANGED, messages.get(1).key());
  }

  @Test
  void reportsAMissingAttempt() throws Exception {
    spoil(1, "kc-attempt", "");
    assertReported(Kind.CHANGED, messages.get(1).key());
  }

  @Test
  void reportsChangedBytes() throws Exception {
    Message message = messages.get(1);
    messages.set(1, new Message(message.key(), new byte[] {1}, message.headers()));
    assertReported(Kind.CHANGED, message.key());
  }

  @Test
  void invalidRecordsAreTheFinalizersAndNotTheCompactors() throws Exception {
    for (TableDay table : day.tables()) {
      for (long record = 0; record < table.records(); record++) {
        if (table.fate(record) instanceof Fate.Invalid invalid) {
          messages.add(message(table, record, "finalizer", LakeFixture.reason(invalid)));
        }
      }
    }
    assertThat(corrupt()).isInstanceOf(Holds.class);
    assertThat(invalid()).isInstanceOf(Holds.class);
    spoil(messages.size() - 2, "kc-reason", "another_rule");
    assertThat(((Differs) invalid()).first())
        .extracting(Difference::kind)
        .containsExactly(Kind.WRONG_REASON);
    messages.remove(messages.size() - 2);
    Message lost = messages.remove(messages.size() - 1);
    assertThat(((Differs) invalid()).first())
        .hasSize(2)
        .contains(new Difference(Kind.MISSING, lost.key(), ""));
  }

  private void assertReported(Kind kind, String place) throws Exception {
    assertThat(((Differs) corrupt()).first())
        .singleElement()
        .satisfies(difference -> assertThat(difference.kind()).isEqualTo(kind))
        .satisfies(difference -> assertThat(difference.place()).isEqualTo(place));
  }

  private CheckResult corrupt() throws Exception {
    return DeadLetterCheck.ofCorrupt(day, (topic, taker) -> messages.forEach(taker), "dlq");
  }

  private CheckResult invalid() throws Exception {
    return DeadLetterCheck.ofInvalid(day, (topic, taker) -> messages.forEach(taker), "dlq");
  }

  private void spoil(int index, String header, String value) {
    Message message = messages.get(index);
    Map<String, String> headers = new HashMap<>(message.headers());
    headers.put(header, value);
    messages.set(index, new Message(message.key(), message.value(), headers));
  }

  private static Message message(TableDay table, long record, String source, String reason) {
    String key = table.key(record);
    Map<String, String> headers = new HashMap<>();
    headers.put("kc-table", table.table());
    headers.put("kc-object", key.substring(0, key.indexOf('#')));
    headers.put("kc-line", key.substring(key.indexOf('#') + 1));
    headers.put("kc-reason", reason);
    headers.put("kc-attempt", "1");
    headers.put("kc-source", source);
    if (source.equals("finalizer")) {
      headers.put("kc-run", LakeFixture.RUN);
    }
    return new Message(
        key, LakeFixture.letter(table.record(table.objectOf(record), record).json()), headers);
  }
}
