package dev.kcompact.job.source;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.job.discovery.DirectoryMarks;
import dev.kcompact.job.discovery.DirectoryMarks.Mark;
import dev.kcompact.job.discovery.Seen;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What discovery remembers, as a part of {@link EnumeratorStateSerializer}'s bytes. */
final class SeenCodec {
  private static final int MOST = 100_000_000;

  private SeenCodec() {}

  static void write(DataOutputStream out, Seen seen) throws IOException {
    Varints.write(out, seen.directories().size());
    String before = "";
    for (Map.Entry<String, DirectoryMarks> entry : new TreeMap<>(seen.directories()).entrySet()) {
      FrontCoding.write(out, before, entry.getKey());
      before = entry.getKey();
      writeMarks(out, entry.getValue());
    }
    writeTexts(out, seen.caughtUp());
    Varints.write(out, seen.lastSweep().toEpochMilli());
    Varints.write(out, seen.lastPoll().toEpochMilli());
  }

  static Seen read(DataInputStream in, int version) throws IOException {
    int count = Varints.readCount(in, MOST);
    Map<String, DirectoryMarks> directories = new HashMap<>();
    String before = "";
    for (int i = 0; i < count; i++) {
      before = FrontCoding.read(in, before);
      directories.put(before, readMarks(in, version));
    }
    return new Seen(directories, readTexts(in), readInstant(in), readInstant(in));
  }

  private static void writeMarks(DataOutputStream out, DirectoryMarks marks) throws IOException {
    Varints.write(out, marks.settled().size());
    for (Map.Entry<String, Mark> stem : new TreeMap<>(marks.settled()).entrySet()) {
      Varints.writeText(out, stem.getKey());
      Varints.write(out, stem.getValue().offset());
      FrontCoding.write(out, stem.getKey(), stem.getValue().name());
    }
    writeRecent(out, marks.recent());
    Varints.write(out, marks.keys());
    Varints.write(out, marks.lastArrival().toEpochMilli());
  }

  private static DirectoryMarks readMarks(DataInputStream in, int version) throws IOException {
    int stems = Varints.readCount(in, MOST);
    Map<String, Mark> settled = new HashMap<>();
    for (int i = 0; i < stems; i++) {
      String stem = Varints.readText(in);
      long offset = Varints.read(in);
      settled.put(stem, new Mark(offset, FrontCoding.read(in, stem)));
    }
    return version == EnumeratorStateSerializer.FIRST_VERSION
        ? readFirst(in, settled)
        : new DirectoryMarks(settled, readRecent(in), Varints.read(in), readInstant(in));
  }

  /** Version 1 knew names without order by themselves, and nothing behind a mark. */
  private static DirectoryMarks readFirst(DataInputStream in, Map<String, Mark> settled)
      throws IOException {
    Set<String> unordered = readTexts(in);
    long keys = Varints.read(in);
    Instant lastArrival = readInstant(in);
    Map<String, Instant> recent = new HashMap<>();
    unordered.forEach(name -> recent.put(name, lastArrival));
    return new DirectoryMarks(settled, recent, keys, lastArrival);
  }

  private static void writeRecent(DataOutputStream out, Map<String, Instant> recent)
      throws IOException {
    Varints.write(out, recent.size());
    String before = "";
    for (Map.Entry<String, Instant> name : new TreeMap<>(recent).entrySet()) {
      FrontCoding.write(out, before, name.getKey());
      before = name.getKey();
      Varints.write(out, name.getValue().toEpochMilli());
    }
  }

  private static Map<String, Instant> readRecent(DataInputStream in) throws IOException {
    int count = Varints.readCount(in, MOST);
    Map<String, Instant> recent = new HashMap<>();
    String before = "";
    for (int i = 0; i < count; i++) {
      before = FrontCoding.read(in, before);
      recent.put(before, readInstant(in));
    }
    return recent;
  }

  private static void writeTexts(DataOutputStream out, Set<String> texts) throws IOException {
    Varints.write(out, texts.size());
    String before = "";
    for (String text : new TreeSet<>(texts)) {
      FrontCoding.write(out, before, text);
      before = text;
    }
  }

  private static Set<String> readTexts(DataInputStream in) throws IOException {
    int count = Varints.readCount(in, MOST);
    Set<String> texts = new HashSet<>();
    String before = "";
    for (int i = 0; i < count; i++) {
      before = FrontCoding.read(in, before);
      texts.add(before);
    }
    return texts;
  }

  static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(Varints.read(in));
  }
}
