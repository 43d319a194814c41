package dev.kcompact.job.compact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.message.StoredCorruptRecord;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.Tables;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends the dead letters of a group. */
class LetterOutputTest {
  private static final BaseTable TABLE = Tables.byPath("orders");
  private static final DecodeLimits LIMITS = new DecodeLimits(1 << 20, 800, 800, 64, 60);
  private static final String KEY =
      "topics/orders/year=2026/month=11/day=20/orders+0+0000000007.json";

  private final Deque<Boolean> answers = new ArrayDeque<>();
  private final List<DeadLetter> sent = new ArrayList<>();
  private int deferred;

  private final LetterOutput output =
      new LetterOutput(answers::remove, sent::add, () -> deferred++);

  private record Stored(DeadLetter letter, byte[] text) {}

  private final List<Stored> rows = new ArrayList<>();

  private void write(String object) throws Exception {
    write(object.getBytes(UTF_8));
  }

  private void write(byte[] object) throws Exception {
    new ObjectDecoder(TABLE, LIMITS)
        .decode(
            KEY,
            object,
            row -> {
              if (row.isCorrupt()) {
                DeadLetter letter = DeadLetter.of(TABLE, KEY, row);
                rows.add(new Stored(letter, row.corruptText()));
                output.accept(letter, row);
              }
            });
  }

  /** It is asked once: a second question would fail here. */
  @Test
  void aGroupThatStartsWhileKafkaIsAvailableSendsAll() throws Exception {
    answers.add(true);
    write("{\"id\":\n{\"id\":1,\nnul\n");

    assertThat(sent).hasSize(3);
    assertThat(deferred).isZero();
    assertThat(output.deferred()).isNull();
  }

  @Test
  void aGroupThatStartsInAnOutageSendsNone() throws Exception {
    answers.add(false);
    write("{\"id\":\n{\"id\":1,\nnul\n");

    assertThat(sent).isEmpty();
    assertThat(deferred).isEqualTo(3);
    assertThat(output.deferred()).isEqualTo(new DeferredLetters(List.of()));
  }

  /** Kafka is not even asked. */
  @Test
  void aGroupWithoutCorruptRecordsIsNotDeferred() throws Exception {
    write("{\"id\":1}\n");

    assertThat(rows).isEmpty();
    assertThat(output.deferred()).isNull();
  }

  /** What the finalizer reads from row and footer is what the job would have sent. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rowAndFooterSayWhatTheLetterWouldHaveSaid(long seed) throws Exception {
    answers.add(false);
    write(randomLines(new Random(seed)));
    DeferredLetters stored = DeferredLetters.decode(output.deferred().encode());

    assertThat(rows).hasSizeGreaterThan(100).anyMatch(row -> row.letter().isCut());
    for (Stored row : rows) {
      DeadLetter letter = row.letter();
      StoredCorruptRecord read =
          stored.exceptions().stream()
              .filter(each -> each.line() == letter.line() && each.object().equals(KEY))
              .findFirst()
              .map(each -> StoredCorruptRecord.of(row.text(), each))
              .orElseGet(() -> StoredCorruptRecord.of("orders", letter.reason(), row.text()));
      assertThat(read.bytes()).isEqualTo(letter.record());
      assertThat(read.isCut()).isEqualTo(letter.isCut());
      assertThat(read.fingerprint()).isEqualTo(letter.fingerprint());
    }
  }

  private static byte[] randomLines(Random random) {
    List<String> tokens =
        List.of("{", "}", "\"id\":", "7", "\"é\"", "null", "base64:", "/w==", "[", "x", " ");
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes("{\"id\":1}\n".repeat(1_000).getBytes(UTF_8)); // it begins as text
    for (int line = 0; line < 300; line++) {
      for (int i = random.nextInt(20); i >= 0; i--) {
        if (random.nextInt(15) == 0) {
          object.write(0xff);
        }
        object.writeBytes(tokens.get(random.nextInt(tokens.size())).getBytes(UTF_8));
      }
      object.write('\n');
    }
    return object.toByteArray();
  }

  @Test
  void theFooterIsLimited() throws Exception {
    answers.add(false);
    String cut = "{\"id\":\"" + "x".repeat(70) + "\n";
    int lines = DeferredLetters.MAX_EXCEPTIONS + 10;
    write(cut.repeat(lines));

    assertThat(deferred).isEqualTo(lines);
    assertThat(output.deferred().exceptions()).hasSize(DeferredLetters.MAX_EXCEPTIONS);
  }

  /** The contract has the reasons as they are stored. */
  @ParameterizedTest
  @EnumSource
  void theContractKnowsWhichReasonsLeaveNoText(CorruptReason reason) {
    assertThat(StoredCorruptRecord.isIdentifying(reason.code())).isEqualTo(reason.isIdentifying());
    assertThat(StoredCorruptRecord.isIdentifying(reason.code() + ":/a/*"))
        .isEqualTo(reason.isIdentifying());
  }
}
