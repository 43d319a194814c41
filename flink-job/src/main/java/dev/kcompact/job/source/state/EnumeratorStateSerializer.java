package dev.kcompact.job.source.state;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.job.discovery.DiscoveryState;
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
 * Serializes the enumerator's state. Version 3 contains in this order, with maps sorted by key:
 * prefixes with high-water marks, listed tables, last full scan, last pass, pending objects by
 * table and day, ready groups, rates by table. Version 4 adds {@link StateSections}. Numbers are
 * varints (times in milliseconds since the epoch), texts are UTF-8 after their length, and rates
 * are 8 bytes of IEEE 754. Versions 1 and 2 have groups of version 1. Instead of recent names with
 * times, version 1 has a prefix's names without an offset.
 */
public final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {
  static final int VERSION = 4;
  static final int FIRST_VERSION = 1;
  private static final int FIRST_WITH_GROUPS_OF_VERSION_2 = 3;
  private static final int FIRST_WITH_SECTIONS = 4;
  private static final int MAX_COUNT = 100_000_000;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(EnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      DiscoveryStateCodec.write(out, state.discovery());
      writePending(out, state.pending());
      Varints.write(out, state.ready().size());
      for (FileGroup group : state.ready()) {
        FileGroupSerializer.write(out, group);
      }
      writeRates(out, state.rates());
      StateSections.write(out, state);
    }
    return bytes.toByteArray();
  }

  @Override
  public EnumeratorState deserialize(int version, byte[] bytes) throws IOException {
    if (version < FIRST_VERSION || version > VERSION) {
      throw new IOException(
          "Failed to read enumerator state: unknown version %d; start without state, it is rebuilt"
              .formatted(version));
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    DiscoveryState discovery = DiscoveryStateCodec.read(in, version);
    Map<TableDay, List<PendingObject>> pending = readPending(in);
    int groupVersion =
        version < FIRST_WITH_GROUPS_OF_VERSION_2
            ? FileGroupSerializer.WITHOUT_DISCOVERY
            : FileGroupSerializer.VERSION;
    int groups = Varints.readCount(in, MAX_COUNT);
    List<FileGroup> ready = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      ready.add(FileGroupSerializer.read(in, groupVersion));
    }
    EnumeratorState state =
        new EnumeratorState(discovery, pending, ready, readRates(in), List.of());
    return version < FIRST_WITH_SECTIONS ? state : StateSections.read(in, state);
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
      FrontCoding keys = new FrontCoding("");
      for (PendingObject object : day.getValue()) {
        FileGroupSerializer.write(out, keys, object.object());
        Varints.write(out, object.discoveredAt().toEpochMilli());
      }
    }
  }

  private static Map<TableDay, List<PendingObject>> readPending(DataInputStream in)
      throws IOException {
    int days = Varints.readCount(in, MAX_COUNT);
    Map<TableDay, List<PendingObject>> pending = new HashMap<>();
    for (int i = 0; i < days; i++) {
      TableDay tableDay = FileGroupSerializer.readTableDay(in);
      int count = Varints.readCount(in, MAX_COUNT);
      List<PendingObject> objects = new ArrayList<>();
      FrontCoding keys = new FrontCoding("");
      for (int k = 0; k < count; k++) {
        objects.add(
            new PendingObject(
                FileGroupSerializer.readObject(in, keys), DiscoveryStateCodec.readInstant(in)));
      }
      pending.put(tableDay, objects);
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
    int count = Varints.readCount(in, MAX_COUNT);
    Map<String, TableRates> rates = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String table = Varints.readText(in);
      rates.put(table, new TableRates(in.readDouble(), in.readDouble(), in.readBoolean()));
    }
    return rates;
  }
}
