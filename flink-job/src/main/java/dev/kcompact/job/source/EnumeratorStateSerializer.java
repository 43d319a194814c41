package dev.kcompact.job.source;

import dev.kcompact.contract.codec.Varints;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The enumerator's state in a checkpoint. Version 3, in this order, maps sorted by their keys:
 * directories with marks, tables caught up, last sweep, last poll, pending objects by table and
 * day, ready groups, rates by table. Numbers are varints (moments: milliseconds since the epoch),
 * texts UTF-8 behind their length, rates 8 bytes of IEEE 754. Version 2 has groups of version 1; so
 * has version 1, and in place of a directory's recent names with their times the names without
 * order.
 */
final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {
  static final int VERSION = 3;
  static final int FIRST_VERSION = 1;
  private static final int WITH_DISCOVERY_OF_GROUPS = 3;
  private static final int MOST = 100_000_000;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(EnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      SeenCodec.write(out, state.seen());
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
    Seen seen = SeenCodec.read(in, version);
    Map<TableDay, List<PendingObject>> pending = readPending(in);
    int groupVersion =
        version < WITH_DISCOVERY_OF_GROUPS
            ? FileGroupSerializer.WITHOUT_DISCOVERY
            : FileGroupSerializer.VERSION;
    int groups = Varints.readCount(in, MOST);
    List<FileGroup> ready = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      ready.add(FileGroupSerializer.read(in, groupVersion));
    }
    return new EnumeratorState(seen, pending, ready, readRates(in));
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
        objects.add(new PendingObject(codec.read(in), SeenCodec.readInstant(in)));
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
}
