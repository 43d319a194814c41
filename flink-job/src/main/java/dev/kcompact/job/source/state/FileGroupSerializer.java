package dev.kcompact.job.source.state;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableDay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Serializes a file group. Version 2 contains id, table, epoch day, name of the limit, time of its
 * first object's discovery in milliseconds since the epoch (0 if unknown), number of objects, and
 * objects (difference of the key from the previous one, entity tag, size). Numbers are varints,
 * texts are UTF-8 after their length. Version 1 has no time of discovery.
 */
public final class FileGroupSerializer implements SimpleVersionedSerializer<FileGroup> {
  static final int VERSION = 2;
  static final int WITHOUT_DISCOVERY = 1;
  private static final int MAX_OBJECTS = 10_000_000;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FileGroup group) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, group);
    }
    return bytes.toByteArray();
  }

  @Override
  public FileGroup deserialize(int version, byte[] bytes) throws IOException {
    if (version < WITHOUT_DISCOVERY || version > VERSION) {
      throw new IOException(
          "Failed to read a file group: unknown version %d; this kcompact supports up to %d"
              .formatted(version, VERSION));
    }
    return read(new DataInputStream(new ByteArrayInputStream(bytes)), version);
  }

  static void write(DataOutputStream out, FileGroup group) throws IOException {
    Varints.writeText(out, group.id());
    write(out, group.tableDay());
    Varints.writeText(out, group.limit().name());
    Instant discovered = group.firstDiscoveredAt();
    Varints.write(out, discovered == null ? 0 : discovered.toEpochMilli());
    Varints.write(out, group.objects().size());
    FrontCoding keys = new FrontCoding("");
    for (SourceObject object : group.objects()) {
      write(out, keys, object);
    }
  }

  static FileGroup read(DataInputStream in, int version) throws IOException {
    String id = Varints.readText(in);
    TableDay tableDay = readTableDay(in);
    FileGroup.Limit limit = FileGroup.Limit.valueOf(Varints.readText(in));
    long discovered = version == WITHOUT_DISCOVERY ? 0 : Varints.read(in);
    int count = Varints.readCount(in, MAX_OBJECTS);
    List<SourceObject> objects = new ArrayList<>(Math.min(count, 1 << 16));
    FrontCoding keys = new FrontCoding("");
    for (int i = 0; i < count; i++) {
      objects.add(readObject(in, keys));
    }
    return new FileGroup(
        id, tableDay, limit, discovered == 0 ? null : Instant.ofEpochMilli(discovered), objects);
  }

  static void write(DataOutputStream out, TableDay tableDay) throws IOException {
    Varints.writeText(out, tableDay.table());
    Varints.write(out, tableDay.day().toEpochDay());
  }

  static TableDay readTableDay(DataInputStream in) throws IOException {
    return new TableDay(Varints.readText(in), LocalDate.ofEpochDay(Varints.read(in)));
  }

  static void write(DataOutputStream out, FrontCoding keys, SourceObject object)
      throws IOException {
    keys.write(out, object.key());
    Varints.writeText(out, object.etag());
    Varints.write(out, object.size());
  }

  static SourceObject readObject(DataInputStream in, FrontCoding keys) throws IOException {
    return new SourceObject(keys.read(in), Varints.readText(in), Varints.read(in));
  }
}
