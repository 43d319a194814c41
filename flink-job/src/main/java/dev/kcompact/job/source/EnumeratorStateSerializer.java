package dev.kcompact.job.source;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.job.discovery.DirectoryMarks;
import dev.kcompact.job.discovery.DirectoryMarks.Mark;
import dev.kcompact.job.discovery.Seen;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The enumerator's state in a checkpoint. Version 2, in this order, maps sorted by their keys:
 * directories with marks, tables caught up, last sweep, last poll, pending objects by table and
 * day, ready groups, rates by table. Numbers are varints (moments: milliseconds since the epoch),
 * texts UTF-8 behind their length, rates 8 bytes of IEEE 754. Version 1 has no recent names in its
 * marks.
 */
final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {
  static final int VERSION = 2;
  private static final int FIRST_VERSION = 1;
  private static final int MOST = 100_000_000;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(EnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writeSeen(out, state.seen());
      writePending(out, state.pending());
      Varints.write(out, state.ready().size());
      for (FileGroup group : state.ready()) {
        FileGroupSerializer.write(out, group);
      }
      writeRates(out, state.rates());
    }
    return bytes.toByteArray();
  }

  @Override
  public EnumeratorState deserialize(int version, byte[] bytes) throws IOException {
    if (version < FIRST_VERSION || version > VERSION) {
      throw new IOException(
          "Enumerator state of version "
              + version
              + " cannot be read; start without state, the lake tells what is done");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Seen seen = readSeen(in, version);
    Map<TableDay, List<PendingObject>> pending = readPending(in);
    int groups = Varints.readCount(in, MOST);
    List<FileGroup> ready = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      ready.add(FileGroupSerializer.read(in));
    }
    return new EnumeratorState(seen, pending, ready, readRates(in));
  }

  private static void writeSeen(DataOutputStream out, Seen seen) throws IOException {
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

  private static Seen readSeen(DataInputStream in, int version) throws IOException {
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
    writeTexts(out, marks.unordered());
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
    Map<String, Instant> recent = version == FIRST_VERSION ? Map.of() : readRecent(in);
    return new DirectoryMarks(settled, recent, readTexts(in), Varints.read(in), readInstant(in));
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

  private static void writePending(DataOutputStream out, Map<TableDay, List<PendingObject>> pending)
      throws IOException {
    Varints.write(out, pending.size());
    Map<TableDay, List<PendingObject>> sorted =
        new TreeMap<>(Comparator.comparing(TableDay::table).thenComparing(TableDay::day));
    sorted.putAll(pending);
    for (Map.Entry<TableDay, List<PendingObject>> day : sorted.entrySet()) {
      FileGroupSerializer.write(out, day.getKey());
      Varints.write(out, day.getValue().size());
      ObjectListCodec codec = new ObjectListCodec();
      for (PendingObject object : day.getValue()) {
        codec.write(out, object.object());
        Varints.write(out, object.discoveredAt().toEpochMilli());
      }
    }
  }

  private static Map<TableDay, List<PendingObject>> readPending(DataInputStream in)
      throws IOException {
    int days = Varints.readCount(in, MOST);
    Map<TableDay, List<PendingObject>> pending = new HashMap<>();
    for (int i = 0; i < days; i++) {
      TableDay of = FileGroupSerializer.readTableDay(in);
      int count = Varints.readCount(in, MOST);
      List<PendingObject> objects = new ArrayList<>();
      ObjectListCodec codec = new ObjectListCodec();
      for (int k = 0; k < count; k++) {
        objects.add(new PendingObject(codec.read(in), readInstant(in)));
      }
      pending.put(of, objects);
    }
    return pending;
  }

  private static void writeRates(DataOutputStream out, Map<String, TableRates> rates)
      throws IOException {
    Varints.write(out, rates.size());
    for (Map.Entry<String, TableRates> rate : new TreeMap<>(rates).entrySet()) {
      Varints.writeText(out, rate.getKey());
      out.writeDouble(rate.getValue().ratio());
      out.writeDouble(rate.getValue().bytesPerSecond());
      out.writeBoolean(rate.getValue().learned());
    }
  }

  private static Map<String, TableRates> readRates(DataInputStream in) throws IOException {
    int count = Varints.readCount(in, MOST);
    Map<String, TableRates> rates = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String table = Varints.readText(in);
      rates.put(table, new TableRates(in.readDouble(), in.readDouble(), in.readBoolean()));
    }
    return rates;
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

  private static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(Varints.read(in));
  }
}
