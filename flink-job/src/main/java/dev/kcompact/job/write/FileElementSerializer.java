package dev.kcompact.job.write;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Hands elements on as they are, and refuses to serialise them: an element between two tasks would
 * mean that compactor and sink are no longer one chain, and then a checkpoint could cut a group.
 */
final class FileElementSerializer extends TypeSerializer<FileElement> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<FileElement> duplicate() {
    return this;
  }

  @Override
  public FileElement createInstance() {
    return new FileElement();
  }

  @Override
  public FileElement copy(FileElement from) {
    return from;
  }

  @Override
  public FileElement copy(FileElement from, FileElement reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(FileElement element, DataOutputView target) {
    throw unchained();
  }

  @Override
  public FileElement deserialize(DataInputView source) {
    throw unchained();
  }

  @Override
  public FileElement deserialize(FileElement reuse, DataInputView source) {
    throw unchained();
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) {
    throw unchained();
  }

  private static IllegalStateException unchained() {
    return new IllegalStateException(
        "Compactor and file sink are not one chain; give both the same parallelism and leave"
            + " operator chaining on (pipeline.operator-chaining.enabled)");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileElementSerializer;
  }

  @Override
  public int hashCode() {
    return FileElementSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<FileElement> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says that there is nothing to say: no state ever holds an element. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FileElement> {
    public Snapshot() {
      super(FileElementSerializer::new);
    }
  }
}
