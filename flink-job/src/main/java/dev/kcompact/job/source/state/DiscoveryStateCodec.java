package dev.kcompact.job.source.state;

import static java.util.stream.Collectors.toMap;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Encodes the discovery state as a part of {@link EnumeratorStateSerializer}'s bytes. */
final class DiscoveryStateCodec {
  private static final int MAX_COUNT = 100_000_000;

  private DiscoveryStateCodec() {}

  private interface Writer<T> {
    void write(T value) throws IOException;
  }

  private interface Reader<T> {
    T read() throws IOException;
  }

  static void write(DataOutputStream out, DiscoveryState state) throws IOException {
    writeMap(out, state.prefixes(), marks -> writeMarks(out, marks));
    writeTexts(out, state.listedTables());
    writeInstant(out, state.lastFullScan());
    writeInstant(out, state.lastPass());
  }

  static DiscoveryState read(DataInputStream in, int version) throws IOException {
    Map<String, PrefixHighWaterMarks> prefixes = readMap(in, () -> readMarks(in, version));
    return new DiscoveryState(prefixes, readTexts(in), readInstant(in), readInstant(in));
  }

  private static void writeMarks(DataOutputStream out, PrefixHighWaterMarks marks)
      throws IOException {
    Varints.write(out, marks.marks().size());
    for (Map.Entry<String, HighWaterMark> stem : new TreeMap<>(marks.marks()).entrySet()) {
      Varints.writeText(out, stem.getKey());
      Varints.write(out, stem.getValue().offset());
      new FrontCoding(stem.getKey()).write(out, stem.getValue().name());
    }
    writeMap(out, marks.recentNames(), modified -> writeInstant(out, modified));
    Varints.write(out, marks.keyCount());
    writeInstant(out, marks.lastArrival());
  }

  private static PrefixHighWaterMarks readMarks(DataInputStream in, int version)
      throws IOException {
    int stems = Varints.readCount(in, MAX_COUNT);
    Map<String, HighWaterMark> marks = new HashMap<>();
    for (int i = 0; i < stems; i++) {
      String stem = Varints.readText(in);
      long offset = Varints.read(in);
      marks.put(stem, new HighWaterMark(offset, new FrontCoding(stem).read(in)));
    }
    if (version > EnumeratorStateSerializer.FIRST_VERSION) {
      Map<String, Instant> recent = readMap(in, () -> readInstant(in));
      return new PrefixHighWaterMarks(marks, recent, Varints.read(in), readInstant(in));
    }
    // Version 1 had names without an offset, without times, and no names above a mark.
    Map<String, Instant> unordered = readMap(in, () -> Instant.EPOCH);
    long keyCount = Varints.read(in);
    Instant lastArrival = readInstant(in);
    unordered.replaceAll((name, unknown) -> lastArrival);
    return new PrefixHighWaterMarks(marks, unordered, keyCount, lastArrival);
  }

  /** Writes the entries sorted by key. */
  private static <T> void writeMap(DataOutputStream out, Map<String, T> map, Writer<T> writer)
      throws IOException {
    Varints.write(out, map.size());
    FrontCoding keys = new FrontCoding("");
    for (Map.Entry<String, T> entry : new TreeMap<>(map).entrySet()) {
      keys.write(out, entry.getKey());
      writer.write(entry.getValue());
    }
  }

  private static <T> Map<String, T> readMap(DataInputStream in, Reader<T> reader)
      throws IOException {
    int count = Varints.readCount(in, MAX_COUNT);
    Map<String, T> map = new HashMap<>();
    FrontCoding keys = new FrontCoding("");
    for (int i = 0; i < count; i++) {
      map.put(keys.read(in), reader.read());
    }
    return map;
  }

  private static void writeTexts(DataOutputStream out, Set<String> texts) throws IOException {
    writeMap(out, texts.stream().collect(toMap(text -> text, text -> text)), text -> {});
  }

  private static Set<String> readTexts(DataInputStream in) throws IOException {
    return readMap(in, () -> "").keySet();
  }

  private static void writeInstant(DataOutputStream out, Instant instant) throws IOException {
    Varints.write(out, instant.toEpochMilli());
  }

  static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(Varints.read(in));
  }
}
