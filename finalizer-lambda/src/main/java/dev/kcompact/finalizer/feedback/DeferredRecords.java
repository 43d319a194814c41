package dev.kcompact.finalizer.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.message.DeferredLetters.Unstored;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.ReturnedDeadLetter;
import dev.kcompact.contract.message.StoredCorruptRecord;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.DeferredDocument;
import dev.kcompact.finalizer.store.ObjectStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The corrupt records of a table's day whose dead letters the job left to the finalizer. They
 * become what the job would have sent. Thread-safe.
 *
 * @param table name
 * @param objects keys of the raw objects, with whether another run has sent their dead letters
 * @param unstored by object and line
 * @param files the compacted files
 */
record DeferredRecords(
    String table,
    Map<String, Boolean> objects,
    Map<String, Unstored> unstored,
    Collection<String> files,
    SentLetters sent) {

  /**
   * Which record it is.
   *
   * @param attempt how often it was received before, by its envelope
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Identity(String fingerprint, int attempt, byte[] record, boolean isCut) {}

  static DeferredRecords none(String table) {
    return new DeferredRecords(table, Map.of(), Map.of(), List.of(), SentLetters.NONE);
  }

  static DeferredRecords read(ObjectStore lake, RunRef run, String table) {
    SentLetters sent = SentLetters.read(lake, table, run.date());
    Map<String, Boolean> objects = new HashMap<>();
    Map<String, Unstored> unstored = new HashMap<>();
    Optional<DeferredDocument> document =
        new RunDocuments(lake, run).find(DeferredDocument.name(table), DeferredDocument.class);
    for (DeferredDocument.File file : document.map(DeferredDocument::files).orElse(List.of())) {
      boolean isSent = sent.isSentBefore(file.key(), run);
      file.objects().forEach(object -> objects.put(object, isSent));
      for (Unstored each : letters(lake, file).exceptions()) {
        unstored.put(DeadLetterHeaders.key(each.object(), each.line()), each);
      }
    }
    return new DeferredRecords(
        table,
        objects,
        unstored,
        document.map(DeferredDocument::files).orElse(List.of()).stream()
            .map(DeferredDocument.File::key)
            .toList(),
        sent);
  }

  private static DeferredLetters letters(ObjectStore lake, DeferredDocument.File file) {
    try {
      return DeferredLetters.decode(file.deferred());
    } catch (IllegalArgumentException e) {
      throw new NonRetryableException(
          "Failed to read the deferred dead letters: %s: %s; update the functions"
              .formatted(lake.locationOf(file.key()), e.getMessage()),
          e);
    }
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Identifies a row of the quarantine. */
  Identity identify(String text, String reason, String place) {
    byte[] stored = text.getBytes(UTF_8);
    Unstored exception = unstored.get(place);
    StoredCorruptRecord record =
        exception == null
            ? StoredCorruptRecord.of(table, reason, stored)
            : StoredCorruptRecord.of(stored, exception);
    Optional<ReturnedDeadLetter> returned = ReturnedDeadLetter.in(record.bytes());
    String known = returned.map(ReturnedDeadLetter::fingerprint).orElse(record.fingerprint());
    return new Identity(
        known == null ? Fingerprint.ofPlace(table, place) : known,
        returned.map(ReturnedDeadLetter::attempt).orElse(0),
        returned.map(ReturnedDeadLetter::record).orElse(record.bytes()),
        record.isCut());
  }

  /** Fingerprint and earlier attempts as a text, for SQL; {@code from} is the reason and place. */
  String identity(String text, String from) {
    int end = from.indexOf('\n');
    Identity identity = identify(text, from.substring(0, end), from.substring(end + 1));
    return identity.fingerprint() + identity.attempt();
  }

  /** Keeps which dead letters are sent now. */
  void writeSent(ObjectStore lake, RunRef run) {
    if (!isEmpty()) {
      sent.and(files, run).write(lake, table, run.date());
    }
  }
}
