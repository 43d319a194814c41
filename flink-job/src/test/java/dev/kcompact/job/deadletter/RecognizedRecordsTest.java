package dev.kcompact.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.ReturnedDeadLetter;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.deadletter.CorruptInputs.Input;
import dev.kcompact.job.deadletter.DeadLetterOptions.RetryLimit;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.Schemas;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which record a dead letter is of, and what text it holds. */
class RecognizedRecordsTest {
  private static final RetryLimit LIMIT = new RetryLimit("parked", 3);
  private static final DecodeLimits LIMITS = new DecodeLimits(1 << 20, 800, 800, 64, 500);

  private final DeadLetterSchema schema = new DeadLetterSchema("letters", LIMIT);

  static List<Input> inputs() {
    return CorruptInputs.all();
  }

  private static List<DeadLetter> letters(BaseTable table, String key, byte[] stored)
      throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    new ObjectDecoder(table, LIMITS)
        .decode(key, stored, row -> letters.add(DeadLetter.of(table, key, row)));
    return letters;
  }

  private ProducerRecord<byte[], byte[]> send(DeadLetter letter) {
    return schema.serialize(letter, null, null);
  }

  private static String header(ProducerRecord<byte[], byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void thereIsAnInputForEveryReason() {
    Set<CorruptReason> reasons = EnumSet.noneOf(CorruptReason.class);
    inputs().forEach(input -> reasons.add(input.reason()));
    assertThat(reasons).containsExactlyInAnyOrder(CorruptReason.values());
  }

  /** Whoever sends a record back sends its text; what has none is received for the first time. */
  @ParameterizedTest
  @MethodSource("inputs")
  void onlyATextOfItsOwnIsRecognized(Input input) throws Exception {
    List<String> topics = new ArrayList<>();
    Set<String> fingerprints = new TreeSet<>();
    for (int i = 0; i < 6; i++) {
      String key = "topics/t/dt=2026-11-22/t+0+" + i + input.extension();
      List<DeadLetter> letters = letters(input.table(), key, input.stored());
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).reason()).startsWith(input.reason().code());
      ProducerRecord<byte[], byte[]> message = send(letters.get(0));
      topics.add(message.topic() + header(message, DeadLetterHeaders.ATTEMPT));
      fingerprints.add(header(message, DeadLetterHeaders.FINGERPRINT));
    }
    if (input.recognized()) {
      assertThat(topics)
          .containsExactly("letters1", "letters2", "letters3", "parked4", "parked4", "parked4");
      assertThat(fingerprints).containsExactly(Fingerprint.of("t", input.stored()));
    } else {
      assertThat(topics).hasSize(6).containsOnly("letters1");
      assertThat(fingerprints).hasSize(6);
    }
  }

  /** The envelope names the record, whatever its text is. */
  @ParameterizedTest
  @MethodSource("inputs")
  void inItsEnvelopeEveryRecordIsRecognized(Input input) throws Exception {
    String first = "topics/t/dt=2026-11-22/t+0+0" + input.extension();
    byte[] value = send(letters(input.table(), first, input.stored()).get(0)).value();
    String fingerprint = ReturnedDeadLetter.in(value).orElseThrow().fingerprint();
    BaseTable other =
        Schemas.table(
            "id",
            "{\"type\":\"object\",\"required\":[\"id\"],"
                + "\"properties\":{\"id\":{\"type\":\"integer\"}}}");
    List<String> topics = new ArrayList<>();
    for (int i = 1; i < 4; i++) {
      List<DeadLetter> letters = new ArrayList<>();
      String key = "topics/t/dt=2026-11-22/t+0+" + i + ".json";
      new ObjectDecoder(other, DecodeLimits.DEFAULTS)
          .decode(key, value, row -> letters.add(DeadLetter.of(other, key, row)));
      ProducerRecord<byte[], byte[]> message = send(letters.get(0));
      topics.add(message.topic() + header(message, DeadLetterHeaders.ATTEMPT));
      assertThat(header(message, DeadLetterHeaders.FINGERPRINT)).isEqualTo(fingerprint);
      value = message.value();
    }
    assertThat(topics).containsExactly("letters2", "letters3", "parked4");
  }

  @Test
  void recordsThatDifferBehindWhatIsKeptAreTwo() throws Exception {
    BaseTable table = CorruptInputs.all().get(0).table();
    String start = "{\"id\":7,\"s\":\"" + "x".repeat(900);
    Set<String> fingerprints = new TreeSet<>();
    for (String end : List.of("a\"}", "b\"}")) {
      DeadLetter letter = letters(table, "t+0+1.json", (start + end).getBytes(UTF_8)).get(0);
      assertThat(letter.isCut()).isTrue();
      assertThat(new String(send(letter).value(), UTF_8)).contains("\"cut\":true");
      fingerprints.add(header(send(letter), DeadLetterHeaders.FINGERPRINT));
    }
    assertThat(fingerprints).hasSize(2);
  }

  /** Whatever is written in a record, its dead letter holds the same bytes. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(longs = {1, 2, 3})
  void aDeadLetterHoldsTheTextAsItWasWritten(long seed) throws Exception {
    Random random = new Random(seed);
    BaseTable table = CorruptInputs.all().get(0).table();
    List<byte[]> written = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      written.add(text(random, i).getBytes(UTF_8));
    }
    List<DeadLetter> letters = new ArrayList<>();
    byte[] object = new byte[written.stream().mapToInt(line -> line.length + 1).sum()];
    int at = 0;
    for (byte[] line : written) {
      System.arraycopy(line, 0, object, at, line.length);
      object[at + line.length] = '\n';
      at += line.length + 1;
    }
    new ObjectDecoder(table, DecodeLimits.DEFAULTS)
        .decode("t+0+1.json", object, row -> letters.add(DeadLetter.of(table, "t+0+1.json", row)));

    assertThat(letters).hasSameSizeAs(written);
    for (int i = 0; i < letters.size(); i++) {
      byte[] record = ReturnedDeadLetter.in(send(letters.get(i)).value()).orElseThrow().record();
      assertThat(Arrays.equals(record, written.get(i))).as(new String(record, UTF_8)).isTrue();
    }
  }

  private static String text(Random random, int id) {
    List<String> values =
        List.of(
            "0.12345678901234567890123",
            "-1E+0400",
            "1e-7",
            "123456789012345678901234567890",
            "-0.0",
            "\"\\u00e9\\/\\n\u00e9\\uD83D\\uDE00\"",
            "{\"b\" : 1.0,\"a\":[ 1 ,2.50 ] }",
            "{\"same\":1,\"same\":1.0}",
            "[ ]",
            "null");
    StringBuilder text = new StringBuilder("{ \"id\":\"no integer " + id + "\"");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(random.nextBoolean() ? ", " : " ,\t");
      text.append("\"f").append(i).append("\" : ");
      text.append(values.get(random.nextInt(values.size())));
    }
    return text.append(random.nextInt(8) == 0 ? "" : " }").toString();
  }
}
