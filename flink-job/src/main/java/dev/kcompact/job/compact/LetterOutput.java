package dev.kcompact.job.compact;

import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.message.DeferredLetters.Unstored;
import dev.kcompact.contract.message.StoredCorruptRecord;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.decode.columns.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Emits the dead letters of one group, or none of them if Kafka is unavailable at the first one.
 * All dead letters of a file are sent by the same component, so that its footer can say which. Used
 * in one task thread.
 */
final class LetterOutput {
  private final Kafka kafka;
  private final Consumer<DeadLetter> out;
  private final Runnable deferredCount;
  private final List<Unstored> unstored = new ArrayList<>();
  private @Nullable Boolean isSent;

  /** Whether Kafka takes dead letters now. */
  @FunctionalInterface
  interface Kafka {
    boolean isAvailable() throws InterruptedException;
  }

  LetterOutput(Kafka kafka, Consumer<DeadLetter> out, Runnable deferredCount) {
    this.kafka = kafka;
    this.out = out;
    this.deferredCount = deferredCount;
  }

  void accept(DeadLetter letter, Row row) throws InterruptedException {
    if (isSent == null) {
      isSent = kafka.isAvailable();
    }
    if (isSent) {
      out.accept(letter);
    } else {
      defer(letter, row.corruptText());
    }
  }

  private void defer(DeadLetter letter, byte[] stored) {
    deferredCount.run();
    if (unstored.size() < DeferredLetters.MAX_EXCEPTIONS) {
      Unstored exception =
          new StoredCorruptRecord(letter.record(), letter.isCut(), letter.fingerprint())
              .exceptionOf(
                  letter.table(), letter.reason(), stored, letter.objectKey(), letter.line());
      if (exception != null) {
        unstored.add(exception);
      }
    }
  }

  /** Returns the dead letters that the finalizer has to send; null if there are none. */
  @Nullable DeferredLetters deferred() {
    return Boolean.FALSE.equals(isSent) ? new DeferredLetters(unstored) : null;
  }
}
