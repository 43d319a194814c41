package dev.kcompact.job.source.state;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.plan.UnreadableEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The named parts at the end of the enumerator's state: their number, and the name, length and
 * bytes of each. Empty parts are absent. A reader ignores names that it does not know, so that an
 * earlier version of the job restores the state of a later one.
 *
 * <p>{@code remainder-scans}: number of tables, and the name and last listed key of each.
 *
 * <p>{@code open-listings}: number of listings, and the directory and last listed key of each.
 *
 * <p>{@code unreadable}: number of objects, and of each its table, epoch day, difference of the key
 * from the previous one, entity tag, size, reason, time of the first failure, number of failures,
 * and time of the next attempt.
 */
final class StateSections {
  private static final int MAX_SECTIONS = 1_000;
  private static final int MAX_COUNT = 100_000_000;
  private static final String REMAINDER_SCANS = "remainder-scans";
  private static final String OPEN_LISTINGS = "open-listings";
  private static final String UNREADABLE = "unreadable";

  private StateSections() {}

  static void write(DataOutputStream out, EnumeratorState state) throws IOException {
    Map<String, byte[]> sections = new LinkedHashMap<>();
    if (!state.discovery().remainderScans().isEmpty()) {
      sections.put(REMAINDER_SCANS, texts(state.discovery().remainderScans()));
    }
    if (!state.discovery().openListings().isEmpty()) {
      sections.put(OPEN_LISTINGS, texts(state.discovery().openListings()));
    }
    if (!state.unreadable().isEmpty()) {
      sections.put(UNREADABLE, entries(state.unreadable()));
    }
    Varints.write(out, sections.size());
    for (Map.Entry<String, byte[]> section : sections.entrySet()) {
      Varints.writeText(out, section.getKey());
      Varints.write(out, section.getValue().length);
      out.write(section.getValue());
    }
  }

  static EnumeratorState read(DataInputStream in, EnumeratorState state) throws IOException {
    EnumeratorState read = state;
    for (int left = Varints.readCount(in, MAX_SECTIONS); left > 0; left--) {
      String name = Varints.readText(in);
      byte[] bytes = readBytes(in);
      DataInputStream section = new DataInputStream(new ByteArrayInputStream(bytes));
      if (name.equals(REMAINDER_SCANS)) {
        DiscoveryState discovery = read.discovery().withRemainderScans(readTexts(section));
        read = read.with(discovery);
      } else if (name.equals(OPEN_LISTINGS)) {
        read = read.with(read.discovery().withOpenListings(readTexts(section)));
      } else if (name.equals(UNREADABLE)) {
        read = read.withUnreadable(readEntries(section));
      }
    }
    return read;
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = Varints.readCount(in, MAX_COUNT);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The enumerator's state ends within a section");
    }
    return bytes;
  }

  private static byte[] entries(List<UnreadableEntry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Varints.write(out, entries.size());
      FrontCoding keys = new FrontCoding("");
      for (UnreadableEntry entry : entries) {
        FileGroupSerializer.write(out, entry.tableDay());
        FileGroupSerializer.write(out, keys, entry.object());
        Varints.writeText(out, entry.reason());
        Varints.write(out, entry.since().toEpochMilli());
        Varints.write(out, entry.attempts());
        Varints.write(out, entry.retryAt().toEpochMilli());
      }
    }
    return bytes.toByteArray();
  }

  private static List<UnreadableEntry> readEntries(DataInputStream in) throws IOException {
    List<UnreadableEntry> entries = new ArrayList<>();
    FrontCoding keys = new FrontCoding("");
    for (int left = Varints.readCount(in, MAX_COUNT); left > 0; left--) {
      entries.add(
          new UnreadableEntry(
              FileGroupSerializer.readTableDay(in),
              FileGroupSerializer.readObject(in, keys),
              Varints.readText(in),
              DiscoveryStateCodec.readInstant(in),
              Varints.readCount(in, MAX_COUNT),
              DiscoveryStateCodec.readInstant(in)));
    }
    return entries;
  }

  private static byte[] texts(Map<String, String> texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Varints.write(out, texts.size());
      for (Map.Entry<String, String> each : new TreeMap<>(texts).entrySet()) {
        Varints.writeText(out, each.getKey());
        Varints.writeText(out, each.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> readTexts(DataInputStream in) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int left = Varints.readCount(in, MAX_COUNT); left > 0; left--) {
      String name = Varints.readText(in);
      texts.put(name, Varints.readText(in));
    }
    return texts;
  }
}
