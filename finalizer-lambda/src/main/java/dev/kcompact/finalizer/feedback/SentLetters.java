package dev.kcompact.finalizer.feedback;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.ObjectStore;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The document of the compacted files of a table's day whose deferred dead letters were sent, so
 * that a later run of the day does not send them again.
 *
 * @param files keys of files, with the run that sent their dead letters
 */
record SentLetters(int version, Map<String, String> files) {
  private static final int VERSION = 1;
  static final SentLetters NONE = new SentLetters(VERSION, Map.of());

  SentLetters {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  static SentLetters read(ObjectStore lake, String table, LocalDate day) {
    String key = LakeLayout.sentLetters(table, day);
    return lake.text(key)
        .map(text -> Json.read(text, SentLetters.class, lake.locationOf(key)))
        .orElse(NONE);
  }

  /** A call of the same run that is repeated sends the same again, as its events say. */
  boolean isSentBefore(String file, RunRef run) {
    String sender = files.get(file);
    return sender != null && !sender.equals(run.run());
  }

  /** Adds the files whose dead letters this run sent. */
  SentLetters and(Collection<String> sent, RunRef run) {
    Map<String, String> all = new TreeMap<>(files);
    sent.forEach(file -> all.putIfAbsent(file, run.run()));
    return new SentLetters(VERSION, all);
  }

  void write(ObjectStore lake, String table, LocalDate day) {
    lake.put(LakeLayout.sentLetters(table, day), Json.write(this));
  }
}
