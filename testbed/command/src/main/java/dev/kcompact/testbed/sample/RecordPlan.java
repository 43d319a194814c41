package dev.kcompact.testbed.sample;

import dev.kcompact.testbed.sample.TableDay.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Determines the properties of every record of a table from its number. Immutable. */
final class RecordPlan {
  private static final int MILLE = 1000;
  private static final int FATE = 1;
  private static final int KIND = 2;
  private static final int RESEND = 3;
  private static final int ORIGINAL = 4;
  private static final int UNKNOWN = 5;
  private static final int TIME = 6;
  private static final int ROW = 9;
  private static final int FILLER = 10;
  private static final Fate.BrokenKind[] KINDS = Fate.BrokenKind.values();

  private final SampleSpec spec;
  private final long stream;
  private final List<RowMaker.Flaw> flaws;
  private final Breaker breaker;

  RecordPlan(SampleSpec spec, long stream, RowMaker maker) {
    this.spec = spec;
    this.stream = stream;
    this.flaws = maker.flaws();
    this.breaker = new Breaker(maker.breakPoints());
  }

  Fate fate(long record) {
    long lot = below(MILLE, FATE, record);
    if (lot < spec.brokenPerMille()) {
      return new Fate.Corrupt(KINDS[(int) below(KINDS.length, KIND, record)]);
    }
    if (lot < spec.brokenPerMille() + spec.invalidPerMille()) {
      return new Fate.Invalid(flaw(record).rule());
    }
    return new Fate.Good();
  }

  private RowMaker.Flaw flaw(long record) {
    return flaws.get((int) below(flaws.size(), KIND, record));
  }

  boolean hasUnknownField(long record) {
    return below(MILLE, UNKNOWN, record) < spec.unknownPerMille()
        && !(fate(record) instanceof Fate.Corrupt);
  }

  /** Records are re-sent soon, or at any later time. */
  long identity(long record) {
    if (!isResent(record)) {
      return record;
    }
    long reach = below(2, ORIGINAL, -record) == 0 ? Math.min(record, 30) : record;
    return record - 1 - below(reach, ORIGINAL, record);
  }

  private boolean isResent(long record) {
    return record > 0 && below(MILLE, RESEND, record) < spec.duplicatesPerMille();
  }

  /** Whether a re-sent record has the time of the first one, so that other columns decide. */
  boolean repeatsTime(long record) {
    return isResent(record) && below(5, TIME, -record) == 0;
  }

  long version(long record) {
    return isResent(record) ? below(4, TIME, record + Integer.MAX_VALUE) : 0;
  }

  /**
   * Microseconds by which a record's time differs from a steady flow; some records overtake others.
   */
  long jitter(long record) {
    return below(200_000, TIME, record);
  }

  int filler(long record, int usualBytes) {
    int missing = spec.recordBytes() - usualBytes;
    if (missing <= 0) {
      return 0;
    }
    return missing - missing / 4 + (int) below(2L * (missing / 4) + 1, FILLER, record);
  }

  SplittableRandom random(long record) {
    return new SplittableRandom(Seeds.mix(spec.seed(), stream + ROW, record));
  }

  SampleRecord record(Draft draft, RowMaker maker) {
    Row row = maker.row(draft);
    JsonText.JsonStyle style = JsonText.JsonStyle.of(draft.random());
    Fate fate = fate(draft.number());
    if (fate instanceof Fate.Corrupt corrupt) {
      return new SampleRecord(breaker.broken(corrupt.kind(), row, style, draft.random()), row);
    }
    if (fate instanceof Fate.Invalid) {
      flaw(draft.number()).spoil().accept(row);
    }
    StringBuilder text = new StringBuilder(1024);
    new JsonText(text, style, draft.random()).write(row);
    if (hasUnknownField(draft.number())) {
      text.setLength(text.length() - 1);
      text.append(",\"canal_parceiro\":{\"código\":")
          .append(draft.number())
          .append(",\"teste\":[null]}}");
    }
    return new SampleRecord(text.toString().getBytes(StandardCharsets.UTF_8), row);
  }

  private long below(long bound, int purpose, long record) {
    return Seeds.below(bound, spec.seed(), stream + purpose, record);
  }
}
