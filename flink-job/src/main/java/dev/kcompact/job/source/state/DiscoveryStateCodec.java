package dev.kcompact.job.source.state;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks.HighWaterMark;
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

/** Encodes the discovery state, as a part of {@link EnumeratorStateSerializer}'s bytes. */
final class DiscoveryStateCodec {
  private static final int MAX_COUNT = 100_000_000;

  private DiscoveryStateCodec() {}

  static void write(DataOutputStream out, DiscoveryState state) throws IOException {
    Varints.write(out, state.prefixes().size());
    String previous = "";
    for (Map.Entry<String, PrefixHighWaterMarks> entry :
        new TreeMap<>(state.prefixes()).entrySet()) {
      FrontCoding.write(out, previous, entry.getKey());
      previous = entry.getKey();
      writeMarks(out, entry.getValue());
    }
    writeTexts(out, state.listedTables());
    Varints.write(out, state.lastFullScan().toEpochMilli());
    Varints.write(out, state.lastPass().toEpochMilli());
  }

  static DiscoveryState read(DataInputStream in, int version) throws IOException {
    int count = Varints.readCount(in, MAX_COUNT);
    Map<String, PrefixHighWaterMarks> prefixes = new HashMap<>();
    String previous = "";
    for (int i = 0; i < count; i++) {
      previous = FrontCoding.read(in, previous);
      prefixes.put(previous, readMarks(in, version));
    }
    return new DiscoveryState(prefixes, readTexts(in), readInstant(in), readInstant(in));
  }

  private static void writeMarks(DataOutputStream out, PrefixHighWaterMarks marks)
      throws IOException {
    Varints.write(out, marks.marks().size());
    for (Map.Entry<String, HighWaterMark> stem : new TreeMap<>(marks.marks()).entrySet()) {
      Varints.writeText(out, stem.getKey());
      Varints.write(out, stem.getValue().offset());
      FrontCoding.write(out, stem.getKey(), stem.getValue().name());
    }
    writeRecent(out, marks.recentNames());
    Varints.write(out, marks.keyCount());
    Varints.write(out, marks.lastArrival().toEpochMilli());
  }

  private static PrefixHighWaterMarks readMarks(DataInputStream in, int version)
      throws IOException {
    int stems = Varints.readCount(in, MAX_COUNT);
    Map<String, HighWaterMark> marks = new HashMap<>();
    for (int i = 0; i < stems; i++) {
      String stem = Varints.readText(in);
      long offset = Varints.read(in);
      marks.put(stem, new HighWaterMark(offset, FrontCoding.read(in, stem)));
    }
    return version == EnumeratorStateSerializer.FIRST_VERSION
        ? readMarksOfVersion1(in, marks)
        : new PrefixHighWaterMarks(marks, readRecent(in), Varints.read(in), readInstant(in));
  }

  /** Version 1 had names without an offset, without times, and no names above a mark. */
  private static PrefixHighWaterMarks readMarksOfVersion1(
      DataInputStream in, Map<String, HighWaterMark> marks) throws IOException {
    Set<String> unordered = readTexts(in);
    long keyCount = Varints.read(in);
    Instant lastArrival = readInstant(in);
    Map<String, Instant> recent = new HashMap<>();
    unordered.forEach(name -> recent.put(name, lastArrival));
    return new PrefixHighWaterMarks(marks, recent, keyCount, lastArrival);
  }

  private static void writeRecent(DataOutputStream out, Map<String, Instant> recent)
      throws IOException {
    Varints.write(out, recent.size());
    String previous = "";
    for (Map.Entry<String, Instant> name : new TreeMap<>(recent).entrySet()) {
      FrontCoding.write(out, previous, name.getKey());
      previous = name.getKey();
      Varints.write(out, name.getValue().toEpochMilli());
    }
  }

  private static Map<String, Instant> readRecent(DataInputStream in) throws IOException {
    int count = Varints.readCount(in, MAX_COUNT);
    Map<String, Instant> recent = new HashMap<>();
    String previous = "";
    for (int i = 0; i < count; i++) {
      previous = FrontCoding.read(in, previous);
      recent.put(previous, readInstant(in));
    }
    return recent;
  }

  private static void writeTexts(DataOutputStream out, Set<String> texts) throws IOException {
    Varints.write(out, texts.size());
    String previous = "";
    for (String text : new TreeSet<>(texts)) {
      FrontCoding.write(out, previous, text);
      previous = text;
    }
  }

  private static Set<String> readTexts(DataInputStream in) throws IOException {
    int count = Varints.readCount(in, MAX_COUNT);
    Set<String> texts = new HashSet<>();
    String previous = "";
    for (int i = 0; i < count; i++) {
      previous = FrontCoding.read(in, previous);
      texts.add(previous);
    }
    return texts;
  }

  static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(Varints.read(in));
  }
}
