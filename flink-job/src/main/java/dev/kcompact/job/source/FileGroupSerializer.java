package dev.kcompact.job.source;

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
 * A file group in a checkpoint. Version 2: id, table, epoch day, limit's name, milliseconds since
 * the epoch of its first object's discovery (0 for not known), count, objects (see {@link
 * ObjectListCodec}); numbers are varints, texts UTF-8 behind their length. Version 1 does not have
 * the discovery.
 */
final class FileGroupSerializer implements SimpleVersionedSerializer<FileGroup> {
  static final int VERSION = 2;
  static final int WITHOUT_DISCOVERY = 1;
  private static final int MOST_OBJECTS = 10_000_000;

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
          "File group of version "
              + version
              + " cannot be read; this kcompact knows versions up to "
              + VERSION);
    }
    return read(new DataInputStream(new ByteArrayInputStream(bytes)), version);
  }

  static void write(DataOutputStream out, FileGroup group) throws IOException {
    Varints.writeText(out, group.id());
    write(out, group.of());
    Varints.writeText(out, group.limit().name());
    Instant since = group.since();
    Varints.write(out, since == null ? 0 : since.toEpochMilli());
    Varints.write(out, group.objects().size());
    ObjectListCodec codec = new ObjectListCodec();
    for (SourceObject object : group.objects()) {
      codec.write(out, object);
    }
  }

  static FileGroup read(DataInputStream in, int version) throws IOException {
    String id = Varints.readText(in);
    TableDay of = readTableDay(in);
    FileGroup.Limit limit = FileGroup.Limit.valueOf(Varints.readText(in));
    long since = version == WITHOUT_DISCOVERY ? 0 : Varints.read(in);
    int count = Varints.readCount(in, MOST_OBJECTS);
    List<SourceObject> objects = new ArrayList<>(Math.min(count, 1 << 16));
    ObjectListCodec codec = new ObjectListCodec();
    for (int i = 0; i < count; i++) {
      objects.add(codec.read(in));
    }
    return new FileGroup(id, of, limit, since == 0 ? null : Instant.ofEpochMilli(since), objects);
  }

  static void write(DataOutputStream out, TableDay of) throws IOException {
    Varints.writeText(out, of.table());
    Varints.write(out, of.day().toEpochDay());
  }

  static TableDay readTableDay(DataInputStream in) throws IOException {
    return new TableDay(Varints.readText(in), LocalDate.ofEpochDay(Varints.read(in)));
  }
}
